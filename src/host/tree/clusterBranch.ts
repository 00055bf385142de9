import type { Dialect } from '../../core/dialects/dialect';
import type { ClusterSnapshot } from '../../core/model/snapshot';
import type { Cluster } from '../connections/listedCluster';
import { childrenOf, type HistoryKey, historyUnder } from './children';
import { ClusterHistories } from './clusterHistories';
import { type ClusterFace, clusterNode, stateNodes } from './clusterNodes';
import type { TreeElement } from './element';
import type { Scene } from './scene';
import type { TreeNode } from './treeNode';

/** One cluster as the tree sees it: what was read last stays in sight while the connection comes and goes. */
export class ClusterBranch {
  readonly cluster: Cluster;
  readonly #isOwnDemo: () => boolean;
  #histories: ClusterHistories;
  #dialect: Dialect | undefined;
  #snapshot: ClusterSnapshot | undefined;

  constructor(cluster: Cluster, isOwnDemo: () => boolean) {
    this.cluster = cluster;
    this.#isOwnDemo = isOwnDemo;
    this.#histories = this.#newHistories();
  }

  get histories(): ClusterHistories {
    return this.#histories;
  }

  /**
   * Takes over what the watcher and the connection know now.
   *
   * @returns a promise to wait for when the new snapshot makes histories be read again: `true` if they were
   */
  update(): Promise<boolean> | undefined {
    const { state } = this.cluster.connection;
    const before = this.#snapshot;
    switch (state.kind) {
      case 'disconnected':
      case 'failed':
      case 'refused':
        this.#forget();
        return undefined;
      case 'connecting':
      case 'waiting':
        return undefined;
      case 'connected': {
        const back = this.#dialect !== state.dialect && this.#dialect !== undefined;
        this.#dialect = state.dialect;
        const after = this.cluster.watcher.snapshot;
        this.#snapshot = after ?? before;
        if (back) {
          return this.#histories.retryFailed();
        }
        return before === undefined || after === undefined || before === after
          ? undefined
          : this.#histories.follow(before, after);
      }
    }
  }

  /** The cluster's own node. */
  node(): TreeNode {
    return clusterNode(this.#face());
  }

  /** What stands under a place, from what is known: asks nobody. */
  draw(element: TreeElement): readonly TreeNode[] {
    const scene = this.scene();
    const below = scene === undefined ? [] : childrenOf(element, scene);
    return element.ref.kind === 'cluster' ? [...stateNodes(this.#face()), ...below] : below;
  }

  /** Reads what must be known before a place can be drawn. */
  async open(element: TreeElement): Promise<void> {
    const key = historyUnder(element);
    if (key !== undefined && this.scene() !== undefined) {
      await this.#histories.open(key);
    }
  }

  /** Reads again what failed under a place. */
  async retry(element: TreeElement): Promise<boolean> {
    const key = historyUnder(element);
    return key === undefined ? false : this.#histories.retry(key);
  }

  /** What the tree is drawn from; absent while nothing has been read. */
  scene(): Scene | undefined {
    const dialect = this.#dialect;
    const snapshot = this.#snapshot;
    if (dialect === undefined || snapshot === undefined) {
      return undefined;
    }
    const { id, name } = this.cluster.profile;
    return { clusterId: id, clusterName: name, dialect, snapshot, histories: this.#histories };
  }

  /** The history that a node belongs to: of its own place, or of the list that it stands in. */
  historyOf(element: TreeElement): HistoryKey | undefined {
    for (let place: TreeElement | undefined = element; place !== undefined; place = place.parent) {
      const key = historyUnder(place);
      if (key !== undefined) {
        return key;
      }
    }
    return undefined;
  }

  #face(): ClusterFace {
    return {
      profile: this.cluster.profile,
      state: this.cluster.connection.state,
      snapshot: this.#snapshot,
      lastError: this.cluster.watcher.lastError,
      ownDemo: this.#isOwnDemo(),
    };
  }

  #forget(): void {
    if (this.#dialect !== undefined) {
      this.#histories = this.#newHistories();
    }
    this.#dialect = undefined;
    this.#snapshot = undefined;
  }

  #newHistories(): ClusterHistories {
    return new ClusterHistories(() => {
      const { state } = this.cluster.connection;
      return state.kind === 'connected' ? state : undefined;
    });
  }
}
