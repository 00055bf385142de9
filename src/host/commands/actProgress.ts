import type { Log } from '../../core/ports';
import type { Dialogs } from '../dialogs';
import { logFailure } from '../failures';

/**
 * The progress of one act, which has pauses: while a person is asked nothing turns. It cannot be cancelled, because
 * a statement that is on its way cannot be called back.
 */
export class ActProgress {
  readonly #dialogs: Dialogs;
  readonly #log: Log;
  #end: () => void = () => undefined;

  constructor(dialogs: Dialogs, log: Log) {
    this.#dialogs = dialogs;
    this.#log = log;
  }

  /** Shows this from now on, in the place of what was shown before. */
  show(title: string): void {
    this.hide();
    const over = new Promise<void>((resolve) => {
      this.#end = resolve;
    });
    logFailure(
      this.#log,
      'progress of a backup',
      this.#dialogs.progress({ title, cancellable: false }, () => over),
    );
  }

  hide(): void {
    this.#end();
  }
}
