import assert from 'node:assert/strict';
import type { ServerClock } from '../../../../src/core/model/serverTime';
import { readPoint } from '../../../../src/host/commands/historyPoint';

const clock: ServerClock = {
  nowText: '2026-11-20 10:00:00.000000',
  nowMicros: BigInt(Date.UTC(2026, 10, 20, 2)) * 1000n,
  timeZone: '+08:00',
  systemTimeZone: 'CST',
};

describe('what a person types to jump into a history', () => {
  it('is an id when it is digits, of all 63 bits', () => {
    assert.deepEqual(readPoint(' 9223372036854775807 ', clock), { id: 9_223_372_036_854_775_807n });
    assert.equal(readPoint('9223372036854775808', clock), undefined);
  });

  it('is a time of the server’s clock, not of the person’s', () => {
    const expected = { atMicros: BigInt(Date.UTC(2026, 10, 19, 18)) * 1000n };
    for (const typed of ['2026-11-20 02:00', '2026-11-20 02:00:00', '2026-11-20T02:00:00.000000']) {
      assert.deepEqual(readPoint(typed, clock), expected, typed);
    }
    assert.deepEqual(readPoint('2026-11-20', clock), {
      atMicros: BigInt(Date.UTC(2026, 10, 19, 16)) * 1000n,
    });
  });

  it('is refused when it is neither', () => {
    for (const typed of ['', '-1', '1.5', 'yesterday', '2026-02-30', '2026-11-20 25:00', "1' OR 1=1"]) {
      assert.equal(readPoint(typed, clock), undefined, typed);
    }
  });
});
