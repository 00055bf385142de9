import type { ArchiveRound } from '../../../model/archiveRound';
import type { ViewQuery } from '../../../reading';
import type { RowReader } from '../../../rows';
import { selectAll } from '../viewQuery';
import { archiveStateOf } from '../words';

/** The present state of each tenant, sys included; manual page `CDB_OB_BACKUP_ARCHIVELOG`. */
const ARCHIVELOG = 'oceanbase.CDB_OB_BACKUP_ARCHIVELOG';

export function archivelogQuery(): ViewQuery {
  return selectAll(ARCHIVELOG, '');
}

/**
 * One tenant's part in a round. The two times are text in the session's zone, `''` while there is
 * none. INPUT_BYTES and OUTPUT_BYTES are not maintained (always 0) and so are not taken over.
 */
export function readRound(row: RowReader): ArchiveRound {
  const status = row.text('STATUS');
  return {
    tenantId: row.bigint('TENANT_ID'),
    roundId: row.bigint('LOG_ARCHIVE_ROUND'),
    state: archiveStateOf(status),
    status,
    start: row.time('MIN_FIRST_TIME'),
    checkpoint: row.time('MAX_NEXT_TIME'),
    startScn: undefined,
    checkpointScn: undefined,
    firstPieceId: row.knownId('START_PIECE_ID'),
    currentPieceId: row.knownId('BACKUP_PIECE_ID'),
    inputBytes: undefined,
    outputBytes: undefined,
    compression: undefined,
    comment: '',
    path: undefined,
    origin: row.origin('INCARNATION', 'LOG_ARCHIVE_ROUND', 'TENANT_ID'),
  };
}

/** Before the first ARCHIVELOG there may be rows of a round 0 that never was. */
export function everBegun(rounds: readonly ArchiveRound[]): readonly ArchiveRound[] {
  return rounds.filter(({ roundId }) => roundId > 0n);
}
