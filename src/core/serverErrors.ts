import type { ServerAnswer } from './errors';

/** In what a number was met: the same one says different things at a login and as the result of a run. */
export type ErrorOccasion =
  | 'login'
  /** A SELECT or SHOW. */
  | 'read'
  /** The statement that starts a backup. */
  | 'start'
  /** `RESULT` of a job, task or set that is over. */
  | 'result';

/** What happened. */
export type ServerFault =
  | 'loginWrong'
  | 'passwordExpired'
  | 'accountLocked'
  | 'tooManyConnections'
  | 'hostBlocked'
  | 'clusterUnknown'
  | 'tenantUnknown'
  | 'tenantElsewhere'
  | 'oracleTenant'
  | 'serverStarting'
  | 'serverStopping'
  | 'statementUnknown'
  | 'viewMissing'
  | 'columnMissing'
  | 'functionMissing'
  | 'notAllowed'
  | 'badArgument'
  | 'notSupported'
  | 'standbyCluster'
  | 'withoutGts'
  | 'upgradeUnfinished'
  | 'timeout'
  | 'outOfMemory'
  | 'internal'
  | 'busy'
  | 'cancelled'
  | 'notNow'
  | 'configRefused'
  | 'rootServerMoved'
  | 'serverLost'
  | 'backupRunning'
  | 'cannotStart'
  | 'archiveNotDoing'
  | 'archiveInterrupted'
  | 'logRecycled'
  | 'majorFreezeNeeded'
  | 'destinationNotSet'
  | 'destinationInvalid'
  | 'destinationUnreachable'
  | 'destinationClosed'
  | 'destinationFull'
  | 'destinationThrottled'
  | 'objectStorage'
  | 'mountMissing'
  | 'filesMissing'
  | 'tenantNotNormal'
  | 'noTenantQualifies'
  | 'compatibleDiffers'
  | 'versionGap'
  | 'snapshotTooOld'
  | 'checkpointStuck'
  | 'notContinuous'
  | 'metaMismatch'
  | 'cleaningRunning';

/** What it means for the backups. */
export type BackupMeaning =
  /** Nothing can be seen or done through this connection. */
  | 'noConnection'
  /** This part of the picture is not known. */
  | 'notKnown'
  /** No backup was started; what exists is as it was. */
  | 'nothingStarted'
  /** The server gave up waiting: the backup may have started all the same. */
  | 'mayHaveStarted'
  /** This run left no usable set. */
  | 'runFailed'
  | 'runCancelled'
  /** Log is missing from the archive: times after it cannot be restored until there is a new full backup. */
  | 'archiveBroken';

/** What to do next. */
export type NextStep =
  | 'checkLogin'
  | 'askAdministrator'
  | 'tryAgainLater'
  | 'checkClusterName'
  | 'checkTenantName'
  | 'useAnotherHost'
  | 'logInToSys'
  | 'checkVersion'
  | 'grantPrivilege'
  | 'raiseQueryTimeout'
  | 'lookAtServerLog'
  | 'lookAtViews'
  | 'usePrimaryCluster'
  | 'finishUpgrade'
  | 'waitForRunningBackup'
  | 'waitForCleaning'
  | 'startArchiving'
  | 'repairArchive'
  | 'freezeMajor'
  | 'setDestination'
  | 'checkDestination'
  | 'freeSpace'
  | 'checkMounts'
  | 'waitForTenant'
  | 'checkEachTenant'
  | 'backUpFully'
  | 'backUpAgain';

/** A server's number in codes; the host has a sentence for each. */
export interface ServerErrorExplanation {
  readonly fault: ServerFault;
  readonly meaning: BackupMeaning;
  readonly next: NextStep;
}

type Entry = readonly [fault: ServerFault, next: NextStep];

/**
 * Numbers as a client sees them (MySQL's where OceanBase assigns one, else its own without the sign),
 * from the manual's error code reference and `ob_errno.def` of both lines.
 */
const ENTRIES: ReadonlyMap<number, Entry> = new Map<number, Entry>([
  [1040, ['tooManyConnections', 'tryAgainLater']],
  [1044, ['loginWrong', 'checkLogin']],
  [1045, ['loginWrong', 'checkLogin']],
  [1054, ['columnMissing', 'checkVersion']],
  [1064, ['statementUnknown', 'checkVersion']],
  [1129, ['hostBlocked', 'askAdministrator']],
  [1130, ['hostBlocked', 'askAdministrator']],
  [1142, ['notAllowed', 'grantPrivilege']],
  [1143, ['notAllowed', 'grantPrivilege']],
  [1146, ['viewMissing', 'checkVersion']],
  [1203, ['tooManyConnections', 'tryAgainLater']],
  [1210, ['badArgument', 'lookAtServerLog']],
  [1226, ['tooManyConnections', 'tryAgainLater']],
  [1227, ['notAllowed', 'grantPrivilege']],
  [1235, ['notSupported', 'checkVersion']],
  [1305, ['functionMissing', 'checkVersion']],
  [1698, ['loginWrong', 'checkLogin']],
  [1862, ['passwordExpired', 'askAdministrator']],
  [3118, ['accountLocked', 'askAdministrator']],
  [4012, ['timeout', 'raiseQueryTimeout']],
  [4013, ['outOfMemory', 'tryAgainLater']],
  [4016, ['internal', 'lookAtServerLog']],
  [4023, ['busy', 'tryAgainLater']],
  [4030, ['outOfMemory', 'tryAgainLater']],
  [4043, ['loginWrong', 'checkLogin']],
  [4072, ['cancelled', 'backUpAgain']],
  [4114, ['notNow', 'tryAgainLater']],
  [4147, ['configRefused', 'lookAtServerLog']],
  [4179, ['notNow', 'tryAgainLater']],
  [4554, ['serverLost', 'backUpAgain']],
  [4638, ['rootServerMoved', 'tryAgainLater']],
  [4664, ['timeout', 'raiseQueryTimeout']],
  [4669, ['clusterUnknown', 'checkClusterName']],
  [5035, ['loginWrong', 'checkLogin']],
  [5038, ['loginWrong', 'checkLogin']],
  [5039, ['accountLocked', 'askAdministrator']],
  [5099, ['configRefused', 'checkVersion']],
  [5150, ['tenantElsewhere', 'useAnotherHost']],
  [5157, ['tenantUnknown', 'checkTenantName']],
  [5160, ['tenantUnknown', 'checkTenantName']],
  [8001, ['serverStarting', 'tryAgainLater']],
  [8002, ['serverStopping', 'useAnotherHost']],
  [9001, ['destinationInvalid', 'checkDestination']],
  [9011, ['filesMissing', 'checkDestination']],
  [9023, ['archiveNotDoing', 'startArchiving']],
  [9025, ['archiveNotDoing', 'startArchiving']],
  [9026, ['destinationInvalid', 'checkDestination']],
  [9027, ['archiveInterrupted', 'repairArchive']],
  [9028, ['metaMismatch', 'lookAtServerLog']],
  [9029, ['archiveNotDoing', 'startArchiving']],
  [9030, ['metaMismatch', 'lookAtServerLog']],
  [9031, ['internal', 'backUpAgain']],
  [9032, ['metaMismatch', 'lookAtServerLog']],
  [9033, ['metaMismatch', 'lookAtServerLog']],
  [9034, ['archiveNotDoing', 'startArchiving']],
  [9036, ['backupRunning', 'waitForRunningBackup']],
  [9037, ['archiveNotDoing', 'startArchiving']],
  [9040, ['cannotStart', 'lookAtViews']],
  [9042, ['versionGap', 'backUpAgain']],
  [9043, ['archiveNotDoing', 'tryAgainLater']],
  [9044, ['cleaningRunning', 'waitForCleaning']],
  [9048, ['notContinuous', 'backUpFully']],
  [9051, ['mountMissing', 'checkMounts']],
  [9060, ['objectStorage', 'checkDestination']],
  [9063, ['destinationThrottled', 'tryAgainLater']],
  [9064, ['notContinuous', 'backUpFully']],
  [9070, ['destinationUnreachable', 'checkDestination']],
  [9071, ['destinationClosed', 'checkDestination']],
  [9077, ['notContinuous', 'backUpFully']],
  [9080, ['destinationInvalid', 'checkDestination']],
  [9081, ['destinationInvalid', 'checkDestination']],
  [9082, ['destinationFull', 'freeSpace']],
  [9086, ['checkpointStuck', 'lookAtServerLog']],
  [9087, ['logRecycled', 'repairArchive']],
  [9100, ['filesMissing', 'checkDestination']],
  [9105, ['objectStorage', 'checkDestination']],
  [9113, ['objectStorage', 'checkDestination']],
  [9114, ['destinationInvalid', 'checkDestination']],
  [9115, ['destinationUnreachable', 'checkDestination']],
  [9116, ['destinationClosed', 'checkDestination']],
  [9117, ['objectStorage', 'checkDestination']],
  [9118, ['objectStorage', 'checkDestination']],
]);

/**
 * Numbers that stand for several things, told apart by what the server adds. Looked for anywhere in
 * the text: rich error messages put address and trace id around it.
 */
const BY_TEXT: ReadonlyMap<number, readonly (readonly [pattern: RegExp, entry: Entry])[]> = new Map([
  [
    1235,
    [
      [/oracle tenant/i, ['oracleTenant', 'logInToSys']],
      [/not primary cluster/i, ['standbyCluster', 'usePrimaryCluster']],
      [/without GTS/i, ['withoutGts', 'askAdministrator']],
      [/upgrade backup inner table/i, ['upgradeUnfinished', 'finishUpgrade']],
    ] satisfies readonly (readonly [RegExp, Entry])[],
  ],
  [
    9040,
    [
      [/log archive (?:status )?is not doing/i, ['archiveNotDoing', 'startArchiving']],
      [/need major freeze/i, ['majorFreezeNeeded', 'freezeMajor']],
      [/inner table version|cluster upgrading/i, ['upgradeUnfinished', 'finishUpgrade']],
      [/snapshot gc ts/i, ['snapshotTooOld', 'tryAgainLater']],
      [/tenant status is not normal/i, ['tenantNotNormal', 'waitForTenant']],
      [/backup dest is not set/i, ['destinationNotSet', 'setDestination']],
      [/no tenant meets/i, ['noTenantQualifies', 'checkEachTenant']],
      [/cross compatible/i, ['compatibleDiffers', 'backUpFully']],
    ] satisfies readonly (readonly [RegExp, Entry])[],
  ],
]);

/** What a server's answer means and asks for; undefined for numbers that nobody explained: then its own words are shown. */
export function explainServerAnswer(
  answer: Pick<ServerAnswer, 'number' | 'message'>,
  occasion: ErrorOccasion,
): ServerErrorExplanation | undefined {
  const special = BY_TEXT.get(answer.number)?.find(([pattern]) => pattern.test(answer.message))?.[1];
  const entry = special ?? ENTRIES.get(answer.number);
  if (entry === undefined) {
    return undefined;
  }
  const [fault, next] = entry;
  return { fault, meaning: meaningOf(fault, occasion), next };
}

/**
 * The same for a run's `RESULT`. The servers store the negative code; one sample of the manual has it
 * without the sign. 0 is success, and explains nothing.
 */
export function explainResult(result: bigint, comment: string): ServerErrorExplanation | undefined {
  const number = Number(result < 0n ? -result : result);
  return explainServerAnswer({ number, message: comment }, 'result');
}

const LOGIN_FAULTS: ReadonlySet<ServerFault> = new Set<ServerFault>([
  'loginWrong',
  'passwordExpired',
  'accountLocked',
  'clusterUnknown',
  'tenantUnknown',
  'oracleTenant',
]);

/** Whether a server turned a login down for its name, password, tenant or cluster: the same login fails everywhere. */
export function isLoginRefusal(answer: ServerAnswer): boolean {
  const explanation = explainServerAnswer(answer, 'login');
  return explanation !== undefined && LOGIN_FAULTS.has(explanation.fault);
}

function meaningOf(fault: ServerFault, occasion: ErrorOccasion): BackupMeaning {
  switch (occasion) {
    case 'login':
      return 'noConnection';
    case 'read':
      return 'notKnown';
    case 'start':
      return startMeaning(fault);
    case 'result':
      return fault === 'cancelled' ? 'runCancelled' : isArchiveBreak(fault) ? 'archiveBroken' : 'runFailed';
  }
}

/** After these the server itself does not know whether the request went through. */
const IN_DOUBT: ReadonlySet<ServerFault> = new Set<ServerFault>([
  'timeout',
  'rootServerMoved',
  'serverLost',
  'internal',
]);

function startMeaning(fault: ServerFault): BackupMeaning {
  if (IN_DOUBT.has(fault)) {
    return 'mayHaveStarted';
  }
  return isArchiveBreak(fault) ? 'archiveBroken' : 'nothingStarted';
}

function isArchiveBreak(fault: ServerFault): boolean {
  return fault === 'archiveInterrupted' || fault === 'logRecycled';
}
