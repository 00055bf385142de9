import assert from 'node:assert/strict';
import path from 'node:path';
import { homesOf, importCycles, importsOf, layerViolations } from './importWalk';

const src = path.resolve('src');

describe('the layers', () => {
  it('import only what they may know', () => {
    assert.deepEqual(layerViolations(src), []);
  });

  it('import nothing in a circle, types included', () => {
    assert.deepEqual(importCycles(src), []);
  });

  it('leave the MySQL driver its two homes', () => {
    const homes = homesOf(src, 'mysql2').filter((file) => !file.startsWith('mysql/'));
    assert.deepEqual(homes, ['simulator/server.ts']);
  });

  it('leave the VS Code API to the host', () => {
    const homes = homesOf(src, 'vscode').filter((file) => !file.startsWith('host/'));
    assert.deepEqual(homes, []);
  });
});

describe('the walk over imports', () => {
  it('sees every form of an import', () => {
    const text = `
      import a from 'a'; import type { B } from 'b'; import 'c'; export * from 'd'; export type { E } from 'e';
      const f = await import('f'); type G = import('g').G; const h = require('h');
      // import 'comment'
      const text = "import 'string'";
    `;
    assert.deepEqual(
      importsOf(text).map(({ specifier, kind }) => `${specifier} ${kind}`),
      ['a static', 'b type', 'c static', 'd static', 'e type', 'f lazy', 'g type', 'h static'],
    );
  });
});
