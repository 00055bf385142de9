import { longtext, optional } from '../../columns';
import { emptyView, numbers, texts, times } from './catalogView';

const COLUMNS = [
  ...numbers('JOB_ID', 'EXTERNAL_JOB_ID', 'TENANT_ID'),
  ...texts(128, 'TENANT_NAME'),
  ...numbers('BACKUP_TENANT_ID'),
  ...texts(128, 'BACKUP_TENANT_NAME'),
  ...numbers('BACKUP_CLUSTER_ID'),
  ...texts(128, 'BACKUP_CLUSTER_NAME'),
  optional('WHITE_LIST', longtext),
  ...texts(64, 'STATUS'),
  ...times('START_TIME', 'COMPLETION_TIME'),
  ...numbers('PARTITION_COUNT', 'MACRO_BLOCK_COUNT', 'FINISH_PARTITION_COUNT', 'FINISH_MACRO_BLOCK_COUNT'),
  ...times('RESTORE_START_TIMESTAMP', 'RESTORE_FINISH_TIMESTAMP', 'RESTORE_CURRENT_TIMESTAMP'),
  optional('BACKUP_SET_LIST', longtext),
  optional('BACKUP_PIECE_LIST', longtext),
  ...texts(4096, 'INFO'),
];

/** `CDB_OB_RESTORE_PROGRESS`: restores are not simulated, so nothing runs. */
export const restoreProgress = emptyView('CDB_OB_RESTORE_PROGRESS', COLUMNS);

/** `CDB_OB_RESTORE_HISTORY`. */
export const restoreHistory = emptyView('CDB_OB_RESTORE_HISTORY', COLUMNS);
