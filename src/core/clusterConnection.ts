import { Backoff } from './backoff';
import { CancellationSource, orCancelled } from './cancellation';
import type { Dialect } from './dialects/dialect';
import type { Disposable } from './disposable';
import { BackupError } from './errors';
import { Emitter, type Event } from './event';
import type { Cancellation, Clock, Database, Log, LoginTarget, OpenDatabase } from './ports';
import type { Refusal } from './refusal';

export type ConnectionState =
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'connecting'; readonly attempt: number }
  | { readonly kind: 'connected'; readonly dialect: Dialect; readonly database: Database }
  /** Lost, or out of reach, after having been connected: comes back by itself. */
  | {
      readonly kind: 'waiting';
      readonly attempt: number;
      readonly error: BackupError;
      /** On the client's clock. */
      readonly retryAtMs: number;
    }
  /** The first connect failed, or a login was refused: nothing happens by itself. */
  | { readonly kind: 'failed'; readonly error: BackupError }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export interface ConnectionPorts {
  readonly open: OpenDatabase;
  readonly clock: Clock;
  readonly log: Log;
  /** All that the login needs; may ask a person for the password. */
  readonly target: (cancellation: Cancellation) => Promise<LoginTarget>;
  readonly identify: (
    database: Database,
    cancellation: Cancellation,
  ) => Promise<{ readonly dialect: Dialect } | { readonly refusal: Refusal }>;
  /** From 0 to below 1; spreads the retries of many clients. */
  readonly random?: () => number;
}

/** A guard on top of the driver's own deadlines, and for asking the server what it is. */
const OPEN_GRACE_MS = 5_000;
const IDENTIFY_DEADLINE_MS = 30_000;

/** One cluster's connection, from wish to loss and back. Knows nothing of what it is used for. */
export class ClusterConnection implements Disposable {
  readonly #ports: ConnectionPorts;
  readonly #emitter = new Emitter<ConnectionState>();
  readonly #backoff: Backoff;
  #state: ConnectionState = { kind: 'disconnected' };
  /** The attempt under way. */
  #running: { readonly source: CancellationSource; readonly done: Promise<ConnectionState> } | undefined;
  #retry: Disposable | undefined;
  #losing: Disposable | undefined;
  #wasConnected = false;
  #attempt = 0;

  constructor(ports: ConnectionPorts) {
    this.#ports = ports;
    this.#backoff = new Backoff(ports.random);
  }

  get state(): ConnectionState {
    return this.#state;
  }

  get onDidChangeState(): Event<ConnectionState> {
    return this.#emitter.event;
  }

  /** Connects, or joins the attempt under way; never throws: the state says how it went. */
  connect(cancellation?: Cancellation): Promise<ConnectionState> {
    if (this.#state.kind === 'connected') {
      return Promise.resolve(this.#state);
    }
    if (this.#running !== undefined) {
      this.#running.source.follow(cancellation);
      return this.#running.done;
    }
    return this.#begin(cancellation);
  }

  /** Ends whatever is under way; no retry comes after it. */
  async disconnect(): Promise<void> {
    const database = this.#leave();
    const running = this.#running;
    this.#running = undefined;
    running?.source.cancel();
    this.#setState({ kind: 'disconnected' });
    if (database !== undefined) {
      await this.#close(database);
    }
  }

  /**
   * Tells that a statement found the connection gone (`connectionLost`, `timedOut`) before the driver
   * did; of a connection that is not the present one nothing happens.
   */
  reportLost(database: Database, error: BackupError): void {
    if (this.#state.kind !== 'connected' || this.#state.database !== database) {
      return;
    }
    this.#leave();
    this.#inBackground(this.#close(database));
    this.#wasConnected = true;
    this.#attempt = 0;
    this.#waitAfter(error);
  }

  dispose(): void {
    this.#inBackground(this.disconnect());
    this.#emitter.dispose();
  }

  #begin(cancellation?: Cancellation): Promise<ConnectionState> {
    this.#retry?.dispose();
    this.#attempt += 1;
    const source = new CancellationSource(cancellation);
    const done = this.#attemptOnce(source)
      .then(
        (next) => this.#settle(source, () => this.#arrive(next), next),
        (error: unknown) => this.#settle(source, () => this.#failWith(BackupError.from(error))),
      )
      .finally(() => source.dispose());
    this.#running = { source, done };
    this.#setState({ kind: 'connecting', attempt: this.#attempt });
    return done;
  }

  /** An attempt that was given up in the meantime changes nothing any more. */
  #settle(source: CancellationSource, act: () => void, brought?: ConnectionState): ConnectionState {
    if (this.#running?.source === source) {
      this.#running = undefined;
      act();
    } else if (brought?.kind === 'connected') {
      this.#inBackground(this.#close(brought.database));
    }
    return this.#state;
  }

  /** Every step ends when it is cancelled; a database that comes too late is closed. */
  async #attemptOnce(source: CancellationSource): Promise<ConnectionState> {
    const { token } = source;
    const { open, identify } = this.#ports;
    const target = await orCancelled(this.#ports.target(token), token);
    const allowedMs = target.connectTimeoutMs * Math.max(target.endpoints.length, 1) + OPEN_GRACE_MS;
    const database = await this.#within(allowedMs, source, (stop) =>
      orCancelled(open(target, stop), stop, (late) => this.#inBackground(this.#close(late))),
    );
    try {
      const answer = await this.#within(IDENTIFY_DEADLINE_MS, source, (stop) =>
        orCancelled(identify(database, stop), stop),
      );
      if ('dialect' in answer) {
        return { kind: 'connected', dialect: answer.dialect, database };
      }
      await this.#close(database);
      return { kind: 'refused', refusal: answer.refusal };
    } catch (error) {
      this.#inBackground(this.#close(database));
      throw error;
    }
  }

  /** Runs a step that is stopped by the source or, with another error, by a deadline. */
  async #within<T>(
    deadlineMs: number,
    source: CancellationSource,
    step: (stop: Cancellation) => Promise<T>,
  ): Promise<T> {
    const inner = new CancellationSource(source.token);
    let late = false;
    const timer = this.#ports.clock.setTimer(() => {
      late = true;
      inner.cancel();
    }, deadlineMs);
    try {
      return await step(inner.token);
    } catch (error) {
      throw late ? new BackupError('timedOut', `no answer within ${deadlineMs} ms`, { cause: error }) : error;
    } finally {
      timer.dispose();
      inner.dispose();
    }
  }

  #arrive(next: ConnectionState): void {
    if (next.kind === 'connected') {
      const { database, dialect } = next;
      const { host, port } = database.endpoint;
      this.#ports.log.info(`connected to ${host}:${port}, OceanBase ${dialect.identity.version}`);
      this.#losing = database.onDidLose(() =>
        this.reportLost(database, new BackupError('connectionLost', 'the server closed the connection')),
      );
      this.#wasConnected = true;
      this.#attempt = 0;
    } else {
      this.#forget();
    }
    this.#setState(next);
  }

  #failWith(error: BackupError): void {
    if (error.reason === 'cancelled') {
      this.#forget();
      this.#setState({ kind: 'disconnected' });
      return;
    }
    this.#ports.log.warn(`cannot connect (attempt ${this.#attempt}): ${error.reason}: ${error.message}`);
    if (this.#wasConnected && comesBack(error)) {
      this.#waitAfter(error);
      return;
    }
    this.#forget();
    this.#setState({ kind: 'failed', error });
  }

  #waitAfter(error: BackupError): void {
    const delayMs = this.#backoff.delayMs(this.#attempt);
    const { clock, log } = this.#ports;
    log.warn(`connection lost (${error.reason}); next attempt in ${delayMs} ms`);
    this.#retry = clock.setTimer(() => this.#inBackground(this.#begin()), delayMs);
    this.#setState({
      kind: 'waiting',
      attempt: this.#attempt + 1,
      error,
      retryAtMs: clock.nowMs() + delayMs,
    });
  }

  /** Lets go of timers and of the connection, which is handed to the caller for closing. */
  #leave(): Database | undefined {
    this.#retry?.dispose();
    this.#losing?.dispose();
    this.#losing = undefined;
    this.#forget();
    return this.#state.kind === 'connected' ? this.#state.database : undefined;
  }

  #forget(): void {
    this.#wasConnected = false;
    this.#attempt = 0;
  }

  async #close(database: Database): Promise<void> {
    try {
      await database.close();
    } catch (error) {
      this.#ports.log.warn(`closing a connection failed: ${BackupError.from(error).message}`);
    }
  }

  #setState(next: ConnectionState): void {
    if (this.#state.kind === 'disconnected' && next.kind === 'disconnected') {
      return;
    }
    this.#state = next;
    this.#emitter.fire(next);
  }

  #inBackground(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.#ports.log.error(BackupError.from(error).message));
  }
}

/** What may be different a moment later. A wrong password, a bad certificate or bad input is not. */
function comesBack(error: BackupError): boolean {
  switch (error.reason) {
    case 'unreachable':
    case 'timedOut':
    case 'connectionLost':
    case 'serverRefused':
    case 'unreadable':
      return true;
    case 'loginRefused':
    case 'tls':
    case 'cancelled':
    case 'badInput':
      return false;
  }
}
