import type { ArchivePiece, ArchiveRound } from '../../model/archiveRound';
import type { BackupJob } from '../../model/backupJob';
import type { BackupSet } from '../../model/backupSet';
import type { ClusterSnapshot } from '../../model/snapshot';
import type { Tenant } from '../../model/tenant';
import type { Cancellation, Database } from '../../ports';
import { askView } from '../../reading';
import type { Statement } from '../../sql';
import type {
  BackupBaseline,
  Dialect,
  HistoryPoint,
  ManualTopic,
  Page,
  PageRequest,
  PreflightCheck,
  ServerIdentity,
} from '../dialect';
import { toPage } from '../page';
import { locatePiece, locateSet, readRounds, readSets } from './history';
import { findJobsSince, readBaseline, readJobs } from './jobs';
import { manualUrl } from './manual';
import { preflightFullBackup } from './preflight';
import { SnapshotReader } from './snapshot';
import { fullBackup } from './statements';
import { piecesQuery, readPiece } from './views/pieceFiles';

/** OceanBase 3.x: one backup and one log archive for the whole cluster, seen from `sys` only. */
export function createV3Dialect(identity: ServerIdentity): Dialect {
  return new V3Dialect(identity);
}

class V3Dialect implements Dialect {
  readonly line = 3;
  readonly scope = 'cluster';
  readonly identity: ServerIdentity;
  readonly #snapshots = new SnapshotReader();

  constructor(identity: ServerIdentity) {
    this.identity = identity;
  }

  readSnapshot(
    database: Database,
    previous: ClusterSnapshot | undefined,
    cancellation?: Cancellation,
  ): Promise<ClusterSnapshot> {
    return this.#snapshots.read(database, previous, cancellation);
  }

  readRounds(database: Database, _tenantId: bigint, request: PageRequest): Promise<Page<ArchiveRound>> {
    return readRounds(database, request);
  }

  async readPieces(
    database: Database,
    tenantId: bigint,
    roundId: bigint,
    request: PageRequest,
  ): Promise<Page<ArchivePiece>> {
    const query = piecesQuery(tenantId, roundId, request.olderThan);
    const answer = await askView(database, query, readPiece, request.cancellation);
    return toPage(answer, ({ pieceId }) => pieceId);
  }

  readSets(database: Database, _tenantId: bigint, request: PageRequest): Promise<Page<BackupSet>> {
    return readSets(database, request);
  }

  locateSet(database: Database, _tenantId: bigint, point: HistoryPoint): Promise<bigint | undefined> {
    return locateSet(database, point);
  }

  locatePiece(
    database: Database,
    tenantId: bigint,
    roundId: bigint,
    point: HistoryPoint,
  ): Promise<bigint | undefined> {
    return locatePiece(database, tenantId, roundId, point);
  }

  /** There is no choice: the cluster is backed up as a whole, sys and Oracle-mode tenants included. */
  backupCandidates(snapshot: ClusterSnapshot): readonly Tenant[] {
    return snapshot.tenants.known ? snapshot.tenants.value : [];
  }

  preflightFullBackup(snapshot: ClusterSnapshot, tenants: readonly Tenant[]): readonly PreflightCheck[] {
    return preflightFullBackup(snapshot, tenants);
  }

  fullBackup(_tenants: readonly Tenant[]): Statement {
    return fullBackup();
  }

  readBaseline(database: Database, _tenants: readonly Tenant[]): Promise<BackupBaseline> {
    return readBaseline(database);
  }

  findJobsSince(
    database: Database,
    baseline: BackupBaseline,
    _tenants: readonly Tenant[],
  ): Promise<readonly BackupJob[]> {
    return findJobsSince(database, baseline);
  }

  readJobs(database: Database, keys: readonly string[]): Promise<readonly BackupJob[]> {
    return readJobs(database, keys);
  }

  manualUrl(topic: ManualTopic, language: 'en' | 'zh-cn'): string {
    return manualUrl(topic, language);
  }
}
