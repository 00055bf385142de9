import * as vscode from 'vscode';
import type { Dialogs } from '../dialogs';
import { runCommand } from '../doors';
import type { Clusters } from './clusters';
import type { Cluster } from './listedCluster';

export interface ChooseClusterRequest {
  readonly title: string;
  /** Id that the caller already knows; then nobody is asked. */
  readonly id: string | undefined;
  readonly fits: (cluster: Cluster) => boolean;
}

/**
 * The cluster that a command is for: the one it was called with, the only one that fits, or the one that the
 * person picks. Undefined when none fits, which is said, or the person did not want to choose.
 */
export async function chooseCluster(
  dialogs: Dialogs,
  clusters: Clusters,
  { title, id, fits }: ChooseClusterRequest,
): Promise<Cluster | undefined> {
  if (id !== undefined) {
    const cluster = clusters.get(id);
    if (cluster === undefined) {
      await dialogs.notify({
        severity: 'warning',
        message: vscode.l10n.t('This connection is not there any more.'),
        choices: [],
      });
    }
    return cluster;
  }
  const fitting = clusters.all.filter(fits);
  if (fitting.length <= 1) {
    return fitting[0] ?? (await sayNone(dialogs));
  }
  return dialogs.pick({
    title,
    placeholder: vscode.l10n.t('Choose a cluster'),
    choices: fitting.map((cluster) => ({
      value: cluster,
      label: cluster.profile.name,
      description: cluster.profile.demo
        ? vscode.l10n.t('Demo')
        : `${cluster.profile.user}@${cluster.profile.tenant}`,
    })),
  });
}

async function sayNone(dialogs: Dialogs): Promise<undefined> {
  const answer = await dialogs.notify<'add'>({
    severity: 'info',
    message: vscode.l10n.t('There is no cluster for this. Add a connection first, or connect one.'),
    choices: [{ value: 'add', label: vscode.l10n.t('Add connection') }],
  });
  if (answer === 'add') {
    await runCommand('obBackup.connection.add');
  }
  return undefined;
}
