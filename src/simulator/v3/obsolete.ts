import { type BackupRun, isUsable } from './backupRun';

/** What may be deleted, and what it stands before. */
export interface Obsolete {
  /** The full set that must stay; undefined where nothing is obsolete. */
  readonly oldestNeeded: BackupRun | undefined;
  readonly sets: readonly BackupRun[];
}

/**
 * Every moment of the recovery window must stay restorable: what lies before the full set under the
 * newest good set that is at least as old as the window is obsolete.
 *
 * @param runs of one destination, oldest first
 * @param windowMicros 0: everything stays
 */
export function findObsolete(runs: readonly BackupRun[], windowMicros: bigint, atMicros: bigint): Obsolete {
  const newest =
    windowMicros === 0n
      ? undefined
      : runs.findLast((run) => isUsable(run) && run.startMicros + windowMicros <= atMicros);
  const fullId = newest?.type === 'I' ? newest.previousFullId : newest?.setId;
  const oldestNeeded = runs.find(({ setId }) => setId === fullId);
  return {
    oldestNeeded,
    sets: oldestNeeded === undefined ? [] : runs.filter(({ setId }) => setId < oldestNeeded.setId),
  };
}
