import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import * as z from 'zod/mini';

const root = path.resolve(__dirname, '../../../..');

function bundle(): Readonly<Record<string, string>> {
  const text = readFileSync(path.join(root, 'l10n/bundle.l10n.zh-cn.json'), 'utf8');
  return z.record(z.string(), z.string()).parse(JSON.parse(text));
}

/** Every sentence that the code hands to `vscode.l10n.t`. */
async function sentences(): Promise<readonly string[]> {
  const files = readdirSync(path.join(root, 'src/host'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({
      extension: '.ts' as const,
      contents: readFileSync(path.join(root, 'src/host', file), 'utf8'),
    }));
  return Object.keys(await getL10nJson(files));
}

function placeholders(text: string): readonly string[] {
  return [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
}

describe('the sentences of the extension', function () {
  // reading every source file with a parser takes a while on a busy machine
  this.timeout(120_000);

  it('all exist in Chinese, and no others', async () => {
    const said = await sentences();
    assert.ok(said.length > 50);
    assert.deepEqual(Object.keys(bundle()).sort(), [...said].sort());
  });

  it('keep their placeholders in Chinese', () => {
    for (const [english, chinese] of Object.entries(bundle())) {
      assert.deepEqual(placeholders(chinese), placeholders(english), english);
    }
  });

  it('are really translated', () => {
    for (const [english, chinese] of Object.entries(bundle())) {
      const onlyNames = !/[a-z]{3}/.test(english.replace(/\{\w+\}|Oracle|OceanBase|Piece/g, ''));
      assert.ok(onlyNames || /[\u4e00-\u9fff]/.test(chinese), english);
    }
  });

  it('stand in the file in the order of their English', () => {
    const keys = Object.keys(bundle());
    assert.deepEqual(keys, [...keys].sort());
  });

  it('stand in a row as the language divides them, in Chinese without a blank', () => {
    assert.equal(bundle()['{0} {1}'], '{0}{1}');
    for (const file of ['confirm.ts', 'commands/backupOutcome.ts']) {
      const text = readFileSync(path.join(root, 'src/host', file), 'utf8');
      assert.doesNotMatch(text, /join\(' '\)|\$\{found\} \$\{next\}/, file);
      assert.match(text, /joined\(found, next\)/, file);
    }
  });

  it('are handed over as literals, or no tool could find them', () => {
    const files = readdirSync(path.join(root, 'src/host'), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => name.endsWith('.ts'))) {
      const text = readFileSync(path.join(root, 'src/host', file), 'utf8');
      // `{ message: '…', comment: […] }` where one English word has two Chinese ones
      const calls = [...text.matchAll(/l10n\.t\(\s*(\{ message: )?(.)/g)];
      assert.deepEqual(
        calls.filter(([, , first]) => !["'", '"', '{'].includes(first ?? '')).map(([call]) => call),
        [],
        file,
      );
    }
  });
});
