import { ServerError } from '../serverError';
import { type BackupRequest, cancelTenantBackups, hasJobOf, newJobState, startTenantBackup } from './backup';
import { isArchiving, schedulerTurn } from './backupLife';
import { type Cluster, SYS_TENANT_ID } from './cluster';
import { backupCannotStart, backupInProgress } from './errors';
import type { BackupJob, Tenant } from './model';

const CANCELED = -4072n;

/**
 * `ALTER SYSTEM BACKUP` from `sys`: writes the parent job, whose children follow a moment later.
 *
 * @param named the tenants of the statement; undefined for all that qualify
 * @throws ServerError 9040, 9036; per tenant in the server's order: status, archive, job, destination;
 *   then whether the cluster is being upgraded
 */
export function startSysBackup(
  cluster: Cluster,
  named: readonly Tenant[] | undefined,
  request: BackupRequest,
): BackupJob {
  const executors = named ?? cluster.tenants().filter(isQualified);
  for (const tenant of named ?? []) {
    checkNamed(tenant);
  }
  if (executors.length === 0) {
    throw backupCannotStart(
      'no tenant meets the backup condition, please check the tenant status, log archive status, ' +
        'backup data dest, and backup status for each tenant',
    );
  }
  if (cluster.isUpgrading) {
    throw backupCannotStart('cluster upgrading');
  }
  cluster.sysJobId += 1n;
  const parent: BackupJob = {
    ...request,
    tenantId: SYS_TENANT_ID,
    jobId: cluster.sysJobId,
    setId: 0n,
    initiatorTenantId: SYS_TENANT_ID,
    initiatorJobId: cluster.sysJobId,
    executorTenantIds: executors.map((tenant) => tenant.id),
    level: 'CLUSTER',
    path: '',
    ...newJobState(cluster),
    whenGone: () => {},
  };
  cluster.sysJobs.push(parent);
  later(cluster, parent, cluster.duration(400, 1_300), () => startChildren(cluster, parent));
  return parent;
}

const isQualified = (tenant: Tenant): boolean =>
  tenant.status === 'NORMAL' &&
  isArchiving(tenant) &&
  !hasJobOf(tenant, SYS_TENANT_ID) &&
  tenant.dataDestination !== null;

function checkNamed(tenant: Tenant): void {
  if (tenant.status !== 'NORMAL') {
    throw backupCannotStart('tenant status is not normal.');
  }
  if (!isArchiving(tenant)) {
    throw backupCannotStart('log archive status is not doing.');
  }
  if (hasJobOf(tenant, SYS_TENANT_ID)) {
    throw backupInProgress();
  }
  if (tenant.dataDestination === null) {
    throw backupCannotStart('backup dest is not set.');
  }
}

/** INIT → DOING. A tenant that cannot start by now is passed over; only an event tells. */
function startChildren(cluster: Cluster, parent: BackupJob): void {
  for (const id of parent.executorTenantIds) {
    const tenant = cluster.tenant(id);
    if (tenant === undefined || hasJobOf(tenant, SYS_TENANT_ID)) {
      continue;
    }
    try {
      const child = startTenantBackup(cluster, tenant, parent, {
        initiatorTenantId: SYS_TENANT_ID,
        initiatorJobId: parent.jobId,
        whenGone: () => childGone(cluster, parent, child),
      });
    } catch (error) {
      if (!(error instanceof ServerError)) {
        throw error;
      }
      cluster.recordEvent(
        'backup_data',
        'handle_user_tenant_backup_failed',
        ['user_tenant_id', `${id}`],
        ['ret', `${-error.number}`],
      );
    }
  }
  parent.status = 'DOING';
  checkParent(cluster, parent);
}

/** The first child that did not succeed leaves its result in the parent. */
function childGone(cluster: Cluster, parent: BackupJob, child: BackupJob): void {
  if (parent.result === 0n) {
    parent.result = child.result;
  }
  checkParent(cluster, parent);
}

/** Ends a parent whose children have all gone. */
function checkParent(cluster: Cluster, parent: BackupJob): void {
  later(cluster, parent, schedulerTurn(cluster), () => {
    const isWaiting = parent.executorTenantIds.some((id) =>
      cluster.tenant(id)?.jobs.some((job) => isChildOf(job, parent)),
    );
    if (!isWaiting && !parent.isEnding) {
      endParent(cluster, parent);
    }
  });
}

const isChildOf = (job: BackupJob, parent: BackupJob): boolean =>
  job.initiatorTenantId === SYS_TENANT_ID && job.initiatorJobId === parent.jobId;

function endParent(cluster: Cluster, parent: BackupJob): void {
  parent.isEnding = true;
  parent.endMicros = cluster.nowMicros;
  if (parent.status === 'CANCELING') {
    parent.status = 'CANCELED';
    parent.result = CANCELED;
  } else {
    parent.status = parent.result === 0n ? 'COMPLETED' : 'FAILED';
  }
  later(cluster, parent, schedulerTurn(cluster), () => {
    cluster.sysJobs.splice(cluster.sysJobs.indexOf(parent), 1);
    cluster.sysJobHistory.push(parent);
  });
}

/**
 * `ALTER SYSTEM CANCEL BACKUP` from `sys`.
 *
 * @param named tenants whose jobs are cancelled; undefined for everything, the parents included
 */
export function cancelSysBackups(cluster: Cluster, named: readonly Tenant[] | undefined): void {
  for (const tenant of named ?? cluster.tenants()) {
    cancelTenantBackups(cluster, tenant);
  }
  if (named !== undefined) {
    return;
  }
  for (const parent of cluster.sysJobs) {
    if (!parent.isEnding && parent.status !== 'CANCELING') {
      parent.status = 'CANCELING';
      parent.epoch += 1;
      checkParent(cluster, parent);
    }
  }
}

/** Has the parents look again: a tenant that was dropped counts as finished. */
export function checkParents(cluster: Cluster): void {
  for (const parent of cluster.sysJobs.filter((job) => job.status !== 'INIT')) {
    checkParent(cluster, parent);
  }
}

function later(cluster: Cluster, parent: BackupJob, delay: bigint, action: () => void): void {
  const { epoch } = parent;
  cluster.after(delay, () => {
    if (parent.epoch === epoch) {
      action();
    }
  });
}
