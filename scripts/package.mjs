/** Makes the .vsix: out/oceanbase-backup.vsix. `--no-build` packs the production build that is there. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import { runOrThrow } from './processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

if (!process.argv.includes('--no-build')) {
  await runOrThrow(process.execPath, ['esbuild.mjs', '--production'], { cwd: root });
}
await mkdir(path.join(root, 'out'), { recursive: true });
await createVSIX({
  cwd: root,
  packagePath: path.join(root, 'out/oceanbase-backup.vsix'),
  // Everything is in the bundles.
  dependencies: false,
  allowMissingRepository: true,
  // The README's pictures travel in the package, whatever address the project will once have.
  rewriteRelativeLinks: false,
});
