/** Serves a simulated cluster in this terminal: `npm run simulate -- --version 4.2.5 --scenario healthy --port 2881`. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './dependencies.mjs';
import { endGroupsOnSignals, runOrThrow, startGroup } from './processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

endGroupsOnSignals();
await ensureDependencies(root, (line) => process.stdout.write(`${line}\n`));
await runOrThrow(process.execPath, ['esbuild.mjs'], { cwd: root });
const simulator = startGroup(process.execPath, [
  path.join(root, 'dist/simulator.js'),
  ...process.argv.slice(2),
]);
simulator.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
