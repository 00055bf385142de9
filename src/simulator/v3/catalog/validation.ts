import { emptyView, numbers, texts, times } from './catalogView';

const JOB_COLUMNS = [
  ...numbers('JOB_ID', 'TENANT_ID'),
  ...texts(128, 'TENANT_NAME'),
  ...numbers('INCARNATION', 'BACKUP_SET_ID', 'PROGRESS_PERCENT'),
  ...texts(64, 'STATUS'),
];

const TASK_COLUMNS = [
  ...numbers('JOB_ID', 'TASK_ID', 'TENANT_ID', 'INCARNATION', 'BACKUP_SET_ID'),
  ...texts(64, 'STATUS'),
  ...texts(2048, 'BACKUP_DEST'),
  ...times('START_TIME', 'END_TIME'),
  ...numbers('TOTAL_PG_COUNT', 'FINISH_PG_COUNT', 'TOTAL_PARTITION_COUNT', 'FINISH_PARTITION_COUNT'),
  ...numbers('TOTAL_MACRO_BLOCK_COUNT', 'FINISH_MACRO_BLOCK_COUNT', 'LOG_SIZE'),
];

/** Views of validation; validating is not simulated, so they are empty. */
export const validationViews = [
  emptyView('CDB_OB_BACKUP_VALIDATION_JOB', JOB_COLUMNS),
  emptyView('CDB_OB_BACKUP_VALIDATION_JOB_HISTORY', JOB_COLUMNS),
  emptyView('CDB_OB_TENANT_BACKUP_VALIDATION_TASK', TASK_COLUMNS),
  emptyView('CDB_OB_BACKUP_VALIDATION_TASK_HISTORY', TASK_COLUMNS),
];
