import type { BackupRun, TenantTask } from './backupRun';
import { minOf, SECOND, scattered } from './instants';

const LONGEST_TRANSACTION = 45n * SECOND;

/** Log that a restore of the set needs begins here, microseconds; 0 while unknown and for a failed part. */
export const replayFrom = (run: BackupRun, task: TenantTask): bigint =>
  task.isFinished && task.result === 0
    ? run.startMicros - SECOND - scattered(run.setId * 64n + task.tenantId, LONGEST_TRANSACTION)
    : 0n;

/** Log that a restore of any part of a good set needs begins here, microseconds. */
export const logNeededFrom = (run: BackupRun): bigint =>
  run.tasks.reduce((least, task) => minOf(least, replayFrom(run, task)), run.startMicros);
