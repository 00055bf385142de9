import * as vscode from 'vscode';
import type { Outcome } from '../../core/acts';
import { bytesText } from '../../core/format';
import { hasEnded } from '../../core/jobState';
import type { BackupJob } from '../../core/model/backupJob';
import type { Tenant } from '../../core/model/tenant';
import { type BackupOutcome, outcomeOf, type TenantOutcome } from '../../core/progress';
import { durationText } from '../tree/figures';
import { explainError, explainRun, joined, sentenceOf } from '../words';
import { checkWords } from './preflightWords';

/** What is told when an act came to nothing, or is over. */
export interface OutcomeNotice {
  readonly severity: 'info' | 'warning' | 'error';
  readonly message: string;
}

/** Of outcomes that end the act at once; nothing needs to be said where the person declined. */
export function noticeOfOutcome(
  outcome: Exclude<Outcome, { kind: 'started' } | { kind: 'declined' }>,
  clusterName: string,
  tenants: readonly Tenant[],
): OutcomeNotice {
  switch (outcome.kind) {
    case 'blocked':
      return { severity: 'warning', message: blockedSentence(outcome.checks, clusterName, tenants) };
    case 'alreadyUnderWay':
      return {
        severity: 'info',
        message: vscode.l10n.t(
          'Nothing was sent: a backup of {0} is being started already.',
          namesOf(tenants.filter(({ id }) => outcome.tenantIds.includes(id))),
        ),
      };
    case 'refused':
      return {
        severity: 'error',
        message: vscode.l10n.t(
          'No backup was started. {0}',
          sentenceOf(explainError(outcome.error, 'start')),
        ),
      };
    case 'notKnownYet':
      return {
        severity: 'warning',
        message: vscode.l10n.t(
          'Not known yet whether the backup of {0} has started. The statement was sent once and is not sent again; no view shows a job so far. {1}',
          namesOf(tenants),
          explainError(outcome.error, 'start').what,
        ),
      };
  }
}

function blockedSentence(
  checks: Extract<Outcome, { kind: 'blocked' }>['checks'],
  clusterName: string,
  tenants: readonly Tenant[],
): string {
  const names = new Map(tenants.map(({ id, name }) => [id, name]));
  const lines = checks
    .filter(({ outcome }) => outcome === 'blocked')
    .map((check) => {
      const who =
        check.tenantId === undefined ? clusterName : (names.get(check.tenantId) ?? `${check.tenantId}`);
      const { found, next } = checkWords(check, who);
      return joined(found, next);
    });
  return joined(vscode.l10n.t('Nothing was sent.'), ...new Set(lines));
}

/** One notice about the end of a backup that a person started here: every tenant is named that did not end well. */
export function noticeOfEnd(
  jobs: readonly BackupJob[],
  tenants: readonly Tenant[],
  clusterName: string,
): OutcomeNotice {
  const outcome = outcomeOf(
    jobs,
    tenants.map(({ id }) => id),
  );
  const whole = jobs.some(({ line }) => line === 3);
  const subject = whole ? clusterName : namesOf(tenants);
  const trouble = outcome.tenants.filter(({ state }) => state !== 'completed');
  if (outcome.overall === 'completed') {
    return {
      severity: 'info',
      message: vscode.l10n.t('The full backup of {0} is completed{1}.', subject, figuresOf(jobs)),
    };
  }
  const lines = whole
    ? troubleWords(trouble.slice(0, 1), () => clusterName)
    : troubleWords(trouble, (id) => tenants.find((tenant) => tenant.id === id)?.name ?? `${id}`);
  return {
    severity: outcome.overall === 'unknown' ? 'warning' : 'error',
    message: joined(headline(outcome.overall, subject), ...lines),
  };
}

/** Nobody looks any more. A server goes on with what it was told; a demo may be gone with its connection. */
export function noticeOfClosed(
  tenants: readonly Tenant[],
  { name, demo, whole }: { readonly name: string; readonly demo: boolean; readonly whole: boolean },
): OutcomeNotice {
  const closed = vscode.l10n.t(
    'How the full backup of {0} ends is not followed any more, because the connection was closed.',
    whole ? name : namesOf(tenants),
  );
  return {
    severity: 'warning',
    message: demo ? closed : joined(closed, vscode.l10n.t('The backup goes on on the server.')),
  };
}

function headline(overall: Exclude<BackupOutcome['overall'], 'completed'>, subject: string): string {
  switch (overall) {
    case 'partly':
      return vscode.l10n.t('The full backup of {0} is completed in part only.', subject);
    case 'failed':
      return vscode.l10n.t('The full backup of {0} did not succeed.', subject);
    case 'cancelled':
      return vscode.l10n.t('The full backup of {0} was cancelled.', subject);
    case 'running':
    case 'unknown':
      return vscode.l10n.t('How the full backup of {0} ended is not known.', subject);
  }
}

function troubleWords(
  outcomes: readonly TenantOutcome[],
  nameOf: (tenantId: bigint) => string,
): readonly string[] {
  return outcomes.map((outcome) => tenantSentence(outcome, nameOf(outcome.tenantId)));
}

function tenantSentence({ state, job }: TenantOutcome, name: string): string {
  switch (state) {
    case 'skipped':
      return vscode.l10n.t('{0}: passed over by the server, no job was made for it.', name);
    case 'failed':
      return withExplanation(vscode.l10n.t('{0}: failed{1}.', name, reasonOf(job)), job);
    case 'failedOrCancelled':
      return withExplanation(vscode.l10n.t('{0}: failed or cancelled{1}.', name, reasonOf(job)), job);
    case 'cancelled':
      return vscode.l10n.t('{0}: cancelled.', name);
    case 'starting':
    case 'running':
    case 'cancelling':
    case 'unknown':
    case 'completed':
      return vscode.l10n.t('{0}: no view shows its job any more.', name);
  }
}

/** OceanBase's number stands where people can see it, with what the server wrote beside it. */
function reasonOf(job: BackupJob | undefined): string {
  const { result, comment } = failing(job);
  const number =
    result === undefined || result === 0n ? '' : vscode.l10n.t(', OceanBase error {0}', `${result}`);
  return comment === '' ? number : `${number} (${comment})`;
}

/** What the number means for the backups and what to do, where it is a known one. */
function withExplanation(sentence: string, job: BackupJob | undefined): string {
  const { result, comment } = failing(job);
  const explained = result === undefined ? undefined : explainRun(result, comment);
  return explained === undefined ? sentence : joined(sentence, sentenceOf(explained));
}

function failing(job: BackupJob | undefined): {
  readonly result: bigint | undefined;
  readonly comment: string;
} {
  const task = job?.tasks.find(({ result }) => result !== undefined && result !== 0n);
  return {
    result: job?.result === undefined || job.result === 0n ? task?.result : job.result,
    comment: job?.comment === undefined || job.comment === '' ? (task?.comment ?? '') : job.comment,
  };
}

/** ` after 3 min 4 s, 1.20 GB written`, as far as it is known. */
function figuresOf(jobs: readonly BackupJob[]): string {
  const ended = jobs.filter(hasEnded);
  const starts = ended.flatMap(({ startedAt }) => startedAt?.epochMicros ?? []);
  const ends = ended.flatMap(({ endedAt }) => endedAt?.epochMicros ?? []);
  const [first, last] = [lowest(starts), highest(ends)];
  const written = ended
    .flatMap(({ tasks }) => tasks)
    .reduce((sum, { outputBytes }) => sum + (outputBytes ?? 0n), 0n);
  const took =
    first === undefined || last === undefined || last < first
      ? ''
      : vscode.l10n.t(' after {0}', durationText(Number((last - first) / 1_000_000n)));
  return written === 0n ? took : `${took}${vscode.l10n.t(', {0} written', bytesText(written))}`;
}

function lowest(values: readonly bigint[]): bigint | undefined {
  return values.reduce<bigint | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined);
}

function highest(values: readonly bigint[]): bigint | undefined {
  return values.reduce<bigint | undefined>((a, b) => (a === undefined || b > a ? b : a), undefined);
}

function namesOf(tenants: readonly Tenant[]): string {
  return tenants.map(({ name }) => name).join(', ');
}
