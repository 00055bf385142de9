import { bigint, optional, type Row, required, timestamp, varchar } from '../../columns';
import type { ViewContext } from '../../world';
import { figuresAt } from '../backupRun';
import type { CleaningJob } from '../cleaning';
import { numbers, sysView, texts } from './catalogView';

const DELETE_OBSOLETE = 'DELETE OBSOLETE BACKUP';
const COMMENT = 'server:"10.0.0.11:2882", trace_id:YB420A00000B-0005DF1C2A7E4B10';

function historyRow(job: CleaningJob, tenantId: bigint, context: ViewContext): Row {
  return {
    TENANT_ID: tenantId,
    BS_KEY: job.id,
    COPY_ID: 0n,
    START_TIME: context.formatTime(job.startMicros),
    END_TIME: context.formatTime(job.endMicros),
    INCARNATION: 1n,
    TYPE: DELETE_OBSOLETE,
    STATUS: 'STOP',
    PARAMETER: job.expiryMicros.toString(),
    ERROR_MSG: '',
    COMMENT,
  };
}

/** `CDB_OB_BACKUP_CLEAN_HISTORY`: `BS_KEY` is the number of the cleaning, not of a set. */
export const cleanHistory = sysView(
  'CDB_OB_BACKUP_CLEAN_HISTORY',
  () => [
    ...numbers('TENANT_ID', 'BS_KEY', 'COPY_ID'),
    required('START_TIME', timestamp()),
    required('END_TIME', timestamp()),
    ...numbers('INCARNATION'),
    ...texts(64, 'TYPE', 'STATUS'),
    ...texts(256, 'PARAMETER'),
    ...texts(512, 'ERROR_MSG'),
    ...texts(4096, 'COMMENT'),
  ],
  ({ cleaning }, context) =>
    cleaning.finished().flatMap((job) => job.tenantIds.map((tenantId) => historyRow(job, tenantId, context))),
);

function* cleanedRows(job: CleaningJob, context: ViewContext): Iterable<Row> {
  for (const run of job.sets) {
    for (const task of run.tasks) {
      const figures = figuresAt(run, task, context.nowMicros);
      yield {
        TENANT_ID: task.tenantId,
        INCARNATION: 1n,
        BS_KEY: run.setId,
        COPY_ID: 0n,
        BACKUP_TYPE: run.type,
        PARTITION_COUNT: figures.partitionCount,
        MACRO_BLOCK_COUNT: figures.macroBlockCount,
        FINISH_PARTITION_COUNT: figures.finishedPartitionCount,
        FINISH_MACRO_BLOCK_COUNT: figures.finishedMacroBlockCount,
        INPUT_BYTES: figures.inputBytes,
        OUTPUT_BYTES: figures.outputBytes,
        START_TIME: context.formatTime(run.startMicros),
        COMPLETION_TIME: context.formatTime(figures.changedMicros),
        STATUS: task.result === 0 ? 'COMPLETED' : 'FAILED',
      };
    }
  }
}

/** `CDB_OB_BACKUP_TASK_CLEAN_HISTORY`: the sets that a cleaning removed. */
export const taskCleanHistory = sysView(
  'CDB_OB_BACKUP_TASK_CLEAN_HISTORY',
  () => [
    ...numbers('TENANT_ID', 'INCARNATION', 'BS_KEY', 'COPY_ID'),
    ...texts(1, 'BACKUP_TYPE'),
    optional('PARTITION_COUNT', bigint()),
    ...numbers('MACRO_BLOCK_COUNT'),
    optional('FINISH_PARTITION_COUNT', bigint()),
    ...numbers('FINISH_MACRO_BLOCK_COUNT', 'INPUT_BYTES', 'OUTPUT_BYTES'),
    required('START_TIME', timestamp()),
    required('COMPLETION_TIME', timestamp()),
    required('STATUS', varchar(9)),
  ],
  function* ({ cleaning }, context) {
    for (const job of cleaning.finished()) {
      yield* cleanedRows(job, context);
    }
  },
);

/** `__all_virtual_backup_clean_info`: one row per tenant; STOP while nothing is cleaned. */
export const cleanInfo = sysView(
  '__all_virtual_backup_clean_info',
  () => [
    ...numbers('tenant_id', 'job_id', 'start_time', 'end_time', 'incarnation'),
    ...texts(64, 'type', 'status'),
    ...numbers('parameter'),
    ...texts(512, 'error_msg'),
    ...texts(4096, 'comment'),
    ...numbers('clog_gc_snapshot', 'result', 'copy_id'),
  ],
  ({ tenants, cleaning: { running } }) =>
    tenants.accounts().map(({ id }) => ({
      tenant_id: id,
      job_id: running?.id ?? 0n,
      start_time: running?.startMicros ?? 0n,
      end_time: 0n,
      incarnation: 1n,
      type: running === undefined ? '' : DELETE_OBSOLETE,
      status: running === undefined ? 'STOP' : 'DOING',
      parameter: running?.expiryMicros ?? 0n,
      error_msg: '',
      comment: running === undefined ? '' : COMMENT,
      clog_gc_snapshot: 0n,
      result: 0n,
      copy_id: 0n,
    })),
);
