import type * as vscode from 'vscode';
import { identifyServer } from '../core/identify';
import type { OpenDatabase } from '../core/ports';
import { systemClock } from './clock';
import { askPasswordBy } from './connections/askPassword';
import { Clusters } from './connections/clusters';
import { registerConnectionCommands } from './connections/connectionCommands';
import { OpenClusters } from './connections/openClusters';
import { openConnectionsWhenSeen } from './connections/openConnections';
import { Passwords } from './connections/passwords';
import { withPatience } from './connections/patientDatabase';
import { ProfileStore } from './connections/profileStore';
import { ContextKeys } from './contextKeys';
import { registerCommand } from './doors';
import { OutputLog } from './log';
import { readMs, watchIntervals } from './settings';
import { createSidebar } from './sidebar';
import { openTestDoor, ReplaceableDialogs, TEST_DOOR_VARIABLE, type TestDoor } from './testDoor';
import { windowDialogs } from './windowDialogs';

/** The driver is a bundle of its own, loaded by the first connect. */
const openDatabase: OpenDatabase = async (target, cancellation) => {
  const { openMysqlDatabase } = await import('../mysql/mysqlDatabase');
  return openMysqlDatabase(target, cancellation);
};

/** Makes the parts and joins them; nothing is read, sent or asked here. */
export function activate(context: vscode.ExtensionContext): TestDoor | undefined {
  const dialogs = new ReplaceableDialogs(windowDialogs);
  const log = new OutputLog();
  const store = new ProfileStore(context.globalState);
  const passwords = new Passwords(context.secrets, askPasswordBy(dialogs), log);
  const connecting = {
    open: withPatience(openDatabase, () => readMs('obBackup.connection.queryTimeoutSeconds')),
    identify: identifyServer,
    connectTimeoutMs: () => readMs('obBackup.connection.connectTimeoutSeconds'),
    intervals: watchIntervals,
    clock: systemClock,
    passwords,
    log,
  };
  const remembered = new OpenClusters(context.globalState);
  const clusters = new Clusters({ ...connecting, store, remembered });
  const { extensionPath } = context;
  const sidebar = createSidebar({ clusters, dialogs, log, clock: systemClock, extensionPath });
  context.subscriptions.push(
    log,
    clusters,
    sidebar,
    new ContextKeys(clusters, log),
    ...registerConnectionCommands({ ...connecting, clusters, dialogs }),
    registerCommand('obBackup.log.show', () => log.show()),
    openConnectionsWhenSeen(sidebar.view, {
      clusters,
      passwords,
      dialogs,
      log,
      environment: process.env,
      showCluster: sidebar.showCluster,
    }),
  );
  return process.env[TEST_DOOR_VARIABLE] === '1'
    ? openTestDoor(log, { dialogs, clusters, store, passwords, sidebar })
    : undefined;
}
