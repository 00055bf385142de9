import type { BackupSet, BackupSetState } from '../../../model/backupSet';
import type { RowReader } from '../../../rows';
import { pageTail } from '../../page';
import { backupKindOf, fileStateOf } from '../../words';
import { selectFrom, tenantCondition, tenantIdOf, type ViewScope, type ViewSpec } from '../viewScope';
import { setStateOf } from '../words';

/** `RESULT` of a job, task or set that was cancelled (4072, stored with its sign). */
const CANCELLED = 4072n;

/** Every set that was ever begun, those that failed or were deleted included; the odd spelling is the view's own. */
export const backupSetFiles: ViewSpec = {
  name: 'OB_BACKUP_SET_FILES',
  columns: [
    'BACKUP_SET_ID',
    'DEST_ID',
    'INCARNATION',
    'BACKUP_TYPE',
    'PREV_FULL_BACKUP_SET_ID',
    'PREV_INC_BACKUP_SET_ID',
    'START_TIMESTAMP',
    'END_TIMESTAMP',
    'STATUS',
    'FILE_STATUS',
    'ELAPSED_SECONDES',
    'PLUS_ARCHIVELOG',
    'START_REPLAY_SCN',
    'START_REPLAY_SCN_DISPLAY',
    'MIN_RESTORE_SCN',
    'MIN_RESTORE_SCN_DISPLAY',
    'INPUT_BYTES',
    'OUTPUT_BYTES',
    'OUTPUT_RATE_BYTES',
    'EXTRA_META_BYTES',
    'TABLET_COUNT',
    'FINISH_TABLET_COUNT',
    'MACRO_BLOCK_COUNT',
    'FINISH_MACRO_BLOCK_COUNT',
    'FILE_COUNT',
    'META_TURN_ID',
    'DATA_TURN_ID',
    'RESULT',
    'COMMENT',
    'ENCRYPTION_MODE',
    'TENANT_COMPATIBLE',
    'BACKUP_COMPATIBLE',
    'PATH',
  ],
  laterColumns: ['CLUSTER_VERSION', 'CONSISTENT_SCN', 'MINOR_TURN_ID', 'MAJOR_TURN_ID'],
};

export function setsPage(
  scope: ViewScope,
  tenantId: bigint,
  olderThan: bigint | undefined,
  columns: readonly string[],
): { view: string; text: string } {
  const tail = pageTail('BACKUP_SET_ID', olderThan, tenantCondition(scope, tenantId));
  return selectFrom(scope, backupSetFiles, tail, columns);
}

export function readSet(scope: ViewScope): (row: RowReader) => BackupSet {
  return (row) => ({
    tenantId: tenantIdOf(scope, row),
    setId: row.bigint('BACKUP_SET_ID'),
    copyId: undefined,
    kind: backupKindOf(row.optionalText('BACKUP_TYPE')),
    previousFullSetId: row.knownId('PREV_FULL_BACKUP_SET_ID'),
    previousIncrementalSetId: row.knownId('PREV_INC_BACKUP_SET_ID'),
    state: stateOf(row),
    status: row.text('STATUS'),
    fileState: fileStateOf(row.optionalText('FILE_STATUS')),
    fileStatus: row.optionalText('FILE_STATUS'),
    startedAt: row.time('START_TIMESTAMP'),
    endedAt: row.time('END_TIMESTAMP'),
    elapsedSeconds: row.optionalBigint('ELAPSED_SECONDES'),
    inputBytes: row.optionalBigint('INPUT_BYTES'),
    outputBytes: row.optionalBigint('OUTPUT_BYTES'),
    outputRateBytesPerSecond: row.decimalText('OUTPUT_RATE_BYTES'),
    encryption: encryptionOf(row.optionalText('ENCRYPTION_MODE')),
    encryptionMode: row.optionalText('ENCRYPTION_MODE'),
    minRestoreScn: row.knownId('MIN_RESTORE_SCN'),
    minRestoreAt: row.scnTime('MIN_RESTORE_SCN', 'MIN_RESTORE_SCN_DISPLAY'),
    startReplayScn: row.knownId('START_REPLAY_SCN'),
    result: row.optionalBigint('RESULT'),
    comment: row.maskedText('COMMENT') ?? '',
    tenantCompatible: row.optionalText('TENANT_COMPATIBLE'),
    clusterVersion: row.optionalText('CLUSTER_VERSION'),
    path: row.maskedText('PATH'),
    origin: row.origin('TENANT_ID', 'BACKUP_SET_ID', 'DEST_ID'),
  });
}

/** A cancelled set says FAILED; only its result tells it from one that failed. One sample has the code without its sign. */
function stateOf(row: RowReader): BackupSetState {
  const state = setStateOf(row.text('STATUS'));
  const result = row.optionalBigint('RESULT');
  return state === 'failed' && (result === CANCELLED || result === -CANCELLED) ? 'cancelled' : state;
}

function encryptionOf(mode: string | undefined): BackupSet['encryption'] {
  if (mode === undefined || mode.trim() === '') {
    return 'unknown';
  }
  return mode.trim().toUpperCase() === 'NONE' ? 'none' : 'encrypted';
}
