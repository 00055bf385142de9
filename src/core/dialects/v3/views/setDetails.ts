import type { BackupSet } from '../../../model/backupSet';
import type { ViewQuery } from '../../../reading';
import type { RowReader } from '../../../rows';
import { microsToScn } from '../../../scn';
import { pageTail } from '../../page';
import { backupKindOf, fileStateOf } from '../../words';
import { between, oneOf, selectAll } from '../viewQuery';
import { detailsStateOf, encryptionOf } from '../words';

/** Runs that are over: a row per set and tenant; manual page `CDB_OB_BACKUP_SET_DETAILS`. */
export const SET_DETAILS = 'oceanbase.CDB_OB_BACKUP_SET_DETAILS';

/** Numbers of a page of sets, newest first, and one more. */
export function detailIdsQuery(olderThan: bigint | undefined): ViewQuery {
  const text = `SELECT DISTINCT BS_KEY AS ID FROM ${SET_DETAILS} ${pageTail('BS_KEY', olderThan, [])}`;
  return { view: SET_DETAILS, text };
}

/** Whole sets, with all their tenants. */
export function detailsQuery(lowest: bigint, highest: bigint): ViewQuery {
  return selectAll(
    SET_DETAILS,
    `WHERE ${between('BS_KEY', lowest, highest)} ORDER BY BS_KEY DESC, TENANT_ID`,
  );
}

export function detailsOfQuery(setIds: readonly bigint[]): ViewQuery {
  return selectAll(SET_DETAILS, `WHERE ${oneOf('BS_KEY', setIds)} ORDER BY BS_KEY, TENANT_ID`);
}

/**
 * A tenant's part of a set, as far as this view tells: not what became of the files, and of a bad end
 * not whether it failed or was cancelled. START_REPLAY_LOG_TS (later builds) is in microseconds.
 */
export function readDetails(row: RowReader): BackupSet {
  const status = row.text('STATUS');
  const startReplayMicros = row.knownId('START_REPLAY_LOG_TS');
  const encryptionMode = row.optionalText('ENCRYPTION_MODE');
  return {
    tenantId: row.bigint('TENANT_ID'),
    setId: row.bigint('BS_KEY'),
    copyId: row.optionalBigint('COPY_ID'),
    kind: backupKindOf(row.optionalText('BACKUP_TYPE')),
    previousFullSetId: undefined,
    previousIncrementalSetId: undefined,
    state: detailsStateOf(status),
    status,
    // DELETING is the one word of the files' state that stands here
    fileState: fileStateOf(status),
    fileStatus: undefined,
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
    startReplayScn: startReplayMicros === undefined ? undefined : microsToScn(startReplayMicros),
    result: undefined,
    comment: '',
    tenantCompatible: undefined,
    clusterVersion: undefined,
    path: undefined,
    origin: row.origin('INCARNATION', 'TENANT_ID', 'BS_KEY'),
  };
}

/** The servers misspell the column; some pages of the manual do not. */
export function elapsedSeconds(row: RowReader): bigint | undefined {
  return row.optionalBigint('ELAPSED_SECONDES') ?? row.optionalBigint('ELAPSED_SECONDS');
}
