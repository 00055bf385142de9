import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  differenceOfDateTimes,
  formatMicros,
  microsOf,
  normalDateTime,
  parseOffsetMinutes,
  shiftDateTime,
} from '../../src/simulator/sql/values/dateTime';
import {
  addDecimals,
  decimalKey,
  divideDecimals,
  multiplyDecimals,
  negateDecimal,
  remainderOfDecimals,
  roundDecimal,
  wholeBeside,
} from '../../src/simulator/sql/values/decimalText';
import { formatDouble, leadingNumber } from '../../src/simulator/sql/values/doubleText';
import { foldText, matchesLike } from '../../src/simulator/sql/values/textOrder';

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 9 }))
  .map(([digits, scale]) => {
    const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
    const point = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
    return digits < 0n ? `-${point}` : point;
  });

/** The number as a whole multiple of 10^-18. */
const scaled = (text: string): bigint => BigInt(roundDecimal(text, 18).replace('.', ''));

describe('exact decimals', () => {
  it('are added and multiplied without loss', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        assert.equal(scaled(addDecimals(a, b)), scaled(a) + scaled(b));
        assert.equal(scaled(multiplyDecimals(a, b)) * 10n ** 18n, scaled(a) * scaled(b));
      }),
    );
  });

  it('sort by their keys as the numbers do', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const [left, right] = [scaled(a), scaled(b)];
        const [leftKey, rightKey] = [decimalKey(a), decimalKey(b)];
        assert.equal(Math.sign(Number(left - right)), leftKey < rightKey ? -1 : leftKey > rightKey ? 1 : 0);
      }),
    );
  });

  it("divide to MySQL's guard digits and round half away from zero", () => {
    assert.equal(divideDecimals('2', '3'), '0.666666666');
    assert.equal(roundDecimal('0.66665', 4), '0.6667');
    assert.equal(roundDecimal('-2.5', 0), '-3');
    assert.equal(roundDecimal('1.5', 3), '1.500');
    assert.equal(divideDecimals('1', '0.00'), null);
  });

  it('have a remainder with the sign of the dividend', () => {
    assert.equal(remainderOfDecimals('-7', '3'), '-1');
    assert.equal(remainderOfDecimals('7.5', '-2'), '1.5');
    assert.equal(remainderOfDecimals('7', '0'), null);
  });

  it('have whole numbers below and above', () => {
    assert.deepEqual([wholeBeside('-1.5', 'floor'), wholeBeside('-1.5', 'ceiling')], ['-2', '-1']);
    assert.deepEqual([wholeBeside('1.5', 'floor'), wholeBeside('1.5', 'ceiling')], ['1', '2']);
    assert.equal(negateDecimal('-0.50'), '0.50');
  });
});

describe('doubles', () => {
  it('are written as MySQL writes them', () => {
    const written = [1e15, 1e14, 0.000001, 1.5, -0.25, 0, 1e-20, 123456.789].map(formatDouble);
    assert.deepEqual(written, [
      '1e15',
      '100000000000000',
      '0.000001',
      '1.5',
      '-0.25',
      '0',
      '1e-20',
      '123456.789',
    ]);
  });

  it('are read from the start of a text', () => {
    assert.deepEqual([' 3abc', '-1.5e2x', 'abc', '.5'].map(leadingNumber), [3, -150, 0, 0.5]);
  });
});

describe('moments', () => {
  it('come back the same through any zone', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 4_000_000_000_000_000n }),
        fc.integer({ min: -720, max: 840 }),
        (micros, offset) => assert.equal(microsOf(formatMicros(micros, offset), offset), micros),
      ),
    );
  });

  it('have one normal form for all spellings', () => {
    assert.equal(normalDateTime('2024-1-2'), '2024-01-02 00:00:00.000000');
    assert.equal(normalDateTime('2024-01-02T03:04'), '2024-01-02 03:04:00.000000');
    assert.equal(normalDateTime('2024-01-02 03:04:05.6'), '2024-01-02 03:04:05.600000');
    assert.equal(normalDateTime('2024-02-30'), undefined);
    assert.equal(normalDateTime('yesterday'), undefined);
  });

  it('keep to the last day of a shorter month', () => {
    assert.equal(shiftDateTime('2024-01-31 10:00:00.000000', 1n, 'MONTH'), '2024-02-29 10:00:00.000000');
    assert.equal(shiftDateTime('2024-03-31 10:00:00.000000', -1n, 'QUARTER'), '2023-12-31 10:00:00.000000');
    assert.equal(shiftDateTime('9999-12-31 00:00:00.000000', 1n, 'DAY'), null);
  });

  it('differ by whole units, cut off toward zero', () => {
    const from = '2024-01-31 12:00:00.000000';
    assert.equal(differenceOfDateTimes(from, '2024-02-29 12:00:00.000000', 'MONTH'), 0n);
    assert.equal(differenceOfDateTimes(from, '2024-03-31 12:00:00.000000', 'MONTH'), 2n);
    assert.equal(differenceOfDateTimes('2024-02-01 11:00:00.000000', from, 'DAY'), 0n);
    assert.equal(differenceOfDateTimes('2024-02-02 12:00:00.000001', from, 'DAY'), -2n);
  });

  it('lie in zones from -12:59 to +14:00', () => {
    assert.deepEqual(['+08:00', '-12:59', '+14:00', '+14:01', 'CST', '+8'].map(parseOffsetMinutes), [
      480,
      -779,
      840,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('texts', () => {
  it('are equal without case, accents and blanks at the end', () => {
    assert.equal(foldText('Été  '), foldText('ete'));
    assert.notEqual(foldText('订单'), foldText('定单'));
  });

  it('match LIKE with wildcards, escapes and signs that mean something to regular expressions', () => {
    assert.ok(matchesLike('BACKUP_set.1', String.raw`backup\_set.%`, '\\'));
    assert.ok(!matchesLike('BACKUPxset.1', String.raw`backup\_set.%`, '\\'));
    assert.ok(!matchesLike('BACKUP_setx1', String.raw`backup\_set.1`, '\\'));
    assert.ok(matchesLike('订单', '__', '\\'));
    assert.ok(matchesLike('50%', '50|%', '|'));
  });
});
