import type { Disposable } from '../core/disposable';
import type { BackupError } from '../core/errors';
import type { Cancellation, ResultSet } from '../core/ports';

/** A statement between the caller's asking and the one answer that the caller gets. */
export class PendingStatement {
  readonly text: string;
  readonly deadlineMs: number;
  readonly #resolve: (result: ResultSet) => void;
  readonly #reject: (error: BackupError) => void;
  #timer: NodeJS.Timeout | undefined;
  #wish: Disposable | undefined;

  constructor(
    text: string,
    deadlineMs: number,
    resolve: (result: ResultSet) => void,
    reject: (error: BackupError) => void,
  ) {
    this.text = text;
    this.deadlineMs = deadlineMs;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  heed(cancellation: Cancellation | undefined, onCancel: () => void): void {
    this.#wish = cancellation?.onCancellationRequested(onCancel);
  }

  startDeadline(onOverrun: () => void): void {
    this.#timer = setTimeout(onOverrun, this.deadlineMs);
  }

  succeed(result: ResultSet): void {
    this.#release();
    this.#resolve(result);
  }

  fail(error: BackupError): void {
    this.#release();
    this.#reject(error);
  }

  /** The caller is told at once; the deadline runs on, for the connection is still busy with it. */
  giveUp(error: BackupError): void {
    this.#wish?.dispose();
    this.#reject(error);
  }

  #release(): void {
    clearTimeout(this.#timer);
    this.#wish?.dispose();
  }
}
