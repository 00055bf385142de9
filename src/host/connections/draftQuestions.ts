import * as vscode from 'vscode';
import type { PasswordKeeping } from '../../core/connection';
import type { TlsMode } from '../../core/ports';
import type { Choice, Dialogs } from '../dialogs';
import { explainError, sentenceOf } from '../words';
import {
  clusterProblem,
  type Draft,
  type DraftProblem,
  hostsProblem,
  portProblem,
  tenantProblem,
  userProblem,
  withUser,
} from './draft';
import { type FormRow, labelOf } from './draftForm';
import { sentenceOfProblem, wordOfKeeping, wordOfTls } from './draftWords';
import { DIRECT_PORT, PROXY_PORT } from './endpoints';
import { readCaFile } from './loginTarget';

/** Asks for one field of the form. Dismissing the question leaves the draft as it was. */
export async function askForField(dialogs: Dialogs, row: FormRow, draft: Draft): Promise<Draft> {
  switch (row) {
    case 'name':
      return askText(dialogs, draft, row, vscode.l10n.t('Any name; left empty, it is made of the login.'));
    case 'hosts':
      return askText(
        dialogs,
        draft,
        row,
        vscode.l10n.t(
          'Name or address, with :port where it has its own; several divided by commas are tried in turn.',
        ),
        hostsProblem,
      );
    case 'port':
      return askPort(dialogs, draft);
    case 'user':
      return askUser(dialogs, draft);
    case 'tenant':
      return askText(dialogs, draft, row, vscode.l10n.t('sys, or the name of a user tenant.'), tenantProblem);
    case 'cluster':
      return askText(
        dialogs,
        draft,
        row,
        vscode.l10n.t('Only for an OBProxy that serves several clusters; a direct login with it fails.'),
        clusterProblem,
      );
    case 'password':
      return askPassword(dialogs, draft);
    case 'passwordKeeping':
    case 'tls':
      return askMode(dialogs, row, draft);
    case 'caFile':
      return askCaFile(dialogs, draft);
    case 'test':
    case 'save':
    case 'cancel':
      return draft;
  }
}

async function askText(
  dialogs: Dialogs,
  draft: Draft,
  field: 'name' | 'hosts' | 'tenant' | 'cluster',
  prompt: string,
  problemOf?: (text: string) => DraftProblem | undefined,
): Promise<Draft> {
  const text = await dialogs.input({
    title: labelOf(field),
    prompt,
    value: draft[field],
    ...(problemOf === undefined ? {} : { validate: (typed) => sentence(problemOf(typed)) }),
  });
  return text === undefined ? draft : { ...draft, [field]: text.trim() };
}

async function askUser(dialogs: Dialogs, draft: Draft): Promise<Draft> {
  const text = await dialogs.input({
    title: labelOf('user'),
    prompt: vscode.l10n.t(
      'Every spelling is understood: root@sys, user@tenant#cluster, cluster:tenant:user.',
    ),
    value: draft.user,
    // a name that came out of user@tenant may look like another spelling by itself
    validate: (typed) => (typed === draft.user && typed !== '' ? undefined : sentence(userProblem(typed))),
  });
  return text === undefined || text === draft.user ? draft : withUser(draft, text);
}

async function askPort(dialogs: Dialogs, draft: Draft): Promise<Draft> {
  const choices: readonly Choice<string>[] = [
    {
      value: String(DIRECT_PORT),
      label: String(DIRECT_PORT),
      description: vscode.l10n.t('an OBServer directly'),
    },
    {
      value: String(PROXY_PORT),
      label: String(PROXY_PORT),
      description: vscode.l10n.t('through OBProxy (ODP)'),
    },
    { value: 'other', label: vscode.l10n.t('Another port…') },
  ];
  const chosen = await dialogs.pick({
    title: labelOf('port'),
    choices,
    active: draft.port,
    persistent: true,
  });
  if (chosen !== 'other') {
    return chosen === undefined ? draft : { ...draft, port: chosen };
  }
  const text = await dialogs.input({
    title: labelOf('port'),
    prompt: vscode.l10n.t('The port for SQL of all hosts that name none.'),
    value: draft.port,
    validate: (typed) => sentence(portProblem(typed)),
  });
  return text === undefined ? draft : { ...draft, port: text.trim() };
}

async function askPassword(dialogs: Dialogs, draft: Draft): Promise<Draft> {
  const password = await dialogs.input({
    title: labelOf('password'),
    prompt: vscode.l10n.t('Enter with nothing typed means the empty password; Escape leaves it as it is.'),
    password: true,
  });
  return password === undefined ? draft : { ...draft, password };
}

const KEEPINGS: readonly PasswordKeeping[] = ['stored', 'untilWindowCloses', 'askEveryTime'];
const TLS_MODES: readonly TlsMode[] = ['off', 'on', 'verified'];

async function askMode(dialogs: Dialogs, row: 'passwordKeeping' | 'tls', draft: Draft): Promise<Draft> {
  const form = { title: labelOf(row), persistent: true };
  if (row === 'tls') {
    const choices = TLS_MODES.map((value) => ({ value, label: wordOfTls(value) }));
    const tlsMode = await dialogs.pick({ ...form, choices, active: draft.tlsMode });
    return tlsMode === undefined ? draft : { ...draft, tlsMode };
  }
  const choices = KEEPINGS.map((value) => ({ value, label: wordOfKeeping(value) }));
  const passwordKeeping = await dialogs.pick({ ...form, choices, active: draft.passwordKeeping });
  return passwordKeeping === undefined ? draft : { ...draft, passwordKeeping };
}

async function askCaFile(dialogs: Dialogs, draft: Draft): Promise<Draft> {
  const choices: readonly Choice<'choose' | 'none'>[] = [
    { value: 'choose', label: vscode.l10n.t('Choose a file…'), icon: 'folder-opened' },
    { value: 'none', label: vscode.l10n.t('None: trust the well-known authorities'), icon: 'globe' },
  ];
  const way = await dialogs.pick({ title: labelOf('caFile'), choices, active: 'choose', persistent: true });
  if (way !== 'choose') {
    return way === undefined ? draft : { ...draft, caFile: '' };
  }
  const caFile = await dialogs.openFile({
    title: vscode.l10n.t('Certificate authority (PEM)'),
    openLabel: vscode.l10n.t('Use'),
    filters: { [vscode.l10n.t('Certificates')]: ['pem', 'crt', 'cer'], [vscode.l10n.t('All files')]: ['*'] },
  });
  if (caFile === undefined) {
    return draft;
  }
  try {
    await readCaFile(caFile);
    return { ...draft, caFile };
  } catch (error) {
    await dialogs.notify({ severity: 'error', message: sentenceOf(explainError(error)), choices: [] });
    return draft;
  }
}

function sentence(problem: DraftProblem | undefined): string | undefined {
  return problem === undefined ? undefined : sentenceOfProblem(problem);
}
