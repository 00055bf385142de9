import { pieceBytes } from './archiveFlow';
import type { Cluster } from './cluster';
import { duplicateKey } from './errors';
import type {
  BackupSet,
  DeleteJob,
  DeletePolicy,
  DeleteTask,
  FileStatus,
  JobStatus,
  Piece,
  Round,
  Tenant,
} from './model';
import { HOUR } from './units';

const CANCELED = -4072n;
/** A cleaning task works through each log stream of a set or piece: three servers, three streams and `sys`. */
const LOG_STREAMS = 4n;
/** What a turn finds is deleted unless it is being written or deleted, or gone. */
const DELETABLE: readonly FileStatus[] = ['AVAILABLE', 'INCOMPLETE', 'EXPIRED', 'BROKEN'];

/** Something that no restore within the recovery window needs any more. */
type Obsolete =
  | { readonly kind: 'BACKUP SET'; readonly set: BackupSet }
  | { readonly kind: 'BACKUP PIECE'; readonly round: Round; readonly piece: Piece };

/** `ADD DELETE BACKUP POLICY`; @throws ServerError 1062 where the tenant has one. */
export function addPolicy(cluster: Cluster, tenant: Tenant, policy: DeletePolicy): void {
  if (tenant.policy !== null) {
    throw duplicateKey(`${tenant.id}-${policy.name}`);
  }
  tenant.policy = policy;
  tenant.policyEpoch += 1;
  planPolicyTurn(cluster, tenant, cluster.duration(60_000, 600_000));
}

/** `DROP DELETE BACKUP POLICY`; one that does not exist is dropped silently. */
export function dropPolicy(tenant: Tenant, name: string): void {
  if (tenant.policy?.name === name) {
    tenant.policy = null;
    tenant.policyEpoch += 1;
  }
}

/** The policy is looked at about once per hour. */
function planPolicyTurn(cluster: Cluster, tenant: Tenant, delay: bigint): void {
  const { policyEpoch } = tenant;
  cluster.after(delay, () => {
    if (!tenant.dropped && tenant.policyEpoch === policyEpoch) {
      startCleaning(cluster, tenant);
      planPolicyTurn(cluster, tenant, HOUR);
    }
  });
}

function startCleaning(cluster: Cluster, tenant: Tenant): void {
  const { policy } = tenant;
  if (policy === null || policy.windowMicros === 0n || tenant.deleteJobs.length > 0) {
    return;
  }
  const expiryMicros = cluster.nowMicros - policy.windowMicros;
  const obsolete = findObsolete(tenant, expiryMicros);
  if (obsolete.length === 0) {
    return;
  }
  tenant.counter.jobId += 1n;
  const job: DeleteJob = {
    jobId: tenant.counter.jobId,
    parameterMicros: expiryMicros,
    startMicros: cluster.nowMicros,
    tasks: [],
    endMicros: null,
    status: 'INIT',
    result: 0n,
    epoch: 0,
  };
  tenant.deleteJobs.push(job);
  later(cluster, tenant, job, cluster.duration(800, 2_500), () => {
    job.status = 'DOING';
    job.tasks.push(...obsolete.map((item) => newTask(cluster, tenant, item)));
    nextTask(cluster, tenant, job, obsolete, 0);
  });
}

/** Section D.1 of the reference: everything before the newest full set that is older than the window. */
function findObsolete(tenant: Tenant, expiryMicros: bigint): readonly Obsolete[] {
  const kept = tenant.sets.findLast(
    (set) =>
      set.type === 'FULL' &&
      set.status === 'SUCCESS' &&
      set.fileStatus === 'AVAILABLE' &&
      set.destId === tenant.dataDestination?.destId &&
      set.endMicros !== null &&
      set.endMicros <= expiryMicros,
  );
  if (kept === undefined) {
    return [];
  }
  const obsolete: Obsolete[] = [];
  for (const set of tenant.sets) {
    if (set.setId >= kept.setId) {
      break;
    }
    if (set.destId === kept.destId && DELETABLE.includes(set.fileStatus)) {
      obsolete.push({ kind: 'BACKUP SET', set });
    }
  }
  addObsoletePieces(tenant, kept.startReplayScn / 1000n, obsolete);
  return obsolete;
}

/** Pieces that end before the logs that the oldest kept set needs. They stand in the order of time. */
function addObsoletePieces(tenant: Tenant, neededFromMicros: bigint, obsolete: Obsolete[]): void {
  for (const round of tenant.rounds) {
    if (round.destId !== tenant.archiveDestination?.destId) {
      continue;
    }
    for (const piece of round.pieces) {
      if (piece.status !== 'FROZEN' || piece.frozenAtMicros > neededFromMicros) {
        break;
      }
      if (DELETABLE.includes(piece.fileStatus)) {
        obsolete.push({ kind: 'BACKUP PIECE', round, piece });
      }
    }
  }
}

function newTask(cluster: Cluster, tenant: Tenant, item: Obsolete): DeleteTask {
  tenant.counter.deleteTaskId += 1n;
  const isSet = item.kind === 'BACKUP SET';
  return {
    taskId: tenant.counter.deleteTaskId,
    kind: item.kind,
    id: isSet ? item.set.setId : item.piece.pieceId,
    roundId: isSet ? 0n : item.round.roundId,
    destId: isSet ? item.set.destId : item.round.destId,
    path: isSet ? item.set.path : item.round.path,
    lsCount: LOG_STREAMS,
    startMicros: cluster.nowMicros,
    endMicros: null,
    status: 'INIT',
    result: 0n,
  };
}

function nextTask(
  cluster: Cluster,
  tenant: Tenant,
  job: DeleteJob,
  obsolete: readonly Obsolete[],
  index: number,
): void {
  const task = job.tasks[index];
  const item = obsolete[index];
  if (task === undefined || item === undefined) {
    endCleaning(cluster, tenant, job, 'COMPLETED', 0n);
    return;
  }
  task.status = 'DOING';
  task.startMicros = cluster.nowMicros;
  const file = item.kind === 'BACKUP SET' ? item.set : item.piece;
  file.fileStatus = 'DELETING';
  later(cluster, tenant, job, cluster.duration(1_500, 6_000), () => {
    task.status = 'COMPLETED';
    task.endMicros = cluster.nowMicros;
    file.fileStatus = 'DELETED';
    if (item.kind === 'BACKUP PIECE') {
      item.round.deletedBytes += pieceBytes(cluster, tenant, item.piece, 0n);
    }
    nextTask(cluster, tenant, job, obsolete, index + 1);
  });
}

/** `CANCEL DELETE BACKUP`: the running job only; where nothing runs, nothing happens. */
export function cancelCleaning(cluster: Cluster, tenant: Tenant): void {
  for (const job of tenant.deleteJobs.filter(({ status }) => status === 'INIT' || status === 'DOING')) {
    job.status = 'CANCELING';
    job.epoch += 1;
    later(cluster, tenant, job, cluster.duration(1_500, 4_000), () => {
      for (const task of job.tasks.filter(({ endMicros }) => endMicros === null)) {
        task.status = 'CANCELED';
        task.result = CANCELED;
        task.endMicros = cluster.nowMicros;
      }
      restoreDeleting(tenant, job);
      endCleaning(cluster, tenant, job, 'CANCELED', CANCELED);
    });
  }
}

/** What was half deleted is found by the next turn. */
function restoreDeleting(tenant: Tenant, job: DeleteJob): void {
  for (const task of job.tasks.filter(({ status }) => status === 'CANCELED')) {
    const files: readonly (BackupSet | Piece)[] =
      task.kind === 'BACKUP SET'
        ? tenant.sets.filter(({ setId }) => setId === task.id)
        : tenant.rounds.flatMap(({ pieces }) => pieces).filter(({ pieceId }) => pieceId === task.id);
    for (const file of files.filter(({ fileStatus }) => fileStatus === 'DELETING')) {
      file.fileStatus = 'EXPIRED';
    }
  }
}

function endCleaning(
  cluster: Cluster,
  tenant: Tenant,
  job: DeleteJob,
  status: JobStatus,
  result: bigint,
): void {
  job.status = status;
  job.result = result;
  job.endMicros = cluster.nowMicros;
  later(cluster, tenant, job, cluster.duration(900, 2_200), () => {
    tenant.deleteJobs.splice(tenant.deleteJobs.indexOf(job), 1);
    tenant.deleteJobHistory.push(job);
  });
}

function later(cluster: Cluster, tenant: Tenant, job: DeleteJob, delay: bigint, action: () => void): void {
  const { epoch } = job;
  cluster.after(delay, () => {
    if (!tenant.dropped && job.epoch === epoch) {
      action();
    }
  });
}
