import * as vscode from 'vscode';
import type { ManualTopic } from '../../core/dialects/dialect';
import type { Disposable } from '../../core/disposable';
import type { CommandCall, CommandId } from '../contributions';
import type { DetailsDocuments } from '../details';
import { rowsJson, statementOf } from '../detailsText';
import type { Dialogs } from '../dialogs';
import { registerCommand } from '../doors';
import { manualLanguage } from '../language';
import type { ClustersView } from '../tree/clustersView';
import type { ClusterTree } from '../tree/clusterTree';
import type { Subject } from '../tree/treeNode';

export interface NodeCommandPorts {
  readonly tree: ClusterTree;
  readonly view: ClustersView;
  readonly details: DetailsDocuments;
  readonly dialogs: Dialogs;
}

/** The home of the documentation, where no cluster says which version's pages are wanted. */
const DOCUMENTATION = {
  en: 'https://en.oceanbase.com/docs',
  'zh-cn': 'https://www.oceanbase.com/docs',
} as const;

/** What can be done with a node of the tree: look at all of it, copy parts of it, read about it. */
export function registerNodeCommands(ports: NodeCommandPorts): readonly Disposable[] {
  const copies: readonly (readonly [CommandId, (subject: Subject) => string | undefined])[] = [
    ['obBackup.copy.id', ({ copyableId }) => copyableId],
    ['obBackup.copy.scn', ({ scn }) => scn?.toString()],
    ['obBackup.copy.path', ({ path }) => path],
    ['obBackup.copy.json', ({ origins }) => (origins.length === 0 ? undefined : rowsJson(origins))],
    ['obBackup.copy.select', ({ origins }) => selectsOf(origins)],
    ['obBackup.copy.statement', ({ statement }) => statement],
  ];
  return [
    registerCommand('obBackup.details.open', (call) => openDetails(ports, call)),
    registerCommand('obBackup.manual.open', (call) => openManual(ports, call)),
    ...copies.map(([id, read]) => registerCommand(id, (call) => copy(ports, call, read))),
  ];
}

async function openDetails(ports: NodeCommandPorts, call: CommandCall): Promise<void> {
  const id = nodeOf(ports, call);
  const editor = id === undefined ? undefined : await ports.details.open(id);
  if (editor === undefined) {
    await sayNothingThere(ports.dialogs);
  }
}

/** @returns what was copied */
async function copy(
  ports: NodeCommandPorts,
  call: CommandCall,
  read: (subject: Subject) => string | undefined,
): Promise<string | undefined> {
  const id = nodeOf(ports, call);
  const subject = id === undefined ? undefined : ports.tree.subject(id);
  const text = subject === undefined ? undefined : read(subject);
  if (text === undefined) {
    await sayNothingThere(ports.dialogs);
    return undefined;
  }
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied'), 2000);
  return text;
}

async function openManual(ports: NodeCommandPorts, call: CommandCall): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse(manualUrl(ports, nodeOf(ports, call)), true));
}

/** The page for the node's version and subject, else the manual of any connected version, else the documentation. */
function manualUrl({ tree }: NodeCommandPorts, nodeId: string | undefined): string {
  const language = manualLanguage();
  const topic: ManualTopic =
    (nodeId === undefined ? undefined : tree.subject(nodeId)?.manual) ?? 'dataBackup';
  const element = nodeId === undefined ? undefined : tree.element(nodeId);
  const dialect = element === undefined ? undefined : tree.branch(element.clusterId)?.scene()?.dialect;
  return dialect?.manualUrl(topic, language) ?? DOCUMENTATION[language];
}

/** The node that a menu, a click or a caller named, else the one that is selected. */
function nodeOf({ view }: NodeCommandPorts, { target }: CommandCall): string | undefined {
  return target ?? view.selected?.id;
}

function selectsOf(origins: Subject['origins']): string | undefined {
  return origins.length === 0 ? undefined : origins.map(statementOf).join('\n');
}

async function sayNothingThere(dialogs: Dialogs): Promise<void> {
  await dialogs.notify({
    severity: 'info',
    message: vscode.l10n.t('There is nothing of the kind here. Select an entry in the Clusters view first.'),
    choices: [],
  });
}
