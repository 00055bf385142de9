import * as vscode from 'vscode';
import type { ManualTopic } from '../../core/dialects/dialect';
import { nameText } from '../../core/sql';
import { ERROR_ICON, FADED_ICON } from './looks';
import { type Scene, tenantName } from './scene';
import type { Icon, TreeNode } from './treeNode';

/**
 * What stands where something is not set up yet: what it means, the statement that leads on (to be copied and
 * completed by hand), and the manual's page.
 */
interface Hint {
  readonly name: string;
  readonly label: string;
  readonly meaning: string;
  readonly statement: string;
  readonly manual: ManualTopic;
  readonly icon?: Icon;
}

/** Log archive without a destination. */
export function noArchiveDestination(scene: Scene, tenantId: bigint | undefined): TreeNode {
  return hintNode({
    name: 'noArchiveDestination',
    label: vscode.l10n.t('No archive destination is set'),
    meaning: vscode.l10n.t(
      'Logs are not archived before a destination is set. Copy the statement, put the real location in, and run it with a client.',
    ),
    statement:
      scene.dialect.line === 3
        ? "ALTER SYSTEM SET backup_dest = 'file:///data/backup';"
        : `ALTER SYSTEM SET LOG_ARCHIVE_DEST = 'LOCATION=file:///data/archive'${clause(scene, tenantId)};`,
    manual: 'logArchive',
  });
}

/** A destination is there, and nothing is archived. */
export function notArchiving(scene: Scene, tenantId: bigint | undefined): TreeNode {
  return hintNode({
    name: 'notArchiving',
    label: vscode.l10n.t('Logs are not being archived'),
    meaning: vscode.l10n.t(
      'A backup can start only while logs are archived, and nothing after a backup can be restored without them. Run the statement with a client; archiving is on when the status is DOING.',
    ),
    statement: `ALTER SYSTEM ARCHIVELOG${clause(scene, tenantId)};`,
    manual: 'logArchive',
  });
}

/** The stream broke. */
export function archiveInterrupted(scene: Scene, tenantId: bigint | undefined): TreeNode {
  const archive = clause(scene, tenantId);
  return hintNode({
    name: 'archiveInterrupted',
    label:
      scene.dialect.line === 3
        ? vscode.l10n.t('The log stream is broken: the way out')
        : vscode.l10n.t('The archive is interrupted: the way out'),
    meaning: vscode.l10n.t(
      'It does not heal by itself. Repair the cause, end the round, wait for STOP, archive again, wait for DOING, then take a new full backup: no backup reaches across the gap.',
    ),
    statement: `ALTER SYSTEM NOARCHIVELOG${archive};\nALTER SYSTEM ARCHIVELOG${archive};`,
    manual: 'logArchive',
    icon: ERROR_ICON,
  });
}

/** 4.x: backups have nowhere to go. */
export function noDataDestination(scene: Scene, tenantId: bigint | undefined): TreeNode {
  return hintNode({
    name: 'noDataDestination',
    label: vscode.l10n.t('No backup destination is set'),
    meaning: vscode.l10n.t(
      'No backup can start before a destination is set. Copy the statement, put the real location in, and run it with a client.',
    ),
    statement:
      scene.dialect.line === 3
        ? "ALTER SYSTEM SET backup_dest = 'file:///data/backup';"
        : `ALTER SYSTEM SET DATA_BACKUP_DEST = 'file:///data/backup'${clause(scene, tenantId)};`,
    manual: 'dataBackup',
  });
}

/** Everything is set up, and nothing has been backed up. */
export function noBackupYet(): TreeNode {
  return {
    ref: { kind: 'leaf', name: 'noBackupYet' },
    label: vscode.l10n.t('No backup yet'),
    description: vscode.l10n.t('start a full backup'),
    icon: { id: 'cloud-upload' },
    kind: 'hint',
    words: ['canBackUp'],
    expandable: 'none',
    click: 'startFull',
  };
}

function hintNode(hint: Hint): TreeNode {
  return {
    ref: { kind: 'leaf', name: hint.name },
    label: hint.label,
    description: '',
    icon: hint.icon ?? FADED_ICON('info'),
    kind: 'hint',
    expandable: 'none',
    click: 'details',
    subject: {
      title: hint.label,
      fields: () => [{ name: vscode.l10n.t('What it means'), value: hint.meaning }],
      origins: [],
      statement: hint.statement,
      manual: hint.manual,
    },
  };
}

/** From sys the tenant is named; in the tenant itself the clause does not exist. */
function clause(scene: Scene, tenantId: bigint | undefined): string {
  return tenantId === undefined || scene.dialect.scope === 'tenant'
    ? ''
    : ` TENANT = ${nameText(tenantName(scene.snapshot, tenantId))}`;
}
