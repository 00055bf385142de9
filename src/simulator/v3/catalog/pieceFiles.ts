import type { Row } from '../../columns';
import type { ViewContext } from '../../world';
import type { ArchivePiece } from '../archivePieces';
import type { Cluster } from '../cluster';
import { numbers, sysView, texts, timeText } from './catalogView';

const COLUMNS = [
  ...numbers('INCARNATION', 'TENANT_ID', 'ROUND_ID', 'BACKUP_PIECE_ID', 'COPY_ID', 'CREATE_DATE'),
  ...texts(26, 'START_TS', 'CHECKPOINT_TS', 'MAX_TS'),
  ...texts(64, 'STATUS', 'FILE_STATUS'),
  ...numbers('COMPATIBLE', 'START_PIECE_ID'),
];

function rowOf(piece: ArchivePiece, cluster: Cluster, context: ViewContext): Row {
  const checkpoint = cluster.archive.checkpointOfPiece(piece, context.nowMicros);
  return {
    INCARNATION: 1n,
    TENANT_ID: piece.tenantId,
    ROUND_ID: piece.roundId,
    BACKUP_PIECE_ID: piece.pieceId,
    COPY_ID: 0n,
    CREATE_DATE: piece.createDate,
    START_TS: timeText(piece.startMicros, context),
    CHECKPOINT_TS: timeText(checkpoint, context),
    MAX_TS: piece.maxMicros === undefined ? 'MAX' : timeText(piece.maxMicros, context),
    STATUS: piece.status,
    FILE_STATUS: piece.fileStatus,
    COMPATIBLE: 1n,
    START_PIECE_ID: piece.startPieceId,
  };
}

/** `CDB_OB_BACKUP_PIECE_FILES`: one row per tenant, round and piece. */
export const pieceFiles = sysView(
  'CDB_OB_BACKUP_PIECE_FILES',
  () => COLUMNS,
  (cluster, context) => cluster.archive.pieces.all().map((piece) => rowOf(piece, cluster, context)),
);
