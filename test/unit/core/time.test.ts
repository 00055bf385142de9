import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ServerClock } from '../../../src/core/model/serverTime';
import { microsToScn, scnToMicros } from '../../../src/core/scn';
import {
  formatServerTime,
  secondsTextToMicros,
  serverTime,
  wallMicros,
  wallText,
} from '../../../src/core/time';

function clockAt(
  nowText: string,
  epochSeconds: string,
  timeZone: string,
  systemTimeZone = 'CST',
): ServerClock {
  const nowMicros = secondsTextToMicros(epochSeconds);
  assert.ok(nowMicros !== undefined);
  return { nowText, nowMicros, timeZone, systemTimeZone };
}

describe('server time', () => {
  it('turns a text of the session zone into the moment that it means', () => {
    const clock = clockAt('2025-06-01 16:00:00.000000', '1748764800.000000', '+08:00');
    assert.equal(serverTime('2025-06-01 16:00:01.250417', clock).epochMicros, 1_748_764_801_250_417n);
  });

  it('relies on the offset of now where the zone is only an abbreviation', () => {
    const clock = clockAt('2025-06-01 16:00:00.123456', '1748764800.123456', 'SYSTEM', 'CST');
    assert.equal(serverTime('2025-01-01 00:00:00', clock).epochMicros, 1_735_660_800_000_000n);
  });

  it('knows summer time of a zone with a full name', () => {
    const clock = clockAt('2025-06-01 10:00:00.000000', '1748764800', 'Europe/Berlin');
    assert.equal(serverTime('2025-01-15 12:00:00', clock).epochMicros, 1_736_938_800_000_000n);
    assert.equal(formatServerTime(1_736_938_800_000_000n, clock), '2025-01-15 12:00:00.000000');
  });

  it('does not believe a zone name that disagrees with the clock beside it', () => {
    const clock = clockAt('2025-06-01 16:00:00.000000', '1748764800', 'Europe/Berlin');
    assert.equal(serverTime('2025-01-15 16:00:00', clock).epochMicros, 1_736_928_000_000_000n);
  });

  it('keeps a text that is no time, without a moment', () => {
    const clock = clockAt('2025-06-01 16:00:00.000000', '1748764800', '+08:00');
    for (const text of ['MAX', '0000-00-00 00:00:00.000000', '2025-02-31 00:00:00', 'yesterday']) {
      assert.deepEqual(serverTime(text, clock), { text, epochMicros: undefined });
    }
  });

  it('has no moment without a clock', () => {
    assert.equal(serverTime('2025-06-01 16:00:00', undefined).epochMicros, undefined);
  });

  it('reads seconds with any number of decimals, exactly', () => {
    assert.equal(secondsTextToMicros('1748764801'), 1_748_764_801_000_000n);
    assert.equal(secondsTextToMicros('1748764801.25'), 1_748_764_801_250_000n);
    assert.equal(secondsTextToMicros('1748764801.2504179'), 1_748_764_801_250_417n);
    assert.equal(secondsTextToMicros('soon'), undefined);
  });

  it('writes a wall clock as it reads it', () => {
    const anyMicros = fc.bigInt({ min: -1_000_000_000_000_000n, max: 4_000_000_000_000_000n });
    fc.assert(fc.property(anyMicros, (micros) => assert.equal(wallMicros(wallText(micros)), micros)));
  });

  it('finds the way back from a moment to the text of a fixed zone', () => {
    const clock = clockAt('2025-06-01 05:30:00.000000', '1748764800', '-02:30');
    const anyMicros = fc.bigInt({ min: 0n, max: 4_000_000_000_000_000n });
    fc.assert(
      fc.property(anyMicros, (micros) =>
        assert.equal(serverTime(formatServerTime(micros, clock), clock).epochMicros, micros),
      ),
    );
  });
});

describe('SCN', () => {
  it('is nanoseconds, beyond what a double can hold', () => {
    assert.equal(scnToMicros(1_748_764_801_250_417_001n), 1_748_764_801_250_417n);
    assert.equal(microsToScn(1_748_764_801_250_417n), 1_748_764_801_250_417_000n);
  });
});
