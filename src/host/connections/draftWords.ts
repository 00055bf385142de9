import * as vscode from 'vscode';
import type { PasswordKeeping } from '../../core/connection';
import type { TlsMode } from '../../core/ports';
import type { DraftProblem } from './draft';

/** Why a field is not acceptable, and what would be. */
export function sentenceOfProblem(problem: DraftProblem): string {
  switch (problem.code) {
    case 'hostsMissing':
      return vscode.l10n.t('At least one host is needed.');
    case 'hostUnreadable':
      return vscode.l10n.t(
        '"{0}" is not a host: write name, name:port or [IPv6]:port, several divided by commas.',
        problem.part,
      );
    case 'portUnreadable':
      return vscode.l10n.t('A port is a whole number from 1 to 65535.');
    case 'userMissing':
      return vscode.l10n.t('A user is needed, for example root@sys.');
    case 'loginAmbiguous':
      return vscode.l10n.t(
        'This user name can be read in more than one way: write it as user@tenant or user@tenant#cluster.',
      );
    case 'loginUnreadable':
      return vscode.l10n.t('This is not a user name: write it as user, user@tenant or user@tenant#cluster.');
    case 'tenantMissing':
      return vscode.l10n.t('A tenant is needed: sys, or the name of a user tenant.');
    case 'tenantUnreadable':
      return vscode.l10n.t(
        'This is not a tenant name: it holds @, # or a control character, or is too long.',
      );
    case 'clusterUnreadable':
      return vscode.l10n.t(
        'This is not a cluster name: it holds @, # or a control character, or is too long.',
      );
  }
}

/** The name of a TLS mode. */
export function wordOfTls(mode: TlsMode): string {
  switch (mode) {
    case 'off':
      return vscode.l10n.t('Off');
    case 'on':
      return vscode.l10n.t('On, certificate not checked');
    case 'verified':
      return vscode.l10n.t('On, certificate and server name checked');
  }
}

/** The name of a way to keep a password. */
export function wordOfKeeping(keeping: PasswordKeeping): string {
  switch (keeping) {
    case 'stored':
      return vscode.l10n.t("In the editor's secret storage");
    case 'untilWindowCloses':
      return vscode.l10n.t('Until the window closes');
    case 'askEveryTime':
      return vscode.l10n.t('Not at all: ask at every connect');
  }
}
