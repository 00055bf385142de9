import * as vscode from 'vscode';
import type { PreflightCheck } from '../../core/dialects/dialect';

/** A check that is not simply fine: what was found, and what to do about it. */
export interface CheckWords {
  readonly found: string;
  readonly next: string;
}

/**
 * What a check found, for a person.
 *
 * @param who name of the tenant, or of the cluster
 */
export function checkWords(check: PreflightCheck, who: string): CheckWords {
  if (check.outcome === 'unknown') {
    return {
      found: vscode.l10n.t('{0}: {1} could not be checked.', who, subjectOf(check.id)),
      next: vscode.l10n.t('The server checks it again by itself.'),
    };
  }
  switch (check.id) {
    case 'tenantNormal':
      return {
        found: vscode.l10n.t(
          '{0}: the tenant is not in status NORMAL ({1}).',
          who,
          evidenceOf(check, vscode.l10n.t('not there any more')),
        ),
        next: vscode.l10n.t('Wait until it is NORMAL, or leave it out.'),
      };
    case 'archiveDoing':
      return {
        found: vscode.l10n.t(
          '{0}: log archiving is not in status DOING ({1}).',
          who,
          evidenceOf(check, vscode.l10n.t('it was never started')),
        ),
        next: archiveNext(check.evidence),
      };
    case 'dataDestination':
      return {
        found: vscode.l10n.t('{0}: no backup destination is set.', who),
        next: vscode.l10n.t(
          'Set one with ALTER SYSTEM SET {0}; the Clusters view has the statement.',
          check.tenantId === undefined ? 'backup_dest' : 'DATA_BACKUP_DEST',
        ),
      };
    case 'noRunningJob':
      return {
        found: vscode.l10n.t('{0}: a backup is running already ({1}).', who, check.evidence),
        next: vscode.l10n.t('Wait until it has ended.'),
      };
    case 'readable':
      return {
        found: vscode.l10n.t('Not everything could be read: {0}.', check.evidence),
        next: vscode.l10n.t('The server checks it again by itself.'),
      };
  }
}

/** Each status has a way on of its own. */
function archiveNext(status: string): string {
  switch (status.toUpperCase()) {
    case 'INTERRUPTED':
      return vscode.l10n.t(
        'It does not heal by itself: repair the cause, NOARCHIVELOG, wait for STOP, ARCHIVELOG, wait for DOING.',
      );
    case 'SUSPEND':
    case 'SUSPENDING':
      return vscode.l10n.t("Resume it with ALTER SYSTEM SET LOG_ARCHIVE_DEST_STATE = 'ENABLE'.");
    case 'PREPARE':
    case 'BEGINNING':
      return vscode.l10n.t('It is starting: wait until it is DOING.');
    case 'STOPPING':
      return vscode.l10n.t('It is stopping: wait for STOP, then start it with ALTER SYSTEM ARCHIVELOG.');
    default:
      return vscode.l10n.t('Start it with ALTER SYSTEM ARCHIVELOG and wait until it is DOING.');
  }
}

function subjectOf(id: PreflightCheck['id']): string {
  switch (id) {
    case 'tenantNormal':
      return vscode.l10n.t('the status of the tenant');
    case 'archiveDoing':
      return vscode.l10n.t('log archiving');
    case 'dataDestination':
      return vscode.l10n.t('the backup destination');
    case 'noRunningJob':
      return vscode.l10n.t('whether a backup is running');
    case 'readable':
      return vscode.l10n.t('the views');
  }
}

function evidenceOf({ evidence }: PreflightCheck, none: string): string {
  return evidence === '' ? none : evidence;
}
