import {
  checkpointMicros,
  momentOfCheckpoint,
  momentOfReading,
  pieceBytes,
  pieceCheckpointMicros,
} from './archiveFlow';
import { checkRunningBackups } from './backup';
import type { Cluster } from './cluster';
import { publicPath } from './destination';
import type { Piece, Round, RoundStatus, Tenant } from './model';
import { greatest, SECOND } from './units';

const COUNTED_STATUSES: readonly RoundStatus[] = ['DOING', 'STOPPING', 'SUSPENDING'];

/** The current round of a tenant, or its last one. */
export const lastRound = (tenant: Tenant): Round | undefined => tenant.rounds.at(-1);

/** Whether the tenant's destination asks for archiving: anything but `DEFER` does. */
const isEnabled = (tenant: Tenant): boolean => tenant.archiveState?.toUpperCase() !== 'DEFER';

/** Has the scheduler look at a tenant's archiving soon. */
export function requestArchiveTurn(cluster: Cluster, tenant: Tenant): void {
  cluster.after(cluster.duration(300, 1200), () => {
    if (!tenant.dropped && tenant.status === 'NORMAL') {
      archiveTurn(cluster, tenant);
    }
  });
}

/** One turn of the archive scheduler: the table of transitions in section B.2 of the reference. */
function archiveTurn(cluster: Cluster, tenant: Tenant): void {
  const round = lastRound(tenant);
  if (tenant.logMode === 'NOARCHIVELOG') {
    if (round !== undefined && !['PREPARE', 'STOPPING', 'STOP'].includes(round.status)) {
      stopRound(cluster, tenant, round);
    }
  } else if (tenant.archiveDestination === null) {
    // archiving is on, but nobody said where to: nothing happens
  } else if (!isEnabled(tenant)) {
    if (round?.status === 'DOING' || round?.status === 'INTERRUPTED') {
      suspendRound(cluster, tenant, round);
    }
  } else if (round === undefined || round.status === 'STOP') {
    startRound(cluster, tenant);
  } else if (round.status === 'SUSPEND') {
    beginRound(cluster, tenant, round);
  }
}

function startRound(cluster: Cluster, tenant: Tenant): void {
  const target = tenant.archiveDestination;
  if (target === null) {
    return;
  }
  tenant.counter.roundId += 1n;
  tenant.counter.pieceId += 1n;
  const pieceId = tenant.counter.pieceId;
  const round: Round = {
    roundId: tenant.counter.roundId,
    destId: target.destId,
    path: publicPath(target.destination),
    intervalMicros: target.intervalMicros,
    basePieceId: pieceId,
    pieces: [],
    status: 'PREPARE',
    comment: '',
    startMicros: 0n,
    checkpointMicros: 0n,
    flow: null,
    usedPieceId: pieceId,
    deletedBytes: 0n,
    epoch: 0,
  };
  tenant.rounds.push(round);
  cluster.recordEvent(
    'log_archive',
    'start_archive',
    ['tenant_id', `${tenant.id}`],
    ['round_id', `${round.roundId}`],
  );
  later(cluster, tenant, round, cluster.duration(800, 1200), () => {
    const now = cluster.nowMicros;
    round.startMicros = now;
    round.checkpointMicros = now;
    round.pieces.push(newPiece(pieceId, now, round));
    beginRound(cluster, tenant, round);
  });
}

const newPiece = (pieceId: bigint, startMicros: bigint, round: Round): Piece => ({
  pieceId,
  startMicros,
  endMicros: startMicros + round.intervalMicros,
  status: 'ACTIVE',
  frozenAtMicros: 0n,
  frozenBytes: 0n,
  fileStatus: 'AVAILABLE',
});

/** PREPARE or SUSPEND → BEGINNING → DOING. */
function beginRound(cluster: Cluster, tenant: Tenant, round: Round): void {
  changeStatus(cluster, tenant, round, 'BEGINNING');
  round.comment = '';
  requestArchiveTurn(cluster, tenant);
  later(cluster, tenant, round, cluster.duration(5_000, 15_000), () => {
    changeStatus(cluster, tenant, round, 'DOING');
    resumeFlow(cluster, tenant, round);
    requestArchiveTurn(cluster, tenant);
  });
}

/** Lets the checkpoint of a round advance from where it stands. */
export function resumeFlow(cluster: Cluster, tenant: Tenant, round: Round): void {
  round.flow = { sinceMicros: cluster.nowMicros, fromMicros: round.checkpointMicros };
  for (const piece of round.pieces) {
    if (piece.status === 'ACTIVE') {
      planSwitch(cluster, tenant, round, piece);
    } else if (piece.status === 'FREEZING') {
      planFreeze(cluster, tenant, round, piece);
    }
  }
}

/** Holds the checkpoint of a round where it stands. */
export function holdFlow(cluster: Cluster, tenant: Tenant, round: Round): void {
  round.checkpointMicros = checkpointMicros(cluster, tenant, round);
  round.flow = null;
}

/** The active piece begins to freeze, and a new one begins, when the logs have passed its end. */
function planSwitch(cluster: Cluster, tenant: Tenant, round: Round, piece: Piece): void {
  const flow = round.flow;
  if (flow === null) {
    return;
  }
  cluster.at(momentOfReading(flow, piece.endMicros) + 2n * SECOND, () => {
    if (tenant.dropped || round.flow !== flow || piece.status !== 'ACTIVE') {
      return;
    }
    piece.status = 'FREEZING';
    tenant.counter.pieceId += 1n;
    const next = newPiece(tenant.counter.pieceId, piece.endMicros, round);
    round.pieces.push(next);
    round.usedPieceId = next.pieceId;
    planFreeze(cluster, tenant, round, piece);
    planSwitch(cluster, tenant, round, next);
  });
}

/** A freezing piece is frozen when all log streams have passed its end. */
function planFreeze(cluster: Cluster, tenant: Tenant, round: Round, piece: Piece): void {
  const flow = round.flow;
  if (flow === null) {
    return;
  }
  const reached = momentOfCheckpoint(cluster, tenant, flow, piece.endMicros);
  cluster.at(greatest(reached, cluster.nowMicros) + SECOND, () => {
    if (!tenant.dropped && round.flow === flow && piece.status === 'FREEZING') {
      freeze(cluster, tenant, round, piece);
    }
  });
}

function freeze(cluster: Cluster, tenant: Tenant, round: Round, piece: Piece): void {
  const checkpoint = checkpointMicros(cluster, tenant, round);
  const bytes = pieceBytes(cluster, tenant, piece, checkpoint);
  piece.frozenAtMicros = pieceCheckpointMicros(piece, checkpoint);
  piece.frozenBytes = bytes;
  piece.status = 'FROZEN';
}

/** STOPPING → STOP: the pieces that are still open end before their time. */
function stopRound(cluster: Cluster, tenant: Tenant, round: Round): void {
  changeStatus(cluster, tenant, round, 'STOPPING');
  later(cluster, tenant, round, cluster.duration(5_000, 20_000), () => {
    changeStatus(cluster, tenant, round, 'STOP');
    holdFlow(cluster, tenant, round);
    round.comment = '';
    for (const piece of round.pieces.filter((candidate) => candidate.status !== 'FROZEN')) {
      freeze(cluster, tenant, round, piece);
    }
    requestArchiveTurn(cluster, tenant);
  });
}

/** SUSPENDING → SUSPEND: the round stays open. */
function suspendRound(cluster: Cluster, tenant: Tenant, round: Round): void {
  changeStatus(cluster, tenant, round, 'SUSPENDING');
  later(cluster, tenant, round, cluster.duration(3_000, 10_000), () => {
    changeStatus(cluster, tenant, round, 'SUSPEND');
    holdFlow(cluster, tenant, round);
    round.comment = '';
    requestArchiveTurn(cluster, tenant);
  });
  requestArchiveTurn(cluster, tenant);
}

/**
 * Loses logs that were not archived yet: a round in `DOING` becomes `INTERRUPTED`, and nothing
 * heals that by itself.
 */
export function interruptRound(cluster: Cluster, tenant: Tenant, comment: string): boolean {
  const round = lastRound(tenant);
  if (round?.status !== 'DOING') {
    return false;
  }
  holdFlow(cluster, tenant, round);
  changeStatus(cluster, tenant, round, 'INTERRUPTED');
  round.comment = comment;
  cluster.recordEvent('log_archive', 'archive_interrupted', ['tenant_id', `${tenant.id}`]);
  requestArchiveTurn(cluster, tenant);
  return true;
}

function changeStatus(cluster: Cluster, tenant: Tenant, round: Round, status: RoundStatus): void {
  const wasDoing = round.status === 'DOING';
  if (!COUNTED_STATUSES.includes(status)) {
    holdFlow(cluster, tenant, round);
  }
  round.status = status;
  round.epoch += 1;
  if (wasDoing) {
    checkRunningBackups(cluster, tenant);
  }
}

/** Does something unless the round has changed its status until then. */
function later(cluster: Cluster, tenant: Tenant, round: Round, delay: bigint, action: () => void): void {
  const epoch = round.epoch;
  cluster.after(delay, () => {
    if (!tenant.dropped && round.epoch === epoch) {
      action();
    }
  });
}
