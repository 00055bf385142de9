import type { Chain } from './backupPlan';
import { type BackupRun, isUsable } from './backupRun';
import { placeOf } from './parameters/destination';

/** Where and of what a set is to be made. */
export interface ChainRequest {
  readonly level: BackupRun['level'];
  readonly destination: string;
  readonly roundId: bigint;
}

/**
 * The chain that an incremental backup goes on with: its last set must be good, of this round and at
 * this destination.
 *
 * @returns undefined where there is none: the backup then becomes a full one
 */
export function findChain(runs: readonly BackupRun[], request: ChainRequest): Chain | undefined {
  const last = runs.findLast(
    (run) =>
      isUsable(run) &&
      run.level === request.level &&
      run.roundId === request.roundId &&
      placeOf(run.destination) === placeOf(request.destination),
  );
  const fullId = last?.type === 'D' ? last.setId : last?.previousFullId;
  const full = runs.find(({ setId }) => setId === fullId);
  return last === undefined || full === undefined ? undefined : { full, last };
}
