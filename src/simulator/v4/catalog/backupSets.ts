import {
  bigint,
  bigintUnsigned,
  datetime,
  decimal,
  optional,
  type Row,
  required,
  timestamp,
  varchar,
} from '../../columns';
import type { BackupSet } from '../model';
import { decimalText, SECOND } from '../units';
import { counterColumns, rateText } from './backupTasks';
import { type RowContext, since, type TenantViews } from './view';

function setRow(set: BackupSet, { time, scnDisplay }: RowContext): Row {
  const { counters } = set;
  const elapsed = set.endMicros === null ? '0' : decimalText(set.endMicros - set.startMicros, SECOND, 0);
  return {
    BACKUP_SET_ID: set.setId,
    DEST_ID: set.destId,
    INCARNATION: 1n,
    BACKUP_TYPE: set.type,
    PREV_FULL_BACKUP_SET_ID: set.prevFullSetId,
    PREV_INC_BACKUP_SET_ID: set.prevIncSetId,
    START_TIMESTAMP: time(set.startMicros),
    END_TIMESTAMP: time(set.endMicros),
    STATUS: set.status,
    FILE_STATUS: set.fileStatus,
    ELAPSED_SECONDES: elapsed,
    PLUS_ARCHIVELOG: set.plusArchivelog ? 'ON' : 'OFF',
    START_REPLAY_SCN: set.startReplayScn,
    START_REPLAY_SCN_DISPLAY: scnDisplay(set.startReplayScn),
    MIN_RESTORE_SCN: set.minRestoreScn,
    MIN_RESTORE_SCN_DISPLAY: scnDisplay(set.minRestoreScn),
    ...counterColumns(counters),
    OUTPUT_RATE_BYTES: rateText(counters.outputBytes, set.startMicros, set.endMicros),
    META_TURN_ID: set.metaTurn,
    DATA_TURN_ID: 0n,
    RESULT: set.result,
    COMMENT: set.comment,
    ENCRYPTION_MODE: set.encryptionMode,
    PASSWD: set.passwd,
    TENANT_COMPATIBLE: set.tenantCompatible,
    BACKUP_COMPATIBLE: 3n,
    PATH: set.path,
    CLUSTER_VERSION: set.clusterVersion,
    CONSISTENT_SCN: set.consistentScn,
    MINOR_TURN_ID: set.minorTurn,
    MAJOR_TURN_ID: set.majorTurn,
  };
}

/** `CDB_OB_BACKUP_SET_FILES`; `ELAPSED_SECONDES` is the server's own spelling, 0 while it runs. */
export const backupSetFiles: TenantViews = {
  name: 'OB_BACKUP_SET_FILES',
  columns: [
    required('BACKUP_SET_ID', bigint()),
    required('DEST_ID', bigint()),
    required('INCARNATION', bigint()),
    required('BACKUP_TYPE', varchar(64)),
    required('PREV_FULL_BACKUP_SET_ID', bigint()),
    required('PREV_INC_BACKUP_SET_ID', bigint()),
    required('START_TIMESTAMP', timestamp()),
    optional('END_TIMESTAMP', timestamp()),
    required('STATUS', varchar(64)),
    required('FILE_STATUS', varchar(64)),
    required('ELAPSED_SECONDES', decimal(22, 0)),
    required('PLUS_ARCHIVELOG', varchar(4096)),
    required('START_REPLAY_SCN', bigintUnsigned()),
    optional('START_REPLAY_SCN_DISPLAY', datetime()),
    required('MIN_RESTORE_SCN', bigintUnsigned()),
    optional('MIN_RESTORE_SCN_DISPLAY', datetime()),
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
    required('ENCRYPTION_MODE', varchar(64)),
    required('PASSWD', varchar(128)),
    required('TENANT_COMPATIBLE', varchar(4096)),
    required('BACKUP_COMPATIBLE', bigint()),
    required('PATH', varchar(4096)),
    since('4.2.0', required('CLUSTER_VERSION', varchar(4096))),
    since('4.2.5', required('CONSISTENT_SCN', bigintUnsigned())),
    since('4.2.5', required('MINOR_TURN_ID', bigint())),
    since('4.2.5', required('MAJOR_TURN_ID', bigint())),
  ],
  *rows(tenant, context) {
    for (const set of tenant.sets) {
      yield setRow(set, context);
    }
  },
};
