import * as vscode from 'vscode';
import type { Dialogs } from '../dialogs';
import { type Draft, type DraftProblem, problemsOf } from './draft';
import { type FormRow, type FormState, rowAfter, rowsOf, type Tested } from './draftForm';
import { askForField } from './draftQuestions';
import { sentenceOfProblem } from './draftWords';

/** Tries a draft out and says what it found; nothing where the person stopped it. */
export type TryOut = (draft: Draft) => Promise<Tested | undefined>;

/**
 * Writes a connection as one form that the keyboard can drive: a list of fields, each with its value, and what to
 * do with them. Nothing typed is lost: not by a refused field, nor a failed test, nor Escape, after which the next
 * opening goes on where it was left. Drafts live in memory only.
 */
export class ConnectionEditor {
  readonly #dialogs: Dialogs;
  readonly #tryOut: TryOut;
  readonly #drafts = new Map<string | undefined, Draft>();

  constructor(dialogs: Dialogs, tryOut: TryOut) {
    this.#dialogs = dialogs;
    this.#tryOut = tryOut;
  }

  /** Opens the form; the result is an acceptable draft that the person wants to be saved. */
  async open(start: Draft): Promise<Draft | undefined> {
    const left = this.#drafts.get(start.id);
    let draft = left ?? start;
    let state: FormState = { problems: [], tested: undefined };
    let active: FormRow = start.id === undefined && left === undefined ? 'hosts' : 'test';
    for (;;) {
      const row = await this.#showForm(draft, state, active, left !== undefined);
      if (row === undefined || row === 'cancel') {
        this.#leave(row === 'cancel' || sameDraft(draft, start) ? undefined : draft, start.id);
        return undefined;
      }
      if (row !== 'save' && row !== 'test') {
        draft = await askForField(this.#dialogs, row, draft);
        state = { ...state, problems: stillWrong(state.problems, draft), tested: undefined };
        active = rowAfter(row, draft);
        continue;
      }
      const problems = problemsOf(draft);
      const [first] = problems;
      state = { problems, tested: first === undefined ? state.tested : undefined };
      active = first?.field ?? row;
      if (first === undefined && row === 'save') {
        this.#leave(draft, start.id);
        return draft;
      }
      if (first === undefined) {
        state = { problems, tested: await this.#tryOut(draft) };
      }
    }
  }

  /** What was typed has been saved. */
  forget(id: string | undefined): void {
    this.#drafts.delete(id);
  }

  async #showForm(
    draft: Draft,
    state: FormState,
    active: FormRow,
    goesOn: boolean,
  ): Promise<FormRow | undefined> {
    const [problem] = state.problems;
    return this.#dialogs.pick<FormRow>({
      title: draft.id === undefined ? vscode.l10n.t('New connection') : vscode.l10n.t('Connection'),
      placeholder: placeholderOf(problem, goesOn),
      choices: rowsOf(draft, state),
      active,
      persistent: true,
    });
  }

  #leave(draft: Draft | undefined, id: string | undefined): void {
    if (draft === undefined) {
      this.#drafts.delete(id);
    } else {
      this.#drafts.set(id, draft);
    }
  }
}

function placeholderOf(problem: DraftProblem | undefined, goesOn: boolean): string {
  if (problem !== undefined) {
    return sentenceOfProblem(problem);
  }
  return goesOn
    ? vscode.l10n.t('This goes on where it was left. Choose a field to change it.')
    : vscode.l10n.t('Choose a field to change it.');
}

/** A complaint goes away as soon as its field is acceptable; fields not yet tried are not complained about. */
function stillWrong(complaints: readonly DraftProblem[], draft: Draft): readonly DraftProblem[] {
  return problemsOf(draft).filter(({ field }) => complaints.some((complaint) => complaint.field === field));
}

function sameDraft(a: Draft, b: Draft): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
