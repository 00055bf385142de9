import { noCounters } from './backupPlan';
import type { Cluster } from './cluster';
import type { BackupJob, BackupSet, BackupTask, Tenant } from './model';
import { greatest, scnOf } from './units';

/** The newest set on the tenant's destination that an incremental can build on. */
export function previousSet(tenant: Tenant): BackupSet | undefined {
  const destId = tenant.dataDestination?.destId;
  return tenant.sets.findLast(
    (set) => set.destId === destId && set.status === 'SUCCESS' && set.fileStatus === 'AVAILABLE',
  );
}

/** Adds the row of a set whose backup begins. */
export function addSet(cluster: Cluster, tenant: Tenant, job: BackupJob): void {
  const previous = job.type === 'INC' ? previousSet(tenant) : undefined;
  const prevFullSetId = previous?.type === 'FULL' ? previous.setId : previous?.prevFullSetId;
  tenant.sets.push({
    setId: job.setId,
    destId: tenant.dataDestination?.destId ?? 0n,
    type: job.type,
    prevFullSetId: prevFullSetId ?? 0n,
    prevIncSetId: previous?.setId ?? 0n,
    startMicros: job.startMicros,
    plusArchivelog: job.plusArchivelog,
    encryptionMode: job.encryptionMode,
    passwd: job.passwd,
    tenantCompatible: tenant.compatible,
    clusterVersion: cluster.profile.dataVersion,
    path: job.path,
    endMicros: null,
    status: 'DOING',
    fileStatus: 'COPYING',
    startReplayScn: 0n,
    minRestoreScn: 0n,
    consistentScn: 0n,
    counters: noCounters(),
    minorTurn: 1n,
    majorTurn: 1n,
    metaTurn: 1n,
    result: 0n,
    comment: '',
  });
}

/** Ends a set as its task ended. A set knows no `CANCELED`. */
export function endSet(cluster: Cluster, tenant: Tenant, job: BackupJob, task: BackupTask): void {
  const set = tenant.sets.findLast((candidate) => candidate.setId === job.setId);
  if (set === undefined) {
    return;
  }
  const isComplete = task.status === 'COMPLETED';
  set.status = isComplete ? 'SUCCESS' : 'FAILED';
  set.fileStatus = isComplete ? 'AVAILABLE' : 'INCOMPLETE';
  set.endMicros = task.endMicros;
  set.result = task.result;
  set.comment = task.comment;
  set.counters = task.frozen ?? set.counters;
  set.metaTurn = task.metaTurn;
  set.minorTurn = task.minorTurn;
  set.majorTurn = task.majorTurn;
  if (isComplete) {
    set.startReplayScn = scnOf(replayStart(cluster, tenant, job));
    set.minRestoreScn = task.endScn;
    set.consistentScn = task.endScn - scnOf(cluster.duration(250, 600));
  }
}

/** Logs are needed from the oldest checkpoint of the data on, which lies before the backup. */
function replayStart(cluster: Cluster, tenant: Tenant, job: BackupJob): bigint {
  const oldestCheckpoint = job.startMicros - cluster.duration(300_000, 1_500_000);
  return greatest(tenant.rounds.at(-1)?.startMicros ?? 0n, oldestCheckpoint);
}
