import { bigint, bigintUnsigned, type Row, required, varchar } from '../../columns';
import { checkpointMicros, pieceBytes, pieceCheckpointMicros } from '../archiveFlow';
import { SYS_TENANT_ID } from '../cluster';
import { publicPath } from '../destination';
import type { Tenant } from '../model';
import { least, MIB, SECOND, scnOf } from '../units';
import type { RowContext, TenantViews, VersionedColumn } from './view';

/** Log streams of a user tenant: that of `sys` tablets, and one per zone. */
const LOG_STREAMS = [1n, 1001n, 1002n, 1003n] as const;
const ARCHIVE_FILE_BYTES = 64n * MIB;
/** A checkpoint is behind when it lags by more than this. */
const SYNCHRONIZED_WITHIN = 120n * SECOND;

/** `CDB_OB_LS_LOG_ARCHIVE_PROGRESS`: the log stream that lags most is the round's checkpoint. */
export const lsLogArchiveProgress: TenantViews = {
  name: 'OB_LS_LOG_ARCHIVE_PROGRESS',
  columns: [
    required('DEST_ID', bigint()),
    required('LS_ID', bigint()),
    required('ROUND_ID', bigint()),
    required('PIECE_ID', bigint()),
    required('INCARNATION', bigint()),
    required('START_SCN', bigintUnsigned()),
    required('MIN_LSN', bigintUnsigned()),
    required('MAX_LSN', bigintUnsigned()),
    required('CHECKPOINT_SCN', bigintUnsigned()),
    required('STATUS', varchar(64)),
    required('FILE_ID', bigint()),
    required('FILE_OFFSET', bigint()),
    required('INPUT_BYTES', bigint()),
    required('OUTPUT_BYTES', bigint()),
  ],
  *rows(tenant, context) {
    const round = tenant.rounds.at(-1);
    if (round === undefined || round.status === 'STOP') {
      return;
    }
    const checkpoint = checkpointMicros(context.cluster, tenant, round);
    for (const piece of round.pieces.filter(({ fileStatus }) => fileStatus !== 'DELETED')) {
      const end = pieceCheckpointMicros(piece, checkpoint);
      const bytes = pieceBytes(context.cluster, tenant, piece, checkpoint);
      for (const [index, lsId] of LOG_STREAMS.entries()) {
        yield {
          DEST_ID: round.destId,
          LS_ID: lsId,
          ROUND_ID: round.roundId,
          PIECE_ID: piece.pieceId,
          INCARNATION: 1n,
          START_SCN: scnOf(piece.startMicros),
          CHECKPOINT_SCN: scnOf(piece.status === 'ACTIVE' ? aheadBy(context, end, BigInt(index)) : end),
          STATUS: round.status,
          ...streamBytes(bytes, index),
        };
      }
    }
  },
};

/** The streams are up to three seconds ahead of the slowest one, never ahead of the clock. */
const aheadBy = (context: RowContext, micros: bigint, seconds: bigint): bigint =>
  least(micros + seconds * SECOND, context.cluster.nowMicros);

/** The first stream writes a hundredth, the others share the rest. */
function streamBytes(pieceTotal: bigint, index: number): Row {
  const small = pieceTotal / 100n;
  const share = (pieceTotal - small) / BigInt(LOG_STREAMS.length - 1);
  const rest = pieceTotal - small - share * BigInt(LOG_STREAMS.length - 2);
  const bytes = index === 0 ? small : index === 1 ? rest : share;
  return {
    MIN_LSN: 0n,
    MAX_LSN: bytes,
    FILE_ID: 1n + bytes / ARCHIVE_FILE_BYTES,
    FILE_OFFSET: bytes % ARCHIVE_FILE_BYTES,
    INPUT_BYTES: bytes,
    OUTPUT_BYTES: bytes,
  };
}

/** Columns of `V$OB_ARCHIVE_DEST_STATUS`. */
export const archiveDestStatusColumns: readonly VersionedColumn[] = [
  required('TENANT_ID', bigint()),
  required('DEST_ID', bigint()),
  required('PATH', varchar(4096)),
  required('STATUS', varchar(64)),
  required('CHECKPOINT_SCN', bigintUnsigned()),
  required('SYNCHRONIZED', varchar(32)),
  required('COMMENT', varchar(262144)),
];

/** `V$OB_ARCHIVE_DEST_STATUS`: all tenants in `sys`, else the session's own. */
export function* archiveDestStatusRows(context: RowContext, sessionTenantId: bigint): Iterable<Row> {
  for (const tenant of context.cluster.tenants()) {
    if (sessionTenantId === SYS_TENANT_ID || sessionTenantId === tenant.id) {
      yield* destStatusRow(tenant, context);
    }
  }
}

function* destStatusRow(tenant: Tenant, { cluster }: RowContext): Iterable<Row> {
  const target = tenant.archiveDestination;
  const round = tenant.rounds.at(-1);
  if (target === null || round === undefined) {
    return;
  }
  const checkpoint = checkpointMicros(cluster, tenant, round);
  const isSynchronized = round.status === 'DOING' && cluster.nowMicros - checkpoint <= SYNCHRONIZED_WITHIN;
  yield {
    TENANT_ID: tenant.id,
    DEST_ID: target.destId,
    PATH: publicPath(target.destination),
    STATUS: round.status,
    CHECKPOINT_SCN: scnOf(checkpoint),
    SYNCHRONIZED: isSynchronized ? 'YES' : 'NO',
    COMMENT: round.comment,
  };
}
