import type { Disposable } from '../core/disposable';
import { hasEnded } from '../core/jobState';
import type { BackupJob } from '../core/model/backupJob';
import type { Clock, Log } from '../core/ports';
import { registerHistoryCommands } from './commands/historyCommands';
import { registerNodeCommands } from './commands/nodeCommands';
import { StartFullBackup } from './commands/startFullBackup';
import type { Clusters } from './connections/clusters';
import { DemoClusters } from './demo';
import { DetailsDocuments } from './details';
import type { Dialogs } from './dialogs';
import { registerCommand, showClusters } from './doors';
import { StatusBar } from './statusBar';
import { ClustersView } from './tree/clustersView';
import { ClusterTree } from './tree/clusterTree';
import type { Ref } from './tree/element';
import { dataPlace, revealPlace } from './tree/places';

export interface SidebarPorts {
  readonly clusters: Clusters;
  readonly dialogs: Dialogs;
  readonly clock: Clock;
  readonly log: Log;
  readonly extensionPath: string;
}

/** Everything that shows clusters and acts on what it shows: tree, details, status bar, backups, demos. */
export interface Sidebar extends Disposable {
  readonly tree: ClusterTree;
  readonly view: ClustersView;
  readonly details: DetailsDocuments;
  readonly statusBar: StatusBar;
  /** Brings a cluster into sight, with what is below it. */
  readonly showCluster: (clusterId: string) => Promise<void>;
}

export function createSidebar(ports: SidebarPorts): Sidebar {
  const { clusters, dialogs, log } = ports;
  const demos = new DemoClusters(ports);
  const tree = new ClusterTree(clusters, log, (id) => demos.isOwn(id));
  const view = new ClustersView(tree, clusters, log);
  const details = new DetailsDocuments(tree);
  const reveal = async (clusterId: string, job: BackupJob | undefined): Promise<void> => {
    await showClusters();
    await revealPlace(tree, view, clusterId, job === undefined ? [] : jobPlace(tree, clusterId, job));
  };
  const showJob = async (clusterId: string, job: BackupJob): Promise<void> => {
    await showClusters();
    const place = await revealPlace(tree, view, clusterId, jobPlace(tree, clusterId, job));
    if (place !== undefined) {
      await details.open(place.id);
    }
  };
  const showCluster = async (clusterId: string): Promise<void> => {
    await showClusters();
    await tree.getChildren();
    await view.reveal(tree.clusterElement(clusterId), { expand: true });
  };
  const statusBar = new StatusBar({ clusters, dialogs, show: reveal });
  const elementOf = tree.element.bind(tree);
  const backup = new StartFullBackup({ ...ports, elementOf, showJob });
  const parts: readonly Disposable[] = [
    demos,
    tree,
    view,
    details,
    statusBar,
    ...demos.register(showCluster),
    ...registerNodeCommands({ tree, view, details, dialogs }),
    ...registerHistoryCommands({ clusters, tree, view, dialogs, log }),
    registerCommand('obBackup.backup.startFull', (call) => backup.run(call)),
  ];
  return { tree, view, details, statusBar, showCluster, dispose: () => disposeAll(parts) };
}

/** Where a job stands while it runs, and its set once it has ended. */
function jobPlace(tree: ClusterTree, clusterId: string, job: BackupJob): readonly Ref[] {
  if (job.line === 4 && job.scope === 'cluster') {
    return [{ kind: 'job', jobKey: job.key }];
  }
  const tenantId = job.line === 3 ? undefined : job.tenantId;
  const section = dataPlace(tree, clusterId, tenantId);
  if (!hasEnded(job)) {
    return [...section, { kind: 'job', jobKey: job.key }];
  }
  return job.setId === undefined ? section : [...section, { kind: 'set', tenantId, setId: job.setId }];
}

function disposeAll(parts: readonly Disposable[]): void {
  for (const part of parts) {
    part.dispose();
  }
}
