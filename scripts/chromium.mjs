/** The browser of the UI tests and of the browser-hosted VS Code. */
import { existsSync } from 'node:fs';
import { ensureProgram, installPackages, onPath } from './debian.mjs';
import { run } from './processes.mjs';

/** Root has no sandbox; the rest keeps a test browser from talking to anyone but us. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * @param {(line: string) => void} log
 * @returns {Promise<string>} The path of a Chromium that can also show Chinese.
 */
export async function ensureChromium(log) {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen !== undefined && chosen !== '') {
    if (!existsSync(chosen)) throw new Error(`CHROMIUM_PATH names ${chosen}, which is not there`);
    return chosen;
  }
  const chromium = await ensureProgram(
    ['chromium', 'chromium-browser', 'google-chrome'],
    ['chromium', 'fonts-noto-cjk'],
    log,
  );
  await ensureChineseFont(log);
  return chromium;
}

/**
 * Without such a font every Chinese picture is a row of boxes, and no test would notice.
 * @param {(line: string) => void} log
 */
async function ensureChineseFont(log) {
  if (process.platform !== 'linux' || (await onPath(['fc-list'])) === undefined) return;
  const { output } = await run('fc-list', [':lang=zh-cn', 'family']);
  if (output.trim() === '') await installPackages(['fonts-noto-cjk'], log);
}
