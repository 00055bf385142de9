import type { BackupSet } from '../../../model/backupSet';
import type { ViewQuery } from '../../../reading';
import type { RowReader } from '../../../rows';
import { pageTail } from '../../page';
import { backupKindOf, fileStateOf } from '../../words';
import { between, ORIGINALS, oneOf, selectAll } from '../viewQuery';
import { encryptionOf, filesStateOf } from '../words';
import { elapsedSeconds } from './setDetails';

/** Sets and what became of their files, running ones included; manual page `CDB_OB_BACKUP_SET_FILES`. */
export const SET_FILES = 'oceanbase.CDB_OB_BACKUP_SET_FILES';

/** Numbers of a page of sets, newest first, and one more. */
export function fileIdsQuery(olderThan: bigint | undefined): ViewQuery {
  const text = `SELECT DISTINCT BS_KEY AS ID FROM ${SET_FILES} ${pageTail('BS_KEY', olderThan, [ORIGINALS])}`;
  return { view: SET_FILES, text };
}

export function filesQuery(lowest: bigint, highest: bigint): ViewQuery {
  const condition = `${between('BS_KEY', lowest, highest)} AND ${ORIGINALS}`;
  return selectAll(SET_FILES, `WHERE ${condition} ORDER BY BS_KEY DESC, TENANT_ID`);
}

export function filesOfQuery(setIds: readonly bigint[]): ViewQuery {
  const condition = `${oneOf('BS_KEY', setIds)} AND ${ORIGINALS}`;
  return selectAll(SET_FILES, `WHERE ${condition} ORDER BY BS_KEY, TENANT_ID`);
}

/** A tenant's part of a set, as far as this view tells: of a bad end not whether it failed or was cancelled. */
export function readFiles(row: RowReader): BackupSet {
  const encryptionMode = row.optionalText('ENCRYPTION_MODE');
  const fileStatus = row.optionalText('FILE_STATUS');
  const status = row.optionalText('STATUS') ?? '';
  return {
    tenantId: row.bigint('TENANT_ID'),
    setId: row.bigint('BS_KEY'),
    copyId: row.optionalBigint('COPY_ID'),
    kind: backupKindOf(row.optionalText('BACKUP_TYPE')),
    previousFullSetId: undefined,
    previousIncrementalSetId: undefined,
    state: filesStateOf(status),
    status,
    fileState: fileStateOf(fileStatus),
    fileStatus,
    startedAt: row.time('START_TIME'),
    endedAt: row.time('COMPLETION_TIME'),
    elapsedSeconds: elapsedSeconds(row),
    inputBytes: undefined,
    outputBytes: row.optionalBigint('OUTPUT_BYTES'),
    outputRateBytesPerSecond: row.decimalText('OUTPUT_RATE_BYTES'),
    encryption: encryptionOf(encryptionMode),
    encryptionMode,
    minRestoreScn: undefined,
    minRestoreAt: undefined,
    startReplayScn: undefined,
    result: undefined,
    comment: '',
    tenantCompatible: undefined,
    clusterVersion: undefined,
    path: undefined,
    origin: row.origin('INCARNATION', 'TENANT_ID', 'BS_KEY', 'COPY_ID'),
  };
}
