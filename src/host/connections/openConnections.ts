import type { Disposable } from '../../core/disposable';
import type { Log } from '../../core/ports';
import type { Dialogs } from '../dialogs';
import { showClusters } from '../doors';
import { logFailure } from '../failures';
import type { Clusters } from './clusters';
import { reportBroken, reportDemoUnreadable, reportNotStored, reportRefusedAlone } from './connectionReports';
import { DEMO_VARIABLE, readDemoConnection } from './demoConnection';
import type { Passwords } from './passwords';

/** The part of VS Code's tree view that tells whether anybody looks. */
export interface Sight {
  readonly visible: boolean;
  readonly onDidChangeVisibility: (listener: () => void) => Disposable;
}

export interface OpenConnectionsPorts {
  readonly clusters: Clusters;
  readonly passwords: Pick<Passwords, 'onDidFailToStore'>;
  readonly dialogs: Dialogs;
  readonly log: Log;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Brings a cluster into sight, with what is below it. */
  readonly showCluster: (clusterId: string) => Promise<void>;
}

/**
 * Connects by itself what should be connected, and no sooner than somebody looks: the clusters that were connected
 * when the window was left, and a demo cluster that was handed over by environment.
 */
export function openConnectionsWhenSeen(sight: Sight, ports: OpenConnectionsPorts): Disposable {
  const { clusters, passwords, dialogs, log, environment } = ports;
  const refusals = clusters.onDidRefuseAlone((refused) =>
    logFailure(log, 'notice of a refused login', reportRefusedAlone(dialogs, refused)),
  );
  const unstored = passwords.onDidFailToStore((profile) =>
    logFailure(log, 'notice of a password', reportNotStored(dialogs, profile)),
  );
  const demo = environment[DEMO_VARIABLE];
  let opened = false;
  const open = (): void => {
    if (!opened && sight.visible) {
      opened = true;
      logFailure(log, 'reconnecting', clusters.reopen());
      logFailure(log, 'notice of stored connections', reportBroken(dialogs, clusters.broken));
      if (demo !== undefined && demo !== '') {
        logFailure(log, 'demo cluster', openDemo(demo, ports));
      }
    }
  };
  const seen = sight.onDidChangeVisibility(open);
  open();
  if (demo !== undefined && demo !== '' && !opened) {
    // whoever hands a demo over wants to see it
    logFailure(log, 'showing the clusters', showClusters());
  }
  return {
    dispose: () => {
      refusals.dispose();
      unstored.dispose();
      seen.dispose();
    },
  };
}

async function openDemo(text: string, ports: OpenConnectionsPorts): Promise<void> {
  const { clusters, dialogs, log } = ports;
  const demo = readDemoConnection(text);
  if (!demo.ok) {
    log.warn(`${DEMO_VARIABLE} cannot be used: ${demo.reason}`);
    await reportDemoUnreadable(dialogs, DEMO_VARIABLE, demo.reason);
    return;
  }
  clusters.addDemo(demo.profile, demo.password);
  await clusters.connect(demo.profile.id);
  await ports.showCluster(demo.profile.id);
}
