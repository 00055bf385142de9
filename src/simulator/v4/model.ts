import type { Destination } from './destination';

/** Order of the server's own enumeration. */
export type RoundStatus =
  | 'PREPARE'
  | 'BEGINNING'
  | 'DOING'
  | 'INTERRUPTED'
  | 'STOPPING'
  | 'STOP'
  | 'SUSPENDING'
  | 'SUSPEND';

type PieceStatus = 'ACTIVE' | 'FREEZING' | 'FROZEN';

export type FileStatus =
  | 'AVAILABLE'
  | 'COPYING'
  | 'INCOMPLETE'
  | 'DELETING'
  | 'EXPIRED'
  | 'BROKEN'
  | 'DELETED';

export type JobStatus = 'INIT' | 'DOING' | 'COMPLETED' | 'FAILED' | 'CANCELING' | 'CANCELED';

/** `LOG_ARCHIVE_DEST` of a tenant. */
export interface ArchiveDestination {
  readonly destId: bigint;
  readonly destination: Destination;
  readonly binding: 'OPTIONAL' | 'MANDATORY';
  /** As written in the statement: `1d`. */
  readonly intervalText: string;
  readonly intervalMicros: bigint;
}

/** `DATA_BACKUP_DEST` of a tenant. */
export interface DataDestination {
  readonly destId: bigint;
  readonly destination: Destination;
}

/** A destination that a tenant uses or used (`CDB_OB_BACKUP_STORAGE_INFO`). */
interface StorageInfo {
  readonly destId: bigint;
  readonly destination: Destination;
  readonly kind: 'archive' | 'data';
  readonly checkedMicros: bigint;
}

/** Archiving that advances: since when, and from which checkpoint it started. */
export interface Flow {
  readonly sinceMicros: bigint;
  readonly fromMicros: bigint;
}

/** A time slice of a round. Times are 0 where the views show 0. */
export interface Piece {
  readonly pieceId: bigint;
  readonly startMicros: bigint;
  readonly endMicros: bigint;
  status: PieceStatus;
  /** Where it was frozen; only meaningful in `FROZEN`. */
  frozenAtMicros: bigint;
  frozenBytes: bigint;
  fileStatus: FileStatus;
}

/** One run of log archiving of a tenant. */
export interface Round {
  readonly roundId: bigint;
  readonly destId: bigint;
  readonly path: string;
  readonly intervalMicros: bigint;
  readonly basePieceId: bigint;
  readonly pieces: Piece[];
  status: RoundStatus;
  comment: string;
  startMicros: bigint;
  /** Reached so far whenever `flow` is null. */
  checkpointMicros: bigint;
  /** Null while nothing advances. */
  flow: Flow | null;
  usedPieceId: bigint;
  deletedBytes: bigint;
  /** Grows with each change of status: what was planned under an older one is void. */
  epoch: number;
}

/** What a backup has counted so far. */
export interface Counters {
  readonly inputBytes: bigint;
  readonly outputBytes: bigint;
  readonly extraMetaBytes: bigint;
  readonly tabletCount: bigint;
  readonly finishTabletCount: bigint;
  readonly macroBlockCount: bigint;
  readonly finishMacroBlockCount: bigint;
  readonly fileCount: bigint;
}

/** What kind of counters a phase of a backup moves. */
export type PhaseKind = 'start' | 'sysMeta' | 'userMeta' | 'metaFinish' | 'minor' | 'major' | 'log';

export interface Phase {
  readonly status: string;
  readonly kind: PhaseKind;
  readonly durationMicros: bigint;
}

/** What a backup will have done when it is complete. */
export interface BackupPlan {
  readonly phases: readonly Phase[];
  readonly tabletCount: bigint;
  readonly macroBlockCount: bigint;
  readonly inputBytes: bigint;
  readonly outputBytes: bigint;
  readonly metaBytes: bigint;
  readonly extraMetaBytes: bigint;
}

export interface BackupTask {
  readonly taskId: bigint;
  readonly startScn: bigint;
  plan: BackupPlan;
  status: string;
  phase: number;
  phaseStartMicros: bigint;
  endMicros: bigint | null;
  endScn: bigint;
  userLsStartScn: bigint;
  metaTurn: bigint;
  minorTurn: bigint;
  majorTurn: bigint;
  result: bigint;
  comment: string;
  /** Set where nothing is counted any more: ended, or being cancelled. */
  frozen: Counters | null;
  inHistory: boolean;
}

export interface BackupSet {
  readonly setId: bigint;
  readonly destId: bigint;
  readonly type: 'FULL' | 'INC';
  readonly prevFullSetId: bigint;
  readonly prevIncSetId: bigint;
  readonly startMicros: bigint;
  readonly plusArchivelog: boolean;
  readonly encryptionMode: string;
  readonly passwd: string;
  readonly tenantCompatible: string;
  readonly clusterVersion: string;
  readonly path: string;
  endMicros: bigint | null;
  status: 'DOING' | 'SUCCESS' | 'FAILED';
  fileStatus: FileStatus;
  startReplayScn: bigint;
  minRestoreScn: bigint;
  consistentScn: bigint;
  counters: Counters;
  minorTurn: bigint;
  majorTurn: bigint;
  metaTurn: bigint;
  result: bigint;
  comment: string;
}

export interface BackupJob {
  readonly tenantId: bigint;
  readonly jobId: bigint;
  /** 0 for a parent job of `sys`. */
  readonly setId: bigint;
  readonly initiatorTenantId: bigint;
  readonly initiatorJobId: bigint;
  readonly executorTenantIds: readonly bigint[];
  readonly plusArchivelog: boolean;
  readonly type: 'FULL' | 'INC';
  readonly level: 'CLUSTER' | 'USER_TENANT';
  readonly encryptionMode: string;
  readonly passwd: string;
  readonly description: string;
  readonly path: string;
  readonly startMicros: bigint;
  endMicros: bigint | null;
  status: JobStatus;
  result: bigint;
  comment: string;
  task: BackupTask | null;
  /** Grows when the job is turned away from its course (cancelled, failed, retried). */
  epoch: number;
  /** Set a moment before the final status: what comes now comes too late. */
  isEnding: boolean;
  /** Called when the job has left the running ones. */
  readonly whenGone: () => void;
}

export interface DeletePolicy {
  readonly name: string;
  /** As written: `7d`. */
  readonly windowText: string;
  readonly windowMicros: bigint;
}

export interface DeleteTask {
  readonly taskId: bigint;
  readonly kind: 'BACKUP SET' | 'BACKUP PIECE';
  readonly id: bigint;
  /** 0 for a set. */
  readonly roundId: bigint;
  readonly destId: bigint;
  readonly path: string;
  readonly lsCount: bigint;
  startMicros: bigint;
  endMicros: bigint | null;
  status: JobStatus;
  result: bigint;
}

export interface DeleteJob {
  readonly jobId: bigint;
  readonly parameterMicros: bigint;
  readonly startMicros: bigint;
  readonly tasks: DeleteTask[];
  endMicros: bigint | null;
  status: JobStatus;
  result: bigint;
  epoch: number;
}

/** How much a tenant holds and writes: what sizes and durations come from. */
export interface Workload {
  readonly macroBlockCount: bigint;
  readonly tabletCount: bigint;
  /** Bytes on the medium per thousand bytes read. */
  readonly outputPerMille: bigint;
  readonly logBytesPerDay: bigint;
  /** Growth of the data per day, per mille. */
  readonly growthPerMille: bigint;
  /** Bytes that a backup reads per second at most. */
  readonly readBytesPerSecond: bigint;
}

/** The last number given out, per tenant. Backup and cleaning jobs share one. */
interface Counter {
  jobId: bigint;
  taskId: bigint;
  deleteTaskId: bigint;
  setId: bigint;
  roundId: bigint;
  pieceId: bigint;
  destId: bigint;
}

export interface Tenant {
  readonly id: bigint;
  readonly name: string;
  readonly mode: 'MYSQL' | 'ORACLE';
  readonly createdMicros: bigint;
  readonly workload: Workload;
  readonly counter: Counter;
  /** Data version, `4.2.5.0`. */
  compatible: string;
  status: 'NORMAL' | 'CREATING' | 'RESTORE' | 'DROPPING';
  dropped: boolean;
  modifiedMicros: bigint;
  logMode: 'ARCHIVELOG' | 'NOARCHIVELOG';
  archiveDestination: ArchiveDestination | null;
  /** As written in the statement (`ENABLE`, `DEFER`); null while no destination was ever set. */
  archiveState: string | null;
  dataDestination: DataDestination | null;
  /** Whether `DATA_BACKUP_DEST` was ever set: a cleared one stays as an empty value. */
  hasDataDestinationRow: boolean;
  readonly storage: StorageInfo[];
  readonly rounds: Round[];
  readonly jobs: BackupJob[];
  readonly jobHistory: BackupJob[];
  readonly sets: BackupSet[];
  policy: DeletePolicy | null;
  policyEpoch: number;
  readonly deleteJobs: DeleteJob[];
  readonly deleteJobHistory: DeleteJob[];
  /** Parameters of the tenant that differ from their default. */
  readonly parameters: Map<string, string>;
}

export interface ServerNode {
  readonly id: bigint;
  readonly zone: string;
  readonly ip: string;
  readonly rpcPort: number;
  readonly sqlPort: number;
  readonly hasRootService: boolean;
  readonly startedMicros: bigint;
}

/** A row of `DBA_OB_ROOTSERVICE_EVENT_HISTORY`. */
export interface RootServiceEvent {
  readonly atMicros: bigint;
  readonly module: string;
  readonly event: string;
  /** Name and value, six at most. */
  readonly details: readonly (readonly [string, string])[];
}
