import { type BackupRun, isUsable } from './backupRun';

/**
 * The full set that must stay so that every moment of the recovery window can be restored: the one
 * under the newest good set that is at least as old as the window.
 *
 * @param windowMicros 0: everything stays
 * @returns undefined when nothing is obsolete
 */
export function oldestNeeded(
  runs: readonly BackupRun[],
  windowMicros: bigint,
  atMicros: bigint,
): BackupRun | undefined {
  if (windowMicros === 0n) {
    return undefined;
  }
  const newest = runs.findLast((run) => isUsable(run) && run.startMicros + windowMicros <= atMicros);
  const fullId = newest?.type === 'I' ? newest.previousFullId : newest?.setId;
  return runs.find(({ setId }) => setId === fullId);
}
