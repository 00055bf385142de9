import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BackupError } from '../../../src/core/errors';
import { nameText, quoteName, quoteText } from '../../../src/core/sql';

/** Reads a literal as a server does, with backslash escapes or, in another SQL mode, without. */
function unquote(literal: string, backslashEscapes: boolean): string {
  const inside = literal.slice(1, -1);
  let value = '';
  for (let at = 0; at < inside.length; at += 1) {
    const character = inside[at] ?? '';
    if (character === "'" || (backslashEscapes && character === '\\')) {
      at += 1;
      assert.ok(at < inside.length, 'the literal ends within an escape');
      assert.ok(character === '\\' || inside[at] === "'", 'a lone quote ends the literal early');
    }
    value += inside[at] ?? '';
  }
  return value;
}

const anyText = fc.string({ unit: 'binary', maxLength: 60 }).filter((text) => !text.includes('\0'));

describe('literals', () => {
  it('mean to the server what was put in', () => {
    fc.assert(fc.property(anyText, (text) => assert.equal(unquote(quoteText(text), true), text)));
  });

  it('end where they should in every SQL mode', () => {
    fc.assert(
      fc.property(anyText, (text) => assert.ok(unquote(quoteText(text), false).length >= text.length)),
    );
  });

  it('refuse the one character that cannot be sent', () => {
    assert.throws(() => quoteText('a\0b'), BackupError);
  });
});

describe('names', () => {
  it('in backticks mean what was put in', () => {
    const names = anyText.filter((text) => text !== '' && [...text].length <= 128);
    fc.assert(
      fc.property(names, (name) => {
        const quoted = quoteName(name);
        assert.equal(quoted.slice(1, -1).replaceAll('``', '`'), name);
        assert.equal(quoted.slice(1, -1).replaceAll('``', '').includes('`'), false);
      }),
    );
  });

  it('stand without backticks only where they mean the same', () => {
    assert.equal(nameText('t1'), 't1');
    assert.equal(nameText('mysql_tenant'), 'mysql_tenant');
    for (const name of [
      'all',
      'ALL',
      'select',
      'tenant',
      'COMMENT',
      '1t',
      'a b',
      '订单',
      'a-b',
      "o'clock",
      '',
    ]) {
      if (name !== '') {
        assert.equal(nameText(name), `\`${name}\``);
      }
    }
  });

  it('are of 1 to 128 characters', () => {
    assert.equal(quoteName('户'.repeat(128)).length, 130);
    assert.throws(() => quoteName('户'.repeat(129)), BackupError);
    assert.throws(() => nameText(''), BackupError);
  });
});
