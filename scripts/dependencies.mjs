/** Brings node_modules up to the lock file. Imports nothing that would have to be installed first. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { runNpm } from './processes.mjs';

/** @param {string} file */
const changedAtMs = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/**
 * @param {string} root
 * @param {(line: string) => void} log
 */
export async function ensureDependencies(root, log) {
  const installed = changedAtMs(path.join(root, 'node_modules/.package-lock.json'));
  if (installed >= changedAtMs(path.join(root, 'package-lock.json')) && installed > 0) return;
  log('npm ci');
  await runNpm(['ci'], { cwd: root });
}
