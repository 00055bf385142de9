import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { importCycles, layerViolations } from './importWalk';

type Lock = 'compiler' | 'linter' | 'walk';

interface Plant {
  readonly title: string;
  /** Below src/. */
  readonly file: string;
  readonly source: string;
  readonly locks: readonly Lock[];
}

const all: readonly Lock[] = ['compiler', 'linter', 'walk'];
const use = (specifier: string): string =>
  `import * as found from '${specifier}';\nexport const planted = found;\n`;

const plants: readonly Plant[] = [
  {
    title: 'the core imports the host',
    file: 'core/plantedHost.ts',
    source: use('../host/known'),
    locks: all,
  },
  {
    title: 'the core imports the driver',
    file: 'core/deep/plantedMysql.ts',
    source: use('../../mysql/known'),
    locks: all,
  },
  {
    title: 'the core imports the simulator',
    file: 'core/plantedSimulator.ts',
    source: use('../simulator/known'),
    locks: all,
  },
  {
    title: 'the core imports the protocol',
    file: 'core/plantedProtocol.ts',
    source: use('../protocol/known'),
    locks: all,
  },
  { title: 'the core imports Node', file: 'core/plantedNode.ts', source: use('node:fs'), locks: all },
  {
    title: 'the core imports Node by its old name',
    file: 'core/plantedOldNode.ts',
    source: use('fs'),
    locks: all,
  },
  // The types of VS Code and of the driver resolve from every project: no compiler option keeps them out.
  {
    title: 'the core imports VS Code',
    file: 'core/plantedVscode.ts',
    source: use('vscode'),
    locks: ['linter', 'walk'],
  },
  {
    title: 'the core imports mysql2',
    file: 'core/plantedMysql2.ts',
    source: use('mysql2'),
    locks: ['linter', 'walk'],
  },
  {
    title: 'the core uses a global of Node',
    file: 'core/plantedGlobal.ts',
    source: 'export const planted = process.env;\n',
    locks: ['compiler'],
  },
  {
    title: 'the core uses the DOM',
    file: 'core/plantedDom.ts',
    source: 'export const planted = document.title;\n',
    locks: ['compiler'],
  },
  {
    title: 'the protocol imports the host',
    file: 'protocol/plantedHost.ts',
    source: use('../host/known'),
    locks: all,
  },
  {
    title: 'the protocol imports VS Code',
    file: 'protocol/plantedVscode.ts',
    source: use('vscode'),
    locks: ['linter', 'walk'],
  },
  {
    title: 'the driver imports the host',
    file: 'mysql/plantedHost.ts',
    source: use('../host/known'),
    locks: all,
  },
  {
    title: 'the driver imports the simulator',
    file: 'mysql/plantedSimulator.ts',
    source: use('../simulator/known'),
    locks: all,
  },
  {
    title: 'the driver imports VS Code',
    file: 'mysql/plantedVscode.ts',
    source: use('vscode'),
    locks: ['linter', 'walk'],
  },
  // The composition root lives in the same compiler project and may name the driver.
  {
    title: 'the host imports the driver',
    file: 'host/tree/plantedMysql.ts',
    source: use('../../mysql/known'),
    locks: ['linter', 'walk'],
  },
  {
    title: 'the host imports mysql2',
    file: 'host/plantedMysql2.ts',
    source: use('mysql2/promise'),
    locks: ['linter', 'walk'],
  },
  {
    title: 'the host imports the simulator',
    file: 'host/plantedSimulator.ts',
    source: use('../simulator/known'),
    locks: ['linter', 'walk'],
  },
  {
    title: 'the composition root loads the driver at once',
    file: 'host/extension.ts',
    source: use('../mysql/known'),
    locks: ['walk'],
  },
  {
    title: 'the simulator imports the core',
    file: 'simulator/catalog/plantedCore.ts',
    source: use('../../core/knownToo'),
    locks: all,
  },
  {
    title: 'the simulator imports the driver',
    file: 'simulator/plantedMysql.ts',
    source: use('../mysql/known'),
    locks: all,
  },
  {
    title: 'the simulator imports mysql2 outside its server',
    file: 'simulator/plantedMysql2.ts',
    source: use('mysql2'),
    locks: ['linter', 'walk'],
  },
  {
    title: 'the simulator server imports the core',
    file: 'simulator/server.ts',
    source: use('../core/known'),
    locks: all,
  },
];

/** House rules that only the linter knows, by the rule that has to speak. */
const lintPlants: readonly { readonly rule: string; readonly file: string; readonly source: string }[] = [
  {
    rule: 'noExplicitAny',
    file: 'core/plantedAny.ts',
    source: 'export function planted(x: any): void {\n  void x;\n}\n',
  },
  {
    rule: 'noNonNullAssertion',
    file: 'core/plantedBang.ts',
    source: 'export const planted = (x?: string): string => x!;\n',
  },
  {
    rule: 'noDefaultExport',
    file: 'core/plantedDefault.ts',
    source: 'const planted = 1;\nexport default planted;\n',
  },
  { rule: 'noBarrelFile', file: 'core/plantedBarrel.ts', source: "export * from './known';\n" },
  {
    rule: 'noFloatingPromises',
    file: 'core/plantedPromise.ts',
    source: 'async function work(): Promise<void> {}\nexport function planted(): void {\n  work();\n}\n',
  },
  {
    rule: 'useExhaustiveSwitchCases',
    file: 'core/plantedSwitch.ts',
    source:
      "type Word = 'a' | 'b';\nexport function planted(word: Word): void {\n  switch (word) {\n    case 'a':\n      break;\n  }\n}\n",
  },
  {
    rule: 'noImportCycles',
    file: 'core/cycleA.ts',
    source: "import { b } from './cycleB';\nexport const a = (): number => b();\n",
  },
  {
    rule: 'noImportCycles',
    file: 'core/cycleB.ts',
    source: "import { a } from './cycleA';\nexport const b = (): number => a();\n",
  },
  { rule: 'useFilenamingConvention', file: 'core/Planted_Name.ts', source: 'export const planted = 1;\n' },
  {
    rule: 'noExcessiveLinesPerFile',
    file: 'core/plantedLong.ts',
    source: Array.from({ length: 401 }, (_, at) => `export const line${at} = ${at};\n`).join(''),
  },
];

const layers = ['core', 'protocol', 'mysql', 'simulator', 'host'];

/** A small project with our own configuration, in which every rule is broken once. */
function plantAll(): string {
  mkdirSync('out', { recursive: true });
  const tree = mkdtempSync(path.resolve('out/fences-'));
  cpSync('tsconfig.base.json', path.join(tree, 'tsconfig.base.json'));
  const linter: Record<string, unknown> = JSON.parse(readFileSync('biome.json', 'utf8'));
  // The tree lies in an ignored folder.
  writeFileSync(path.join(tree, 'biome.json'), JSON.stringify({ ...linter, vcs: { enabled: false } }));
  for (const layer of layers) {
    mkdirSync(path.join(tree, 'src', layer), { recursive: true });
    cpSync(`src/${layer}/tsconfig.json`, path.join(tree, 'src', layer, 'tsconfig.json'));
    // The compiler complains once per file that is out of bounds, so two plants must not share one.
    for (const name of ['known', 'knownToo']) {
      writeFileSync(path.join(tree, 'src', layer, `${name}.ts`), `export const ${name} = 1;\n`);
    }
  }
  for (const { file, source } of [...plants, ...lintPlants]) {
    mkdirSync(path.dirname(path.join(tree, 'src', file)), { recursive: true });
    writeFileSync(path.join(tree, 'src', file), source);
  }
  return tree;
}

const layerOf = (file: string): string => file.split('/')[0] ?? '';

/** The compiler's errors of each layer's own project, by planted file. */
function compilerErrors(tree: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const layer of layers) {
    const { stdout } = spawnSync(
      process.execPath,
      [
        path.resolve('node_modules/typescript/bin/tsc'),
        '-p',
        `src/${layer}/tsconfig.json`,
        '--noEmit',
        '--pretty',
        'false',
      ],
      { cwd: tree, encoding: 'utf8' },
    );
    for (const [, file = ''] of stdout.matchAll(/^(?:\S*?src\/)?(\S+?\.ts)\(\d+,\d+\): error/gm)) {
      // Another layer's project may include the file too: its own project has to refuse it.
      if (layerOf(file) === layer) found.add(file);
    }
  }
  return found;
}

interface LinterReport {
  readonly diagnostics: readonly {
    readonly category: string;
    readonly location?: { readonly path?: string | { readonly file: string } };
  }[];
}

/** The linter's findings as `file rule`. */
function linterFindings(tree: string): ReadonlySet<string> {
  const { stdout } = spawnSync(
    process.execPath,
    [
      path.resolve('node_modules/@biomejs/biome/bin/biome'),
      'lint',
      '--reporter=json',
      '--max-diagnostics=none',
      '.',
    ],
    { cwd: tree, encoding: 'utf8' },
  );
  const report: LinterReport = JSON.parse(stdout);
  return new Set(
    report.diagnostics.map(({ category, location }) => {
      const file = typeof location?.path === 'string' ? location.path : (location?.path?.file ?? '');
      return `${file.replace(/^(\.\/)?src\//, '')} ${category.split('/').at(-1)}`;
    }),
  );
}

describe('a planted violation', () => {
  let tree = '';
  let compiler: ReadonlySet<string> = new Set();
  let linter: ReadonlySet<string> = new Set();
  let walk: ReadonlySet<string> = new Set();

  before(function () {
    this.timeout(180_000);
    tree = plantAll();
    compiler = compilerErrors(tree);
    linter = linterFindings(tree);
    walk = new Set(layerViolations(path.join(tree, 'src')).map(({ file }) => file));
  });

  after(() => rmSync(tree, { recursive: true, force: true }));

  const holds: Readonly<Record<Lock, (file: string) => boolean>> = {
    compiler: (file) => compiler.has(file),
    linter: (file) => linter.has(`${file} noRestrictedImports`) || linter.has(`${file} noNodejsModules`),
    walk: (file) => walk.has(file),
  };

  for (const { title, file, locks } of plants) {
    for (const lock of locks) {
      it(`is caught by the ${lock}: ${title}`, () => {
        assert.ok(holds[lock](file), `${file} went through`);
      });
    }
  }

  for (const { rule, file } of lintPlants) {
    it(`is caught by the linter's ${rule} in ${path.basename(file)}`, () => {
      assert.ok(
        linter.has(`${file} ${rule}`),
        [...linter].filter((found) => found.startsWith(file)).join(', '),
      );
    });
  }

  it('of a circle is seen by the walk too', () => {
    const cycles = importCycles(path.join(tree, 'src'));
    assert.deepEqual(cycles, [['core/cycleA.ts', 'core/cycleB.ts']]);
  });

  it('is the only thing that the locks complain of', () => {
    const innocent = (file: string): boolean => /\/known(Too)?\.ts$/.test(file);
    assert.deepEqual([...compiler, ...walk].filter(innocent), []);
    assert.deepEqual(
      [...linter].filter((found) => innocent(found.split(' ')[0] ?? '')),
      [],
    );
  });
});
