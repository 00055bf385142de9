import assert from 'node:assert/strict';
import { ServerError } from '../../src/simulator/serverError';
import { tokenize } from '../../src/simulator/sql/tokens';

const spelt = (statement: string): readonly string[] =>
  tokenize(statement).map(({ kind, value }) => `${kind}:${value}`);

describe('the tokens of a statement', () => {
  it('are words, numbers, texts, names, variables and signs', () => {
    assert.deepEqual(spelt("SELECT `a b`, 'x', 1.5e3, @v, @@session.tz FROM t WHERE a<=>1"), [
      'word:SELECT',
      'quotedName:a b',
      'sign:,',
      'text:x',
      'sign:,',
      'number:1.5e3',
      'sign:,',
      'variable:@v',
      'sign:,',
      'variable:@@session.tz',
      'word:FROM',
      'word:t',
      'word:WHERE',
      'word:a',
      'sign:<=>',
      'number:1',
    ]);
  });

  it('leave comments and hints out', () => {
    assert.deepEqual(spelt('SELECT /*+ QUERY_TIMEOUT(1) */ 1 -- one\n, 2 # two\n, /* three */ 3--4'), [
      'word:SELECT',
      'number:1',
      'sign:,',
      'number:2',
      'sign:,',
      'number:3',
      'sign:-',
      'sign:-',
      'number:4',
    ]);
  });

  it('keep what stands in a comment for MySQL versions', () => {
    assert.deepEqual(spelt('/*!40101 SET NAMES utf8 */'), ['word:SET', 'word:NAMES', 'word:utf8']);
    assert.deepEqual(spelt('2*/* two */3'), ['number:2', 'sign:*', 'number:3']);
  });

  it('resolve doubled quotes and backslashes', () => {
    assert.deepEqual(spelt(String.raw`'it''s' 'it\'s' 'a\nb' "say ""hi""" 'x\%y'`), [
      "text:it's",
      "text:it's",
      'text:a\nb',
      'text:say "hi"',
      String.raw`text:x\%y`,
    ]);
  });

  it('take a word that starts with digits for a name', () => {
    assert.deepEqual(spelt('1002abc'), ['word:1002abc']);
  });

  it('know where each of them stands', () => {
    const statement = "SELECT  'a b' , c";
    assert.deepEqual(
      tokenize(statement).map(({ start, end }) => statement.slice(start, end)),
      ['SELECT', "'a b'", ',', 'c'],
    );
  });

  it('refuse a text or a comment that is never closed', () => {
    for (const statement of ["SELECT 'a", 'SELECT `a', 'SELECT /* a']) {
      assert.throws(
        () => tokenize(statement),
        (error: unknown) => error instanceof ServerError && error.number === 1064,
        statement,
      );
    }
  });
});
