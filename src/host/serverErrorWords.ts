import * as vscode from 'vscode';
import type { BackupMeaning, NextStep, ServerErrorExplanation, ServerFault } from '../core/serverErrors';

/** Sentences are made when they are asked for: the language is known by then. */
type Sentences<K extends string> = Readonly<Record<K, () => string>>;

/** What happened. */
export function sentenceOfFault({ fault }: ServerErrorExplanation): string {
  return FAULTS[fault]();
}

/** What that means for the backups; empty where there is nothing to add. */
export function sentenceOfMeaning({ meaning }: ServerErrorExplanation): string {
  return MEANINGS[meaning]();
}

/** What to do next. */
export function sentenceOfNextStep({ next }: ServerErrorExplanation): string {
  return NEXT_STEPS[next]();
}

const FAULTS: Sentences<ServerFault> = {
  loginWrong: () => vscode.l10n.t('The login was refused: user, tenant or password is not right.'),
  passwordExpired: () => vscode.l10n.t('The password has expired.'),
  accountLocked: () => vscode.l10n.t('The account is locked.'),
  tooManyConnections: () => vscode.l10n.t('The server takes no more connections at the moment.'),
  hostBlocked: () => vscode.l10n.t('The server does not accept connections from this computer.'),
  clusterUnknown: () => vscode.l10n.t('The proxy does not know the cluster.'),
  tenantUnknown: () => vscode.l10n.t('There is no tenant of this name.'),
  tenantElsewhere: () => vscode.l10n.t('The tenant has no resources on this server.'),
  oracleTenant: () => vscode.l10n.t('The tenant is in Oracle mode, which the MySQL protocol does not serve.'),
  serverStarting: () => vscode.l10n.t('The server is starting.'),
  serverStopping: () => vscode.l10n.t('The server is stopping.'),
  statementUnknown: () => vscode.l10n.t('This version does not know the statement.'),
  viewMissing: () => vscode.l10n.t('The view does not exist on this server.'),
  columnMissing: () => vscode.l10n.t('A column does not exist on this server.'),
  functionMissing: () => vscode.l10n.t('A function does not exist on this server.'),
  notAllowed: () => vscode.l10n.t('The user lacks a privilege.'),
  badArgument: () => vscode.l10n.t('The server does not accept a value.'),
  notSupported: () => vscode.l10n.t('This edition or version does not support it.'),
  standbyCluster: () => vscode.l10n.t('This is a standby cluster, where no backup can be started.'),
  withoutGts: () =>
    vscode.l10n.t('A tenant does not use the global timestamp service (GTS), which backups need.'),
  upgradeUnfinished: () => vscode.l10n.t('An upgrade of the cluster is not finished.'),
  timeout: () => vscode.l10n.t('The server gave up after its own time limit (ob_query_timeout).'),
  outOfMemory: () => vscode.l10n.t('The server ran out of memory.'),
  internal: () => vscode.l10n.t('Something went wrong inside the server.'),
  busy: () => vscode.l10n.t('The server is busy and asks to try again.'),
  cancelled: () => vscode.l10n.t('The operation was cancelled.'),
  notNow: () => vscode.l10n.t('The server does not allow this in its present state.'),
  configRefused: () => vscode.l10n.t('The server does not accept the parameter or its value.'),
  rootServerMoved: () => vscode.l10n.t('The RootServer has just moved to another server.'),
  serverLost: () => vscode.l10n.t('A server that took part was lost.'),
  backupRunning: () => vscode.l10n.t('Another backup is running.'),
  cannotStart: () => vscode.l10n.t('The backup cannot start in the present state of the cluster.'),
  archiveNotDoing: () =>
    vscode.l10n.t('Logs are not being archived: the state of the log archive is not DOING.'),
  archiveInterrupted: () => vscode.l10n.t('The log archive is interrupted.'),
  logRecycled: () => vscode.l10n.t('Log was recycled before it was archived.'),
  majorFreezeNeeded: () => vscode.l10n.t('A major freeze is needed before the backup.'),
  destinationNotSet: () => vscode.l10n.t('No backup destination is set.'),
  destinationInvalid: () =>
    vscode.l10n.t('The address or the content of the backup destination is not valid.'),
  destinationUnreachable: () => vscode.l10n.t('The backup destination cannot be reached.'),
  destinationClosed: () => vscode.l10n.t('The servers may not read or write at the backup destination.'),
  destinationFull: () => vscode.l10n.t('The backup destination is full.'),
  destinationThrottled: () => vscode.l10n.t('The backup destination slows its clients down.'),
  objectStorage: () => vscode.l10n.t('The object storage answered with an error.'),
  mountMissing: () => vscode.l10n.t('The backup destination is not mounted on every server.'),
  filesMissing: () => vscode.l10n.t('Files of the backup are missing at the destination.'),
  tenantNotNormal: () => vscode.l10n.t('A tenant is not in the state NORMAL.'),
  noTenantQualifies: () => vscode.l10n.t('No tenant meets the conditions of a backup.'),
  compatibleDiffers: () =>
    vscode.l10n.t('The compatible version of the tenant has changed since the last full backup.'),
  versionGap: () => vscode.l10n.t('The versions of data that the backup needs do not join.'),
  snapshotTooOld: () => vscode.l10n.t('The snapshot that the backup needs is no longer kept.'),
  checkpointStuck: () => vscode.l10n.t('The checkpoint of the data did not move forward in time.'),
  notContinuous: () => vscode.l10n.t('Log and backup sets do not join without a hole.'),
  metaMismatch: () => vscode.l10n.t('The information kept about the backup does not fit together.'),
  cleaningRunning: () => vscode.l10n.t('Old backups are being cleaned up.'),
};

const MEANINGS: Sentences<BackupMeaning> = {
  noConnection: () => '',
  notKnown: () => vscode.l10n.t('This part of the picture is not known.'),
  // said by the sentence around it
  nothingStarted: () => '',
  mayHaveStarted: () => vscode.l10n.t('The backup may have started all the same: only the views can tell.'),
  runFailed: () => vscode.l10n.t('This run left no usable backup set.'),
  runCancelled: () => vscode.l10n.t('This run was cancelled and left no usable backup set.'),
  archiveBroken: () =>
    vscode.l10n.t(
      'Log is missing from the archive: what comes after the hole can be restored only from a new full backup on.',
    ),
};

const NEXT_STEPS: Sentences<NextStep> = {
  checkLogin: () =>
    vscode.l10n.t('Check user, tenant, cluster and password. A stored password is left as it is.'),
  askAdministrator: () => vscode.l10n.t('Ask the administrator of the cluster.'),
  tryAgainLater: () => vscode.l10n.t('Try again later.'),
  checkClusterName: () =>
    vscode.l10n.t('Check the cluster name of the connection; a direct connection has none.'),
  checkTenantName: () => vscode.l10n.t('Check the tenant name of the connection.'),
  useAnotherHost: () => vscode.l10n.t('Name another server of the cluster, or OBProxy, in the connection.'),
  logInToSys: () => vscode.l10n.t('Log in to tenant sys instead.'),
  checkVersion: () => vscode.l10n.t("Compare with OceanBase's manual of this version."),
  grantPrivilege: () =>
    vscode.l10n.t('Grant the user the privilege, or log in as one who has it (root of the tenant).'),
  raiseQueryTimeout: () =>
    vscode.l10n.t('Look at the views first; if the cluster is slow, raise ob_query_timeout for the user.'),
  lookAtServerLog: () => vscode.l10n.t('Look at the log of the server (observer.log, rootservice.log).'),
  lookAtViews: () =>
    vscode.l10n.t("Look at the server's words and at the state of the log archive and the tenants."),
  usePrimaryCluster: () => vscode.l10n.t('Start the backup on the primary cluster.'),
  finishUpgrade: () => vscode.l10n.t('Finish the upgrade first.'),
  waitForRunningBackup: () => vscode.l10n.t('Wait until the running backup has ended.'),
  waitForCleaning: () => vscode.l10n.t('Wait until the cleaning has ended.'),
  startArchiving: () => vscode.l10n.t('Start the log archive and wait until its state is DOING.'),
  repairArchive: () =>
    vscode.l10n.t('Remove the cause, stop and restart the log archive, then make a full backup.'),
  freezeMajor: () =>
    vscode.l10n.t('Start a major freeze (ALTER SYSTEM MAJOR FREEZE) and try again after it.'),
  setDestination: () => vscode.l10n.t('Set the backup destination first.'),
  checkDestination: () =>
    vscode.l10n.t('Check address, network and rights of the backup destination on every server.'),
  freeSpace: () => vscode.l10n.t('Make room at the backup destination, then back up again.'),
  checkMounts: () => vscode.l10n.t('Check that the same NFS directory is mounted on every server.'),
  waitForTenant: () => vscode.l10n.t('Wait until the tenant is in the state NORMAL.'),
  checkEachTenant: () => vscode.l10n.t('Check state and log archive of each tenant.'),
  backUpFully: () => vscode.l10n.t('Make a full backup.'),
  backUpAgain: () => vscode.l10n.t('Start the backup again.'),
};
