/**
 * From a fresh clone to a connected cluster: installs, builds, starts the demo cluster and opens a VS Code of its
 * own with the extension in it. Ctrl-C ends everything that this started.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './dependencies.mjs';
import { endAllGroups, endGroupsOnSignals, runOrThrow, startGroup } from './processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const profile = path.join(root, '.vscode-profile');

/** @param {string} line */
const log = (line) => process.stdout.write(`${line}\n`);

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error ? error.message : String(error));

/**
 * @param {number} port
 * @returns {Promise<void>} When the demo cluster listens.
 */
function startDemoCluster(port) {
  const simulator = startGroup(
    process.execPath,
    [
      path.join(root, 'dist/simulator.js'),
      '--version',
      '4.2.5',
      '--scenario',
      'healthy',
      '--port',
      String(port),
      '--speed',
      '60',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return new Promise((resolve, reject) => {
    simulator.once('error', reject);
    simulator.once('exit', (code, signal) => {
      log(`The demo cluster ended (${signal ?? code})`);
      reject(new Error('There is no cluster to connect to'));
    });
    simulator.stdout?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      process.stdout.write(text);
      if (text.includes('listens on')) resolve();
    });
  });
}

/**
 * The demo connection travels in the environment only: it is never stored.
 * @param {number} port
 */
function demoEnvironment(port) {
  const connection = {
    name: 'Demo 4.2.5',
    host: '127.0.0.1',
    port,
    user: 'root@sys',
    password: '',
    demo: true,
  };
  return { OB_BACKUP_DEMO_CONNECTION: JSON.stringify(connection) };
}

/**
 * Starts whichever VS Code there is and waits until it ends.
 * @param {Readonly<Record<string, string>>} env
 */
async function openVsCode(env) {
  const { findDesktop, openDesktop, openInBrowser } = await import('./startWays.mjs');
  const folders = {
    userDataDir: path.join(profile, 'user-data'),
    extensionsDir: path.join(profile, 'extensions'),
  };
  const desktop = await findDesktop(log);
  log(desktop.reason);
  if (desktop.executable === undefined) await openInBrowser({ root, profile, folders, env, log });
  else await openDesktop(desktop.executable, { root, folders, env });
}

endGroupsOnSignals();
try {
  await ensureDependencies(root, log);
  log('build …');
  await runOrThrow(process.execPath, ['esbuild.mjs'], { cwd: root });
  await mkdir(profile, { recursive: true });
  const { freePort } = await import('./codeServer.mjs');
  const port = await freePort();
  await startDemoCluster(port);
  await openVsCode(demoEnvironment(port));
} catch (error) {
  log(messageOf(error));
  process.exitCode = 1;
} finally {
  await endAllGroups();
}
