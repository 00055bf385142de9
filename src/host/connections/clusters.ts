import type { ConnectionState } from '../../core/clusterConnection';
import type { ConnectionProfile } from '../../core/connection';
import type { Disposable } from '../../core/disposable';
import { BackupError } from '../../core/errors';
import { Emitter } from '../../core/event';
import { type Cluster, type ConnectOptions, ListedCluster, type ListedClusterPorts } from './listedCluster';
import type { OpenClusters } from './openClusters';
import { leadsElsewhere } from './profile';
import type { BrokenEntry, ProfileStore } from './profileStore';

export interface ClustersPorts extends ListedClusterPorts {
  readonly store: ProfileStore;
  readonly remembered: OpenClusters;
}

/** A stored password was refused while nobody was at the connection: somebody should be told, once. */
export interface RefusedAlone {
  readonly cluster: Cluster;
  readonly error: BackupError;
}

/**
 * The clusters of the window: those whose connections are stored, and demos, which never are. It asks nobody
 * anything but for passwords, and shows nothing.
 */
export class Clusters implements Disposable {
  readonly #ports: ClustersPorts;
  readonly #listed = new Map<string, ListedCluster>();
  readonly #listChanged = new Emitter<void>();
  readonly #clusterChanged = new Emitter<Cluster>();
  readonly #refusedAlone = new Emitter<RefusedAlone>();
  #broken: readonly BrokenEntry[] | undefined;

  /** Clusters were added, removed, or put in the place of others. */
  readonly onDidChangeList = this.#listChanged.event;
  /** The state of a cluster's line, its name, or its snapshot has changed. */
  readonly onDidChangeCluster = this.#clusterChanged.event;
  readonly onDidRefuseAlone = this.#refusedAlone.event;

  constructor(ports: ClustersPorts) {
    this.#ports = ports;
  }

  /** In the order in which they were added; demos last. */
  get all(): readonly Cluster[] {
    this.#readStore();
    return [...this.#listed.values()].sort((a, b) => Number(a.profile.demo) - Number(b.profile.demo));
  }

  /** Stored entries that could not be read: kept, and to be told to the person. */
  get broken(): readonly BrokenEntry[] {
    this.#readStore();
    return this.#broken ?? [];
  }

  get(id: string): Cluster | undefined {
    return this.#find(id);
  }

  /**
   * Connects, and asks for a password where none is kept or the kept one is refused.
   *
   * @throws BackupError `badInput` where there is no such cluster (any more)
   */
  async connect(id: string, options: ConnectOptions = {}): Promise<ConnectionState> {
    const cluster = this.#need(id);
    const state = await cluster.connect(options);
    if (state.kind === 'connected' && !cluster.profile.demo) {
      await this.#ports.remembered.add(id);
    }
    return state;
  }

  async disconnect(id: string): Promise<void> {
    await this.#need(id).disconnect();
    await this.#ports.remembered.remove(id);
  }

  /** Stores a new connection, and its password where one is given. */
  async add(profile: ConnectionProfile, password?: string): Promise<void> {
    this.#readStore();
    await this.#ports.store.save(profile);
    if (password !== undefined) {
      await this.#ports.passwords.keep(profile, password);
    }
    this.#list(new ListedCluster(profile, this.#ports));
    this.#listChanged.fire();
  }

  /** Stores a changed connection. One that leads elsewhere now is closed; a name alone leaves the line untouched. */
  async update(profile: ConnectionProfile, password?: string): Promise<void> {
    const listed = this.#need(profile.id);
    const before = listed.profile;
    await this.#ports.store.save(profile);
    if (password !== undefined) {
      await this.#ports.passwords.keep(profile, password);
    } else if (before.passwordKeeping !== profile.passwordKeeping) {
      await this.#ports.passwords.move(before, profile);
    }
    if (password === undefined && !leadsElsewhere(before, profile)) {
      listed.rename(profile);
      return;
    }
    listed.dispose();
    this.#list(new ListedCluster(profile, this.#ports));
    this.#listChanged.fire();
  }

  /** Closes the line and takes away the connection with its password. */
  async remove(id: string): Promise<void> {
    const listed = this.#need(id);
    if (!listed.profile.demo) {
      await this.#ports.store.remove(id);
      await this.#ports.passwords.forget(id);
      await this.#ports.remembered.remove(id);
    }
    this.#listed.delete(id);
    listed.dispose();
    this.#listChanged.fire();
  }

  /** Lists a simulated cluster until the window closes or it is removed. Nothing of it is stored. */
  addDemo(profile: ConnectionProfile, password: string): void {
    this.#readStore();
    if (!profile.demo || this.#listed.has(profile.id)) {
      throw new BackupError('badInput', 'not a new demo cluster');
    }
    this.#list(new ListedCluster(profile, this.#ports, password));
    this.#listChanged.fire();
  }

  /** Connects those that were connected when the window was left, as far as that needs no question. */
  async reopen(): Promise<void> {
    this.#readStore();
    const ids = this.#ports.remembered.ids.filter((id) => this.#listed.has(id));
    await Promise.all(ids.map((id) => this.#reopen(this.#need(id))));
  }

  dispose(): void {
    for (const cluster of this.#listed.values()) {
      cluster.dispose();
    }
    this.#listed.clear();
    this.#listChanged.dispose();
    this.#clusterChanged.dispose();
    this.#refusedAlone.dispose();
  }

  async #reopen(cluster: ListedCluster): Promise<void> {
    if (cluster.connection.state.kind !== 'disconnected') {
      return;
    }
    if ((await this.#ports.passwords.known(cluster.profile)) !== undefined) {
      await cluster.connect({ quiet: true });
    }
  }

  #list(cluster: ListedCluster): void {
    this.#listed.set(cluster.profile.id, cluster);
    cluster.onDidChange((changed) => this.#clusterChanged.fire(changed));
    cluster.onDidRefuseAlone((error) => this.#refusedAlone.fire({ cluster, error }));
  }

  #find(id: string): ListedCluster | undefined {
    this.#readStore();
    return this.#listed.get(id);
  }

  #need(id: string): ListedCluster {
    const cluster = this.#find(id);
    if (cluster === undefined) {
      throw new BackupError('badInput', 'no such cluster');
    }
    return cluster;
  }

  /** The stored connections are read when somebody first asks for them, not when VS Code starts. */
  #readStore(): void {
    if (this.#broken !== undefined) {
      return;
    }
    const { profiles, broken } = this.#ports.store.read();
    this.#broken = broken;
    for (const { label, reason } of broken) {
      this.#ports.log.warn(
        `a stored connection cannot be read and is left as it is: ${label ?? '?'}: ${reason}`,
      );
    }
    for (const profile of profiles) {
      this.#list(new ListedCluster(profile, this.#ports));
    }
  }
}
