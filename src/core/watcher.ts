import { Backoff } from './backoff';
import { CancellationSource, cancelled } from './cancellation';
import type { ClusterConnection, ConnectionState } from './clusterConnection';
import type { Disposable } from './disposable';
import { BackupError } from './errors';
import { Emitter, type Event } from './event';
import { JobLedger } from './jobLedger';
import { hasEnded } from './jobState';
import type { BackupJob } from './model/backupJob';
import type { ClusterSnapshot } from './model/snapshot';
import type { Cancellation, Clock, Log } from './ports';

export interface WatchIntervals {
  /** A job runs and somebody looks. */
  readonly activeSeenMs: number;
  /** A job runs and nobody looks. */
  readonly activeUnseenMs: number;
  readonly idleMs: number;
}

const DEFAULT_INTERVALS: WatchIntervals = { activeSeenMs: 2_000, activeUnseenMs: 5_000, idleMs: 30_000 };

type Connected = Extract<ConnectionState, { kind: 'connected' }>;

/** The part of a connection that a watcher needs. */
export type WatchedConnection = Pick<ClusterConnection, 'state' | 'onDidChangeState' | 'reportLost'>;

/**
 * Reads one cluster's state again and again while it is connected; everybody else looks at its
 * snapshot. One reading at a time; the pause counts from the end of a reading, so that a slow server
 * is never queued upon.
 */
export class ClusterWatcher implements Disposable {
  readonly #connection: WatchedConnection;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #intervals: WatchIntervals;
  readonly #ledger = new JobLedger();
  readonly #backoff = new Backoff();
  readonly #didChange = new Emitter<ClusterSnapshot>();
  readonly #didEndJob = new Emitter<BackupJob>();
  readonly #didFail = new Emitter<BackupError>();
  readonly #listening: Disposable;
  #snapshot: ClusterSnapshot | undefined;
  #lastError: BackupError | undefined;
  #failures = 0;
  #seen = false;
  #lastReadMs = 0;
  #timer: Disposable | undefined;
  #reading: { readonly whole: boolean; readonly done: Promise<ClusterSnapshot> } | undefined;
  /** The connection that is watched, and the wish to stop doing so. */
  #watched: { readonly connected: Connected; readonly stop: CancellationSource } | undefined;

  constructor(
    connection: WatchedConnection,
    clock: Clock,
    log: Log,
    intervals: WatchIntervals = DEFAULT_INTERVALS,
  ) {
    this.#connection = connection;
    this.#clock = clock;
    this.#log = log;
    this.#intervals = intervals;
    this.#listening = connection.onDidChangeState((state) => this.#follow(state));
    this.#follow(connection.state);
  }

  /** The last one read. It stays, getting old, while the connection is lost; it goes when it is given up. */
  get snapshot(): ClusterSnapshot | undefined {
    return this.#snapshot;
  }

  /** Why the last reading failed; absent since one succeeded. */
  get lastError(): BackupError | undefined {
    return this.#lastError;
  }

  /** After every reading: even where nothing else moved, the server's clock did, and with it lag and age. */
  get onDidChange(): Event<ClusterSnapshot> {
    return this.#didChange.event;
  }

  /** Each job that ended while it was watched, once; `unknown` for one that is nowhere to be found any more. */
  get onDidEndJob(): Event<BackupJob> {
    return this.#didEndJob.event;
  }

  get onDidFail(): Event<BackupError> {
    return this.#didFail.event;
  }

  /**
   * Reads everything now, or joins such a reading under way.
   *
   * @throws BackupError
   */
  async refresh(): Promise<ClusterSnapshot> {
    if (this.#reading !== undefined && !this.#reading.whole) {
      // It leaves out what hardly changes; whoever asks for a refresh wants that too.
      await this.#reading.done.catch(() => undefined);
    }
    return this.#reading?.done ?? this.#read(true);
  }

  /** Whether somebody looks at this cluster: decides how often it is read while a job runs. */
  setSeen(seen: boolean): void {
    if (this.#seen === seen) {
      return;
    }
    this.#seen = seen;
    if (this.#timer !== undefined) {
      this.#schedule();
    }
  }

  /** Makes sure that the end of these jobs is told, however short they are. */
  follow(jobs: readonly BackupJob[]): void {
    this.#ledger.follow(jobs);
    if (this.#watched !== undefined && this.#reading === undefined) {
      this.#tick();
    }
  }

  dispose(): void {
    this.#listening.dispose();
    this.#stop();
    this.#didChange.dispose();
    this.#didEndJob.dispose();
    this.#didFail.dispose();
  }

  #follow(state: ConnectionState): void {
    if (state.kind === 'connected') {
      this.#stop();
      this.#watched = { connected: state, stop: new CancellationSource() };
      this.#failures = 0;
      // What goes wrong is kept and told.
      this.#read(true).catch(() => undefined);
      return;
    }
    this.#stop();
    if (state.kind !== 'waiting' && state.kind !== 'connecting') {
      this.#snapshot = undefined;
      this.#lastError = undefined;
    }
    // A login that is refused on the way back is no farewell: the jobs go on, and their end is still to be told.
    if (state.kind === 'disconnected') {
      this.#ledger.clear();
    }
  }

  #stop(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    this.#watched?.stop.cancel();
    this.#watched = undefined;
    this.#reading = undefined;
  }

  /** Failures are kept in `lastError` and told; the caller of `refresh` gets them too. */
  #read(whole: boolean): Promise<ClusterSnapshot> {
    const watched = this.#watched;
    if (watched === undefined) {
      return Promise.reject(new BackupError('connectionLost', 'not connected'));
    }
    this.#timer?.dispose();
    this.#timer = undefined;
    const previous = whole ? undefined : this.#snapshot;
    const done = this.#ask(watched.connected, previous, watched.stop.token).then(
      (answer) => {
        if (this.#watched !== watched) {
          throw cancelled();
        }
        return this.#succeed(answer);
      },
      (error: unknown) => {
        throw this.#watched === watched ? this.#fail(watched.connected, error) : error;
      },
    );
    this.#reading = { whole, done };
    return done;
  }

  async #ask(
    { dialect, database }: Connected,
    previous: ClusterSnapshot | undefined,
    cancellation: Cancellation,
  ): Promise<Answer> {
    const snapshot = await dialect.readSnapshot(database, previous, cancellation);
    const questions = snapshot.jobs.known ? this.#ledger.questions(snapshot.jobs.value) : [];
    if (questions.length === 0) {
      return { snapshot, jobs: [] };
    }
    try {
      return { snapshot, jobs: await dialect.readJobs(database, questions) };
    } catch (error) {
      if (!BackupError.is(error, 'serverRefused')) {
        throw error;
      }
      this.#log.warn(`the jobs ${questions.join(', ')} could not be looked for: ${error.message}`);
      return { snapshot, jobs: undefined };
    }
  }

  #succeed({ snapshot, jobs }: Answer): ClusterSnapshot {
    this.#reading = undefined;
    this.#lastError = undefined;
    this.#failures = 0;
    this.#lastReadMs = this.#clock.nowMs();
    const update = snapshot.jobs.known ? this.#ledger.update(snapshot.jobs.value, jobs) : undefined;
    const whole =
      snapshot.jobs.known && update !== undefined
        ? { ...snapshot, jobs: { ...snapshot.jobs, value: update.jobs } }
        : snapshot;
    this.#snapshot = whole;
    this.#schedule();
    this.#didChange.fire(whole);
    for (const job of update?.ended ?? []) {
      this.#didEndJob.fire(job);
    }
    return whole;
  }

  #fail({ database }: Connected, cause: unknown): BackupError {
    const error = BackupError.from(cause);
    this.#reading = undefined;
    this.#lastError = error;
    this.#failures += 1;
    this.#lastReadMs = this.#clock.nowMs();
    this.#log.warn(`reading the cluster failed: ${error.reason}: ${error.message}`);
    this.#schedule();
    this.#didFail.fire(error);
    if (error.reason === 'connectionLost' || error.reason === 'timedOut') {
      this.#connection.reportLost(database, error);
    }
    return error;
  }

  #schedule(): void {
    this.#timer?.dispose();
    const dueMs = this.#lastReadMs + this.#intervalMs();
    const delayMs = Math.max(dueMs - this.#clock.nowMs(), 0);
    this.#timer = this.#clock.setTimer(() => this.#tick(), delayMs);
  }

  #tick(): void {
    // What goes wrong was kept and told by then.
    this.#read(false).catch(() => undefined);
  }

  #intervalMs(): number {
    const { activeSeenMs, activeUnseenMs, idleMs } = this.#intervals;
    const jobs = this.#snapshot?.jobs;
    const active = jobs?.known === true && jobs.value.some((job) => !hasEnded(job));
    const plainMs = active ? (this.#seen ? activeSeenMs : activeUnseenMs) : idleMs;
    return this.#failures === 0 ? plainMs : Math.max(plainMs, this.#backoff.delayMs(this.#failures));
  }
}

interface Answer {
  readonly snapshot: ClusterSnapshot;
  /** The jobs that had to be looked for; absent where that was refused. */
  readonly jobs: readonly BackupJob[] | undefined;
}
