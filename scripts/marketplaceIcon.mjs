/** Draws media/icon.png, the picture that the Marketplace and the extensions view show, from the activity bar's glyph. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { chromiumArguments, ensureChromium } from './chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const sizePx = 256;

const glyph = await readFile(path.join(root, 'media/obBackup.svg'), 'utf8');
const page = `<!doctype html><style>
  body { margin: 0 }
  div { width: ${sizePx}px; height: ${sizePx}px; border-radius: 56px; display: grid; place-items: center;
        color: white; background: linear-gradient(145deg, #1f6feb, #0b3d91 60%, #082a66) }
  svg { width: 168px; height: 168px }
</style><div>${glyph}</div>`;

const browser = await chromium.launch({
  executablePath: await ensureChromium((line) => process.stdout.write(`${line}\n`)),
  args: chromiumArguments,
});
try {
  const tab = await browser.newPage({ viewport: { width: sizePx, height: sizePx } });
  await tab.setContent(page);
  await writeFile(path.join(root, 'media/icon.png'), await tab.screenshot({ omitBackground: true }));
} finally {
  await browser.close();
}
