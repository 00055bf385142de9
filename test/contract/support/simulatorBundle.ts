import { mkdirSync, mkdtempSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';

let built: Promise<string> | undefined;

/**
 * The terminal's entry as one file, built once per test run. Its own file, because `dist/` is rebuilt
 * by the packaging that runs beside these tests.
 *
 * @returns the path of the bundle
 */
export function simulatorBundle(): Promise<string> {
  built ??= build();
  return built;
}

async function build(): Promise<string> {
  // below the project: the bundle finds the SQL engine's WebAssembly among its modules
  const folder = path.resolve('out/contract');
  mkdirSync(folder, { recursive: true });
  const outfile = path.join(mkdtempSync(path.join(folder, 'run-')), 'simulator.js');
  await esbuild.build({
    entryPoints: ['src/simulator/main.ts'],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    logLevel: 'warning',
    outfile,
  });
  return outfile;
}
