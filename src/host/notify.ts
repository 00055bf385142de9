import * as vscode from 'vscode';
import type { Outcome } from '../core/acts';
import type { ConnectionProfile } from '../core/connection';
import type { BackupJob } from '../core/model/backupJob';
import type { Tenant } from '../core/model/tenant';
import type { FollowEnd } from './commands/backupFollow';
import { noticeOfClosed, noticeOfEnd, noticeOfOutcome, type OutcomeNotice } from './commands/backupOutcome';
import type { Dialogs } from './dialogs';
import { runCommand } from './doors';

/** What was asked for, and where. */
export interface NotedBackup {
  readonly profile: Pick<ConnectionProfile, 'name' | 'demo'>;
  readonly tenants: readonly Tenant[];
}

/** Tells why nothing was started, or why that is not known yet, with the way on. */
export async function notifyOutcome(
  dialogs: Dialogs,
  outcome: Exclude<Outcome, { kind: 'started' } | { kind: 'declined' }>,
  { profile, tenants }: NotedBackup,
): Promise<void> {
  const { severity, message } = marked(noticeOfOutcome(outcome, profile.name, tenants), profile);
  const answer = await dialogs.notify<'look' | 'manual' | 'log'>({
    severity,
    message,
    choices: [
      ...(outcome.kind === 'notKnownYet'
        ? [{ value: 'look' as const, label: vscode.l10n.t('Look Again') }]
        : []),
      ...(outcome.kind === 'blocked'
        ? [{ value: 'manual' as const, label: vscode.l10n.t("OceanBase's Manual") }]
        : []),
      ...(outcome.kind === 'refused' ? [{ value: 'log' as const, label: vscode.l10n.t('Show Log') }] : []),
    ],
  });
  switch (answer) {
    case 'look':
      await runCommand('obBackup.cluster.refresh');
      break;
    case 'manual':
      await runCommand('obBackup.manual.open');
      break;
    case 'log':
      await runCommand('obBackup.log.show');
      break;
    case undefined:
      break;
  }
}

/** The one notice about the end of a backup that was started here, or of its being followed. */
export async function notifyEnd(
  dialogs: Dialogs,
  end: FollowEnd,
  { profile, tenants, whole }: NotedBackup & { readonly whole: boolean },
  show: (job: BackupJob) => Promise<void>,
): Promise<void> {
  const notice =
    end.kind === 'ended'
      ? noticeOfEnd(end.jobs, tenants, profile.name)
      : noticeOfClosed(tenants, { ...profile, whole });
  const { severity, message } = marked(notice, profile);
  const worth = end.kind === 'ended' ? worthShowing(end.jobs) : undefined;
  const answer = await dialogs.notify<'details'>({
    severity,
    message,
    choices: worth === undefined ? [] : [{ value: 'details', label: vscode.l10n.t('Show Details') }],
  });
  if (answer === 'details' && worth !== undefined) {
    await show(worth);
  }
}

/** A demo is called so wherever something is told about it. */
function marked(notice: OutcomeNotice, { demo }: NotedBackup['profile']): OutcomeNotice {
  return demo ? { ...notice, message: vscode.l10n.t('Demo: {0}', notice.message) } : notice;
}

/** The job whose details tell most: one that did not end well, else any that has a set. */
function worthShowing(jobs: readonly BackupJob[]): BackupJob | undefined {
  const withSet = jobs.filter(
    ({ setId, scope, line }) => setId !== undefined && (line === 3 || scope === 'tenant'),
  );
  return withSet.find(({ state }) => state !== 'completed') ?? withSet[0];
}
