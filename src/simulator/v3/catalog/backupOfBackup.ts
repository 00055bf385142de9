import { decimal, optional, required, time, timestamp } from '../../columns';
import { emptyView, numbers, texts, times } from './catalogView';

const SET_JOB = [
  ...numbers('JOB_ID', 'TENANT_ID', 'INCARNATION', 'BACKUP_SET_ID'),
  ...texts(64, 'TYPE'),
  ...texts(128, 'TENANT_NAME'),
  ...texts(64, 'STATUS'),
  ...texts(2048, 'BACKUP_DEST'),
  ...numbers('MAX_BACKUP_TIMES', 'RESULT'),
];

const SET_TASK = [
  ...numbers('JOB_ID', 'INCARNATION', 'BS_KEY', 'COPY_ID'),
  ...texts(1, 'BACKUP_TYPE'),
  ...numbers('TENANT_ID', 'TOTAL_PG_COUNT', 'FINISH_PG_COUNT', 'TOTAL_PARTITION_COUNT'),
  ...numbers('TOTAL_MACRO_BLOCK_COUNT', 'FINISH_PARTITION_COUNT', 'FINISH_MACRO_BLOCK_COUNT'),
  ...numbers('INPUT_BYTES', 'OUTPUT_BYTES'),
  ...times('START_TIME', 'COMPLETION_TIME'),
  ...texts(64, 'STATUS'),
];

const SET_TASK_HISTORY = [
  ...numbers('JOB_ID', 'INCARNATION', 'TENANT_ID', 'BS_KEY', 'COPY_ID'),
  ...texts(1, 'BACKUP_TYPE'),
  ...texts(64, 'ENCRYPTION_MODE'),
  required('START_TIME', timestamp()),
  required('COMPLETION_TIME', timestamp()),
  required('ELAPSED_SECONDES', decimal(21, 0)),
  ...texts(2, 'KEEP'),
  ...texts(0, 'KEEP_UNTIL'),
  ...texts(64, 'SRC_DEVICE_TYPE', 'DST_DEVICE_TYPE'),
  ...texts(2, 'COMPRESSED'),
  ...numbers('OUTPUT_BYTES'),
  required('OUTPUT_RATE_BYTES', decimal(34, 4)),
  optional('COMPRESSION_RATIO', decimal(23, 2)),
  ...texts(27, 'OUTPUT_BYTES_DISPLAY'),
  ...texts(39, 'OUTPUT_RATE_BYTES_DISPLAY'),
  required('TIME_TAKEN_DISPLAY', time()),
  ...texts(64, 'STATUS'),
];

const PIECE_JOB = [
  ...numbers('JOB_ID', 'TENANT_ID', 'INCARNATION', 'BACKUP_PIECE_ID', 'MAX_BACKUP_TIMES', 'RESULT'),
  ...texts(64, 'STATUS'),
  ...texts(2048, 'BACKUP_DEST'),
  ...texts(4096, 'COMMENT'),
  ...texts(64, 'TYPE'),
];

const PIECE_TASK = [
  ...numbers('JOB_ID', 'INCARNATION', 'TENANT_ID', 'ROUND_ID', 'BACKUP_PIECE_ID', 'COPY_ID'),
  ...times('START_TIME', 'END_TIME'),
  ...texts(64, 'STATUS'),
  ...texts(2048, 'BACKUP_DEST'),
  ...numbers('RESULT'),
  ...texts(4096, 'COMMENT'),
];

const archivelogColumns = (...pieceIds: readonly string[]) => [
  ...numbers('INCARNATION', 'LOG_ARCHIVE_ROUND', 'COPY_ID', 'TENANT_ID'),
  ...texts(64, 'STATUS'),
  ...numbers(...pieceIds),
  ...texts(26, 'MIN_FIRST_TIME', 'MAX_NEXT_TIME'),
  ...numbers('INPUT_BYTES', 'OUTPUT_BYTES'),
  optional('COMPRESSION_RATIO', decimal(23, 2)),
  ...texts(27, 'INPUT_BYTES_DISPLAY', 'OUTPUT_BYTES_DISPLAY'),
];

/** Views of backups of backups, which are not simulated: they are empty. */
export const backupOfBackupViews = [
  emptyView('CDB_OB_BACKUP_BACKUPSET_JOB', SET_JOB),
  emptyView('CDB_OB_BACKUP_BACKUPSET_JOB_HISTORY', SET_JOB),
  emptyView('CDB_OB_BACKUP_BACKUPSET_TASK', SET_TASK),
  emptyView('CDB_OB_BACKUP_BACKUPSET_TASK_HISTORY', SET_TASK_HISTORY),
  emptyView('CDB_OB_BACKUP_BACKUPPIECE_JOB', PIECE_JOB),
  emptyView('CDB_OB_BACKUP_BACKUPPIECE_JOB_HISTORY', PIECE_JOB),
  emptyView('CDB_OB_BACKUP_BACKUPPIECE_TASK', PIECE_TASK),
  emptyView('CDB_OB_BACKUP_BACKUPPIECE_TASK_HISTORY', PIECE_TASK),
  emptyView('CDB_OB_BACKUP_BACKUP_ARCHIVELOG', archivelogColumns('START_PIECE_ID', 'BACKUP_PIECE_ID')),
  emptyView('CDB_OB_BACKUP_BACKUP_ARCHIVELOG_SUMMARY', archivelogColumns()),
];
