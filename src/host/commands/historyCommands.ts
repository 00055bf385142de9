import * as vscode from 'vscode';
import type { HistoryPoint } from '../../core/dialects/dialect';
import type { Disposable } from '../../core/disposable';
import type { Tenant } from '../../core/model/tenant';
import type { Log } from '../../core/ports';
import { chooseCluster } from '../connections/chooseCluster';
import type { Clusters } from '../connections/clusters';
import type { CommandCall } from '../contributions';
import type { Dialogs } from '../dialogs';
import { registerCommand } from '../doors';
import { describeError, logFailure } from '../failures';
import { historyUnder } from '../tree/children';
import type { ClusterBranch } from '../tree/clusterBranch';
import type { ClustersView } from '../tree/clustersView';
import type { ClusterTree } from '../tree/clusterTree';
import type { TreeElement } from '../tree/element';
import { dataPlace, walkTo } from '../tree/places';
import { userTenants } from '../tree/scene';
import { serverZone } from '../tree/times';
import { explainError, sentenceOf } from '../words';
import { readPoint } from './historyPoint';

export interface HistoryCommandPorts {
  readonly clusters: Clusters;
  readonly tree: ClusterTree;
  readonly view: ClustersView;
  readonly dialogs: Dialogs;
  readonly log: Log;
}

/** Refresh, older pages, and the jump into a long history. */
export function registerHistoryCommands(ports: HistoryCommandPorts): readonly Disposable[] {
  return [
    registerCommand('obBackup.cluster.refresh', ({ target }) => refresh(ports, target)),
    registerCommand('obBackup.history.showOlder', (call) => showOlder(ports, call)),
    registerCommand('obBackup.history.goTo', (call) => goTo(ports, call)),
  ];
}

/** Reads a cluster again, or all that are connected: its state, and the newest page of what has been opened. */
async function refresh(
  { clusters, tree, dialogs, log }: HistoryCommandPorts,
  target: string | undefined,
): Promise<void> {
  const chosen = clusters.all.filter(
    ({ profile, connection }) =>
      connection.state.kind === 'connected' && (target === undefined || profile.id === target),
  );
  if (chosen.length === 0) {
    const message = vscode.l10n.t('There is no connected cluster whose state could be read again.');
    logFailure(log, 'notice', dialogs.notify({ severity: 'info', message, choices: [] }));
    return;
  }
  await Promise.all(
    chosen.map(async ({ profile, watcher }) => {
      try {
        await watcher.refresh();
        await tree.branch(profile.id)?.histories.refreshAll();
      } catch (error) {
        // the watcher keeps the failure, and the tree shows it
        log.warn(`refreshing ${profile.name}: ${describeError(error)}`);
      }
      tree.redraw(profile.id);
    }),
  );
}

async function showOlder({ tree, view }: HistoryCommandPorts, { target }: CommandCall): Promise<void> {
  const place = placeOf(tree, target ?? view.selected?.id);
  const key = place === undefined ? undefined : historyUnder(place);
  if (place === undefined || key === undefined) {
    return;
  }
  await tree.branch(place.clusterId)?.histories.older(key);
  tree.redraw(place.clusterId);
}

async function goTo(ports: HistoryCommandPorts, { target, options }: CommandCall): Promise<void> {
  const { tree, view, dialogs } = ports;
  const place = placeOf(tree, target ?? view.selected?.id) ?? (await askPlace(ports));
  const branch = place === undefined ? undefined : tree.branch(place.clusterId);
  if (place === undefined || branch === undefined) {
    return;
  }
  const point = await askPoint(dialogs, branch, place, options[0]);
  if (point === undefined) {
    return;
  }
  try {
    await jump(ports, branch, place, point);
  } catch (error) {
    await dialogs.notify({ severity: 'error', message: sentenceOf(explainError(error)), choices: [] });
  }
}

async function jump(
  { tree, view, dialogs }: HistoryCommandPorts,
  branch: ClusterBranch,
  place: TreeElement,
  point: HistoryPoint,
): Promise<void> {
  const key = historyUnder(place);
  if (key === undefined) {
    return;
  }
  if (!(await branch.histories.goTo(key, point))) {
    const message = vscode.l10n.t('Nothing as old as that is there.');
    await dialogs.notify({ severity: 'info', message, choices: [] });
    return;
  }
  tree.redraw(place.clusterId);
  const children = await tree.getChildren(place);
  const first = children.find(({ ref }) => ref.kind !== 'leaf' && ref.kind !== 'job');
  if (first !== undefined) {
    await view.reveal(first, { expand: false });
  }
}

/** The place whose history can be jumped in: the node itself, or the list that it stands in. Rounds have no jump. */
function placeOf(tree: ClusterTree, nodeId: string | undefined): TreeElement | undefined {
  let place = nodeId === undefined ? undefined : tree.element(nodeId);
  while (place !== undefined && historyUnder(place) === undefined) {
    place = place.parent;
  }
  return place;
}

/** From the palette: whose sets? */
async function askPlace(ports: HistoryCommandPorts): Promise<TreeElement | undefined> {
  const { clusters, dialogs, tree, log } = ports;
  const title = vscode.l10n.t('Go to Id or Time');
  const fits = ({ connection }: Clusters['all'][number]): boolean => connection.state.kind === 'connected';
  const cluster = await chooseCluster(dialogs, clusters, { title, id: undefined, fits });
  if (cluster === undefined) {
    return undefined;
  }
  const { id: clusterId, name } = cluster.profile;
  const scene = tree.branch(clusterId)?.scene();
  const asks = scene?.dialect.line === 4 && scene.dialect.scope === 'cluster';
  const tenants = asks ? userTenants(scene.snapshot) : [];
  const tenantId = tenants.length > 0 ? await askTenant(dialogs, tenants) : undefined;
  if (tenants.length > 0 && tenantId === undefined) {
    return undefined;
  }
  const nobody = scene === undefined || (asks && tenants.length === 0);
  const place = nobody ? undefined : await walkTo(tree, clusterId, dataPlace(tree, clusterId, tenantId));
  if (place === undefined) {
    const message = vscode.l10n.t('No backup sets of {0} are known so far.', name);
    logFailure(log, 'notice', dialogs.notify({ severity: 'info', message, choices: [] }));
  }
  return place;
}

async function askTenant(dialogs: Dialogs, tenants: readonly Tenant[]): Promise<bigint | undefined> {
  return dialogs.pick({
    title: vscode.l10n.t('Go to Id or Time'),
    placeholder: vscode.l10n.t('Whose backup sets?'),
    choices: tenants.map(({ id, name }) => ({ value: id, label: name })),
  });
}

async function askPoint(
  dialogs: Dialogs,
  branch: ClusterBranch,
  place: TreeElement,
  given: unknown,
): Promise<HistoryPoint | undefined> {
  const clock = branch.scene()?.snapshot.clock;
  if (clock === undefined || historyUnder(place)?.kind === 'rounds') {
    await dialogs.notify({
      severity: 'info',
      message: vscode.l10n.t('Choose a round first: pieces are listed round by round.'),
      choices: [],
    });
    return undefined;
  }
  const text =
    typeof given === 'string'
      ? given
      : await dialogs.input({
          title: vscode.l10n.t('Go to Id or Time'),
          prompt: vscode.l10n.t(
            'An id, or a time on the server’s clock ({0}) like 2026-11-20 02:00',
            serverZone(clock),
          ),
          placeholder: clock.nowText.slice(0, 16),
          validate: (typed) =>
            readPoint(typed, clock) === undefined
              ? vscode.l10n.t('Enter an id (digits), or a time like 2026-11-20 or 2026-11-20 02:00:00.')
              : undefined,
        });
  return text === undefined ? undefined : readPoint(text, clock);
}
