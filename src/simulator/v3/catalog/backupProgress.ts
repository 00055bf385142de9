import { bigint, optional, required, timestamp, varchar } from '../../columns';
import { numbers, sysView, texts } from './catalogView';
import { progressStatus, runningRows } from './taskRows';

const COLUMNS = [
  ...numbers('INCARNATION', 'BS_KEY'),
  ...texts(1, 'BACKUP_TYPE'),
  ...numbers('TENANT_ID'),
  optional('PARTITION_COUNT', bigint()),
  ...numbers('MACRO_BLOCK_COUNT'),
  optional('FINISH_PARTITION_COUNT', bigint()),
  ...numbers('FINISH_MACRO_BLOCK_COUNT', 'INPUT_BYTES', 'OUTPUT_BYTES'),
  required('START_TIME', timestamp()),
  required('COMPLETION_TIME', timestamp()),
  required('STATUS', varchar(9)),
];

/** `CDB_OB_BACKUP_PROGRESS`: the running backup, one row per tenant; empty when nothing runs. */
export const backupProgress = sysView(
  'CDB_OB_BACKUP_PROGRESS',
  () => COLUMNS,
  (cluster, context) =>
    runningRows(cluster, context).map(({ run, task, figures }) => ({
      INCARNATION: 1n,
      BS_KEY: run.setId,
      BACKUP_TYPE: run.type,
      TENANT_ID: task.tenantId,
      PARTITION_COUNT: figures.partitionCount,
      MACRO_BLOCK_COUNT: figures.macroBlockCount,
      FINISH_PARTITION_COUNT: figures.finishedPartitionCount,
      FINISH_MACRO_BLOCK_COUNT: figures.finishedMacroBlockCount,
      INPUT_BYTES: figures.inputBytes,
      OUTPUT_BYTES: figures.outputBytes,
      START_TIME: context.formatTime(run.startMicros),
      COMPLETION_TIME: context.formatTime(figures.changedMicros),
      STATUS: progressStatus(task),
    })),
);
