/** Child processes that leave nothing behind: each is a process group of its own, ended as a whole. */
import { spawn, spawnSync } from 'node:child_process';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/** Windows knows trees of processes instead. */
const hasGroups = process.platform !== 'win32';

/** @type {Set<ChildProcess>} */
const running = new Set();

/**
 * Starts a program as a process group of its own, which ends with this process at the latest.
 * @param {string} program
 * @param {readonly string[]} programArguments
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {ChildProcess}
 */
export function startGroup(program, programArguments, options = {}) {
  const child = spawn(program, programArguments, { stdio: 'inherit', ...options, detached: hasGroups });
  running.add(child);
  child.once('error', () => running.delete(child));
  return child;
}

/**
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  if (!hasGroups) {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is already gone.
  }
}

/**
 * Asks a group to end, and ends what is left of it after a grace period.
 * @param {ChildProcess} child
 * @param {number} [graceMs]
 */
export async function endGroup(child, graceMs = 3000) {
  signalGroup(child, 'SIGTERM');
  if (child.exitCode === null && child.signalCode === null) {
    await Promise.race([
      new Promise((resolve) => child.once('exit', resolve)),
      new Promise((resolve) => setTimeout(resolve, graceMs).unref()),
    ]);
  }
  signalGroup(child, 'SIGKILL');
  running.delete(child);
}

/** Ends every group that is still there. */
export async function endAllGroups() {
  await Promise.all([...running].map((child) => endGroup(child)));
}

/** Ctrl-C and a polite kill end everything that was started, with the exit code that shells expect. */
export function endGroupsOnSignals() {
  for (const [signal, exitCode] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])) {
    process.once(signal, () => {
      void endAllGroups().finally(() => process.exit(exitCode));
    });
  }
  process.once('exit', () => {
    for (const child of running) signalGroup(child, 'SIGKILL');
  });
}

/**
 * Runs a program to its end, its output kept.
 * @param {string} program
 * @param {readonly string[]} programArguments
 * @param {import('node:child_process').SpawnOptions} [options]
 * @param {number} [deadlineMs] What still runs then is ended, with its whole group; the output says so.
 * @returns {Promise<{ exitCode: number, output: string }>} `exitCode` is 127 when the program is not there.
 */
export async function run(program, programArguments, options = {}, deadlineMs) {
  const child = startGroup(program, programArguments, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const deadline =
    deadlineMs === undefined
      ? undefined
      : setTimeout(() => {
          output += `\nStill running after ${Math.round(deadlineMs / 1000)} s: ended\n`;
          void endGroup(child);
        }, deadlineMs);
  child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
  child.stderr?.setEncoding('utf8').on('data', (text) => (output += text));
  /** @type {number} */
  const exitCode = await new Promise((resolve) => {
    child.once('error', (error) => {
      output += error.message;
      resolve(127);
    });
    child.once('close', (code) => resolve(code ?? 1));
  });
  clearTimeout(deadline);
  running.delete(child);
  return { exitCode, output };
}

/**
 * Like {@link run}, but a failure is an error that carries the end of the output.
 * @param {string} program
 * @param {readonly string[]} programArguments
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<string>}
 */
export async function runOrThrow(program, programArguments, options = {}) {
  const { exitCode, output } = await run(program, programArguments, options);
  if (exitCode !== 0) {
    throw new Error(
      `${program} ${programArguments.join(' ')} ended with ${exitCode}:\n${output.slice(-4000)}`,
    );
  }
  return output;
}

/**
 * Runs the npm that runs this script, or the one on the PATH.
 * @param {readonly string[]} npmArguments
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<string>}
 */
export function runNpm(npmArguments, options) {
  const script = process.env['npm_execpath'];
  return script === undefined || !/npm-cli\.c?js$/.test(script)
    ? runOrThrow('npm', npmArguments, options)
    : runOrThrow(process.execPath, [script, ...npmArguments], options);
}
