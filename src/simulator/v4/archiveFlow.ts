import type { Cluster } from './cluster';
import type { Flow, Piece, Round, Tenant } from './model';
import { DAY, greatest, HOUR, least, SECOND, scatter } from './units';

/** The checkpoint of a round is written again at this pace. */
const TICK = 20n * SECOND;
/** A written checkpoint lies behind its tick by 3 to 15 s, less than a tick, so it never goes back. */
const LEAST_LAG = 3n * SECOND;
const LAG_SPREAD = 12n * SECOND;
/** After a pause, archiving reads this many seconds of log per second. */
const CATCH_UP = 30n;
const LOG_SLOT = 6n * HOUR;
/** Archive files grow by blocks. */
const BLOCK = 4096n;

const tickLag = (cluster: Cluster, tenant: Tenant, tick: bigint): bigint =>
  LEAST_LAG + (LAG_SPREAD * scatter(cluster.seed, tenant.id, tick)) / 10_000n;

/** Up to when the logs of a round are archived, microseconds. Never goes back. */
export function checkpointMicros(cluster: Cluster, tenant: Tenant, round: Round): bigint {
  const flow = round.flow;
  if (flow === null) {
    return round.checkpointMicros;
  }
  const now = cluster.nowMicros;
  const tick = now / TICK;
  const written = tick * TICK - tickLag(cluster, tenant, tick);
  const caughtUp = flow.fromMicros + (now - flow.sinceMicros) * CATCH_UP;
  return greatest(flow.fromMicros, least(written, caughtUp));
}

/** The first moment at which the checkpoint of a flow has reached `micros`. */
export function momentOfCheckpoint(cluster: Cluster, tenant: Tenant, flow: Flow, micros: bigint): bigint {
  let tick = (micros + LEAST_LAG + TICK - 1n) / TICK;
  while (tick * TICK - tickLag(cluster, tenant, tick) < micros) {
    tick += 1n;
  }
  return greatest(tick * TICK, momentOfReading(flow, micros));
}

/** The first moment at which a log stream has been read up to `micros`, before that is a checkpoint. */
export const momentOfReading = (flow: Flow, micros: bigint): bigint =>
  greatest(micros, flow.sinceMicros + (micros - flow.fromMicros + CATCH_UP - 1n) / CATCH_UP);

/** Log bytes that a tenant wrote between two moments; busier and quieter by the quarter of a day. */
function logBytes(cluster: Cluster, tenant: Tenant, fromMicros: bigint, toMicros: bigint): bigint {
  let bytes = 0n;
  for (let at = fromMicros; at < toMicros; ) {
    const slot = at / LOG_SLOT;
    const end = least(toMicros, (slot + 1n) * LOG_SLOT);
    const perMille = 400n + (1200n * scatter(cluster.seed, tenant.id, slot)) / 10_000n;
    bytes += (tenant.workload.logBytesPerDay * perMille * (end - at)) / (1000n * DAY);
    at = end;
  }
  return bytes - (bytes % BLOCK);
}

/** Up to when a piece is archived, microseconds. */
export const pieceCheckpointMicros = (piece: Piece, roundCheckpointMicros: bigint): bigint =>
  piece.status === 'FROZEN'
    ? piece.frozenAtMicros
    : greatest(piece.startMicros, least(piece.endMicros, roundCheckpointMicros));

/** Bytes in a piece; what is read is written, since 4.x does not compress. */
export const pieceBytes = (
  cluster: Cluster,
  tenant: Tenant,
  piece: Piece,
  roundCheckpointMicros: bigint,
): bigint =>
  piece.status === 'FROZEN'
    ? piece.frozenBytes
    : logBytes(cluster, tenant, piece.startMicros, pieceCheckpointMicros(piece, roundCheckpointMicros));

/** Bytes of all pieces of a round, cleaned ones included. */
export function roundBytes(cluster: Cluster, tenant: Tenant, round: Round): bigint {
  const checkpoint = checkpointMicros(cluster, tenant, round);
  return round.pieces.reduce((sum, piece) => sum + pieceBytes(cluster, tenant, piece, checkpoint), 0n);
}
