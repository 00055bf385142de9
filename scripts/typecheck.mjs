/** Type checks every layer by itself, so that a layer that reaches where it must not fails to compile. */
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { run } from './processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const projects = ['src/core', 'src/protocol', 'src/mysql', 'src/simulator', 'src/host', 'test', 'scripts'];

/** @param {string} project */
async function check(project) {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const result = await run(
    process.execPath,
    [tsc, '-p', path.join(project, 'tsconfig.json'), '--noEmit', '--pretty', 'false'],
    {
      cwd: root,
    },
  );
  // A layer without a file yet is no error.
  return { project, ...result, exitCode: /error TS18003/.test(result.output) ? 0 : result.exitCode };
}

/**
 * @returns {Promise<{ ok: boolean, output: string }>} The compiler's own words, project by project.
 */
export async function typecheck() {
  const waiting = [...projects];
  /** @type {Awaited<ReturnType<typeof check>>[]} */
  const results = [];
  const worker = async () => {
    for (let project = waiting.shift(); project !== undefined; project = waiting.shift())
      results.push(await check(project));
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(2, os.availableParallelism())) }, worker));
  const failed = results.filter(({ exitCode }) => exitCode !== 0);
  return {
    ok: failed.length === 0,
    output: failed.map(({ project, output }) => `${project}:\n${output}`).join('\n'),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { ok, output } = await typecheck();
  if (output !== '') process.stdout.write(`${output}\n`);
  process.exitCode = ok ? 0 : 1;
}
