import { hasEnded } from '../../jobState';
import type { BackupJob } from '../../model/backupJob';
import type { ClusterSnapshot, Reading } from '../../model/snapshot';
import type { Tenant } from '../../model/tenant';
import type { PreflightCheck } from '../dialect';
import type { ViewScope } from './viewScope';

/**
 * What the server will look at when a full backup starts (its errors 9040 and 9036), asked of the
 * snapshot beforehand. What could not be read is `unknown`, and is no reason to refuse: the server
 * checks again.
 */
export function preflightFullBackup(
  scope: ViewScope,
  snapshot: ClusterSnapshot,
  tenants: readonly Tenant[],
): readonly PreflightCheck[] {
  return [
    ...readable(snapshot),
    ...tenants.flatMap((tenant) => [
      tenantNormal(snapshot, tenant),
      archiveDoing(snapshot, tenant),
      dataDestination(snapshot, tenant),
      noRunningJob(scope, snapshot, tenant),
    ]),
  ];
}

function readable(snapshot: ClusterSnapshot): readonly PreflightCheck[] {
  const readings: readonly Reading<unknown>[] = [
    snapshot.tenants,
    snapshot.currentRounds,
    snapshot.destinations,
    snapshot.jobs,
  ];
  const views = new Set(readings.flatMap(({ problems }) => problems.map(({ view }) => view)));
  const outcome = views.size === 0 ? 'ok' : 'unknown';
  return [{ id: 'readable', tenantId: undefined, outcome, evidence: [...views].join(', ') }];
}

function tenantNormal(snapshot: ClusterSnapshot, { id }: Tenant): PreflightCheck {
  const base = { id: 'tenantNormal', tenantId: id } as const;
  if (!snapshot.tenants.known) {
    return { ...base, outcome: 'unknown', evidence: '' };
  }
  const tenant = snapshot.tenants.value.find((candidate) => candidate.id === id);
  if (tenant === undefined) {
    return { ...base, outcome: 'blocked', evidence: '' };
  }
  const { status } = tenant;
  if (status === undefined) {
    return { ...base, outcome: 'unknown', evidence: '' };
  }
  return { ...base, outcome: status.toUpperCase() === 'NORMAL' ? 'ok' : 'blocked', evidence: status };
}

function archiveDoing(snapshot: ClusterSnapshot, { id }: Tenant): PreflightCheck {
  const base = { id: 'archiveDoing', tenantId: id } as const;
  if (!snapshot.currentRounds.known) {
    return { ...base, outcome: 'unknown', evidence: '' };
  }
  const round = snapshot.currentRounds.value.find(({ tenantId }) => tenantId === id);
  if (round === undefined) {
    // A row that could not be read is not a tenant that never archived.
    const certain = snapshot.currentRounds.problems.length === 0;
    return { ...base, outcome: certain ? 'blocked' : 'unknown', evidence: '' };
  }
  if (round.state === 'unknown') {
    return { ...base, outcome: 'unknown', evidence: round.status };
  }
  return { ...base, outcome: round.state === 'doing' ? 'ok' : 'blocked', evidence: round.status };
}

function dataDestination(snapshot: ClusterSnapshot, { id }: Tenant): PreflightCheck {
  const base = { id: 'dataDestination', tenantId: id } as const;
  const { destinations } = snapshot;
  const found = destinations.known
    ? destinations.value.find(({ tenantId, purpose }) => tenantId === id && purpose === 'data')
    : undefined;
  if (found !== undefined) {
    return { ...base, outcome: 'ok', evidence: found.maskedUri };
  }
  const certain = destinations.known && destinations.problems.length === 0;
  return { ...base, outcome: certain ? 'blocked' : 'unknown', evidence: '' };
}

/**
 * The server refuses a second job of the same initiator (9036). One of another initiator may run beside
 * it: that is said, not forbidden.
 */
function noRunningJob(scope: ViewScope, snapshot: ClusterSnapshot, { id }: Tenant): PreflightCheck {
  const base = { id: 'noRunningJob', tenantId: id } as const;
  if (!snapshot.jobs.known) {
    return { ...base, outcome: 'unknown', evidence: '' };
  }
  const running = snapshot.jobs.value.filter((job) => !hasEnded(job) && covers(job, id));
  const ours = running.find((job) => startedFromSys(job) === (scope.scope === 'cluster'));
  const [shown = undefined] = ours === undefined ? running : [ours];
  if (shown !== undefined) {
    return {
      ...base,
      outcome: ours === undefined ? 'warning' : 'blocked',
      evidence: `${shown.key} ${shown.status}`,
    };
  }
  return { ...base, outcome: snapshot.jobs.problems.length === 0 ? 'ok' : 'unknown', evidence: '' };
}

/** Whether a job works for a tenant: as its own, or as the job in `sys` that has it on its list. */
export function covers(job: BackupJob, tenantId: bigint): boolean {
  return job.tenantId === tenantId || (job.scope === 'cluster' && job.executorTenantIds.includes(tenantId));
}

function startedFromSys(job: BackupJob): boolean {
  return job.scope === 'cluster' || job.parentKey !== undefined;
}
