import { beginRun, cancelRun, endRun, enterPhase, failsForArchive, isArchiving } from './backupLife';
import { previousSet } from './backupSets';
import type { Cluster } from './cluster';
import { publicPath } from './destination';
import { backupCannotStart, backupInProgress } from './errors';
import type { BackupJob, DataDestination, Tenant } from './model';

/** What a backup statement asks for. */
export interface BackupRequest {
  readonly type: 'FULL' | 'INC';
  readonly plusArchivelog: boolean;
  readonly description: string;
  readonly encryptionMode: string;
  readonly passwd: string;
}

/** Who asks: the tenant itself (job id 0), or a parent job of `sys`. */
export interface Initiator {
  readonly initiatorTenantId: bigint;
  readonly initiatorJobId: bigint;
  /** Called when the job has left the running ones. */
  readonly whenGone: () => void;
}

/** Whether a job of this initiator runs for the tenant; one that is being cancelled counts. */
export const hasJobOf = (tenant: Tenant, initiatorTenantId: bigint): boolean =>
  tenant.jobs.some((job) => job.initiatorTenantId === initiatorTenantId);

/**
 * Starts a backup of one tenant: `ALTER SYSTEM BACKUP DATABASE` in the tenant itself, or its share of
 * a parent job.
 *
 * @throws ServerError 9040, 9036; checked in the server's order
 */
export function startTenantBackup(
  cluster: Cluster,
  tenant: Tenant,
  request: BackupRequest,
  initiator: Initiator,
): BackupJob {
  const target = checkCanStart(cluster, tenant, initiator.initiatorTenantId);
  const type = effectiveType(tenant, request.type);
  tenant.counter.jobId += 1n;
  tenant.counter.setId += 1n;
  const job: BackupJob = {
    ...initiator,
    type,
    plusArchivelog: request.plusArchivelog,
    description: request.description,
    encryptionMode: request.encryptionMode,
    passwd: request.passwd,
    tenantId: tenant.id,
    jobId: tenant.counter.jobId,
    setId: tenant.counter.setId,
    executorTenantIds: [tenant.id],
    level: 'USER_TENANT',
    path: publicPath(target.destination),
    ...newJobState(cluster),
  };
  tenant.jobs.push(job);
  beginRun({ cluster, tenant, job });
  return job;
}

/** How every job begins, a parent's too. */
export const newJobState = (cluster: Cluster) =>
  ({
    startMicros: cluster.nowMicros,
    endMicros: null,
    status: 'INIT',
    result: 0n,
    comment: '',
    task: null,
    epoch: 0,
    isEnding: false,
  }) as const;

function checkCanStart(cluster: Cluster, tenant: Tenant, initiatorTenantId: bigint): DataDestination {
  if (tenant.dataDestination === null) {
    throw backupCannotStart();
  }
  if (tenant.status !== 'NORMAL') {
    throw backupCannotStart('tenant status is not normal.');
  }
  if (hasJobOf(tenant, initiatorTenantId)) {
    throw backupInProgress();
  }
  if (!isArchiving(tenant)) {
    throw backupCannotStart('log archive status is not doing.');
  }
  if (cluster.isUpgrading) {
    throw backupCannotStart('cluster upgrading');
  }
  return tenant.dataDestination;
}

/** An incremental without anything to build on silently becomes a full one. */
function effectiveType(tenant: Tenant, asked: 'FULL' | 'INC'): 'FULL' | 'INC' {
  const previous = previousSet(tenant);
  if (asked === 'FULL' || previous === undefined) {
    return 'FULL';
  }
  if (previous.tenantCompatible !== tenant.compatible) {
    throw backupCannotStart(
      'cross compatible incremental backup is not supported, previous backup set compatible is ' +
        `${previous.tenantCompatible}, current compatible is ${tenant.compatible}`,
    );
  }
  return 'INC';
}

/** Jobs that can still be turned away from their course. */
const runningJobs = (tenant: Tenant): readonly BackupJob[] =>
  tenant.jobs.filter((job) => !job.isEnding && job.status !== 'CANCELING');

/** Cancels the running jobs of a tenant, whoever started them; where nothing runs, nothing happens. */
export function cancelTenantBackups(cluster: Cluster, tenant: Tenant): void {
  for (const job of runningJobs(tenant)) {
    cancelRun({ cluster, tenant, job });
  }
}

/** Has the running backups of a tenant notice, within half a minute, that archiving stopped. */
export function checkRunningBackups(cluster: Cluster, tenant: Tenant): void {
  for (const job of runningJobs(tenant)) {
    cluster.after(cluster.duration(10_000, 25_000), () => {
      if (!tenant.dropped && runningJobs(tenant).includes(job)) {
        failsForArchive({ cluster, tenant, job });
      }
    });
  }
}

/** Makes the running jobs of a tenant fail now with a (negative) result; how many there were. */
export function failTenantBackups(cluster: Cluster, tenant: Tenant, result: bigint): number {
  const jobs = runningJobs(tenant);
  for (const job of jobs) {
    endRun({ cluster, tenant, job }, 'FAILED', result);
  }
  return jobs.length;
}

/** Begins the running phase of a tenant's backups again, as its next turn; how many there were. */
export function retryTenantBackups(cluster: Cluster, tenant: Tenant): number {
  let retried = 0;
  for (const job of runningJobs(tenant)) {
    const { task } = job;
    const kind = task?.plan.phases[task.phase]?.kind;
    if (task === null || kind === undefined) {
      continue;
    }
    job.epoch += 1;
    task.minorTurn += kind === 'minor' ? 1n : 0n;
    task.majorTurn += kind === 'major' ? 1n : 0n;
    task.metaTurn += kind === 'sysMeta' || kind === 'userMeta' ? 1n : 0n;
    enterPhase({ cluster, tenant, job }, task, task.phase);
    retried += 1;
  }
  return retried;
}
