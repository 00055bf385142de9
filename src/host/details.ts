import * as vscode from 'vscode';
import type { Disposable } from '../core/disposable';
import { detailsText } from './detailsText';
import { manualLanguage } from './language';
import type { ClusterTree } from './tree/clusterTree';
import type { Subject } from './tree/treeNode';

/** Scheme of the read-only documents. */
const DETAILS_SCHEME = 'obbackup';

/** The documents behind "Show Details": made from the tree's nodes, and following them while they are open. */
export class DetailsDocuments implements vscode.TextDocumentContentProvider, Disposable {
  readonly #tree: ClusterTree;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  /** What each document showed last: it stays readable when its node has left the tree. */
  readonly #texts = new Map<string, string>();
  readonly #subscriptions: readonly Disposable[];

  readonly onDidChange = this.#changed.event;

  constructor(tree: ClusterTree) {
    this.#tree = tree;
    this.#subscriptions = [
      vscode.workspace.registerTextDocumentContentProvider(DETAILS_SCHEME, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
      tree.onDidRedraw((clusterId) => this.#follow(clusterId)),
    ];
  }

  /** Opens the document of a node. */
  async open(nodeId: string): Promise<vscode.TextEditor | undefined> {
    const subject = this.#tree.subject(nodeId);
    if (subject === undefined) {
      return undefined;
    }
    const document = await vscode.workspace.openTextDocument(uriOf(nodeId, subject));
    return vscode.window.showTextDocument(document, { preview: true });
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const text = this.#textOf(uri.query) ?? this.#texts.get(uri.toString());
    if (text === undefined) {
      return vscode.l10n.t('Open this entry again from the Clusters view: it was shown by another window.');
    }
    this.#texts.set(uri.toString(), text);
    return text;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) {
      subscription.dispose();
    }
    this.#changed.dispose();
  }

  #follow(clusterId: string): void {
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme === DETAILS_SCHEME && isOf(uri.query, clusterId)) {
        const text = this.#textOf(uri.query);
        if (text !== undefined && text !== this.#texts.get(uri.toString())) {
          this.#changed.fire(uri);
        }
      }
    }
  }

  #textOf(nodeId: string): string | undefined {
    const subject = this.#tree.subject(nodeId);
    const element = this.#tree.element(nodeId);
    const branch = element === undefined ? undefined : this.#tree.branch(element.clusterId);
    if (subject === undefined || branch === undefined) {
      return undefined;
    }
    const dialect = branch.scene()?.dialect;
    return detailsText(subject, {
      clusterName: branch.cluster.profile.name,
      demo: branch.cluster.profile.demo,
      version: dialect === undefined ? '' : `OceanBase ${dialect.identity.version}`,
      manualUrl:
        subject.manual === undefined ? undefined : dialect?.manualUrl(subject.manual, manualLanguage()),
    });
  }
}

function isOf(nodeId: string, clusterId: string): boolean {
  return nodeId === clusterId || nodeId.startsWith(`${clusterId}/`);
}

/** The path is what people read on the editor's tab; the query finds the node again. */
function uriOf(nodeId: string, subject: Subject): vscode.Uri {
  const name = subject.title.replace(/[\\/:*?"<>|]/g, ' ').slice(0, 80);
  return vscode.Uri.from({ scheme: DETAILS_SCHEME, path: `/${name}.txt`, query: nodeId });
}
