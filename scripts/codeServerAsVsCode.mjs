#!/usr/bin/env node
/**
 * Looks to @vscode/test-electron like a VS Code executable: takes its flags, runs the browser-hosted VS Code
 * with a headless Chromium as its window, and ends with the exit code of the tests.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { format, parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { chromiumArguments, ensureChromium } from './chromium.mjs';
import { startCodeServer, workbenchUrl } from './codeServer.mjs';
import { codeServerReleases, ensureCodeServer } from './codeServerInstall.mjs';
import { endGroupsOnSignals } from './processes.mjs';

const exitExtensionHostDied = 96;
const exitWindowLost = 97;
const exitTimedOut = 99;
const timeoutMs = Number(process.env['OB_BACKUP_HOST_TIMEOUT_SECONDS'] ?? 600) * 1000;

/** The server's and the client's own chatter, the missing binaries that only log files would need included. */
const noise =
  /^(Error: Could not locate the bindings file|Cannot find module '.\/build\/Release\/watchdog'|Resolv(ing|ed) connection token|Creating a socket|\[reconnection-grace-time\]|\[Service Worker\]|\[AgentHost|\[AccountPolicyGate\]|Updating additional builtin|Started local extension host|Ignoring fetching additional builtin)/;

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    'extensions-dir': { type: 'string' },
  },
});

/**
 * @param {string | boolean | undefined} value
 * @returns {string | undefined}
 */
const text = (value) => (typeof value === 'string' ? value : undefined);

/** @param {string} line */
const complain = (line) => process.stderr.write(`${line}\n`);

/**
 * The client reports success even when the extension host was killed, so the server's log has the last word.
 * @param {string} logFile
 * @returns {Promise<string | undefined>} How it ended, unless it ended well or still runs.
 */
async function extensionHostDeath(logFile) {
  const log = await readFile(logFile, 'utf8');
  const ended = /Extension Host Process exited with code: (\S+), signal: (\w+)/.exec(log);
  if (ended === null || (ended[1] === '0' && ended[2] === 'null')) return undefined;
  return `code ${ended[1]}, signal ${ended[2]}`;
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} logFile
 * @returns {Promise<number>} The exit code of the tests, or one of ours.
 */
async function testsEnd(page, logFile) {
  /** @type {NodeJS.Timeout | undefined} */
  let watch;
  /** @type {NodeJS.Timeout | undefined} */
  let deadline;
  try {
    return await new Promise((resolve) => {
      page.exposeFunction('codeAutomationExit', resolve).catch(complain);
      page.on('crash', () => resolve(exitWindowLost));
      page.on('close', () => resolve(exitWindowLost));
      watch = setInterval(() => {
        extensionHostDeath(logFile).then((death) => {
          if (death !== undefined) resolve(exitExtensionHostDied);
        }, complain);
      }, 1000);
      deadline = setTimeout(() => {
        complain(`The tests did not end within ${timeoutMs / 1000} s`);
        resolve(exitTimedOut);
      }, timeoutMs);
    });
  } finally {
    clearInterval(watch);
    clearTimeout(deadline);
  }
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {import('./codeServer.mjs').CodeServer} server
 */
async function runInWindow(browser, server) {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await page.exposeFunction(
    'codeAutomationLog',
    (/** @type {string} */ _type, /** @type {unknown[]} */ words) => {
      const line = format(...words);
      if (!noise.test(line)) process.stdout.write(`${line}\n`);
    },
  );
  const ended = testsEnd(page, server.logFile);
  const developmentPath = text(values['extensionDevelopmentPath']);
  const testsPath = text(values['extensionTestsPath']);
  await page.goto(
    workbenchUrl(server, {
      ...(positionals[0] === undefined ? {} : { folder: path.resolve(positionals[0]) }),
      ...(developmentPath === undefined ? {} : { developmentPath: path.resolve(developmentPath) }),
      ...(testsPath === undefined ? {} : { testsPath: path.resolve(testsPath) }),
    }),
  );
  const exitCode = await ended;
  const death = await extensionHostDeath(server.logFile);
  if (death === undefined) return exitCode;
  complain(`The extension host ended (${death})`);
  return exitCode === 0 ? exitExtensionHostDied : exitCode;
}

endGroupsOnSignals();
const release =
  process.env['OB_BACKUP_VSCODE'] === 'minimum' ? codeServerReleases.minimum : codeServerReleases.current;
const install = await ensureCodeServer(complain, release);
const executablePath = await ensureChromium(complain);
const profile = await mkdtemp(path.join(os.tmpdir(), 'ob-backup-host-'));
const server = await startCodeServer(install, {
  userDataDir: path.join(profile, 'user-data'),
  extensionsDir: path.resolve(text(values['extensions-dir']) ?? path.join(profile, 'extensions')),
  testDriver: true,
});
const browser = await chromium.launch({ executablePath, args: chromiumArguments });
try {
  process.exitCode = await runInWindow(browser, server);
} finally {
  await browser.close();
  await server.stop();
  await rm(profile, { recursive: true, force: true, maxRetries: 3 });
}
process.exit();
