/**
 * Everything that must hold, on a fresh clone with nothing but Node: installs, builds, checks and tests.
 * `npm test -- unit host` runs the named groups only (with the build, without the checks).
 * The last line is always `N passed, M failed, K skipped`.
 */
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './dependencies.mjs';
import { endGroupsOnSignals, run, runOrThrow } from './processes.mjs';

/** @typedef {import('./testGroups.mjs').Group} Group */
/** @typedef {import('./testGroups.mjs').Outcome} Outcome */

const root = fileURLToPath(new URL('..', import.meta.url));
const startedAtMs = Date.now();

/** @param {string} line */
const log = (line) => {
  const seconds = Math.round((Date.now() - startedAtMs) / 1000);
  process.stdout.write(`[${String(seconds).padStart(3)} s] ${line}\n`);
};

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error ? error.message : String(error));

/** @type {{ name: string, outcome: Outcome }[]} */
const outcomes = [];

/** In which the summary lists the groups, whatever ended first. @type {string[]} */
const order = [];

/**
 * @param {string} name
 * @param {() => Promise<Outcome>} work
 */
async function record(name, work) {
  log(`${name} …`);
  const outcome = await work().catch((error) => {
    return /** @type {Outcome} */ ({ passed: 0, failed: 1, skipped: 0, why: messageOf(error), output: '' });
  });
  outcomes.push({ name, outcome });
  process.stdout.write(outcome.output.replace(/\n*$/, '\n'));
  log(summary(name, outcome));
}

/**
 * @param {string} name
 * @param {Outcome} outcome
 */
function summary(name, { passed, failed, skipped, why }) {
  const reason = why === undefined ? '' : `: ${why}`;
  return `${name.padEnd(10)} ${passed} passed, ${failed} failed, ${skipped} skipped${reason}`;
}

/**
 * A check has one answer: it counts as one test.
 * @param {string} name
 * @param {readonly (readonly string[])[]} commands Arguments for Node, run one after the other.
 */
function check(name, commands) {
  return record(name, async () => {
    let output = '';
    for (const command of commands) {
      const result = await run(process.execPath, command, { cwd: root });
      output += result.output;
      if (result.exitCode !== 0) return { passed: 0, failed: 1, skipped: 0, why: 'see above', output };
    }
    return { passed: 1, failed: 0, skipped: 0, output };
  });
}

/** @param {readonly Group[]} groups */
async function runGroups(groups) {
  for (const group of groups) await record(group.name, () => group.run(root, log));
}

/** @param {readonly string[]} chosen */
async function runAll(chosen) {
  await ensureDependencies(root, log);
  log('build …');
  await runOrThrow(process.execPath, ['esbuild.mjs', '--production'], { cwd: root });
  await runOrThrow(process.execPath, ['esbuild.mjs', '--tests'], { cwd: root });
  const { quickGroups, workbenchGroups } = await import('./testGroups.mjs');
  const known = [...quickGroups, ...workbenchGroups].map(({ name }) => name);
  order.push('types', 'lint', ...known);
  const unknown = chosen.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`No group ${unknown.join(', ')}; there are ${known.join(', ')}`);
  const wanted = (/** @type {readonly Group[]} */ groups) =>
    chosen.length === 0 ? groups : groups.filter(({ name }) => chosen.includes(name));
  const workbench = wanted(workbenchGroups);
  if (workbench.length > 0) {
    await runOrThrow(process.execPath, ['scripts/package.mjs', '--no-build'], { cwd: root });
  }
  const quick = async () => {
    if (chosen.length === 0) await checks();
    await runGroups(wanted(quickGroups));
  };
  await Promise.all([quick(), runGroups(workbench)]);
}

async function checks() {
  await check('types', [['scripts/typecheck.mjs']]);
  await check('lint', [
    ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
    ['node_modules/knip/bin/knip.js', '--no-progress'],
  ]);
}

endGroupsOnSignals();
const chosen = process.argv.slice(2);
await runAll(chosen).catch((error) => record('set-up', () => Promise.reject(error)));

const total = { passed: 0, failed: 0, skipped: 0 };
process.stdout.write('\n');
for (const { name, outcome } of outcomes.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name))) {
  process.stdout.write(`${summary(name, outcome)}\n`);
  total.passed += outcome.passed;
  total.failed += outcome.failed;
  total.skipped += outcome.skipped;
}
// A group that was asked for by name has to run.
const ok = total.failed === 0 && total.passed > 0 && (chosen.length === 0 || total.skipped === 0);
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exitCode = ok ? 0 : 1;
