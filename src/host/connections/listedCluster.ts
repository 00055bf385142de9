import { ClusterConnection, type ConnectionState } from '../../core/clusterConnection';
import type { ConnectionProfile } from '../../core/connection';
import { BackupError } from '../../core/errors';
import { Emitter } from '../../core/event';
import type { Cancellation, Clock, Log, LoginTarget, OpenDatabase } from '../../core/ports';
import { explainServerAnswer } from '../../core/serverErrors';
import { ClusterWatcher, type WatchIntervals } from '../../core/watcher';
import { loginTargetOf } from './loginTarget';
import type { Passwords } from './passwords';
import type { Identify } from './ports';

/** What everything that shows or acts on clusters may know of one. */
export interface Cluster {
  readonly profile: ConnectionProfile;
  readonly connection: ClusterConnection;
  readonly watcher: ClusterWatcher;
}

export interface ListedClusterPorts {
  readonly passwords: Passwords;
  readonly open: OpenDatabase;
  readonly identify: Identify;
  readonly clock: Clock;
  readonly log: Log;
  readonly connectTimeoutMs: () => number;
  /** Asked for at every pause: a changed setting holds at once. */
  readonly intervals: WatchIntervals;
}

/** How a connect was asked for: by a person, who can answer questions, or by ourselves, who must not ask any. */
export interface ConnectOptions {
  readonly cancellation?: Cancellation;
  readonly quiet?: boolean;
}

/** A cluster of the list: its profile, its line and its watcher, and the passwords of its logins. */
export class ListedCluster implements Cluster {
  readonly connection: ClusterConnection;
  readonly watcher: ClusterWatcher;
  #profile: ConnectionProfile;
  readonly #ports: ListedClusterPorts;
  readonly #changed = new Emitter<Cluster>();
  readonly #refusedAlone = new Emitter<BackupError>();
  /** The password that the person typed for the login under way: kept once it worked. */
  #typed: string | undefined;
  /** The password of the line that is up: a lost line comes back with it, without a question. */
  #inUse: string | undefined;
  #connecting: Promise<ConnectionState> | undefined;
  #mayAsk = false;

  /** Fires when the state of the line or the snapshot has changed. */
  readonly onDidChange = this.#changed.event;
  /** Fires when a lost line cannot come back because its login is refused now: nobody was asked yet. */
  readonly onDidRefuseAlone = this.#refusedAlone.event;

  constructor(profile: ConnectionProfile, ports: ListedClusterPorts, demoPassword?: string) {
    this.#profile = profile;
    this.#ports = ports;
    this.#inUse = demoPassword;
    this.connection = new ClusterConnection({
      open: ports.open,
      clock: ports.clock,
      log: ports.log,
      identify: ports.identify,
      target: (cancellation) => this.#target(cancellation),
    });
    this.watcher = new ClusterWatcher(this.connection, ports.clock, ports.log, ports.intervals);
    this.connection.onDidChangeState((state) => this.#stateChanged(state));
    this.watcher.onDidChange(() => this.#changed.fire(this));
    this.watcher.onDidFail(() => this.#changed.fire(this));
  }

  get profile(): ConnectionProfile {
    return this.#profile;
  }

  /** Takes over what does not touch the line: name, and how the password is kept. */
  rename(profile: ConnectionProfile): void {
    this.#profile = profile;
    this.#changed.fire(this);
  }

  /** Connects; whoever comes while that is under way gets the same answer, and may stop it too. */
  async connect(options: ConnectOptions = {}): Promise<ConnectionState> {
    const underWay = this.#connecting;
    if (underWay !== undefined) {
      this.#mayAsk ||= this.#asksFor(options);
      await this.connection.connect(options.cancellation);
      return underWay;
    }
    this.#connecting = this.#connect(options).finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  async disconnect(): Promise<void> {
    await this.connection.disconnect();
  }

  dispose(): void {
    this.watcher.dispose();
    this.connection.dispose();
    this.#changed.dispose();
    this.#refusedAlone.dispose();
  }

  async #connect(options: ConnectOptions): Promise<ConnectionState> {
    this.#mayAsk = this.#asksFor(options);
    this.#typed = undefined;
    try {
      const state = await this.connection.connect(options.cancellation);
      return wasRefused(state) ? await this.#askAndTryAgain(state, options.cancellation) : state;
    } finally {
      await this.#keepTyped();
      this.#mayAsk = false;
    }
  }

  #asksFor({ quiet }: ConnectOptions): boolean {
    return quiet !== true && !this.#profile.demo;
  }

  /** A kept password may be outdated: the person is asked once. One that was typed a moment ago is not asked for again. */
  async #askAndTryAgain(refused: ConnectionState, cancellation?: Cancellation): Promise<ConnectionState> {
    if (!this.#mayAsk || this.#typed !== undefined) {
      return refused;
    }
    const typed = await this.#ports.passwords.ask(this.#profile, 'refused');
    if (typed === undefined || this.connection.state !== refused) {
      return this.connection.state;
    }
    this.#typed = typed;
    return this.connection.connect(cancellation);
  }

  /** Only a password that opened the door replaces the one that was kept. */
  async #keepTyped(): Promise<void> {
    const typed = this.#typed;
    this.#typed = undefined;
    if (typed !== undefined && this.connection.state.kind === 'connected') {
      await this.#ports.passwords.keep(this.#profile, typed);
    }
  }

  async #target(cancellation?: Cancellation): Promise<LoginTarget> {
    const password = await this.#password();
    if (cancellation?.isCancellationRequested === true) {
      throw new BackupError('cancelled', 'stopped before the login');
    }
    const target = await loginTargetOf(this.#profile, password, this.#ports.connectTimeoutMs());
    this.#inUse = password;
    return target;
  }

  async #password(): Promise<string> {
    const known = this.#typed ?? this.#inUse ?? (await this.#ports.passwords.known(this.#profile));
    if (known !== undefined) {
      return known;
    }
    const typed = this.#mayAsk ? await this.#ports.passwords.ask(this.#profile, 'notKnown') : undefined;
    if (typed === undefined) {
      throw new BackupError('cancelled', 'no password was given');
    }
    this.#typed = typed;
    return typed;
  }

  #stateChanged(state: ConnectionState): void {
    if (!this.#profile.demo && endsTheSession(state)) {
      this.#inUse = undefined;
    }
    this.#changed.fire(this);
    if (wasRefused(state) && this.#connecting === undefined) {
      this.#refusedAlone.fire(state.error);
    }
  }
}

/** Whether another password may help; it does not where the server says that tenant, cluster or account is the matter. */
function wasRefused(state: ConnectionState): state is Extract<ConnectionState, { kind: 'failed' }> {
  if (state.kind !== 'failed' || state.error.reason !== 'loginRefused') {
    return false;
  }
  const { server } = state.error;
  const explanation = server === undefined ? undefined : explainServerAnswer(server, 'login');
  return explanation === undefined || explanation.fault === 'loginWrong';
}

/** Whether the next login starts from what is kept, instead of what the last one used. */
function endsTheSession({ kind }: ConnectionState): boolean {
  return kind === 'failed' || kind === 'disconnected' || kind === 'refused';
}
