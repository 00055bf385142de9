import { hasEnded } from '../../jobState';
import type { ClusterSnapshot, Reading } from '../../model/snapshot';
import type { Tenant } from '../../model/tenant';
import type { PreflightCheck } from '../dialect';

/**
 * What the server looks at when a full backup starts (its errors 9040 and 9036), asked of the snapshot
 * beforehand. What could not be read is `unknown`, and is no reason to refuse: the server checks again.
 */
export function preflightFullBackup(
  snapshot: ClusterSnapshot,
  tenants: readonly Tenant[],
): readonly PreflightCheck[] {
  return [
    readable(snapshot),
    dataDestination(snapshot),
    noRunningJob(snapshot),
    ...tenants.map((tenant) => archiveDoing(snapshot, tenant)),
    ...tenants.flatMap((tenant) => tenantNormal(tenant)),
  ];
}

function readable(snapshot: ClusterSnapshot): PreflightCheck {
  const { tenants, currentRounds, destinations, jobs } = snapshot;
  const readings: readonly Reading<unknown>[] = [tenants, currentRounds, destinations, jobs];
  const views = new Set(readings.flatMap(({ problems }) => problems.map(({ view }) => view)));
  return {
    id: 'readable',
    tenantId: undefined,
    outcome: views.size === 0 ? 'ok' : 'unknown',
    evidence: [...views].join(', '),
  };
}

/** One for the cluster; without it the archive could not be DOING either. */
function dataDestination({ destinations }: ClusterSnapshot): PreflightCheck {
  const base = { id: 'dataDestination', tenantId: undefined } as const;
  const [destination] = destinations.known ? destinations.value : [];
  if (destination !== undefined) {
    return { ...base, outcome: 'ok', evidence: destination.maskedUri };
  }
  const certain = destinations.known && destinations.problems.length === 0;
  return { ...base, outcome: certain ? 'blocked' : 'unknown', evidence: '' };
}

/** One data backup at a time in the cluster, whoever started it. */
function noRunningJob({ jobs }: ClusterSnapshot): PreflightCheck {
  const base = { id: 'noRunningJob', tenantId: undefined } as const;
  const running = jobs.known ? jobs.value.find((job) => !hasEnded(job)) : undefined;
  if (running !== undefined) {
    return { ...base, outcome: 'blocked', evidence: `${running.key} ${running.status}` };
  }
  const certain = jobs.known && jobs.problems.length === 0;
  return { ...base, outcome: certain ? 'ok' : 'unknown', evidence: '' };
}

/**
 * A tenant without a row is blocked only where nobody archives: one created a moment ago has no row
 * yet, and the server asks for the state of the cluster's round.
 */
function archiveDoing({ currentRounds }: ClusterSnapshot, { id }: Tenant): PreflightCheck {
  const base = { id: 'archiveDoing', tenantId: id } as const;
  if (!currentRounds.known) {
    return { ...base, outcome: 'unknown', evidence: '' };
  }
  const round = currentRounds.value.find(({ tenantId }) => tenantId === id);
  if (round === undefined) {
    const nobody = currentRounds.value.length === 0 && currentRounds.problems.length === 0;
    return { ...base, outcome: nobody ? 'blocked' : 'unknown', evidence: '' };
  }
  if (round.state === 'unknown') {
    return { ...base, outcome: 'unknown', evidence: round.status };
  }
  return { ...base, outcome: round.state === 'doing' ? 'ok' : 'blocked', evidence: round.status };
}

/** Tenants that are being restored or dropped are passed over by the server, and hinder no others. */
function tenantNormal({ id, status }: Tenant): readonly PreflightCheck[] {
  if (status === undefined) {
    return [];
  }
  const outcome = status.toUpperCase() === 'NORMAL' ? 'ok' : 'warning';
  return [{ id: 'tenantNormal', tenantId: id, outcome, evidence: status }];
}
