import * as vscode from 'vscode';
import { bytesText, percentText } from '../../core/format';
import { hasEnded } from '../../core/jobState';
import type { BackupJob, BackupTask, JobState } from '../../core/model/backupJob';
import type { ClusterSnapshot } from '../../core/model/snapshot';
import { type JobProgress, progressOf, taskProgress } from '../../core/progress';
import { durationText } from './figures';
import { jobLook, kindWord, wordWithGloss } from './looks';
import { columnText, retryText } from './rowColumns';
import { type Scene, tenantName } from './scene';
import { described, FieldList, sizeText, sumOf } from './subjectFields';
import type { Field, Subject, TreeNode } from './treeNode';

const MICROS_PER_SECOND = 1_000_000n;
/** OB_CANCELED in `RESULT` of `__all_backup_task_history` (3.x). */
const RESULT_CANCELLED = -4072n;

/** Jobs that have not ended. */
export function runningJobs(snapshot: ClusterSnapshot): readonly BackupJob[] {
  return snapshot.jobs.known ? snapshot.jobs.value.filter((job) => !hasEnded(job)) : [];
}

/** A job's progress, with that of the tenants' jobs that belong to it. */
export function progressIn(snapshot: ClusterSnapshot, job: BackupJob): JobProgress {
  const jobs = snapshot.jobs.known ? snapshot.jobs.value : [];
  return progressOf(
    job,
    jobs.filter(({ parentKey }) => parentKey === job.key),
  );
}

/** `42 %`, or a word while the server does not yet know how much there is to do. */
export function progressText(fraction: number | undefined): string {
  return fraction === undefined ? vscode.l10n.t('preparing') : percentText(fraction);
}

/** A running job. On 4.x from sys, the parent that holds several tenants' jobs has no progress of its own. */
export function jobNode(job: BackupJob, scene: Scene): TreeNode {
  const look = jobLook(job.state);
  return {
    ref: { kind: 'job', jobKey: job.key },
    label: jobLabel(job, scene.snapshot),
    description: jobDescription(job, scene.snapshot),
    icon: look.icon,
    kind: 'job',
    expandable: job.line === 3 && job.tasks.length > 0 ? 'expanded' : 'none',
    subject: jobSubject(job, scene),
  };
}

/** 3.x: the tenants at work in one job. */
export function taskNodes(job: BackupJob, scene: Scene): readonly TreeNode[] {
  return job.tasks.map((task): TreeNode => {
    const { fraction } = taskProgress(task);
    const ended = endedState(task);
    const look = jobLook(ended ?? 'running');
    return {
      ref: { kind: 'jobTask', jobKey: job.key, tenantId: task.tenantId },
      label: tenantName(scene.snapshot, task.tenantId),
      description: described(
        ...(ended === undefined
          ? [progressText(fraction), task.phase]
          : [wordWithGloss(task.phase, look.gloss)]),
        sizeText(task.outputBytes),
      ),
      icon: look.icon,
      kind: 'task',
      expandable: 'none',
      subject: {
        title: `${jobLabel(job, scene.snapshot)} · ${tenantName(scene.snapshot, task.tenantId)}`,
        fields: () => taskFields(task, scene),
        origins: [task.origin],
        manual: 'dataBackup',
      },
    };
  });
}

/**
 * How a tenant of 3.x ended while others are still at work in the same job; absent while it runs. FAILED is
 * also the word for a cancelled one there: only the result tells.
 */
function endedState(task: BackupTask): JobState | undefined {
  switch (taskProgress(task).phaseKind) {
    case 'completed':
      return 'completed';
    case 'cancelled':
      return 'cancelled';
    case 'failed':
      if (task.result === RESULT_CANCELLED) {
        return 'cancelled';
      }
      return task.result === undefined || task.result === 0n ? 'failedOrCancelled' : 'failed';
    case 'preparing':
    case 'meta':
    case 'data':
    case 'log':
    case 'cancelling':
    case 'other':
      return undefined;
  }
}

/** What a job is called wherever it shows. */
export function jobLabel(job: BackupJob, snapshot: ClusterSnapshot): string {
  if (job.line === 4 && job.scope === 'cluster') {
    const names = job.executorTenantIds.map((id) => tenantName(snapshot, id)).join(', ');
    return names === '' ? vscode.l10n.t('Backup from sys') : vscode.l10n.t('Backup of {0}', names);
  }
  const set = job.setId === undefined ? '' : `${job.setId}`;
  switch (job.kind) {
    case 'full':
      return set === '' ? vscode.l10n.t('Full backup') : vscode.l10n.t('Full backup to set {0}', set);
    case 'incremental':
      return set === ''
        ? vscode.l10n.t('Incremental backup')
        : vscode.l10n.t('Incremental backup to set {0}', set);
    case 'unknown':
      return set === '' ? vscode.l10n.t('Backup') : vscode.l10n.t('Backup to set {0}', set);
  }
}

function jobDescription(job: BackupJob, snapshot: ClusterSnapshot): string {
  const { fraction, phase } = progressIn(snapshot, job);
  const atWork = job.state === 'running' || job.state === 'starting';
  return described(
    progressText(fraction),
    atWork ? phase : wordWithGloss(job.status, jobLook(job.state).gloss),
    retriesOf(job.tasks, snapshot),
  );
}

/** Phases that had to be begun anew; with the tenant's name where there are several. */
function retriesOf(tasks: readonly BackupTask[], snapshot: ClusterSnapshot): string {
  const parts = tasks.map((task) => ({ task, retries: retryText(task.turns) }));
  return described(
    ...parts.map(({ task, retries }) =>
      retries === '' || tasks.length === 1 ? retries : `${tenantName(snapshot, task.tenantId)} ${retries}`,
    ),
  );
}

/** Seconds since the job began, on the server's clock. */
function elapsedSeconds(job: BackupJob, snapshot: ClusterSnapshot): number | undefined {
  const start = job.startedAt?.epochMicros;
  const end = job.endedAt?.epochMicros ?? snapshot.clock.nowMicros;
  return start === undefined ? undefined : Math.max(0, Number((end - start) / MICROS_PER_SECOND));
}

/** What tooltip, details and copies of a job are made from. */
function jobSubject(job: BackupJob, scene: Scene): Subject {
  return {
    title: jobLabel(job, scene.snapshot),
    fields: () => jobFields(job, scene),
    origins: [job.origin, ...job.tasks.map((task) => task.origin)],
    manual: 'dataBackup',
    ...(job.jobId === undefined && job.setId === undefined
      ? {}
      : { copyableId: `${job.jobId ?? job.setId ?? ''}` }),
    ...(job.path === undefined || job.path === '' ? {} : { path: job.path }),
  };
}

/** The figures of a job: tooltip of its node and of the status bar, and the details document. */
export function jobFields(job: BackupJob, scene: Pick<Scene, 'snapshot'>): readonly Field[] {
  const { snapshot } = scene;
  const { fraction, phase } = progressIn(snapshot, job);
  const elapsed = elapsedSeconds(job, snapshot);
  const parent = job.line === 4 && job.scope === 'cluster';
  const fields = new FieldList(snapshot.clock)
    .text(vscode.l10n.t('Type'), kindWord(job.kind))
    .id(vscode.l10n.t('Job'), job.jobId)
    .id(vscode.l10n.t('Set'), parent ? undefined : job.setId)
    .text(vscode.l10n.t('Tenant'), job.executorTenantIds.map((id) => tenantName(snapshot, id)).join(', '))
    .text(vscode.l10n.t('Status'), wordWithGloss(job.status, jobLook(job.state).gloss))
    .text(vscode.l10n.t('Done'), progressText(fraction))
    .text(vscode.l10n.t('Phase'), parent ? undefined : phase)
    .time(vscode.l10n.t('Started'), job.startedAt)
    .time(vscode.l10n.t('Ended'), job.endedAt)
    .text(vscode.l10n.t('Running for'), elapsed === undefined ? undefined : durationText(elapsed));
  counterFields(fields, job.line, job.tasks, elapsed);
  return fields
    .text(vscode.l10n.t('Retries'), retriesOf(job.tasks, snapshot))
    .text(vscode.l10n.t('Encryption'), job.encryptionMode)
    .text(vscode.l10n.t('With archived logs'), columnText(job.origin, 'PLUS_ARCHIVELOG'))
    .text(vscode.l10n.t('Description'), job.description)
    .result(job.result, job.comment)
    .text(vscode.l10n.t('Comment'), job.comment)
    .text(vscode.l10n.t('Path'), job.path).all;
}

function taskFields(task: BackupTask, scene: Scene): readonly Field[] {
  const ended = endedState(task);
  const fields = new FieldList(scene.snapshot.clock)
    .text(vscode.l10n.t('Tenant'), tenantName(scene.snapshot, task.tenantId))
    .id(vscode.l10n.t('Set'), task.setId)
    .text(vscode.l10n.t('Phase'), task.phase)
    .text(vscode.l10n.t('Status'), ended === undefined ? undefined : jobLook(ended).gloss)
    .time(vscode.l10n.t('Started'), task.startedAt)
    .time(vscode.l10n.t('Last change'), task.endedAt);
  const start = task.startedAt?.epochMicros;
  const end = ended === undefined ? scene.snapshot.clock.nowMicros : task.endedAt?.epochMicros;
  const elapsed =
    start === undefined || end === undefined ? undefined : Number((end - start) / MICROS_PER_SECOND);
  counterFields(fields, scene.dialect.line, [task], elapsed);
  return fields.result(task.result, task.comment).text(vscode.l10n.t('Comment'), task.comment).all;
}

/** Blocks, tablets and bytes over all tasks, and the average rate over the time that they took. */
function counterFields(
  fields: FieldList,
  line: BackupJob['line'],
  tasks: readonly BackupTask[],
  elapsed: number | undefined,
): void {
  const blocks = sumCounters(tasks.map((task) => task.macroBlocks));
  const tablets = sumCounters(tasks.map((task) => task.tablets));
  const read = sumOf(tasks.map((task) => task.inputBytes));
  const written = sumOf(tasks.map((task) => task.outputBytes));
  fields
    .text(vscode.l10n.t('Macro blocks'), blocks)
    .text(line === 3 ? vscode.l10n.t('Partition groups') : vscode.l10n.t('Tablets'), tablets)
    .bytes(read, written);
  if (written !== undefined && elapsed !== undefined && elapsed > 0) {
    const average = written / BigInt(Math.max(1, Math.floor(elapsed)));
    fields.text(vscode.l10n.t('Average rate (written)'), `${bytesText(average)}/s`);
  }
}

function sumCounters(counters: readonly BackupTask['macroBlocks'][]): string | undefined {
  const finished = sumOf(counters.map((counter) => counter?.finished));
  const total = sumOf(counters.map((counter) => counter?.total));
  return finished === undefined || total === undefined || total === 0n
    ? undefined
    : vscode.l10n.t('{0} of {1}', `${finished}`, `${total}`);
}
