import type { Disposable } from '../core/disposable';
import type { Log } from '../core/ports';
import type { Clusters } from './connections/clusters';
import type { ContextKey } from './contributions';
import { setContext } from './doors';
import { logFailure } from './failures';

/** Keeps the context keys of the list of clusters true; a key is sent only when it changes. */
export class ContextKeys implements Disposable {
  readonly #clusters: Clusters;
  readonly #log: Log;
  readonly #sent = new Map<ContextKey, boolean>();
  readonly #listening: readonly Disposable[];

  constructor(clusters: Clusters, log: Log) {
    this.#clusters = clusters;
    this.#log = log;
    this.#listening = [
      clusters.onDidChangeList(() => this.#update()),
      clusters.onDidChangeCluster(() => this.#update()),
    ];
    this.#update();
  }

  dispose(): void {
    for (const listening of this.#listening) {
      listening.dispose();
    }
  }

  #update(): void {
    const { all } = this.#clusters;
    this.#send('obBackup.hasClusters', all.length > 0);
    this.#send(
      'obBackup.hasConnections',
      all.some(({ profile }) => !profile.demo),
    );
    this.#send(
      'obBackup.connected',
      all.some(({ connection }) => connection.state.kind === 'connected'),
    );
  }

  #send(key: ContextKey, value: boolean): void {
    if (this.#sent.get(key) !== value) {
      this.#sent.set(key, value);
      logFailure(this.#log, `context key ${key}`, setContext(key, value));
    }
  }
}
