import * as vscode from 'vscode';
import type { Dialogs } from '../dialogs';
import type { AskPassword } from './passwords';

/** The one question for a password, with who and where, and why it is asked. */
export function askPasswordBy(dialogs: Dialogs): AskPassword {
  return async (profile, why) => {
    const login = `${profile.user}@${profile.tenant}`;
    return dialogs.input({
      title: profile.name,
      prompt:
        why === 'refused'
          ? vscode.l10n.t('The login of {0} was refused. Its password now:', login)
          : vscode.l10n.t('Password of {0}:', login),
      password: true,
    });
  };
}
