import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sourceFiles } from './importWalk';

const readJson = (file: string): Record<string, unknown> => JSON.parse(readFileSync(file, 'utf8'));

/** What git knows or would add: a stranger's own files do not count. */
function projectFiles(): readonly string[] {
  const listed = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  });
  assert.equal(listed.status, 0, listed.stderr);
  return listed.stdout.split('\n').filter((file) => file !== '');
}

describe('the project', () => {
  it('locks its dependencies without naming a registry', () => {
    const lock = readFileSync('package-lock.json', 'utf8');
    assert.doesNotMatch(lock, /"resolved"/);
    assert.doesNotMatch(lock, /https?:\/\/registry\./);
  });

  it('locks the binaries of every platform, so that `npm ci` takes the file everywhere', () => {
    const lock: {
      packages: Record<string, { version?: string; optionalDependencies?: Record<string, string> }>;
    } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
    const missing = Object.entries(lock.packages).flatMap(([place, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {}).filter((name) => {
        const known = lock.packages[`node_modules/${name}`] ?? lock.packages[`${place}/node_modules/${name}`];
        return known?.version === undefined;
      }),
    );
    assert.deepEqual(missing, [], 'run: node scripts/completeLock.mjs');
  });

  it('pins every dependency to one version', () => {
    const { dependencies, devDependencies } = readJson('package.json');
    for (const [name, version] of Object.entries({ ...(dependencies ?? {}), ...(devDependencies ?? {}) })) {
      assert.match(String(version), /^~?\d+\.\d+\.\d+$/, name);
    }
  });

  it('types VS Code as of the oldest version that it runs on', () => {
    const { engines, devDependencies } = readJson('package.json');
    const minor = (range: unknown): string => /(\d+\.\d+)\./.exec(String(range))?.[1] ?? '';
    assert.ok(engines instanceof Object && devDependencies instanceof Object);
    const wanted = minor(Reflect.get(engines, 'vscode'));
    assert.equal(wanted, '1.100');
    assert.equal(minor(Reflect.get(devDependencies, '@types/vscode')), wanted);
  });

  it('opens no escape hatch in its source', () => {
    const hatch = /@ts-(ignore|expect-error|nocheck)|(biome|eslint)-(ignore|disable)|\bas any\b/;
    const found = sourceFiles(path.resolve('src')).filter((file) =>
      hatch.test(readFileSync(`src/${file}`, 'utf8')),
    );
    assert.deepEqual(found, []);
  });

  it('leaves no word of unfinished work', () => {
    const words = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'].join('|')})\\b`);
    const found = projectFiles()
      .filter((file) => /\.(ts|mjs|cjs|css)$/.test(file))
      .filter((file) => words.test(readFileSync(file, 'utf8')));
    assert.deepEqual(found, []);
  });

  it('keeps every test in a group that runs', () => {
    const groups = ['fences', 'unit', 'simulator', 'contract', 'live', 'package', 'host', 'ui'];
    const tests = projectFiles().filter((file) => file.endsWith('.test.ts'));
    const lost = tests.filter((file) => !groups.some((group) => file.startsWith(`test/${group}/`)));
    assert.deepEqual(lost, []);
  });
});
