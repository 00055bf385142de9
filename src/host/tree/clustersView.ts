import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposable';
import type { Log } from '../../core/ports';
import { CLUSTERS_VIEW } from '../contributions';
import { runCommand } from '../doors';
import { logFailure } from '../failures';
import type { ClusterTree, TreeClusters } from './clusterTree';
import type { TreeElement } from './element';

/** The view in the sidebar: what happens in it when a person expands, looks, or looks away. */
export class ClustersView implements Disposable {
  readonly #tree: ClusterTree;
  readonly #clusters: TreeClusters;
  readonly #log: Log;
  readonly #view: vscode.TreeView<TreeElement>;
  readonly #subscriptions: readonly Disposable[];

  constructor(tree: ClusterTree, clusters: TreeClusters, log: Log) {
    this.#tree = tree;
    this.#clusters = clusters;
    this.#log = log;
    this.#view = vscode.window.createTreeView(CLUSTERS_VIEW, { treeDataProvider: tree });
    this.#subscriptions = [
      this.#view,
      this.#view.onDidExpandElement(({ element }) => this.#expanded(element)),
      this.#view.onDidChangeVisibility(() => this.#tellSeen()),
      vscode.window.onDidChangeWindowState(() => this.#tellSeen()),
      clusters.onDidChangeList(() => this.#tellSeen()),
    ];
  }

  get visible(): boolean {
    return this.#view.visible;
  }

  get onDidChangeVisibility(): vscode.Event<unknown> {
    return this.#view.onDidChangeVisibility;
  }

  get selected(): TreeElement | undefined {
    return this.#view.selection[0];
  }

  /** Brings a place into sight. */
  async reveal(element: TreeElement, options: { readonly expand: boolean }): Promise<void> {
    await this.#view.reveal(element, { select: true, focus: true, expand: options.expand });
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) {
      subscription.dispose();
    }
  }

  /** Expanding a cluster that is not connected connects it; what failed to be read is tried again. */
  #expanded(element: TreeElement): void {
    const branch = this.#tree.branch(element.clusterId);
    if (branch === undefined) {
      return;
    }
    if (element.ref.kind === 'cluster') {
      if (branch.cluster.connection.state.kind === 'disconnected') {
        logFailure(this.#log, 'connecting', runCommand('obBackup.connection.connect', element.clusterId));
      }
      return;
    }
    logFailure(
      this.#log,
      'reading a history',
      this.#tree.retry(element).then((tried) => {
        if (tried) {
          this.#tree.redraw(element.clusterId);
        }
      }),
    );
  }

  /** Running jobs are read more often while somebody can see them. */
  #tellSeen(): void {
    const seen = this.#view.visible && vscode.window.state.focused;
    for (const { watcher } of this.#clusters.all) {
      watcher.setSeen(seen);
    }
  }
}
