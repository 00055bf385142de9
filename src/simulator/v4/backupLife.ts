import { countersAt, finalCounters, makePlan } from './backupPlan';
import { addSet, endSet } from './backupSets';
import type { Cluster } from './cluster';
import { errorText } from './errors';
import type { BackupJob, BackupTask, JobStatus, Tenant } from './model';
import { scnOf } from './units';

const INTERRUPTED = -9027n;
const NOT_RUNNING = -9029n;
const CANCELED = -4072n;

/** A job of a tenant with what it acts on. */
export interface Run {
  readonly cluster: Cluster;
  readonly tenant: Tenant;
  readonly job: BackupJob;
}

/** Whether the newest round of a tenant is `DOING`. */
export const isArchiving = (tenant: Tenant): boolean => tenant.rounds.at(-1)?.status === 'DOING';

/** How long an ended job is still seen among the running ones. */
export const schedulerTurn = (cluster: Cluster): bigint => cluster.duration(900, 2_200);

/** Takes a new job through its life. */
export function beginRun(run: Run): void {
  later(run, run.cluster.duration(1_000, 2_900), () => persistTask(run));
}

/** INIT → DOING: the rows of the task and of the set appear. */
function persistTask(run: Run): void {
  const { cluster, tenant, job } = run;
  if (failsForArchive(run)) {
    return;
  }
  tenant.counter.taskId += 1n;
  const task: BackupTask = {
    taskId: tenant.counter.taskId,
    startScn: scnOf(cluster.nowMicros),
    plan: makePlan(cluster, tenant, job.type, job.plusArchivelog),
    status: 'INIT',
    phase: 0,
    phaseStartMicros: cluster.nowMicros,
    endMicros: null,
    endScn: 0n,
    userLsStartScn: 0n,
    metaTurn: 1n,
    minorTurn: 1n,
    majorTurn: 1n,
    result: 0n,
    comment: '',
    frozen: null,
    inHistory: false,
  };
  job.task = task;
  addSet(cluster, tenant, job);
  job.status = 'DOING';
  cluster.recordEvent(
    'backup_data',
    'persist_set_task',
    ['tenant_id', `${tenant.id}`],
    ['job_id', `${job.jobId}`],
  );
  enterPhase(run, task, 0);
}

/** Begins a phase of the backup, or ends the backup behind the last one. */
export function enterPhase(run: Run, task: BackupTask, index: number): void {
  const { cluster } = run;
  if (failsForArchive(run)) {
    return;
  }
  const phase = task.plan.phases[index];
  if (phase === undefined) {
    endRun(run, 'COMPLETED', 0n);
    return;
  }
  task.phase = index;
  task.phaseStartMicros = cluster.nowMicros;
  task.status = phase.status;
  if (phase.kind === 'userMeta') {
    task.userLsStartScn = scnOf(cluster.nowMicros);
  }
  later(run, phase.durationMicros, () => enterPhase(run, task, index + 1));
}

/** Fails a job whose tenant is not archived any more, or not without a gap. Returns whether it did. */
export function failsForArchive(run: Run): boolean {
  const result = archiveResult(run);
  if (result !== undefined) {
    endRun(run, 'FAILED', result);
  }
  return result !== undefined;
}

/** A round that began after the task is an interruption, too: logs in between are missing. */
function archiveResult({ tenant, job }: Run): bigint | undefined {
  const round = tenant.rounds.at(-1);
  if (round?.status !== 'DOING') {
    return round?.status === 'INTERRUPTED' ? INTERRUPTED : NOT_RUNNING;
  }
  return job.task !== null && scnOf(round.startMicros) > job.task.startScn ? INTERRUPTED : undefined;
}

/** `CANCEL BACKUP` for a job that runs: CANCELING, some seconds later CANCELED. */
export function cancelRun(run: Run): void {
  const { cluster, job } = run;
  const { task } = job;
  job.status = 'CANCELING';
  job.epoch += 1;
  if (task === null) {
    later(run, cluster.duration(1_000, 2_000), () => endRun(run, 'CANCELED', CANCELED));
    return;
  }
  later(run, cluster.duration(2_000, 4_000), () => {
    task.frozen = countersAt(task, cluster.nowMicros);
    task.status = 'CANCELING';
    later(run, cluster.duration(5_000, 9_000), () => endRun(run, 'CANCELED', CANCELED));
  });
}

/** The task and the set end first, the job follows, and a turn later its rows are history. */
export function endRun(run: Run, status: JobStatus, result: bigint): void {
  const { cluster, tenant, job } = run;
  const { task } = job;
  job.epoch += 1;
  job.isEnding = true;
  const comment = status === 'FAILED' ? failureComment(cluster, job, result) : '';
  if (task !== null) {
    task.frozen = status === 'COMPLETED' ? finalCounters(task.plan) : countersAt(task, cluster.nowMicros);
    task.status = status;
    task.result = result;
    task.comment = comment;
    task.endMicros = cluster.nowMicros;
    task.endScn = status === 'COMPLETED' ? scnOf(cluster.nowMicros - 800_000n) : 0n;
    endSet(cluster, tenant, job, task);
  }
  later(run, cluster.duration(5, 15), () => {
    job.status = status;
    job.result = result;
    job.comment = comment;
    job.endMicros = cluster.nowMicros;
    if (task !== null) {
      task.inHistory = true;
    }
    later(run, schedulerTurn(cluster), () => {
      tenant.jobs.splice(tenant.jobs.indexOf(job), 1);
      tenant.jobHistory.push(job);
      job.whenGone();
    });
  });
}

function failureComment(cluster: Cluster, job: BackupJob, result: bigint): string {
  const trace = (job.startMicros % 0x1_0000_0000_0000n).toString(16).toUpperCase().padStart(12, '0');
  return (
    `(ROOTSERVICE)addr: ${cluster.rootServerAddress}, result: ${result}(${errorText(result)}), ` +
    `trace_id: Y0A000001-0006${trace}-0-0`
  );
}

function later({ cluster, tenant, job }: Run, delay: bigint, action: () => void): void {
  const { epoch } = job;
  cluster.after(delay, () => {
    if (!tenant.dropped && job.epoch === epoch) {
      action();
    }
  });
}
