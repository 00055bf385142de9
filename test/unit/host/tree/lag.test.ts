import assert from 'node:assert/strict';
import { isLate, lagOf } from '../../../../src/host/tree/lag';
import { reading, round, snapshot } from './support/scenes';

describe('the lag of the log archive', () => {
  const late = (behindSeconds: number, targets: ReadonlyMap<bigint | undefined, number>): boolean => {
    const current = round(1001n, 'doing', { behindSeconds });
    return isLate(current, snapshot({ currentRounds: reading([current]), lagTargetsMs: targets }));
  };

  it('is late beyond three times the target', () => {
    assert.equal(late(29, new Map([[1001n, 10_000]])), false);
    assert.equal(late(31, new Map([[1001n, 10_000]])), true);
  });

  it('is judged by OceanBase’s default of 120 s where no target was read', () => {
    assert.equal(late(359, new Map()), false);
    assert.equal(late(361, new Map()), true);
  });

  it('is nobody’s concern once archiving has stopped', () => {
    const stopped = round(1001n, 'stopped', { behindSeconds: 90_000 });
    assert.equal(isLate(stopped, snapshot({ currentRounds: reading([stopped]) })), false);
  });

  it('of a round without a checkpoint is not a number', () => {
    const current = round(1001n, 'doing', { checkpoint: undefined });
    const lag = lagOf(current, snapshot({ currentRounds: reading([current]) }));
    assert.deepEqual(lag, { known: false, why: 'noCheckpoint' });
  });

  it('is never taken between a page of the history and the clock of another moment', () => {
    const page = round(1001n, 'doing', { behindSeconds: -60 });
    assert.deepEqual(lagOf(page, snapshot()), { known: false, why: 'notCurrent' });
    const older = round(1001n, 'doing', { behindSeconds: 8, roundId: 2n });
    assert.deepEqual(lagOf(page, snapshot({ currentRounds: reading([older]) })), {
      known: false,
      why: 'notCurrent',
    });
    const current = round(1001n, 'doing', { behindSeconds: 8 });
    const lag = lagOf(page, snapshot({ currentRounds: reading([current]) }));
    assert.ok(lag.known);
    assert.equal(lag.lagMs, 8000);
  });

  it('says that clocks disagree where the current checkpoint lies in the future', () => {
    const current = round(1001n, 'doing', { behindSeconds: -3600 });
    const lag = lagOf(current, snapshot({ currentRounds: reading([current]) }));
    assert.deepEqual(lag, { known: false, why: 'clocks' });
  });
});
