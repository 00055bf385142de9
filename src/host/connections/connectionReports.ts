import * as vscode from 'vscode';
import type { ConnectionState } from '../../core/clusterConnection';
import type { ConnectionProfile } from '../../core/connection';
import { BackupError } from '../../core/errors';
import type { Choice, Dialogs } from '../dialogs';
import { runCommand } from '../doors';
import { type Explanation, explainError, explainRefusal, sentenceOf } from '../words';
import type { RefusedAlone } from './clusters';
import type { BrokenEntry } from './profileStore';

/** What can be done about a connection that does not work. */
type WayOn = 'connect' | 'edit' | 'log';

/** Tells how a connect ended that a person asked for. Success needs no words: the tree shows it. */
export async function reportConnect(
  dialogs: Dialogs,
  profile: ConnectionProfile,
  state: ConnectionState,
): Promise<void> {
  switch (state.kind) {
    case 'failed':
      if (!BackupError.is(state.error, 'cancelled')) {
        await reportTrouble(dialogs, profile, explainError(state.error));
      }
      return;
    case 'waiting':
      await reportTrouble(dialogs, profile, explainError(state.error));
      return;
    case 'refused':
      await reportTrouble(dialogs, profile, explainRefusal(state.refusal));
      return;
    case 'disconnected':
    case 'connecting':
    case 'connected':
      return;
  }
}

/** Tells that a line cannot come back by itself, because its password is not accepted any more. */
export async function reportRefusedAlone(dialogs: Dialogs, { cluster, error }: RefusedAlone): Promise<void> {
  const enterPassword: Choice<WayOn> = { value: 'connect', label: vscode.l10n.t('Enter the password') };
  await reportTrouble(dialogs, cluster.profile, explainError(error), [enterPassword]);
}

/** Tells that a password will be asked for again, because this computer offers no place to store it. */
export async function reportNotStored(dialogs: Dialogs, { name }: ConnectionProfile): Promise<void> {
  await dialogs.notify({
    severity: 'warning',
    message: vscode.l10n.t(
      "{0}: the editor's secret storage did not take the password; it is kept until the window closes. On Linux a keyring (such as gnome-keyring) must be running.",
      name,
    ),
    choices: [],
  });
}

/** Tells about stored connections that cannot be read. They are kept. */
export async function reportBroken(dialogs: Dialogs, broken: readonly BrokenEntry[]): Promise<void> {
  if (broken.length === 0) {
    return;
  }
  const names = broken.map(({ label }) => label ?? '?').join(', ');
  const answer = await dialogs.notify<WayOn>({
    severity: 'warning',
    message: vscode.l10n.t(
      'Some stored connections cannot be read and are left as they are: {0}. The log says why.',
      names,
    ),
    choices: [showLog()],
  });
  await follow(answer, undefined);
}

/** Tells that the demo cluster handed over by environment cannot be used. */
export async function reportDemoUnreadable(
  dialogs: Dialogs,
  variable: string,
  reason: string,
): Promise<void> {
  await dialogs.notify({
    severity: 'warning',
    message: vscode.l10n.t(
      'The demo cluster in the environment variable {0} cannot be used ({1}). Expected is JSON with name, host, port, user, password and "demo": true.',
      variable,
      reason,
    ),
    choices: [],
  });
}

/** One notice with the ways that lead on from it. */
async function reportTrouble(
  dialogs: Dialogs,
  profile: ConnectionProfile,
  explanation: Explanation,
  first: readonly Choice<WayOn>[] = [],
): Promise<void> {
  const edit: readonly Choice<WayOn>[] = profile.demo
    ? []
    : [{ value: 'edit', label: vscode.l10n.t('Edit connection') }];
  const answer = await dialogs.notify<WayOn>({
    severity: 'error',
    message: `${profile.name}: ${sentenceOf(explanation)}`,
    choices: [...first, ...edit, showLog()],
  });
  await follow(answer, profile.id);
}

function showLog(): Choice<WayOn> {
  return { value: 'log', label: vscode.l10n.t('Show log') };
}

async function follow(answer: WayOn | undefined, id: string | undefined): Promise<void> {
  switch (answer) {
    case 'connect':
      await runCommand('obBackup.connection.connect', id);
      return;
    case 'edit':
      await runCommand('obBackup.connection.edit', id);
      return;
    case 'log':
      await runCommand('obBackup.log.show');
      return;
    case undefined:
      return;
  }
}
