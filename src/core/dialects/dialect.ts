import type { ArchivePiece, ArchiveRound } from '../model/archiveRound';
import type { BackupJob } from '../model/backupJob';
import type { BackupSet } from '../model/backupSet';
import type { ReadProblem } from '../model/rowOrigin';
import type { ClusterSnapshot } from '../model/snapshot';
import type { Tenant } from '../model/tenant';
import type { Cancellation, Database } from '../ports';
import type { Statement } from '../sql';

/** Who we are on that server: decides which dialect speaks. */
export interface ServerIdentity {
  /** `4.2.5.0`. */
  readonly version: string;
  readonly versionNumbers: readonly number[];
  readonly edition: 'community' | 'enterprise' | 'unknown';
  readonly tenantId: bigint;
  readonly tenantName: string;
  readonly tenantMode: 'MYSQL' | 'ORACLE' | 'unknown';
  readonly clusterName: string | undefined;
}

/** One page of history, newest first, read by key. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Pass it on to read what is older; absent at the end. */
  readonly olderThan: bigint | undefined;
  readonly problems: readonly ReadProblem[];
}

export interface PageRequest {
  /** Absent for the newest page. */
  readonly olderThan?: bigint;
  readonly cancellation?: Cancellation;
}

/** Where to jump in a long history: an id, or a moment of the server's clock, microseconds since the epoch. */
export type HistoryPoint = { readonly id: bigint } | { readonly atMicros: bigint };

/** A named check before a statement. */
export interface PreflightCheck {
  readonly id: 'tenantNormal' | 'archiveDoing' | 'dataDestination' | 'noRunningJob' | 'readable';
  /** Absent: the cluster as a whole. */
  readonly tenantId: bigint | undefined;
  readonly outcome: 'ok' | 'warning' | 'blocked' | 'unknown';
  /** The word that the server showed, e.g. `INTERRUPTED`; empty where nothing was there. */
  readonly evidence: string;
}

/** What was there before a backup was started: how its own traces are told from older ones. */
export interface BackupBaseline {
  /** 4.x: highest JOB_ID by tenant; 3.x: highest BS_KEY under tenant 1. */
  readonly highestIds: ReadonlyMap<bigint, bigint>;
}

/**
 * All that differs between the two designs of OceanBase's backup. Nothing outside this folder asks
 * for a version number. Reads never change the session; every method may throw BackupError.
 */
export interface Dialect {
  readonly line: 3 | 4;
  /** What this session may see: the whole cluster, or its own tenant (4.x). */
  readonly scope: 'cluster' | 'tenant';
  readonly identity: ServerIdentity;

  /** At most a handful of statements, whatever the size of the history. */
  readSnapshot(
    database: Database,
    previous: ClusterSnapshot | undefined,
    cancellation?: Cancellation,
  ): Promise<ClusterSnapshot>;

  /** Rounds, newest first. 3.x: of all tenants (`tenantId` is not looked at); whole rounds, never cut between tenants. */
  readRounds(database: Database, tenantId: bigint, request: PageRequest): Promise<Page<ArchiveRound>>;
  /** Pieces of a round, newest first; 3.x: of one tenant in the round. A page is 100 pieces. */
  readPieces(
    database: Database,
    tenantId: bigint,
    roundId: bigint,
    request: PageRequest,
  ): Promise<Page<ArchivePiece>>;
  /** Sets, newest first. A page is 100 sets; 3.x: whole sets with all their tenants (`tenantId` is not looked at). */
  readSets(database: Database, tenantId: bigint, request: PageRequest): Promise<Page<BackupSet>>;
  /** The id from which `readSets`/`readPieces` (as `olderThan`) starts with the point asked for; absent if nothing is there. */
  locateSet(database: Database, tenantId: bigint, point: HistoryPoint): Promise<bigint | undefined>;
  locatePiece(
    database: Database,
    tenantId: bigint,
    roundId: bigint,
    point: HistoryPoint,
  ): Promise<bigint | undefined>;

  /** Tenants that a person may choose for a backup, Oracle-mode ones included. On 3.x the cluster is backed up as a whole: all of them. */
  backupCandidates(snapshot: ClusterSnapshot): readonly Tenant[];
  preflightFullBackup(snapshot: ClusterSnapshot, tenants: readonly Tenant[]): readonly PreflightCheck[];
  /** The statement for exactly these tenants: 4.x from sys always names them; 3.x has only the cluster's form. */
  fullBackup(tenants: readonly Tenant[]): Statement;
  readBaseline(database: Database, tenants: readonly Tenant[]): Promise<BackupBaseline>;
  /** Jobs newer than the baseline, running or ended, that cover any of these tenants: JOBS first, then HISTORY. */
  findJobsSince(
    database: Database,
    baseline: BackupBaseline,
    tenants: readonly Tenant[],
  ): Promise<readonly BackupJob[]>;
  /** Reads these jobs wherever they are now; one that is nowhere to be found is absent from the answer. */
  readJobs(database: Database, keys: readonly string[]): Promise<readonly BackupJob[]>;
  /** OceanBase's manual for this version. */
  manualUrl(topic: ManualTopic, language: 'en' | 'zh-cn'): string;
}

export type ManualTopic = 'logArchive' | 'dataBackup' | 'cleaning' | 'restore' | 'views' | 'errors';
