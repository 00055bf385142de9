import type { ArchivePiece } from '../../../model/archiveRound';
import type { ServerTime } from '../../../model/serverTime';
import type { ViewQuery } from '../../../reading';
import type { RowReader } from '../../../rows';
import { literalNumber } from '../../../sql';
import { pageTail } from '../../page';
import { fileStateOf, pieceStateOf } from '../../words';
import { ORIGINALS, selectAll } from '../viewQuery';

/** A row per tenant, round, piece and copy; manual page `CDB_OB_BACKUP_PIECE_FILES`. */
export const PIECE_FILES = 'oceanbase.CDB_OB_BACKUP_PIECE_FILES';

/** Pieces of one tenant in one round. Copies in a second destination are not listed. */
export function ofRound(tenantId: bigint, roundId: bigint): readonly string[] {
  return [`TENANT_ID = ${literalNumber(tenantId)}`, `ROUND_ID = ${literalNumber(roundId)}`, ORIGINALS];
}

export function piecesQuery(tenantId: bigint, roundId: bigint, olderThan: bigint | undefined): ViewQuery {
  return selectAll(PIECE_FILES, pageTail('BACKUP_PIECE_ID', olderThan, ofRound(tenantId, roundId)));
}

export function readPiece(row: RowReader): ArchivePiece {
  const status = row.text('STATUS');
  const fileStatus = row.optionalText('FILE_STATUS') ?? '';
  return {
    tenantId: row.bigint('TENANT_ID'),
    roundId: row.bigint('ROUND_ID'),
    pieceId: row.bigint('BACKUP_PIECE_ID'),
    copyId: row.optionalBigint('COPY_ID'),
    state: pieceStateOf(status),
    status,
    fileState: fileStateOf(fileStatus),
    fileStatus,
    start: row.time('START_TS'),
    checkpoint: row.time('CHECKPOINT_TS'),
    end: openEnded(row.time('MAX_TS')),
    startScn: undefined,
    checkpointScn: undefined,
    endScn: undefined,
    inputBytes: undefined,
    outputBytes: undefined,
    path: undefined,
    origin: row.origin('INCARNATION', 'TENANT_ID', 'ROUND_ID', 'BACKUP_PIECE_ID', 'COPY_ID'),
  };
}

/** `MAX` stands for "no end yet", where other builds write NULL. */
function openEnded(time: ServerTime | undefined): ServerTime | undefined {
  return time?.text.trim().toUpperCase() === 'MAX' ? undefined : time;
}
