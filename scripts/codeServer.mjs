/** Runs the browser-hosted VS Code: one server process group with a profile of its own. */
import { closeSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { endGroup, run, startGroup } from './processes.mjs';

/** @typedef {import('./codeServerInstall.mjs').CodeServerInstall} CodeServerInstall */

/**
 * @typedef {object} CodeServerOptions
 * @property {string} userDataDir
 * @property {string} extensionsDir
 * @property {Readonly<Record<string, string | undefined>>} [env] Added to ours; the extension host sees it.
 * @property {Readonly<Record<string, unknown>>} [settings] User settings over the quiet ones below.
 * @property {string} [locale] For example `zh-cn`; needs the pack of languagePack.mjs.
 * @property {boolean} [testDriver] The web client then runs the tests named in the address; toasts stay hidden.
 * @property {number} [port]
 */

/**
 * @typedef {object} CodeServer
 * @property {string} authority `host:port`
 * @property {string} url
 * @property {string} logFile What the server prints, the end of an extension host included.
 * @property {Promise<void>} ended When the server is gone, for whatever reason.
 * @property {() => Promise<void>} stop
 */

/** Nothing that asks, greets, phones home or moves on its own. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'window.confirmBeforeClose': 'never',
  'update.showReleaseNotes': false,
  'git.enabled': false,
  'files.simpleDialog.enable': true,
};

/**
 * @param {number} [preferred]
 * @returns {Promise<number>} A TCP port that was free a moment ago; the preferred one if it is.
 */
export function freePort(preferred = 0) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      if (preferred === 0) reject(error);
      else resolve(freePort());
    });
    probe.listen(preferred, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/**
 * @param {CodeServerOptions} options
 */
async function writeSettings({ userDataDir, extensionsDir, settings = {} }) {
  const file = path.join(userDataDir, 'User', 'settings.json');
  await mkdir(path.dirname(file), { recursive: true });
  await mkdir(extensionsDir, { recursive: true });
  const before = await readFile(file, 'utf8').then(JSON.parse, () => ({}));
  await writeFile(file, JSON.stringify({ ...quietSettings, ...before, ...settings }, null, 2));
}

/**
 * @param {CodeServerInstall} install
 * @param {CodeServerOptions} options
 * @param {string} temporary
 * @param {number} port
 */
function serverArguments(install, options, temporary, port) {
  return [
    install.entry,
    ...[
      '--config',
      path.join(temporary, 'config.yaml'),
      '--auth',
      'none',
      '--bind-addr',
      `127.0.0.1:${port}`,
    ],
    ...['--user-data-dir', options.userDataDir, '--extensions-dir', options.extensionsDir],
    ...['--session-socket', path.join(temporary, 'session.sock')],
    ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
    '--disable-getting-started-override',
    ...(options.locale === undefined ? [] : ['--locale', options.locale]),
    // A built web client reads the tests' address parameters only with its own test driver on.
    ...(options.testDriver === true && install.testDriverOption
      ? ['--vscode-option', 'enable-smoke-test-driver']
      : []),
  ];
}

/**
 * Starts the server and waits until it answers.
 * @param {CodeServerInstall} install
 * @param {CodeServerOptions} options
 * @returns {Promise<CodeServer>}
 */
export async function startCodeServer(install, options) {
  await writeSettings(options);
  const temporary = await mkdtemp(path.join(os.tmpdir(), 'ob-backup-server-'));
  await writeFile(path.join(temporary, 'config.yaml'), 'auth: none\ncert: false\n');
  const port = options.port ?? (await freePort());
  const logFile = path.join(temporary, 'server.log');
  const log = openSync(logFile, 'w');
  const child = startGroup(install.nodeBinary, serverArguments(install, options, temporary, port), {
    // A home of its own: the server keeps heartbeats and a default configuration there.
    env: {
      ...process.env,
      HOME: temporary,
      EXTENSIONS_GALLERY: '{"serviceUrl":"","itemUrl":"","resourceUrlTemplate":""}',
      VSCODE_IPC_HOOK_CLI: undefined,
      ...options.env,
    },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const authority = `127.0.0.1:${port}`;
  const server = {
    authority,
    url: `http://${authority}`,
    logFile,
    /** @type {Promise<void>} */
    ended: new Promise((resolve) => child.once('close', () => resolve())),
    stop: async () => {
      await endGroup(child);
      await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
    },
  };
  try {
    await untilAnswers(server.url, child, logFile);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

/**
 * @param {string} url
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} logFile
 */
async function untilAnswers(url, child, logFile) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) {
      const log = await readFile(logFile, 'utf8');
      throw new Error(`The browser-hosted VS Code ended early:\n${log.slice(-2000)}`);
    }
    const ok = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5_000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The browser-hosted VS Code did not answer within 60 s');
}

/**
 * @param {CodeServer} server
 * @param {{ folder?: string, developmentPath?: string, testsPath?: string }} [open]
 * @returns {string} The address of a workbench.
 */
export function workbenchUrl(server, { folder, developmentPath, testsPath } = {}) {
  const remote = (/** @type {string} */ file) => `vscode-remote://${server.authority}${file}`;
  /** @type {[string, string][]} */
  const payload = [];
  if (developmentPath !== undefined) payload.push(['extensionDevelopmentPath', remote(developmentPath)]);
  if (testsPath !== undefined) payload.push(['extensionTestsPath', remote(testsPath)]);
  const query = new URLSearchParams(folder === undefined ? { ew: 'true' } : { folder });
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `${server.url}/?${query}`;
}

/**
 * Installs a packaged extension into a private extensions folder.
 * @param {CodeServerInstall} install
 * @param {{ vsix: string, userDataDir: string, extensionsDir: string }} target
 */
export async function installVsix(install, { vsix, userDataDir, extensionsDir }) {
  const { exitCode, output } = await run(install.nodeBinary, [
    install.entry,
    ...['--config', os.devNull, '--user-data-dir', userDataDir, '--extensions-dir', extensionsDir],
    ...['--install-extension', vsix, '--force'],
  ]);
  if (exitCode !== 0 || !/successfully installed/.test(output)) {
    throw new Error(`Installing ${path.basename(vsix)} failed: ${output.trim().slice(-1000)}`);
  }
}
