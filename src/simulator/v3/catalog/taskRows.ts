import type { ViewContext } from '../../world';
import { type BackupRun, figuresAt, type TaskFigures, type TenantTask } from '../backupRun';
import type { Cluster } from '../cluster';

/** One tenant's part of a backup with its figures: what most backup views make a row of. */
export interface TaskRow {
  readonly run: BackupRun;
  readonly task: TenantTask;
  readonly figures: TaskFigures;
  /** From the start to the last change, microseconds. */
  readonly elapsedMicros: bigint;
}

function taskRow(run: BackupRun, task: TenantTask, atMicros: bigint): TaskRow {
  const figures = figuresAt(run, task, atMicros);
  return { run, task, figures, elapsedMicros: figures.changedMicros - run.startMicros };
}

/** The parts that are listed as running. */
export function runningRows({ backup }: Cluster, { nowMicros }: ViewContext): readonly TaskRow[] {
  const { running } = backup;
  return running === undefined
    ? []
    : backup.runningTasks(nowMicros).map((task) => taskRow(running, task, nowMicros));
}

/** The parts that have reached the history and were not deleted, oldest set first. */
export function* historyRows({ backup }: Cluster, { nowMicros }: ViewContext): Iterable<TaskRow> {
  for (const run of backup.runs()) {
    for (const task of run.tasks) {
      if (task.isInHistory && run.fileStatus !== 'DELETED') {
        yield taskRow(run, task, nowMicros);
      }
    }
  }
}

/** The word for a running part: one that ended early shows its outcome while others go on. */
export function progressStatus({ isFinished, result }: TenantTask): string {
  if (!isFinished) {
    return 'RUNNING';
  }
  return result === 0 ? 'COMPLETED' : 'FAILED';
}

/**
 * The word for a part in the history. A cancelled one shows FAILED: there is no other word; and one
 * that is being deleted shows nothing of how it ended.
 */
export function historyStatus({ fileStatus }: BackupRun, { result }: TenantTask): string {
  if (fileStatus !== 'AVAILABLE') {
    return 'DELETING';
  }
  return result === 0 ? 'COMPLETED' : 'FAILED';
}
