import assert from 'node:assert/strict';
import type { Outcome } from '../../../../src/core/acts';
import type { ManualClock } from './manualClock';

/** Lets an act run to its end, however long it polls. */
export async function settleAct(clock: ManualClock, act: Promise<Outcome>): Promise<Outcome> {
  let outcome: Outcome | undefined;
  act.then((value) => {
    outcome = value;
  }, assert.fail);
  for (let seconds = 0; outcome === undefined && seconds < 600; seconds += 1) {
    await clock.advance(1_000);
  }
  assert.ok(outcome !== undefined, 'the act did not end');
  return outcome;
}
