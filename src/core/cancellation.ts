import type { Disposable } from './disposable';
import { BackupError } from './errors';
import { Emitter } from './event';
import type { Cancellation, Clock } from './ports';

/** Makes a wish to stop and tells it; cancelling twice does nothing more. */
export class CancellationSource implements Disposable {
  readonly #emitter = new Emitter<undefined>();
  readonly #links: Disposable[] = [];
  #requested = false;

  readonly token: Cancellation;

  /** @param outer wishes that this one follows; absent ones are skipped */
  constructor(...outer: readonly (Cancellation | undefined)[]) {
    const isRequested = (): boolean => this.#requested;
    this.token = {
      get isCancellationRequested(): boolean {
        return isRequested();
      },
      onCancellationRequested: this.#emitter.event,
    };
    for (const cancellation of outer) {
      this.follow(cancellation);
    }
  }

  follow(cancellation: Cancellation | undefined): void {
    if (cancellation === undefined) {
      return;
    }
    if (cancellation.isCancellationRequested) {
      this.cancel();
      return;
    }
    this.#links.push(cancellation.onCancellationRequested(() => this.cancel()));
  }

  cancel(): void {
    if (this.#requested) {
      return;
    }
    this.#requested = true;
    this.#emitter.fire(undefined);
  }

  dispose(): void {
    for (const link of this.#links.splice(0)) {
      link.dispose();
    }
    this.#emitter.dispose();
  }
}

export function cancelled(): BackupError {
  return new BackupError('cancelled', 'stopped by the person or with the connection');
}

/**
 * Waits for work, but no longer than until it is cancelled. The work itself is not stopped: what it
 * brings later goes to `onLate`, so that nothing it opened stays open.
 *
 * @throws BackupError `cancelled`
 */
export function orCancelled<T>(
  work: Promise<T>,
  cancellation: Cancellation,
  onLate: (value: T) => void = () => undefined,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    let settled = false;
    const settle = (end: () => void): void => {
      settled = true;
      link.dispose();
      end();
    };
    const link = cancellation.onCancellationRequested(() => {
      if (!settled) {
        settle(() => reject(cancelled()));
      }
    });
    if (cancellation.isCancellationRequested) {
      settle(() => reject(cancelled()));
    }
    work.then(
      (value) => (settled ? onLate(value) : settle(() => resolve(value))),
      (error: unknown) => (settled ? undefined : settle(() => reject(error))),
    );
  });
}

/** Resolves after a while on the client's clock, or at once when cancelled. */
export function pause(clock: Clock, delayMs: number, cancellation?: Cancellation): Promise<void> {
  return new Promise((resolve) => {
    if (cancellation?.isCancellationRequested === true) {
      resolve();
      return;
    }
    const end = (): void => {
      timer.dispose();
      link?.dispose();
      resolve();
    };
    const timer = clock.setTimer(end, delayMs);
    const link = cancellation?.onCancellationRequested(end);
  });
}
