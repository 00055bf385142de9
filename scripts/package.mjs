/** Makes the .vsix: out/oceanbase-backup.vsix. `--no-build` packs the production build that is there. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runOrThrow } from './processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const vsix = 'out/oceanbase-backup.vsix';

if (!process.argv.includes('--no-build')) {
  await runOrThrow(process.execPath, ['esbuild.mjs', '--production'], { cwd: root });
}
await mkdir(path.join(root, 'out'), { recursive: true });
await runOrThrow(
  process.execPath,
  [
    'node_modules/@vscode/vsce/vsce',
    // The README's pictures travel in the package, whatever address the project will once have.
    ...['package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'],
    ...['--out', vsix],
  ],
  { cwd: root },
);
process.stdout.write(`${vsix}\n`);
