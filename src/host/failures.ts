import type { Log } from '../core/ports';

/** An error in words for the log; never its properties, which may hold a statement or a password. */
export function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** For promises that nobody waits for: a failure reaches the log instead of nobody. */
export function logFailure(log: Log, what: string, promise: PromiseLike<unknown>): void {
  promise.then(undefined, (error: unknown) => log.error(`${what}: ${describeError(error)}`));
}
