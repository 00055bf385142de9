import {
  bigint,
  bigintUnsigned,
  decimal,
  optional,
  type Row,
  required,
  timestamp,
  varchar,
} from '../../columns';
import { countersAt, logFilesAt } from '../backupPlan';
import type { BackupJob, BackupTask, Counters } from '../model';
import { decimalText, SECOND } from '../units';
import { type RowContext, since, type TenantViews, type VersionedColumn } from './view';

const taskColumns: readonly VersionedColumn[] = [
  required('TASK_ID', bigint()),
  required('JOB_ID', bigint()),
  required('INCARNATION', bigint()),
  required('BACKUP_SET_ID', bigint()),
  required('START_TIMESTAMP', timestamp()),
  optional('END_TIMESTAMP', timestamp()),
  required('STATUS', varchar(4096)),
  required('START_SCN', bigintUnsigned()),
  required('END_SCN', bigintUnsigned()),
  required('USER_LS_START_SCN', bigintUnsigned()),
  required('ENCRYPTION_MODE', varchar(4096)),
  required('PASSWD', varchar(4096)),
  required('INPUT_BYTES', bigint()),
  required('OUTPUT_BYTES', bigint()),
  required('OUTPUT_RATE_BYTES', decimal(28, 4)),
  required('EXTRA_META_BYTES', bigint()),
  required('TABLET_COUNT', bigint()),
  required('FINISH_TABLET_COUNT', bigint()),
  required('MACRO_BLOCK_COUNT', bigint()),
  required('FINISH_MACRO_BLOCK_COUNT', bigint()),
  required('FILE_COUNT', bigint()),
  required('META_TURN_ID', bigint()),
  required('DATA_TURN_ID', bigint()),
  required('RESULT', bigint()),
  required('COMMENT', varchar(4096)),
  required('PATH', varchar(4096)),
  since('4.2.5', required('MINOR_TURN_ID', bigint())),
  since('4.2.5', required('MAJOR_TURN_ID', bigint())),
];

const progressColumns: readonly VersionedColumn[] = [
  since('4.2.5', required('DATA_PROGRESS', decimal(26, 2))),
  since('4.3.3', required('LOG_FILE_COUNT', bigint())),
  since('4.3.3', required('FINISH_LOG_FILE_COUNT', bigint())),
  since('4.3.3', required('LOG_PROGRESS', decimal(26, 2))),
];

/** Bytes per second with four decimals; 0 while it runs. */
export const rateText = (bytes: bigint, startMicros: bigint, endMicros: bigint | null): string =>
  endMicros === null ? '0.0000' : decimalText(bytes * SECOND, endMicros - startMicros, 4);

/** The counters that tasks and sets share. */
export const counterColumns = (counters: Counters): Row => ({
  INPUT_BYTES: counters.inputBytes,
  OUTPUT_BYTES: counters.outputBytes,
  EXTRA_META_BYTES: counters.extraMetaBytes,
  TABLET_COUNT: counters.tabletCount,
  FINISH_TABLET_COUNT: counters.finishTabletCount,
  MACRO_BLOCK_COUNT: counters.macroBlockCount,
  FINISH_MACRO_BLOCK_COUNT: counters.finishMacroBlockCount,
  FILE_COUNT: counters.fileCount,
});

function taskRow(job: BackupJob, task: BackupTask, { cluster, time }: RowContext): Row {
  const counters = countersAt(task, cluster.nowMicros);
  const logFiles = logFilesAt(task, cluster.nowMicros);
  return {
    TASK_ID: task.taskId,
    JOB_ID: job.jobId,
    INCARNATION: 1n,
    BACKUP_SET_ID: job.setId,
    START_TIMESTAMP: time(job.startMicros),
    END_TIMESTAMP: time(task.endMicros),
    STATUS: task.status,
    START_SCN: task.startScn,
    END_SCN: task.endScn,
    USER_LS_START_SCN: task.userLsStartScn,
    ENCRYPTION_MODE: job.encryptionMode,
    PASSWD: job.passwd,
    ...counterColumns(counters),
    OUTPUT_RATE_BYTES: rateText(counters.outputBytes, job.startMicros, task.endMicros),
    META_TURN_ID: task.metaTurn,
    // replaced by the turns of the minor and the major phase
    DATA_TURN_ID: 0n,
    RESULT: task.result,
    COMMENT: task.comment,
    PATH: job.path,
    MINOR_TURN_ID: task.minorTurn,
    MAJOR_TURN_ID: task.majorTurn,
    DATA_PROGRESS: decimalText(100n * counters.finishMacroBlockCount, counters.macroBlockCount, 2),
    LOG_FILE_COUNT: logFiles.total,
    FINISH_LOG_FILE_COUNT: logFiles.finished,
    LOG_PROGRESS: decimalText(100n * logFiles.finished, logFiles.total, 2),
  };
}

/** `CDB_OB_BACKUP_TASKS`: from the moment that a job is `DOING`. */
export const backupTasks: TenantViews = {
  name: 'OB_BACKUP_TASKS',
  columns: [...taskColumns, ...progressColumns],
  *rows(tenant, context) {
    for (const job of tenant.jobs) {
      if (job.task !== null && !job.task.inHistory) {
        yield taskRow(job, job.task, context);
      }
    }
  },
};

/** `CDB_OB_BACKUP_TASK_HISTORY`: without the columns of progress. */
export const backupTaskHistory: TenantViews = {
  name: 'OB_BACKUP_TASK_HISTORY',
  columns: taskColumns,
  *rows(tenant, context) {
    for (const job of [...tenant.jobHistory, ...tenant.jobs]) {
      if (job.task?.inHistory === true) {
        yield taskRow(job, job.task, context);
      }
    }
  },
};
