import { hasEnded } from './jobState';
import type { BackupJob, BackupTask, Counter, JobState } from './model/backupJob';
import { type PhaseKind, phaseKindOf, phaseRank } from './phases';

/** What a fraction was made from. */
type ProgressBasis = 'serverPercent' | 'macroBlocks' | 'tablets';

/** How far one tenant's work is. */
export interface TaskProgress {
  readonly tenantId: bigint;
  /** From 0 to 1, and 1 only when completed; absent while the totals are not known ("preparing"). */
  readonly fraction: number | undefined;
  readonly basis: ProgressBasis | undefined;
  /** The server's word. */
  readonly phase: string;
  readonly phaseKind: PhaseKind;
  readonly inputBytes: bigint | undefined;
  readonly outputBytes: bigint | undefined;
}

/** How far a job is, all its tenants together. */
export interface JobProgress {
  readonly fraction: number | undefined;
  /** Absent too where the tenants' fractions do not have the same one. */
  readonly basis: ProgressBasis | undefined;
  /** The server's word of the tenant that is least far, or of the job where no tenant is at work yet. */
  readonly phase: string;
  readonly phaseKind: PhaseKind;
  readonly tasks: readonly TaskProgress[];
  /** Sums over the tenants that tell; absent where none does. */
  readonly inputBytes: bigint | undefined;
  readonly outputBytes: bigint | undefined;
}

const SYS_TENANT_ID = 1n;

/** What is not completed never looks completed: the data may be done while logs are still copied. */
const HIGHEST_UNFINISHED = 0.99;

/**
 * Progress of a job from one reading of it. Pure.
 *
 * @param children the jobs that work for a job in `sys`; a snapshot keeps those that ended for as long as
 * their parent runs. A running parent without any has all of them behind it: it makes them before it
 * says DOING
 */
export function progressOf(job: BackupJob, children: readonly BackupJob[] = []): JobProgress {
  const tasks = [job, ...children].flatMap((one) => one.tasks.map((task) => taskProgress(task)));
  const weighted = [job, ...children].flatMap((one) => one.tasks.filter(hasData).map(weightedTask));
  const least = leastFar(tasks);
  return {
    fraction: fractionOf(job, children, weighted),
    basis: commonBasis(tasks),
    phase: least?.phase ?? job.status,
    phaseKind: least?.phaseKind ?? phaseKindOf(job.status),
    tasks,
    inputBytes: sum(tasks.map(({ inputBytes }) => inputBytes)),
    outputBytes: sum(tasks.map(({ outputBytes }) => outputBytes)),
  };
}

/** Progress of one tenant's work. Pure. */
export function taskProgress(task: BackupTask): TaskProgress {
  const phaseKind = phaseKindOf(task.phase);
  const { fraction, basis } = measure(task);
  return {
    tenantId: task.tenantId,
    fraction: phaseKind === 'completed' ? 1 : cap(fraction),
    basis,
    phase: task.phase,
    phaseKind,
    inputBytes: task.inputBytes,
    outputBytes: task.outputBytes,
  };
}

/** The server's own percentage where it gives one; a percentage of nothing is none. */
function measure(task: BackupTask): { fraction: number | undefined; basis: ProgressBasis | undefined } {
  const { macroBlocks, tablets, dataProgressPercent } = task;
  const percent = dataProgressPercent === undefined ? Number.NaN : Number(dataProgressPercent);
  if (Number.isFinite(percent) && (hasTotal(macroBlocks) || percent > 0)) {
    return { fraction: percent / 100, basis: 'serverPercent' };
  }
  if (hasTotal(macroBlocks)) {
    return { fraction: ratio(macroBlocks), basis: 'macroBlocks' };
  }
  // Tablets are counted before the first block is: none finished says nothing yet.
  if (hasTotal(tablets) && tablets.finished > 0n) {
    return { fraction: ratio(tablets), basis: 'tablets' };
  }
  return { fraction: undefined, basis: undefined };
}

function hasTotal(counter: Counter | undefined): counter is Counter {
  return counter !== undefined && counter.total > 0n;
}

const SCALE = 1_000_000n;

/** Divided as whole numbers: counts of blocks may be beyond what a double can hold. */
function ratio({ finished, total }: Counter): number {
  return Number((finished * SCALE) / total) / Number(SCALE);
}

function cap(fraction: number | undefined): number | undefined {
  return fraction === undefined ? undefined : Math.min(Math.max(fraction, 0), HIGHEST_UNFINISHED);
}

interface Weighted {
  readonly fraction: number | undefined;
  /** Macro blocks in all; absent while not known. */
  readonly weight: number | undefined;
}

/** 3.x shows a row for `sys` as well: it has nothing to copy and its counters stay 0. */
function hasData({ tenantId, macroBlocks }: BackupTask): boolean {
  return tenantId !== SYS_TENANT_ID || hasTotal(macroBlocks);
}

function weightedTask(task: BackupTask): Weighted {
  const { macroBlocks } = task;
  return {
    fraction: taskProgress(task).fraction,
    weight: hasTotal(macroBlocks) ? Number(macroBlocks.total) : undefined,
  };
}

function fractionOf(
  job: BackupJob,
  children: readonly BackupJob[],
  weighted: readonly Weighted[],
): number | undefined {
  if (job.state === 'completed') {
    return 1;
  }
  const childrenAreOver = job.line === 4 && job.scope === 'cluster' && job.state === 'running';
  return childrenAreOver && children.length === 0 ? HIGHEST_UNFINISHED : combine(weighted);
}

/** Tenants weigh as many blocks as they have; one whose blocks are not counted yet weighs like the average. */
function combine(parts: readonly Weighted[]): number | undefined {
  const weights = parts.flatMap(({ weight }) => weight ?? []);
  const average = weights.length === 0 ? 1 : weights.reduce((a, b) => a + b, 0) / weights.length;
  if (parts.every(({ fraction }) => fraction === undefined)) {
    return undefined;
  }
  const total = parts.reduce((all, { weight }) => all + (weight ?? average), 0);
  const done = parts.reduce((all, part) => all + (part.fraction ?? 0) * (part.weight ?? average), 0);
  return cap(done / total);
}

function leastFar(tasks: readonly TaskProgress[]): TaskProgress | undefined {
  return [...tasks].sort((a, b) => phaseRank(a.phase) - phaseRank(b.phase))[0];
}

function commonBasis(tasks: readonly TaskProgress[]): ProgressBasis | undefined {
  const bases = new Set(tasks.flatMap(({ basis }) => basis ?? []));
  const [only] = bases;
  return bases.size === 1 ? only : undefined;
}

function sum(values: readonly (bigint | undefined)[]): bigint | undefined {
  const known = values.flatMap((value) => value ?? []);
  return known.length === 0 ? undefined : known.reduce((a, b) => a + b, 0n);
}

/** What became of one tenant that was to be backed up. */
export interface TenantOutcome {
  readonly tenantId: bigint;
  /** `skipped`: the server took it on its list, or was asked to, and made no job for it. */
  readonly state: JobState | 'skipped';
  /** The job that tells it; absent for a skipped tenant. */
  readonly job: BackupJob | undefined;
}

/** How a backup of several tenants ended. */
export interface BackupOutcome {
  readonly overall: 'completed' | 'partly' | 'failed' | 'cancelled' | 'running' | 'unknown';
  readonly tenants: readonly TenantOutcome[];
}

/**
 * What became of every tenant that was asked for. On 4.x a tenant that cannot start is passed over
 * without a word and the parent ends COMPLETED all the same: only its missing child tells. On 3.x one
 * job stands for all.
 */
export function outcomeOf(jobs: readonly BackupJob[], expectedTenants: readonly bigint[]): BackupOutcome {
  const parents = jobs.filter(({ scope }) => scope === 'cluster');
  const parent = parents.at(-1);
  const tenants = expectedTenants.map((tenantId): TenantOutcome => {
    const own = jobs.find((job) => job.tenantId === tenantId && job.scope === 'tenant');
    const job = own ?? (parent?.line === 3 ? parent : undefined);
    if (job !== undefined) {
      return { tenantId, state: job.state, job };
    }
    // While the parent is being set up its children are still to come.
    const stillToCome = parent !== undefined && parent.state === 'starting';
    return { tenantId, state: stillToCome ? 'starting' : 'skipped', job: undefined };
  });
  return { overall: overallOf(tenants), tenants };
}

function overallOf(tenants: readonly TenantOutcome[]): BackupOutcome['overall'] {
  const isRunning = ({ job, state }: TenantOutcome): boolean =>
    job === undefined ? state === 'starting' : !hasEnded(job) && state !== 'unknown';
  if (tenants.length === 0 || tenants.some(({ state }) => state === 'unknown')) {
    return 'unknown';
  }
  if (tenants.some(isRunning)) {
    return 'running';
  }
  const states = new Set(tenants.map(({ state }) => state));
  if (states.size === 1 && states.has('completed')) {
    return 'completed';
  }
  if (states.has('completed')) {
    return 'partly';
  }
  return states.size === 1 && states.has('cancelled') ? 'cancelled' : 'failed';
}
