import {
  bigint,
  bigintUnsigned,
  datetime,
  decimal,
  optional,
  type Row,
  required,
  varchar,
} from '../../columns';
import { checkpointMicros, pieceBytes, pieceCheckpointMicros, roundBytes } from '../archiveFlow';
import type { Piece, Round, Tenant } from '../model';
import { bytesDisplay, decimalText, scnOf } from '../units';
import type { RowContext, TenantViews, VersionedColumn } from './view';

const path = required('PATH', varchar(2048));
const comment = required('COMMENT', varchar(262144));

const roundColumns: readonly VersionedColumn[] = [
  required('DEST_ID', bigint()),
  required('ROUND_ID', bigint()),
  required('INCARNATION', bigint()),
  required('DEST_NO', bigint()),
  required('STATUS', varchar(64)),
  required('START_SCN', bigintUnsigned()),
  optional('START_SCN_DISPLAY', datetime()),
  required('CHECKPOINT_SCN', bigintUnsigned()),
  optional('CHECKPOINT_SCN_DISPLAY', datetime()),
  required('COMPATIBLE', bigint()),
  required('BASE_PIECE_ID', bigint()),
  required('USED_PIECE_ID', bigint()),
  required('PIECE_SWITCH_INTERVAL', bigint()),
  required('UNIT_SIZE', bigint()),
  required('COMPRESSION', varchar(128)),
  required('INPUT_BYTES', bigint(21)),
  required('INPUT_BYTES_DISPLAY', varchar(28)),
  required('OUTPUT_BYTES', bigint(21)),
  required('OUTPUT_BYTES_DISPLAY', varchar(28)),
  required('COMPRESSION_RATIO', decimal(24, 2)),
  required('DELETED_INPUT_BYTES', bigint()),
  required('DELETED_INPUT_BYTES_DISPLAY', varchar(27)),
  required('DELETED_OUTPUT_BYTES', bigint()),
  required('DELETED_OUTPUT_BYTES_DISPLAY', varchar(27)),
];

function roundRow(tenant: Tenant, round: Round, context: RowContext): Row {
  const { cluster, scnDisplay } = context;
  const bytes = roundBytes(cluster, tenant, round);
  const startScn = scnOf(round.startMicros);
  const checkpointScn = scnOf(checkpointMicros(cluster, tenant, round));
  return {
    DEST_ID: round.destId,
    ROUND_ID: round.roundId,
    INCARNATION: 1n,
    DEST_NO: 0n,
    STATUS: round.status,
    START_SCN: startScn,
    START_SCN_DISPLAY: scnDisplay(startScn),
    CHECKPOINT_SCN: checkpointScn,
    CHECKPOINT_SCN_DISPLAY: scnDisplay(checkpointScn),
    COMPATIBLE: 1n,
    BASE_PIECE_ID: round.basePieceId,
    USED_PIECE_ID: round.usedPieceId,
    PIECE_SWITCH_INTERVAL: round.intervalMicros,
    UNIT_SIZE: 1n,
    COMPRESSION: 'none',
    ...byteColumns(bytes),
    DELETED_INPUT_BYTES: round.deletedBytes,
    DELETED_INPUT_BYTES_DISPLAY: bytesDisplay(round.deletedBytes),
    DELETED_OUTPUT_BYTES: round.deletedBytes,
    DELETED_OUTPUT_BYTES_DISPLAY: bytesDisplay(round.deletedBytes),
    COMMENT: round.comment,
    PATH: round.path,
  };
}

/** 4.x archives without compression: what was read is what was written. */
const byteColumns = (bytes: bigint): Row => ({
  INPUT_BYTES: bytes,
  INPUT_BYTES_DISPLAY: bytesDisplay(bytes),
  OUTPUT_BYTES: bytes,
  OUTPUT_BYTES_DISPLAY: bytesDisplay(bytes),
  COMPRESSION_RATIO: decimalText(bytes, bytes, 2),
});

/** `CDB_OB_ARCHIVELOG`: the current or last round of each tenant, a stopped one included. */
export const archivelog: TenantViews = {
  name: 'OB_ARCHIVELOG',
  columns: [...roundColumns, comment, path],
  *rows(tenant, context) {
    const round = tenant.rounds.at(-1);
    if (round !== undefined) {
      yield roundRow(tenant, round, context);
    }
  },
};

/** `CDB_OB_ARCHIVELOG_SUMMARY`: all rounds. `PATH` stands before `COMMENT` here. */
export const archivelogSummary: TenantViews = {
  name: 'OB_ARCHIVELOG_SUMMARY',
  columns: [...roundColumns, path, comment],
  *rows(tenant, context) {
    for (const round of tenant.rounds) {
      yield roundRow(tenant, round, context);
    }
  },
};

const pieceColumns: readonly VersionedColumn[] = [
  required('DEST_ID', bigint()),
  required('ROUND_ID', bigint()),
  required('PIECE_ID', bigint()),
  required('INCARNATION', bigint()),
  required('DEST_NO', bigint()),
  required('STATUS', varchar(64)),
  required('START_SCN', bigintUnsigned()),
  optional('START_SCN_DISPLAY', datetime()),
  required('CHECKPOINT_SCN', bigintUnsigned()),
  optional('CHECKPOINT_SCN_DISPLAY', datetime()),
  required('MAX_SCN', bigintUnsigned()),
  required('END_SCN', bigintUnsigned()),
  optional('END_SCN_DISPLAY', datetime()),
  required('COMPATIBLE', bigint()),
  required('UNIT_SIZE', bigint()),
  required('COMPRESSION', varchar(128)),
  required('INPUT_BYTES', bigint()),
  required('INPUT_BYTES_DISPLAY', varchar(27)),
  required('OUTPUT_BYTES', bigint()),
  required('OUTPUT_BYTES_DISPLAY', varchar(27)),
  required('COMPRESSION_RATIO', decimal(23, 2)),
  required('FILE_STATUS', varchar(64)),
  path,
];

function pieceRow(
  tenant: Tenant,
  round: Round,
  piece: Piece,
  roundCheckpoint: bigint,
  context: RowContext,
): Row {
  const { cluster, scnDisplay } = context;
  const startScn = scnOf(piece.startMicros);
  const checkpointScn = scnOf(pieceCheckpointMicros(piece, roundCheckpoint));
  const endScn = scnOf(piece.endMicros);
  // the last log of a full piece was written a little before its end
  const maxScn =
    checkpointScn === endScn ? endScn - 1_000_000n - BigInt(piece.pieceId % 89n) * 1_000n : checkpointScn;
  return {
    DEST_ID: round.destId,
    ROUND_ID: round.roundId,
    PIECE_ID: piece.pieceId,
    INCARNATION: 1n,
    DEST_NO: 0n,
    STATUS: piece.status,
    START_SCN: startScn,
    START_SCN_DISPLAY: scnDisplay(startScn),
    CHECKPOINT_SCN: checkpointScn,
    CHECKPOINT_SCN_DISPLAY: scnDisplay(checkpointScn),
    MAX_SCN: maxScn,
    END_SCN: endScn,
    END_SCN_DISPLAY: scnDisplay(endScn),
    COMPATIBLE: 1n,
    UNIT_SIZE: 1n,
    COMPRESSION: 'none',
    ...byteColumns(pieceBytes(cluster, tenant, piece, roundCheckpoint)),
    FILE_STATUS: piece.fileStatus,
    PATH: round.path,
  };
}

/** `CDB_OB_ARCHIVELOG_PIECE_FILES`; cleaned pieces stay with `DELETED`. */
export const archivelogPieceFiles: TenantViews = {
  name: 'OB_ARCHIVELOG_PIECE_FILES',
  columns: pieceColumns,
  *rows(tenant, context) {
    for (const round of tenant.rounds) {
      const checkpoint = checkpointMicros(context.cluster, tenant, round);
      for (const piece of round.pieces) {
        yield pieceRow(tenant, round, piece, checkpoint, context);
      }
    }
  },
};
