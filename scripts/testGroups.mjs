/** The groups of tests: what each is, what it needs, and how it is run. */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { ensureProgram } from './debian.mjs';
import { run } from './processes.mjs';

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string} [why] Why it was skipped, or why it failed where no test can say so.
 * @property {string} output
 */

/**
 * @typedef {object} Group
 * @property {string} name
 * @property {(root: string, log: (line: string) => void) => Promise<Outcome>} run
 */

/**
 * @param {string} why
 * @param {string} [output]
 * @returns {Outcome}
 */
const failure = (why, output = '') => ({ passed: 0, failed: 1, skipped: 0, why, output });

/** Far more than a slow machine needs: a group that never ends is a failure, not a wait without end. */
const GROUP_DEADLINE_MS = 40 * 60_000;

/**
 * Runs a program that leaves a result file. No file, or not one pass in it, is a failure whatever the exit code.
 * @param {string} root
 * @param {string} group
 * @param {readonly string[]} programArguments For Node.
 * @param {Readonly<Record<string, string>>} [env]
 * @returns {Promise<Outcome>}
 */
async function counted(root, group, programArguments, env = {}) {
  const resultFile = path.join(root, 'out', `result-${group}.json`);
  await rm(resultFile, { force: true });
  const options = { cwd: root, env: { ...process.env, ...env, OB_BACKUP_TEST_RESULT: resultFile } };
  const { exitCode, output } = await run(process.execPath, programArguments, options, GROUP_DEADLINE_MS);
  const text = await readFile(resultFile, 'utf8').catch(() => undefined);
  if (text === undefined) {
    const empty = output.includes('No test files found');
    return failure(empty ? 'holds no test' : `ended with ${exitCode} and no result`, output);
  }
  /** @type {{ skipped: string } | { passes: unknown[], failures: unknown[], pending: { title: string }[] }} */
  const result = JSON.parse(text);
  if ('skipped' in result) return { passed: 0, failed: 0, skipped: 1, why: result.skipped, output };
  const { passes, failures, pending } = result;
  const counts = { passed: passes.length, skipped: 0, output };
  if (pending.length > 0) {
    const titles = pending.map(({ title }) => title).join('; ');
    return { ...counts, failed: failures.length + pending.length, why: `did not run: ${titles}` };
  }
  if (passes.length === 0 && failures.length === 0) return failure('ran no test', output);
  if (exitCode !== 0 && failures.length === 0) return { ...counts, failed: 1, why: `ended with ${exitCode}` };
  return { ...counts, failed: failures.length };
}

/**
 * @param {string} name The folder below test/.
 * @param {(log: (line: string) => void) => Promise<unknown>} [prepare]
 * @returns {Group}
 */
function mochaGroup(name, prepare) {
  return {
    name,
    run: async (root, log) => {
      await prepare?.(log);
      return counted(root, name, [
        '--enable-source-maps',
        'node_modules/mocha/bin/mocha.js',
        ...['--reporter', 'scripts/mochaReporter.cjs', '--timeout', '30000', '--forbid-only', '--no-color'],
        `out/test/${name}/**/*.test.js`,
      ]);
    },
  };
}

/** @type {Group} */
const live = {
  name: 'live',
  run: async (root, log) =>
    process.env['OB_TEST_URL']
      ? mochaGroup('live').run(root, log)
      : { passed: 0, failed: 0, skipped: 1, why: 'OB_TEST_URL names no real cluster', output: '' },
};

/** Questions to code that runs here alone. One after the other. */
export const quickGroups = [
  mochaGroup('fences'),
  mochaGroup('unit'),
  mochaGroup('simulator'),
  mochaGroup('contract', (log) => ensureProgram(['mariadb'], ['mariadb-client'], log)),
  live,
];

/** Those that start a VS Code. One after the other, beside the quick ones; they need the .vsix of the first. */
export const workbenchGroups = [
  mochaGroup('package'),
  { name: 'host', run: (/** @type {string} */ root) => counted(root, 'host', ['scripts/hostTests.mjs']) },
  {
    name: 'vsix',
    run: (/** @type {string} */ root) =>
      counted(root, 'vsix', ['scripts/hostTests.mjs', '--vsix', 'out/oceanbase-backup.vsix']),
  },
  {
    name: 'minimum',
    run: (/** @type {string} */ root) => counted(root, 'minimum', ['scripts/hostTests.mjs', '--minimum']),
  },
  mochaGroup('ui'),
];
