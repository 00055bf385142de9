import type { ArchivePiece } from '../../../model/archiveRound';
import type { RowReader } from '../../../rows';
import { literalNumber } from '../../../sql';
import { pageTail } from '../../page';
import { fileStateOf, pieceStateOf } from '../../words';
import { selectFrom, tenantCondition, tenantIdOf, type ViewScope, type ViewSpec } from '../viewScope';

/**
 * Pieces of the archived log. The dictionary page also names CREATE_TIMESTAMP, which the view does not
 * have, and leaves END_SCN_DISPLAY out, which it has.
 */
export const archivelogPieceFiles: ViewSpec = {
  name: 'OB_ARCHIVELOG_PIECE_FILES',
  columns: [
    'DEST_ID',
    'ROUND_ID',
    'PIECE_ID',
    'INCARNATION',
    'DEST_NO',
    'STATUS',
    'START_SCN',
    'START_SCN_DISPLAY',
    'CHECKPOINT_SCN',
    'CHECKPOINT_SCN_DISPLAY',
    'MAX_SCN',
    'END_SCN',
    'END_SCN_DISPLAY',
    'COMPATIBLE',
    'UNIT_SIZE',
    'COMPRESSION',
    'INPUT_BYTES',
    'INPUT_BYTES_DISPLAY',
    'OUTPUT_BYTES',
    'OUTPUT_BYTES_DISPLAY',
    'COMPRESSION_RATIO',
    'FILE_STATUS',
    'PATH',
  ],
};

export function piecesPage(
  scope: ViewScope,
  tenantId: bigint,
  roundId: bigint,
  olderThan: bigint | undefined,
): { view: string; text: string } {
  return selectFrom(
    scope,
    archivelogPieceFiles,
    pageTail('PIECE_ID', olderThan, ofRound(scope, tenantId, roundId)),
  );
}

/** Conditions that pick the pieces of one round. */
export function ofRound(scope: ViewScope, tenantId: bigint, roundId: bigint): readonly string[] {
  return [...tenantCondition(scope, tenantId), `ROUND_ID = ${literalNumber(roundId)}`];
}

export function readPiece(scope: ViewScope): (row: RowReader) => ArchivePiece {
  return (row) => ({
    tenantId: tenantIdOf(scope, row),
    roundId: row.bigint('ROUND_ID'),
    pieceId: row.bigint('PIECE_ID'),
    copyId: undefined,
    state: pieceStateOf(row.text('STATUS')),
    status: row.text('STATUS'),
    fileState: fileStateOf(row.optionalText('FILE_STATUS')),
    fileStatus: row.optionalText('FILE_STATUS') ?? '',
    start: row.scnTime('START_SCN', 'START_SCN_DISPLAY'),
    checkpoint: row.scnTime('CHECKPOINT_SCN', 'CHECKPOINT_SCN_DISPLAY'),
    end: row.scnTime('END_SCN', 'END_SCN_DISPLAY'),
    startScn: row.knownId('START_SCN'),
    checkpointScn: row.knownId('CHECKPOINT_SCN'),
    endScn: row.knownId('END_SCN'),
    inputBytes: row.optionalBigint('INPUT_BYTES'),
    outputBytes: row.optionalBigint('OUTPUT_BYTES'),
    path: row.maskedText('PATH'),
    origin: row.origin('TENANT_ID', 'DEST_ID', 'ROUND_ID', 'PIECE_ID'),
  });
}
