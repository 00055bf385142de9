import assert from 'node:assert/strict';
import type {
  Choice,
  ConfirmRequest,
  Dialogs,
  FileRequest,
  InputRequest,
  NoticeRequest,
  PickManyRequest,
  PickRequest,
  Progress,
  ProgressRequest,
} from '../../../src/host/dialogs';

type Act =
  | { readonly kind: 'pick'; readonly what: unknown }
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'confirm'; readonly what: unknown }
  | { readonly kind: 'escape' };

/**
 * A person who does what a test says, in that order, and remembers what they were shown. A question that the test
 * did not foresee is an error; notices may go by unanswered.
 */
export class Person implements Dialogs {
  readonly #acts: Act[] = [];
  /** Titles and prompts of all questions. */
  readonly questions: string[] = [];
  /** What the form or list showed each time. */
  readonly lists: PickRequest<unknown>[] = [];
  readonly inputs: InputRequest[] = [];
  readonly confirmations: ConfirmRequest<unknown>[] = [];
  readonly notices: NoticeRequest<unknown>[] = [];
  /** Sentences with which something typed was refused. */
  readonly refusals: string[] = [];
  readonly progressTitles: string[] = [];
  /** How many progress notices stand at the moment. */
  progressShown = 0;
  #cancelProgress: (() => void) | undefined;
  /** Presses "Cancel" as soon as a progress notice shows. */
  impatient = false;

  /** Chooses by value or by label. */
  pick(what: unknown): this;
  pick<T>(request: PickRequest<T>): Promise<T | undefined>;
  pick(what: unknown): this | Promise<unknown> {
    if (isPickRequest(what)) {
      return this.#answerPick(what);
    }
    this.#acts.push({ kind: 'pick', what });
    return this;
  }

  types(text: string): this {
    this.#acts.push({ kind: 'type', text });
    return this;
  }

  /** Fills in a field of a form: chooses it and types. */
  fills(field: string, text: string): this {
    return this.pick(field).types(text);
  }

  opensFile(path: string): this {
    this.#acts.push({ kind: 'file', path });
    return this;
  }

  confirms(what: unknown): this {
    this.#acts.push({ kind: 'confirm', what });
    return this;
  }

  escapes(): this {
    this.#acts.push({ kind: 'escape' });
    return this;
  }

  /** Everything that was foreseen has been done. */
  assertDone(): void {
    assert.deepEqual(this.#acts, [], 'left to do');
  }

  async pickMany<T>(request: PickManyRequest<T>): Promise<readonly T[] | undefined> {
    this.questions.push(request.title);
    const act = this.#next('pick', request.title);
    if (act.kind === 'escape') {
      return undefined;
    }
    const wanted: readonly unknown[] = Array.isArray(act.what) ? act.what : [act.what];
    return wanted.map((one) => found(request.choices, one));
  }

  async input(request: InputRequest): Promise<string | undefined> {
    this.questions.push(request.prompt);
    this.inputs.push(request);
    for (;;) {
      const act = this.#next('type', request.prompt);
      if (act.kind === 'escape') {
        return undefined;
      }
      const refusal = request.validate?.(act.text);
      if (refusal === undefined) {
        return act.text;
      }
      this.refusals.push(refusal);
    }
  }

  async openFile(request: FileRequest): Promise<string | undefined> {
    this.questions.push(request.title);
    const act = this.#next('file', request.title);
    return act.kind === 'escape' ? undefined : act.path;
  }

  async confirm<T>(request: ConfirmRequest<T>): Promise<T | undefined> {
    this.questions.push(request.message);
    this.confirmations.push(request);
    const act = this.#next('confirm', request.message);
    return act.kind === 'escape' ? undefined : found(request.choices, act.what);
  }

  async notify<T>(request: NoticeRequest<T>): Promise<T | undefined> {
    this.notices.push(request);
    return undefined;
  }

  async progress<T>(request: ProgressRequest, task: (progress: Progress) => Promise<T>): Promise<T> {
    this.progressTitles.push(request.title);
    const listeners = new Set<(event: unknown) => void>();
    const state = { requested: false };
    this.#cancelProgress = () => {
      state.requested = true;
      for (const listener of listeners) listener(undefined);
    };
    const running = task({
      report: () => undefined,
      cancellation: {
        get isCancellationRequested() {
          return state.requested;
        },
        onCancellationRequested: (listener) => {
          listeners.add(listener);
          return { dispose: () => listeners.delete(listener) };
        },
      },
    });
    if (this.impatient) {
      this.cancelsProgress();
    }
    this.progressShown += 1;
    return running.finally(() => {
      this.progressShown -= 1;
    });
  }

  cancelsProgress(): void {
    this.#cancelProgress?.();
  }

  async #answerPick<T>(request: PickRequest<T>): Promise<T | undefined> {
    this.questions.push(request.title);
    this.lists.push(request);
    const act = this.#next('pick', request.title);
    return act.kind === 'escape' ? undefined : found(request.choices, act.what);
  }

  #next<K extends Act['kind']>(
    kind: K,
    question: string,
  ): Extract<Act, { kind: K }> | Extract<Act, { kind: 'escape' }> {
    const act = this.#acts.shift();
    if (act?.kind === 'escape') {
      return act;
    }
    if (act === undefined || !isOfKind(act, kind)) {
      throw new assert.AssertionError({
        message: `"${question}" was not foreseen: next is ${JSON.stringify(act)}`,
      });
    }
    return act;
  }
}

function isOfKind<K extends Act['kind']>(act: Act, kind: K): act is Extract<Act, { kind: K }> {
  return act.kind === kind;
}

function isPickRequest(what: unknown): what is PickRequest<unknown> {
  return typeof what === 'object' && what !== null && 'choices' in what && 'title' in what;
}

function found<T>(choices: readonly Choice<T>[], what: unknown): T {
  const choice = choices.find(({ value, label }) => value === what || label === what);
  if (choice === undefined) {
    const labels = choices.map(({ label }) => label).join(', ');
    throw new assert.AssertionError({ message: `${String(what)} is not offered; there is ${labels}` });
  }
  return choice.value;
}
