import type { Disposable } from './disposable';
import type { Event } from './event';

/** A person's or a caller's wish to stop waiting. VS Code's CancellationToken fits as it is. */
export interface Cancellation {
  readonly isCancellationRequested: boolean;
  readonly onCancellationRequested: Event<unknown>;
}

/** What a server answered, exactly as the text protocol carried it. */
export interface ResultSet {
  /** Column names as sent; OceanBase changes their case between versions. */
  readonly columns: readonly string[];
  /** Every value as the server's own text: no number ever passes through a double. */
  readonly rows: readonly (readonly (string | null)[])[];
}

/** How long, and for whom, a statement may take. */
export interface QueryOptions {
  /** Our own deadline; when it passes the connection is destroyed. */
  readonly deadlineMs?: number;
  readonly cancellation?: Cancellation;
}

/** One connection to a server, and one statement in flight on it at a time. */
export interface Database {
  /**
   * Sends one statement once, over the text protocol, and never again by itself.
   *
   * @throws BackupError; `ambiguous` is set when the statement was sent and no answer came
   */
  query(text: string, options?: QueryOptions): Promise<ResultSet>;
  /** The connection is gone without our doing; fires once. */
  readonly onDidLose: Event<unknown>;
  /** Host and port that answered, for people. */
  readonly endpoint: Endpoint;
  close(): Promise<void>;
}

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** How the line is secured: not at all, encrypted, or encrypted with the server's name and issuer checked. */
export type TlsMode = 'off' | 'on' | 'verified';

/** All that a login needs, secrets included: lives only in flight. */
export interface LoginTarget {
  /** Tried in turn. */
  readonly endpoints: readonly Endpoint[];
  /** As it goes over the wire: `user@tenant#cluster`. */
  readonly login: string;
  readonly password: string;
  readonly tls: { readonly mode: TlsMode; readonly caPem?: string };
  /** For reaching one endpoint and being greeted and logged in by it. */
  readonly connectTimeoutMs: number;
}

/** Opens a connection; tries each endpoint once, in turn. Throws the BackupError that tells most. */
export type OpenDatabase = (target: LoginTarget, cancellation?: Cancellation) => Promise<Database>;

/** The client's own clock and timers: for deadlines and intervals, never for judging the server's time. */
export interface Clock {
  nowMs(): number;
  setTimer(callback: () => void, delayMs: number): Disposable;
}

/** A log for people who look for a fault. Secrets never get here. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
