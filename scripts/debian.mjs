/** Programs of the distribution that the tests need: taken from the PATH, else from Debian's packages when root. */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { run } from './processes.mjs';

/**
 * @param {readonly string[]} names In the order of preference.
 * @returns {Promise<string | undefined>} The first that stands on the PATH and can be run.
 */
export async function onPath(names) {
  for (const name of names) {
    for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
      const file = path.join(folder, name);
      const runnable = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (folder !== '' && runnable) return file;
    }
  }
  return undefined;
}

/**
 * Installs Debian packages, or says in one line what a person has to install.
 * @param {readonly string[]} packages
 * @param {(line: string) => void} log
 */
export async function installPackages(packages, log) {
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  const apt = await onPath(['apt-get']);
  if (apt === undefined || process.getuid?.() !== 0) {
    throw new Error(`${packages.join(', ')} is missing here. As root on Debian: ${command}`);
  }
  log(command);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => run(apt, ['install', '-y', '--no-install-recommends', ...packages], { env });
  let result = await install();
  if (result.exitCode !== 0) {
    await run(apt, ['update'], { env });
    result = await install();
  }
  if (result.exitCode !== 0) throw new Error(`${command} failed: ${result.output.trim().slice(-500)}`);
}

/**
 * @param {readonly string[]} names Programs, any of which will do.
 * @param {readonly string[]} packages The Debian packages that bring one.
 * @param {(line: string) => void} log
 * @returns {Promise<string>} The program's path.
 */
export async function ensureProgram(names, packages, log) {
  const there = await onPath(names);
  if (there !== undefined) return there;
  await installPackages(packages, log);
  const installed = await onPath(names);
  if (installed === undefined)
    throw new Error(`${packages.join(', ')} is installed, but brought no ${names.join(' or ')}`);
  return installed;
}
