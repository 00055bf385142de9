import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposable';
import type { Event } from '../../core/event';
import type { Log } from '../../core/ports';
import type { Cluster } from '../connections/listedCluster';
import { logFailure } from '../failures';
import { ClusterBranch } from './clusterBranch';
import { Elements, type TreeElement } from './element';
import { tooltipOf, toTreeItem } from './treeItems';
import { looksTheSame, type Subject, type TreeNode } from './treeNode';

/** The list of clusters, as far as the tree needs it. */
export interface TreeClusters {
  readonly all: readonly Cluster[];
  readonly onDidChangeList: Event<void>;
  readonly onDidChangeCluster: Event<Cluster>;
}

/** What was drawn under a place, to be compared with what would be drawn now. */
interface Drawn {
  readonly element: TreeElement | undefined;
  readonly children: readonly TreeElement[];
}

/**
 * The tree of all clusters. It draws from what the watchers and histories know; the only reads that it causes are
 * pages of history, when a person opens them. After a change only what looks different is drawn again.
 */
export class ClusterTree implements vscode.TreeDataProvider<TreeElement>, Disposable {
  readonly #clusters: TreeClusters;
  readonly #log: Log;
  readonly #isOwnDemo: (clusterId: string) => boolean;
  readonly #elements = new Elements();
  readonly #branches = new Map<string, ClusterBranch>();
  readonly #nodes = new Map<string, TreeNode>();
  readonly #drawn = new Map<string, Drawn>();
  readonly #changed = new vscode.EventEmitter<TreeElement[] | undefined>();
  readonly #redrawn = new vscode.EventEmitter<string>();
  readonly #subscriptions: Disposable[];

  /** Fires with the cluster's id after its nodes were made anew. */
  readonly onDidRedraw = this.#redrawn.event;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(clusters: TreeClusters, log: Log, isOwnDemo: (clusterId: string) => boolean) {
    this.#clusters = clusters;
    this.#log = log;
    this.#isOwnDemo = isOwnDemo;
    this.#subscriptions = [
      clusters.onDidChangeList(() => this.#listChanged()),
      clusters.onDidChangeCluster((cluster) => this.#clusterChanged(cluster.profile.id)),
    ];
  }

  async getChildren(element?: TreeElement): Promise<TreeElement[]> {
    if (element === undefined) {
      this.#syncBranches();
      const roots = [...this.#branches].map(([id, branch]) => {
        const root = this.#elements.cluster(id);
        this.#nodes.set(root.id, branch.node());
        return root;
      });
      this.#drawn.set('', { element: undefined, children: roots });
      return roots;
    }
    const branch = this.#branches.get(element.clusterId);
    if (branch === undefined) {
      return [];
    }
    await branch.open(element);
    return [...this.#draw(element, branch)];
  }

  getTreeItem(element: TreeElement): vscode.TreeItem {
    const node = this.#nodes.get(element.id);
    return node === undefined ? new vscode.TreeItem('') : toTreeItem(element, node);
  }

  getParent(element: TreeElement): TreeElement | undefined {
    return element.parent;
  }

  /** Tooltips are made when somebody hovers: a page has a hundred of them. */
  resolveTreeItem(item: vscode.TreeItem, element: TreeElement): vscode.TreeItem {
    const node = this.#nodes.get(element.id);
    if (node !== undefined) {
      item.tooltip = tooltipOf(node);
    }
    return item;
  }

  /**
   * Reads again what could not be read under a place.
   *
   * @returns whether there was anything to try again
   */
  async retry(element: TreeElement): Promise<boolean> {
    return (await this.#branches.get(element.clusterId)?.retry(element)) ?? false;
  }

  branch(clusterId: string): ClusterBranch | undefined {
    this.#syncBranches();
    return this.#branches.get(clusterId);
  }

  element(id: string): TreeElement | undefined {
    return this.#elements.get(id);
  }

  node(id: string): TreeNode | undefined {
    return this.#nodes.get(id);
  }

  subject(id: string): Subject | undefined {
    return this.#nodes.get(id)?.subject;
  }

  /** The element of a cluster, for revealing it. */
  clusterElement(clusterId: string): TreeElement {
    return this.#elements.cluster(clusterId);
  }

  /** The element of a place under another, whether it was drawn before or not. */
  childElement(parent: TreeElement, ref: TreeElement['ref']): TreeElement {
    return this.#elements.child(parent, ref);
  }

  /** Draws a cluster again wherever it looks different now. */
  redraw(clusterId: string): void {
    const branch = this.#branches.get(clusterId);
    if (branch === undefined) {
      return;
    }
    const root = this.#elements.cluster(clusterId);
    // all in one event: VS Code draws them together, and no two figures of one moment disagree
    const due = this.#replaceNode(root, branch.node()) ? [root] : [];
    const replaced: string[] = [];
    for (const { element, children } of [...this.#drawn.values()]) {
      if (element === undefined || element.clusterId !== clusterId) {
        continue;
      }
      if (replaced.some((id) => element.id.startsWith(`${id}/`))) {
        continue;
      }
      const now = branch.draw(element);
      if (!this.#samePlaces(element, children, now)) {
        replaced.push(element.id);
        due.push(element);
        continue;
      }
      for (const node of now) {
        const child = this.#elements.child(element, node.ref);
        if (this.#replaceNode(child, node)) {
          due.push(child);
        }
      }
    }
    if (due.length > 0) {
      this.#changed.fire(due);
    }
    this.#redrawn.fire(clusterId);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) {
      subscription.dispose();
    }
    this.#changed.dispose();
    this.#redrawn.dispose();
  }

  #draw(element: TreeElement, branch: ClusterBranch): readonly TreeElement[] {
    const children = new Map<string, TreeElement>();
    for (const node of branch.draw(element)) {
      const child = this.#elements.child(element, node.ref);
      if (children.has(child.id)) {
        // VS Code shows nothing at all when an id comes twice
        this.#log.warn(`two nodes want the place ${child.id}; the first one is shown`);
        continue;
      }
      this.#nodes.set(child.id, node);
      children.set(child.id, child);
    }
    const list = [...children.values()];
    this.#forgetVanished(element, list);
    this.#drawn.set(element.id, { element, children: list });
    return list;
  }

  #forgetVanished(parent: TreeElement, children: readonly TreeElement[]): void {
    const alive = new Set(children.map(({ id }) => id));
    const gone = (this.#drawn.get(parent.id)?.children ?? []).filter(({ id }) => !alive.has(id));
    for (const { id } of gone) {
      this.#nodes.delete(id);
      for (const drawnId of [...this.#drawn.keys()]) {
        if (drawnId === id || drawnId.startsWith(`${id}/`)) {
          this.#drawn.delete(drawnId);
        }
      }
    }
  }

  #samePlaces(parent: TreeElement, before: readonly TreeElement[], now: readonly TreeNode[]): boolean {
    const ids = [...new Set(now.map((node) => this.#elements.child(parent, node.ref).id))];
    return ids.length === before.length && before.every(({ id }, index) => ids[index] === id);
  }

  /** @returns whether it has to be drawn again */
  #replaceNode(element: TreeElement, node: TreeNode): boolean {
    const before = this.#nodes.get(element.id);
    this.#nodes.set(element.id, node);
    return before === undefined || !looksTheSame(before, node);
  }

  #listChanged(): void {
    this.#syncBranches();
    this.#changed.fire(undefined);
  }

  #clusterChanged(clusterId: string): void {
    const reading = this.#branches.get(clusterId)?.update();
    this.redraw(clusterId);
    if (reading !== undefined) {
      logFailure(
        this.#log,
        'reading a history again',
        reading.then((read) => {
          if (read) {
            this.redraw(clusterId);
          }
        }),
      );
    }
  }

  #syncBranches(): void {
    const { all } = this.#clusters;
    for (const [id, branch] of [...this.#branches]) {
      if (!all.includes(branch.cluster)) {
        this.#forgetCluster(id);
      }
    }
    const known = new Map(this.#branches);
    this.#branches.clear();
    for (const cluster of all) {
      const { id } = cluster.profile;
      const branch = known.get(id) ?? new ClusterBranch(cluster, () => this.#isOwnDemo(id));
      this.#branches.set(id, branch);
      if (!known.has(id)) {
        // takes over a snapshot that was there before us; nothing is read before somebody looks
        void branch.update();
      }
    }
  }

  #forgetCluster(id: string): void {
    this.#branches.delete(id);
    for (const [drawnId, { element }] of [...this.#drawn]) {
      if (element?.clusterId === id) {
        this.#drawn.delete(drawnId);
      }
    }
    for (const nodeId of [...this.#nodes.keys()]) {
      if (nodeId === id || nodeId.startsWith(`${id}/`)) {
        this.#nodes.delete(nodeId);
      }
    }
    this.#elements.forgetCluster(id);
  }
}
