import * as vscode from 'vscode';
import type { Preview } from '../core/acts';
import { checkWords } from './commands/preflightWords';
import type { Dialogs } from './dialogs';
import { joined } from './words';

/** What must be known about the target besides what the preview says. */
export interface PreviewSurroundings {
  readonly demo: boolean;
  /** `OceanBase 4.2.5.0`. */
  readonly version: string;
  /** 3.x knows only the backup of the whole cluster. */
  readonly wholeCluster: boolean;
}

type Answer = 'run' | 'copy' | 'open';

/**
 * The one question before a write: the exact statement, where it goes, and what it does. Copying it asks again;
 * taking it to an editor is a no.
 */
export async function confirmPreview(
  dialogs: Dialogs,
  preview: Preview,
  around: PreviewSurroundings,
): Promise<boolean> {
  for (;;) {
    const answer = await dialogs.confirm<Answer>({
      message: question(preview, around),
      detail: detailOf(preview, around),
      choices: [
        { value: 'run', label: vscode.l10n.t('Start Backup') },
        { value: 'copy', label: vscode.l10n.t('Copy SQL') },
        { value: 'open', label: vscode.l10n.t('Open in Editor') },
      ],
    });
    switch (answer) {
      case 'run':
        return true;
      case 'copy':
        await vscode.env.clipboard.writeText(`${preview.statement.maskedText};`);
        break;
      case 'open':
        await openStatement(preview);
        return false;
      case undefined:
        return false;
    }
  }
}

function question({ clusterName, tenants }: Preview, { wholeCluster }: PreviewSurroundings): string {
  if (wholeCluster) {
    return vscode.l10n.t('Start a full backup of the whole cluster {0}?', clusterName);
  }
  return tenants.length === 1
    ? vscode.l10n.t('Start a full backup of tenant {0} in {1}?', namesOf(tenants), clusterName)
    : vscode.l10n.t('Start a full backup of {0} tenants in {1}?', tenants.length, clusterName);
}

function detailOf(preview: Preview, around: PreviewSurroundings): string {
  const { statement, tenants, checks, clusterName } = preview;
  const names = new Map(tenants.map(({ id, name }) => [id, name]));
  const doubts = checks
    .filter(({ outcome }) => outcome === 'warning' || outcome === 'unknown')
    .map((check) => {
      const who =
        check.tenantId === undefined ? clusterName : (names.get(check.tenantId) ?? `${check.tenantId}`);
      const { found, next } = checkWords(check, who);
      return `• ${joined(found, next)}`;
    });
  return [
    ...(around.demo ? [vscode.l10n.t('This is a demo cluster: nothing real is touched.'), ''] : []),
    vscode.l10n.t('Statement, sent once:'),
    `${statement.maskedText};`,
    '',
    vscode.l10n.t('Cluster: {0} ({1})', clusterName, around.version),
    around.wholeCluster
      ? vscode.l10n.t('Tenants: all ({0})', namesOf(tenants))
      : vscode.l10n.t('Tenants: {0}', namesOf(tenants)),
    '',
    effectOf(statement.effect),
    ...(doubts.length === 0 ? [] : ['', ...doubts]),
  ].join('\n');
}

function effectOf(effect: Preview['statement']['effect']): string {
  switch (effect) {
    case 'startFullBackup':
      return vscode.l10n.t(
        'All data is read and written to the backup destination; that takes a while, loads the servers and needs room. The databases stay in use.',
      );
  }
}

function namesOf(tenants: Preview['tenants']): string {
  return tenants.map(({ name, mode }) => (mode === 'ORACLE' ? `${name} (Oracle)` : name)).join(', ');
}

async function openStatement({ statement }: Preview): Promise<void> {
  const document = await vscode.workspace.openTextDocument({
    language: 'sql',
    content: `${statement.maskedText};\n`,
  });
  await vscode.window.showTextDocument(document);
}
