/**
 * Runs test/host inside the extension host of a real VS Code: one that @vscode/test-electron downloads, or the
 * browser-hosted one where its download host does not answer. `--vsix FILE` tests the packaged extension,
 * installed; `--minimum` takes the oldest VS Code that package.json allows; `OB_BACKUP_HOST=electron|code-server`
 * insists on one of the two.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  downloadAndUnzipVSCode,
  resolveCliArgsFromVSCodeExecutablePath,
  runTests,
} from '@vscode/test-electron';
import { installVsix } from './codeServer.mjs';
import { codeServerReleases, ensureCodeServer, whyNotInstallable } from './codeServerInstall.mjs';
import { ensureProgram } from './debian.mjs';
import { endGroupsOnSignals, run, runOrThrow } from './processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const codeServerAsVsCode = path.join(root, 'scripts/codeServerAsVsCode.mjs');

/** @param {string} line */
const log = (line) => process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: { vsix: { type: 'string' }, minimum: { type: 'boolean', default: false } },
});

const release = values.minimum ? codeServerReleases.minimum : codeServerReleases.current;

/** @returns {Promise<string>} An executable that takes VS Code's flags. */
async function findVsCode() {
  const wanted = process.env['OB_BACKUP_HOST'];
  if (wanted === 'code-server') return codeServerAsVsCode;
  try {
    return await downloadAndUnzipVSCode({
      version: values.minimum ? '1.100.0' : 'stable',
      timeout: 20_000,
      extensionDevelopmentPath: root,
    });
  } catch (error) {
    if (wanted === 'electron') throw error;
    const reason = error instanceof Error ? error.message : String(error);
    log(`VS Code's download host does not answer (${reason}): the browser-hosted VS Code takes its place`);
    return codeServerAsVsCode;
  }
}

/**
 * @param {string} executable
 * @param {string} vsix
 * @param {string} profile
 */
async function install(executable, vsix, profile) {
  const extensionsDir = path.join(profile, 'extensions');
  const userDataDir = path.join(profile, 'user-data');
  if (executable === codeServerAsVsCode) {
    await installVsix(await ensureCodeServer(log, release), { vsix, userDataDir, extensionsDir });
    return;
  }
  const [cli = executable, ...cliArguments] = resolveCliArgsFromVSCodeExecutablePath(executable);
  await runOrThrow(cli, [
    ...cliArguments,
    ...[`--extensions-dir=${extensionsDir}`, `--user-data-dir=${userDataDir}`, '--no-sandbox'],
    ...['--install-extension', vsix],
  ]);
}

/**
 * With the packaged extension installed, VS Code is told to develop an empty one that only brings the tests.
 * @param {string} profile
 */
async function emptyExtension(profile) {
  const folder = path.join(profile, 'driver');
  await mkdir(folder, { recursive: true });
  const manifest = { name: 'driver', publisher: 'tests', version: '0.0.1', engines: { vscode: '^1.100.0' } };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}

/**
 * @param {string} executable
 * @param {string} profile
 */
async function runInside(executable, profile) {
  const workspace = path.join(profile, 'workspace');
  const extensionsDir = path.join(profile, 'extensions');
  await mkdir(workspace, { recursive: true });
  await mkdir(extensionsDir, { recursive: true });
  if (values.vsix !== undefined) await install(executable, path.resolve(values.vsix), profile);
  return runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: values.vsix === undefined ? root : await emptyExtension(profile),
    extensionTestsPath: path.join(root, 'out/test/host/index.js'),
    launchArgs: [
      workspace,
      `--extensions-dir=${extensionsDir}`,
      `--user-data-dir=${path.join(profile, 'user-data')}`,
    ],
    extensionTestsEnv: {
      OB_BACKUP_TEST_DOOR: '1',
      OB_BACKUP_VSCODE: values.minimum ? 'minimum' : 'current',
      OB_BACKUP_EXPECTED_EXTENSION_FOLDER: values.vsix === undefined ? root : extensionsDir,
    },
  });
}

/**
 * The only thing that may be missing here: a compiler for the parts of the oldest release.
 * @param {string} why
 */
async function skip(why) {
  log(why);
  const resultFile = process.env['OB_BACKUP_TEST_RESULT'];
  if (resultFile !== undefined) await writeFile(resultFile, JSON.stringify({ skipped: why }));
}

/** A desktop VS Code needs a screen; a machine without one gets a virtual one for this whole process. */
async function underVirtualScreen() {
  const screen = await ensureProgram(['xvfb-run'], ['xvfb', 'xauth'], log);
  const { exitCode, output } = await run(screen, ['-a', process.execPath, ...process.argv.slice(1)]);
  log(output);
  return exitCode;
}

endGroupsOnSignals();
const executable = await findVsCode();
const whyNot = executable === codeServerAsVsCode ? await whyNotInstallable(release) : undefined;
if (whyNot !== undefined) {
  await skip(whyNot);
} else if (executable !== codeServerAsVsCode && process.platform === 'linux' && !process.env['DISPLAY']) {
  process.exitCode = await underVirtualScreen();
} else {
  const profile = await mkdtemp(path.join(os.tmpdir(), 'ob-backup-tests-'));
  try {
    process.exitCode = await runInside(executable, profile);
  } catch (error) {
    log(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}
