import type { ArchiveRound } from '../../../model/archiveRound';
import type { RowReader } from '../../../rows';
import { tenantIdOf, type ViewScope, type ViewSpec } from '../viewScope';
import { archiveStateOf } from '../words';

/** Columns that the current round and the summary share (`CDB_OB_ARCHIVELOG`, `CDB_OB_ARCHIVELOG_SUMMARY`). */
export const ROUND_COLUMNS = [
  'DEST_ID',
  'ROUND_ID',
  'INCARNATION',
  'DEST_NO',
  'STATUS',
  'START_SCN',
  'START_SCN_DISPLAY',
  'CHECKPOINT_SCN',
  'CHECKPOINT_SCN_DISPLAY',
  'COMPATIBLE',
  'BASE_PIECE_ID',
  'USED_PIECE_ID',
  'PIECE_SWITCH_INTERVAL',
  'UNIT_SIZE',
  'COMPRESSION',
  'INPUT_BYTES',
  'INPUT_BYTES_DISPLAY',
  'OUTPUT_BYTES',
  'OUTPUT_BYTES_DISPLAY',
  'COMPRESSION_RATIO',
  'DELETED_INPUT_BYTES',
  'DELETED_INPUT_BYTES_DISPLAY',
  'DELETED_OUTPUT_BYTES',
  'DELETED_OUTPUT_BYTES_DISPLAY',
  'COMMENT',
  'PATH',
];

/** The current or last round of each destination, one that was stopped included: one row per tenant. */
export const archivelog: ViewSpec = { name: 'OB_ARCHIVELOG', columns: ROUND_COLUMNS };

export function readRound(scope: ViewScope): (row: RowReader) => ArchiveRound {
  return (row) => ({
    tenantId: tenantIdOf(scope, row),
    roundId: row.bigint('ROUND_ID'),
    state: archiveStateOf(row.text('STATUS')),
    status: row.text('STATUS'),
    start: row.scnTime('START_SCN', 'START_SCN_DISPLAY'),
    checkpoint: row.scnTime('CHECKPOINT_SCN', 'CHECKPOINT_SCN_DISPLAY'),
    startScn: row.knownId('START_SCN'),
    checkpointScn: row.knownId('CHECKPOINT_SCN'),
    firstPieceId: row.knownId('BASE_PIECE_ID'),
    currentPieceId: row.knownId('USED_PIECE_ID'),
    inputBytes: row.optionalBigint('INPUT_BYTES'),
    outputBytes: row.optionalBigint('OUTPUT_BYTES'),
    compression: row.optionalText('COMPRESSION'),
    comment: row.maskedText('COMMENT') ?? '',
    path: row.maskedText('PATH'),
    origin: row.origin('TENANT_ID', 'DEST_ID', 'ROUND_ID'),
  });
}

/** One round per tenant: with several destinations the one whose round is the newest. */
export function newestRounds(rounds: readonly ArchiveRound[]): readonly ArchiveRound[] {
  const newest = new Map<bigint, ArchiveRound>();
  for (const round of rounds) {
    const other = newest.get(round.tenantId);
    if (other === undefined || round.roundId > other.roundId) {
      newest.set(round.tenantId, round);
    }
  }
  return [...newest.values()];
}
