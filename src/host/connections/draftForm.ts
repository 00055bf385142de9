import * as vscode from 'vscode';
import type { Choice } from '../dialogs';
import { type Draft, type DraftField, type DraftProblem, nameOf } from './draft';
import { sentenceOfProblem, wordOfKeeping, wordOfTls } from './draftWords';

/** A line of the form: a field, or something to do with all of them. */
export type FormRow =
  | DraftField
  | 'password'
  | 'passwordKeeping'
  | 'tls'
  | 'caFile'
  | 'test'
  | 'save'
  | 'cancel';

/** What a test of the draft found. */
export interface Tested {
  readonly works: boolean;
  readonly sentence: string;
}

/** What the form shows besides the draft. */
export interface FormState {
  /** Fields that were refused, once the person has tried to go on. */
  readonly problems: readonly DraftProblem[];
  /** What the last test found. */
  readonly tested: Tested | undefined;
}

/** The rows in the order of the keyboard. */
const ORDER: readonly FormRow[] = [
  'hosts',
  'port',
  'user',
  'tenant',
  'cluster',
  'password',
  'passwordKeeping',
  'tls',
  'caFile',
  'name',
];

/** The form as a list: every field with its present value, then what can be done. */
export function rowsOf(draft: Draft, state: FormState): readonly Choice<FormRow>[] {
  const fields = ORDER.filter((row) => row !== 'caFile' || draft.tlsMode === 'verified');
  return [
    ...fields.map((row) => fieldRow(row, draft, state.problems)),
    testRow(state.tested),
    {
      value: 'save',
      label: draft.id === undefined ? vscode.l10n.t('Save and connect') : vscode.l10n.t('Save'),
      icon: 'save',
    },
    { value: 'cancel', label: vscode.l10n.t('Cancel, and forget what was typed'), icon: 'discard' },
  ];
}

function testRow(tested: Tested | undefined): Choice<FormRow> {
  const row = { value: 'test', label: vscode.l10n.t('Test'), group: vscode.l10n.t('Actions') } as const;
  return tested === undefined
    ? { ...row, icon: 'beaker' }
    : { ...row, icon: tested.works ? 'pass' : 'error', detail: tested.sentence };
}

/** Where the keyboard goes after a row was filled in: the next one, and from the last one to the test. */
export function rowAfter(row: FormRow, draft: Draft): FormRow {
  if (row === 'tls' && draft.tlsMode !== 'verified') {
    return 'name';
  }
  return ORDER[ORDER.indexOf(row) + 1] ?? 'test';
}

/** A row's name: also the title of the question that it asks. */
export function labelOf(row: FormRow): string {
  switch (row) {
    case 'name':
      return vscode.l10n.t('Name');
    case 'hosts':
      return vscode.l10n.t('Hosts');
    case 'port':
      return vscode.l10n.t('Port');
    case 'user':
      return vscode.l10n.t('User');
    case 'tenant':
      return vscode.l10n.t('Tenant');
    case 'cluster':
      return vscode.l10n.t('Cluster');
    case 'password':
      return vscode.l10n.t('Password');
    case 'passwordKeeping':
      return vscode.l10n.t('Password is kept');
    case 'tls':
      return vscode.l10n.t('TLS');
    case 'caFile':
      return vscode.l10n.t('CA file');
    case 'test':
    case 'save':
    case 'cancel':
      return vscode.l10n.t('Connection');
  }
}

function fieldRow(row: FormRow, draft: Draft, problems: readonly DraftProblem[]): Choice<FormRow> {
  const problem = problems.find(({ field }) => field === row);
  const base = { value: row, label: labelOf(row), description: shownValue(row, draft) };
  return problem === undefined
    ? { ...base, icon: iconOf(row) }
    : { ...base, icon: 'error', detail: sentenceOfProblem(problem) };
}

function shownValue(row: FormRow, draft: Draft): string {
  switch (row) {
    case 'name':
      return draft.name.trim() === '' ? vscode.l10n.t('as it connects: {0}', nameOf(draft)) : draft.name;
    case 'hosts':
      return draft.hosts === '' ? vscode.l10n.t('name or address, several are tried in turn') : draft.hosts;
    case 'port':
      return draft.port;
    case 'user':
      return draft.user === '' ? vscode.l10n.t('for example root@sys') : draft.user;
    case 'tenant':
      return draft.tenant;
    case 'cluster':
      return draft.cluster === ''
        ? vscode.l10n.t('none; only for an OBProxy that serves several clusters')
        : draft.cluster;
    case 'password':
      return passwordValue(draft);
    case 'passwordKeeping':
      return wordOfKeeping(draft.passwordKeeping);
    case 'tls':
      return wordOfTls(draft.tlsMode);
    case 'caFile':
      return draft.caFile === '' ? vscode.l10n.t('none; well-known authorities are trusted') : draft.caFile;
    case 'test':
    case 'save':
    case 'cancel':
      return '';
  }
}

/** Nothing about the password but whether there is one; not even its length. */
function passwordValue(draft: Draft): string {
  if (draft.password !== undefined) {
    return draft.password === '' ? vscode.l10n.t('the empty password') : '••••••••';
  }
  return draft.id === undefined
    ? vscode.l10n.t('not given yet; asked for when it is needed')
    : vscode.l10n.t('as it is');
}

function iconOf(row: FormRow): string {
  switch (row) {
    case 'hosts':
    case 'port':
      return 'server';
    case 'user':
      return 'account';
    case 'tenant':
    case 'cluster':
      return 'organization';
    case 'password':
    case 'passwordKeeping':
      return 'key';
    case 'tls':
    case 'caFile':
      return 'shield';
    case 'name':
    case 'test':
    case 'save':
    case 'cancel':
      return 'tag';
  }
}
