/** The ways to a VS Code with the extension in it: a desktop one, a downloaded one, one in the browser. */
import { mkdir, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { freePort, installVsix, startCodeServer, workbenchUrl } from './codeServer.mjs';
import { ensureCodeServer } from './codeServerInstall.mjs';
import { onPath } from './debian.mjs';
import { runOrThrow, startGroup } from './processes.mjs';

/** The browser keeps profiles and passwords per address, so the same one every time where it is free. */
const preferredPort = 28_810;

/** @typedef {{ readonly userDataDir: string, readonly extensionsDir: string }} ProfileFolders */

/**
 * @typedef {object} Desktop
 * @property {string} [executable] None where no desktop VS Code can be shown.
 * @property {string} reason One line for the person who waits.
 */

/**
 * @param {string} code
 * @returns {Promise<boolean>} Whether this `code` only talks to an editor elsewhere and cannot open a window of its own.
 */
async function isRemoteCommandLine(code) {
  // In WSL it opens a Windows editor, which could not use the folders of this side.
  if (process.env['VSCODE_IPC_HOOK_CLI'] || process.env['WSL_DISTRO_NAME']) return true;
  return [code, await realpath(code)].some((file) =>
    /[\\/]remote-cli[\\/]|[\\/]\.vscode-server[\\/]/.test(file),
  );
}

/** @returns {string | undefined} Why no window can be shown on this machine. */
function noWindow() {
  const hasDisplay = Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
  if (process.platform === 'linux' && !hasDisplay) {
    return process.getuid?.() === 0 ? 'this is root without a display' : 'there is no display';
  }
  return undefined;
}

/**
 * @param {(line: string) => void} log
 * @returns {Promise<Desktop>}
 */
export async function findDesktop(log) {
  const hidden = noWindow();
  if (hidden !== undefined) return { reason: `VS Code opens in the browser, because ${hidden}.` };
  // On Windows it is a batch file, which cannot be waited for: there the download serves.
  const code = process.platform === 'win32' ? undefined : await onPath(['code']);
  if (code !== undefined && !(await isRemoteCommandLine(code))) {
    return { executable: code, reason: `VS Code opens from ${code}, because it is on the PATH.` };
  }
  const why =
    code === undefined ? 'no `code` is on the PATH' : 'the `code` on the PATH belongs to a remote session';
  try {
    log('Downloading VS Code …');
    const executable = await downloadAndUnzipVSCode({ version: 'stable', timeout: 20_000 });
    return { executable, reason: `VS Code opens from a download, because ${why}.` };
  } catch (error) {
    const unreachable = error instanceof Error ? error.message : String(error);
    return {
      reason: `VS Code opens in the browser, because ${why} and its download failed (${unreachable}).`,
    };
  }
}

/**
 * Opens a window on the clone with the extension under development, and waits until it is closed.
 * @param {string} executable
 * @param {{ root: string, folders: ProfileFolders, env: Readonly<Record<string, string>> }} options
 */
export async function openDesktop(executable, { root, folders, env }) {
  const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const code = startGroup(
    executable,
    [
      ...[
        '--wait',
        '--new-window',
        '--user-data-dir',
        folders.userDataDir,
        '--extensions-dir',
        folders.extensionsDir,
      ],
      ...[`--extensionDevelopmentPath=${root}`, '--disable-workspace-trust', '--skip-welcome'],
      ...sandbox,
    ],
    { env: { ...process.env, ...env } },
  );
  await new Promise((resolve, reject) => {
    code.once('error', reject);
    code.once('exit', resolve);
  });
}

/**
 * Serves the browser-hosted VS Code with the packaged extension installed, until this process is ended.
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.profile
 * @param {ProfileFolders} options.folders
 * @param {Readonly<Record<string, string>>} options.env
 * @param {(line: string) => void} options.log
 */
export async function openInBrowser({ root, profile, folders, env, log }) {
  const install = await ensureCodeServer(log);
  await runOrThrow(process.execPath, ['scripts/package.mjs'], { cwd: root });
  // Two versions side by side would both be listed; the settings live elsewhere and stay.
  await rm(folders.extensionsDir, { recursive: true, force: true });
  await installVsix(install, { vsix: path.join(root, 'out/oceanbase-backup.vsix'), ...folders });
  const workspace = path.join(profile, 'workspace');
  await mkdir(workspace, { recursive: true });
  const server = await startCodeServer(install, { ...folders, env, port: await freePort(preferredPort) });
  log(`Browser-hosted VS Code (code-server ${install.version}). Open this address:`);
  log(`  ${workbenchUrl(server, { folder: workspace })}`);
  log('Ctrl-C ends it and the demo cluster.');
  await server.ended;
}
