import type { ActTarget } from './acts';
import { pause } from './cancellation';
import type { BackupBaseline, Dialect } from './dialects/dialect';
import { BackupError } from './errors';
import type { BackupJob } from './model/backupJob';
import type { Tenant } from './model/tenant';
import type { Clock, Database, Log } from './ports';

/** How long the views are asked for a trace. */
const TRACE_DEADLINE_MS = 60_000;
/** How long, after the first trace, the remaining tenants' jobs are waited for. */
const CHILDREN_DEADLINE_MS = 15_000;
const POLL_MS = 1_000;

/** What a sent statement left behind, looked for above the baseline that was read before it. */
export interface TraceQuestion {
  readonly target: ActTarget;
  readonly baseline: BackupBaseline;
  readonly tenants: readonly Tenant[];
}

/**
 * Asks the views until every tenant has its job or the time is up, over a new connection where the old
 * one broke. Never throws; empty where nothing was seen.
 */
export async function waitForTrace(
  question: TraceQuestion,
  clock: Clock,
  log: Log,
): Promise<readonly BackupJob[]> {
  const giveUpMs = clock.nowMs() + TRACE_DEADLINE_MS;
  let firstTraceMs: number | undefined;
  let found: readonly BackupJob[] = [];
  for (;;) {
    try {
      const now = await findTrace(question);
      found = now.length > 0 ? now : found;
    } catch (error) {
      log.warn(`looking for the trace of a statement failed: ${BackupError.from(error).message}`);
    }
    if (found.length > 0) {
      firstTraceMs ??= clock.nowMs();
    }
    const waited = firstTraceMs !== undefined && clock.nowMs() >= firstTraceMs + CHILDREN_DEADLINE_MS;
    if (waited || isComplete(found, question.tenants) || clock.nowMs() >= giveUpMs) {
      return found;
    }
    await pause(clock, POLL_MS);
  }
}

/** @throws BackupError where the views cannot be asked now */
export function findTrace({ target, baseline, tenants }: TraceQuestion): Promise<readonly BackupJob[]> {
  const { dialect, database } = connectedOf(target);
  return dialect.findJobsSince(database, baseline, tenants);
}

/** @throws BackupError where there is no connection now */
export function connectedOf(target: ActTarget): { readonly dialect: Dialect; readonly database: Database } {
  const { state } = target.connection;
  if (state.kind !== 'connected') {
    throw new BackupError('connectionLost', 'not connected');
  }
  return state;
}

/** 3.x has one job for all tenants; 4.x one per tenant, besides the parent in `sys`. */
export function tenantsWithoutJob(jobs: readonly BackupJob[], tenants: readonly Tenant[]): readonly Tenant[] {
  if (jobs.some(({ line, scope }) => line === 3 && scope === 'cluster')) {
    return [];
  }
  const withJob = new Set(jobs.filter(({ scope }) => scope === 'tenant').map(({ tenantId }) => tenantId));
  return tenants.filter(({ id }) => !withJob.has(id));
}

/** Every tenant has its job, or the job in `sys` has left the state in which it makes those of the tenants. */
function isComplete(jobs: readonly BackupJob[], tenants: readonly Tenant[]): boolean {
  const parents = jobs.filter(({ scope }) => scope === 'cluster');
  const allMade = parents.length > 0 && parents.every(({ state }) => state !== 'starting');
  return jobs.length > 0 && (allMade || tenantsWithoutJob(jobs, tenants).length === 0);
}
