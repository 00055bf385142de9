import * as vscode from 'vscode';
import type { ArchiveState, FileState, PieceState } from '../../core/model/archiveRound';
import type { JobState } from '../../core/model/backupJob';
import type { BackupKind, BackupSet } from '../../core/model/backupSet';
import type { Icon } from './treeNode';

/** How a state shows: icon and word, because colour alone tells nothing to many people. */
export interface Look {
  readonly icon: Icon;
  /** What the server's word means, in the person's language. */
  readonly gloss: string;
}

const ERROR = 'problemsErrorIcon.foreground';
const WARNING = 'problemsWarningIcon.foreground';
const FADED = 'disabledForeground';

const unknownLook = (): Look => ({
  icon: { id: 'question', color: WARNING },
  gloss: vscode.l10n.t('status not known to this version of the extension'),
});

/** The server's word with its meaning behind it, where the meaning says more than the word. */
export function wordWithGloss(status: string, gloss: string): string {
  if (status === '') {
    return gloss;
  }
  return status.toLowerCase() === gloss.toLowerCase() ? status : `${status} (${gloss})`;
}

/** How an archive round shows. 3.x and 4.x manuals name a broken stream differently in Chinese. */
export function roundLook(state: ArchiveState, line: 3 | 4): Look {
  switch (state) {
    case 'doing':
      return { icon: { id: 'pulse' }, gloss: vscode.l10n.t('archiving') };
    case 'preparing':
    case 'beginning':
      return { icon: { id: 'loading~spin' }, gloss: vscode.l10n.t('archiving is starting') };
    case 'interrupted':
      return {
        icon: { id: 'error', color: ERROR },
        gloss:
          line === 3
            ? vscode.l10n.t({ message: 'does not heal by itself', comment: ['OceanBase 3.x'] })
            : vscode.l10n.t('does not heal by itself'),
      };
    case 'stopping':
      return { icon: { id: 'loading~spin' }, gloss: vscode.l10n.t('archiving is stopping') };
    case 'stopped':
      return { icon: { id: 'debug-stop', color: FADED }, gloss: vscode.l10n.t('not archiving') };
    case 'suspending':
      return { icon: { id: 'debug-pause', color: WARNING }, gloss: vscode.l10n.t('being suspended') };
    case 'suspended':
      return { icon: { id: 'debug-pause', color: WARNING }, gloss: vscode.l10n.t('suspended') };
    case 'paused':
      return { icon: { id: 'debug-pause', color: WARNING }, gloss: vscode.l10n.t('paused') };
    case 'mixed':
      return {
        icon: { id: 'warning', color: WARNING },
        gloss: vscode.l10n.t('partitions differ in their state'),
      };
    case 'unknown':
      return unknownLook();
  }
}

/** What has become of the files of a set or piece; absent where they are simply there. */
export function fileLook(state: FileState): Look | undefined {
  switch (state) {
    case 'available':
      return undefined;
    case 'copying':
      return { icon: { id: 'cloud-upload' }, gloss: vscode.l10n.t('being written') };
    case 'incomplete':
      return { icon: { id: 'warning', color: WARNING }, gloss: vscode.l10n.t('incomplete') };
    case 'expired':
      return { icon: { id: 'watch', color: FADED }, gloss: vscode.l10n.t('expired') };
    case 'broken':
      return { icon: { id: 'flame', color: ERROR }, gloss: vscode.l10n.t('broken') };
    case 'deleting':
      return { icon: { id: 'trash', color: WARNING }, gloss: vscode.l10n.t('deleting') };
    case 'deleted':
      return { icon: { id: 'trash', color: FADED }, gloss: vscode.l10n.t('deleted') };
    case 'unknown':
      return unknownLook();
  }
}

/** How a piece shows while its files are simply there. */
export function pieceLook(state: PieceState): Look {
  switch (state) {
    case 'active':
      return { icon: { id: 'edit' }, gloss: vscode.l10n.t('being written') };
    case 'freezing':
      return { icon: { id: 'loading~spin' }, gloss: vscode.l10n.t('being closed') };
    case 'frozen':
      return { icon: { id: 'file-zip' }, gloss: vscode.l10n.t('closed') };
    case 'inactive':
      return { icon: { id: 'file', color: FADED }, gloss: vscode.l10n.t('inactive') };
    case 'unknown':
      return unknownLook();
  }
}

/** How a set's run ended: as the job that made it, but for success, where the icon tells the kind of the set. */
export function setLook({ state, kind, status }: Pick<BackupSet, 'state' | 'kind' | 'status'>): Look {
  return state === 'succeeded'
    ? {
        icon: { id: kindIcon(kind) },
        // 3.x says COMPLETED where 4.x says SUCCESS
        gloss: /^completed$/i.test(status) ? vscode.l10n.t('completed') : vscode.l10n.t('success'),
      }
    : jobLook(state);
}

/** How a job shows. */
export function jobLook(state: JobState): Look {
  switch (state) {
    case 'starting':
      return { icon: { id: 'sync~spin' }, gloss: vscode.l10n.t('starting') };
    case 'running':
      return { icon: { id: 'sync~spin' }, gloss: vscode.l10n.t('running') };
    case 'cancelling':
      return { icon: { id: 'loading~spin' }, gloss: vscode.l10n.t('being cancelled') };
    case 'completed':
      return { icon: { id: 'pass' }, gloss: vscode.l10n.t('completed') };
    case 'failed':
      return { icon: { id: 'error', color: ERROR }, gloss: vscode.l10n.t('failed') };
    case 'cancelled':
      return { icon: { id: 'circle-slash', color: FADED }, gloss: vscode.l10n.t('cancelled') };
    case 'failedOrCancelled':
      return { icon: { id: 'stop', color: ERROR }, gloss: vscode.l10n.t('failed or cancelled') };
    case 'unknown':
      return unknownLook();
  }
}

export function kindWord(kind: BackupKind): string {
  switch (kind) {
    case 'full':
      return vscode.l10n.t('Full');
    case 'incremental':
      return vscode.l10n.t('Incremental');
    case 'unknown':
      return vscode.l10n.t('Backup of unknown type');
  }
}

function kindIcon(kind: BackupKind): string {
  switch (kind) {
    case 'full':
      return 'package';
    case 'incremental':
      return 'layers';
    case 'unknown':
      return 'question';
  }
}

export const PROBLEM_ICON: Icon = { id: 'warning', color: WARNING };
export const ERROR_ICON: Icon = { id: 'error', color: ERROR };
export const FADED_ICON = (id: string): Icon => ({ id, color: FADED });
