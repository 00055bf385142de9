/** Why something did not work, in words for a program; the host has the sentences. */
export type FailureReason =
  /** No endpoint could be reached. */
  | 'unreachable'
  /** Name, password or tenant was not accepted. */
  | 'loginRefused'
  /** TLS was asked for and could not be had, or the certificate was not good. */
  | 'tls'
  /** Our own deadline passed. */
  | 'timedOut'
  /** The connection broke. */
  | 'connectionLost'
  /** The person stopped it. */
  | 'cancelled'
  /** The server answered with an error: see `server`. */
  | 'serverRefused'
  /** The answer was not of the expected shape. */
  | 'unreadable'
  /** The input is not acceptable; nothing was sent. */
  | 'badInput';

/** The server's own words: number and SQLSTATE are what a MySQL client would show. */
export interface ServerAnswer {
  readonly number: number;
  readonly sqlState: string;
  readonly message: string;
}

/** The one error type of the core. `message` is for logs; what people read is made from `reason` and `server`. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly reason: FailureReason;
  readonly server: ServerAnswer | undefined;
  /** The statement was sent and its answer never seen: only the views can tell whether it took effect. */
  readonly ambiguous: boolean;

  constructor(
    reason: FailureReason,
    message: string,
    details: {
      readonly server?: ServerAnswer;
      readonly ambiguous?: boolean;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.reason = reason;
    this.server = details.server;
    this.ambiguous = details.ambiguous ?? false;
  }

  /** Whatever was thrown, as an error of ours: what nobody foresaw is `unreadable`. */
  static from(error: unknown): BackupError {
    if (BackupError.is(error)) {
      return error;
    }
    const message = error instanceof Error ? error.message : 'an unknown failure';
    return new BackupError('unreadable', message, { cause: error });
  }

  /**
   * Told by its name: the driver is a bundle of its own, with its own copy of this class, so
   * `instanceof` would not know the driver's errors.
   */
  static is(error: unknown, reason?: FailureReason): error is BackupError {
    return (
      error instanceof Error &&
      error.name === 'BackupError' &&
      'reason' in error &&
      (reason === undefined || error.reason === reason)
    );
  }
}
