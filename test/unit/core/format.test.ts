import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bytesText, durationParts, percentText, rateText } from '../../../src/core/format';

describe('bytes as text', () => {
  const samples: [bigint, string][] = [
    [0n, '0 B'],
    [1023n, '1023 B'],
    [1024n, '1.00 KB'],
    [3_376_538n, '3.22 MB'],
    [3_865_470_566n, '3.60 GB'],
    [1_048_575n, '1.00 MB'],
    [18_446_744_073_709_551_615n, '16.00 EB'],
    [-2048n, '-2.00 KB'],
  ];
  for (const [bytes, text] of samples) {
    it(`shows ${bytes} as ${text}`, () => {
      assert.equal(bytesText(bytes), text);
    });
  }

  it('always has a unit and never more than four digits before the point', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), (bytes) => {
        assert.match(bytesText(bytes), /^\d{1,4}(?:\.\d\d)? (?:B|[KMGTPE]B)$/);
      }),
    );
  });

  it('never shows more bytes as less', () => {
    const order = ['B', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'];
    const size = (text: string): number => {
      const [number = '', unit = ''] = text.split(' ');
      return Number(number) * 1024 ** order.indexOf(unit);
    };
    const count = fc.bigInt({ min: 0n, max: 1n << 50n });
    fc.assert(
      fc.property(count, count, (one, more) => {
        const [low, high] = one < more ? [one, more] : [more, one];
        assert.ok(size(bytesText(low)) <= size(bytesText(high)));
      }),
    );
  });
});

describe('rates as text', () => {
  it('takes the decimal text of the views', () => {
    assert.equal(rateText('1229530.0928'), '1.17 MB/s');
    assert.equal(rateText('0.0000'), '0 B/s');
  });

  it('leaves alone what is no number', () => {
    assert.equal(rateText('unknown'), 'unknown');
  });
});

describe('percent as text', () => {
  const samples: [number, string][] = [
    [0, '0 %'],
    [0.29, '29 %'],
    [0.999_999, '99 %'],
    [0.999_999_999_999_9, '99 %'],
    [1, '100 %'],
    [1.5, '100 %'],
    [-0.1, '0 %'],
    [Number.NaN, '0 %'],
  ];
  for (const [fraction, text] of samples) {
    it(`shows ${fraction} as ${text}`, () => {
      assert.equal(percentText(fraction), text);
    });
  }
});

describe('a span in parts', () => {
  it('adds up to the span again, each part below the next', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), (span) => {
        const { days, hours, minutes, seconds } = durationParts(span);
        assert.equal(((days * 24n + hours) * 60n + minutes) * 60n + seconds, span);
        assert.ok(hours < 24n && minutes < 60n && seconds < 60n);
      }),
    );
  });

  it('is nothing where clocks disagree and it would be negative', () => {
    assert.deepEqual(durationParts(-5n), { days: 0n, hours: 0n, minutes: 0n, seconds: 0n });
  });
});
