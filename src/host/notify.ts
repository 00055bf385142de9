import * as vscode from 'vscode';
import type { Outcome } from '../core/acts';
import type { BackupJob } from '../core/model/backupJob';
import type { Tenant } from '../core/model/tenant';
import { noticeOfEnd, noticeOfOutcome } from './commands/backupOutcome';
import type { Dialogs } from './dialogs';
import { runCommand } from './doors';

/** Tells why nothing was started, or why that is not known yet, with the way on. */
export async function notifyOutcome(
  dialogs: Dialogs,
  outcome: Exclude<Outcome, { kind: 'started' } | { kind: 'declined' }>,
  clusterName: string,
  tenants: readonly Tenant[],
): Promise<void> {
  const { severity, message } = noticeOfOutcome(outcome, clusterName, tenants);
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

/** The one notice about the end of a backup that was started here. */
export async function notifyEnd(
  dialogs: Dialogs,
  ended: {
    readonly jobs: readonly BackupJob[];
    readonly tenants: readonly Tenant[];
    readonly clusterName: string;
  },
  show: (job: BackupJob) => Promise<void>,
): Promise<void> {
  const { severity, message } = noticeOfEnd(ended.jobs, ended.tenants, ended.clusterName);
  const worth = worthShowing(ended.jobs);
  const answer = await dialogs.notify<'details'>({
    severity,
    message,
    choices: worth === undefined ? [] : [{ value: 'details', label: vscode.l10n.t('Show Details') }],
  });
  if (answer === 'details' && worth !== undefined) {
    await show(worth);
  }
}

/** The job whose details tell most: one that did not end well, else any that has a set. */
function worthShowing(jobs: readonly BackupJob[]): BackupJob | undefined {
  const withSet = jobs.filter(
    ({ setId, scope, line }) => setId !== undefined && (line === 3 || scope === 'tenant'),
  );
  return withSet.find(({ state }) => state !== 'completed') ?? withSet[0];
}
