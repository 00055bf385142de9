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
import { ColumnProbe } from './columnProbe';
import { locatePiece, locateSet } from './history';
import { JobReader } from './jobs';
import { LagTargetReader } from './lagTargets';
import { manualUrl } from './manual';
import { preflightFullBackup } from './preflight';
import { SnapshotReader } from './snapshot';
import { fullBackup } from './statements';
import { type ViewScope, viewScopeOf } from './viewScope';
import { readRound } from './views/archivelog';
import { piecesPage, readPiece } from './views/archivelogPieceFiles';
import { roundsPage } from './views/archivelogSummary';
import { backupSetFiles, readSet, setsPage } from './views/backupSetFiles';

/** OceanBase 4.x: backup per tenant, seen from `sys` (all tenants) or from a user tenant (its own). */
export function createV4Dialect(identity: ServerIdentity): Dialect {
  return new V4Dialect(identity);
}

class V4Dialect implements Dialect {
  readonly line = 4;
  readonly scope: 'cluster' | 'tenant';
  readonly identity: ServerIdentity;
  readonly #views: ViewScope;
  readonly #probe = new ColumnProbe();
  readonly #jobs: JobReader;
  readonly #snapshots: SnapshotReader;

  constructor(identity: ServerIdentity) {
    this.identity = identity;
    this.#views = viewScopeOf(identity);
    this.scope = this.#views.scope;
    this.#jobs = new JobReader(this.#views, this.#probe);
    this.#snapshots = new SnapshotReader({
      scope: this.#views,
      probe: this.#probe,
      jobs: this.#jobs,
      lagTargets: new LagTargetReader(this.#views),
    });
  }

  readSnapshot(
    database: Database,
    previous: ClusterSnapshot | undefined,
    cancellation?: Cancellation,
  ): Promise<ClusterSnapshot> {
    return this.#snapshots.read(database, previous, cancellation);
  }

  async readRounds(database: Database, tenantId: bigint, request: PageRequest): Promise<Page<ArchiveRound>> {
    const query = roundsPage(this.#views, tenantId, request.olderThan);
    const answer = await askView(database, query, readRound(this.#views), request.cancellation);
    return toPage(answer, ({ roundId }) => roundId);
  }

  async readPieces(
    database: Database,
    tenantId: bigint,
    roundId: bigint,
    request: PageRequest,
  ): Promise<Page<ArchivePiece>> {
    const query = piecesPage(this.#views, tenantId, roundId, request.olderThan);
    const answer = await askView(database, query, readPiece(this.#views), request.cancellation);
    return toPage(answer, ({ pieceId }) => pieceId);
  }

  async readSets(database: Database, tenantId: bigint, request: PageRequest): Promise<Page<BackupSet>> {
    const { cancellation, olderThan } = request;
    const columns = await this.#probe.columnsOf(database, this.#views, backupSetFiles, cancellation);
    const query = setsPage(this.#views, tenantId, olderThan, columns);
    const answer = await askView(database, query, readSet(this.#views), cancellation);
    return toPage(answer, ({ setId }) => setId);
  }

  locateSet(database: Database, tenantId: bigint, point: HistoryPoint): Promise<bigint | undefined> {
    return locateSet(database, this.#views, tenantId, point);
  }

  locatePiece(
    database: Database,
    tenantId: bigint,
    roundId: bigint,
    point: HistoryPoint,
  ): Promise<bigint | undefined> {
    return locatePiece(database, this.#views, tenantId, roundId, point);
  }

  backupCandidates(snapshot: ClusterSnapshot): readonly Tenant[] {
    const tenants = snapshot.tenants.known ? snapshot.tenants.value : [];
    return tenants.filter(({ id, kind }) =>
      this.scope === 'cluster' ? kind === 'user' : id === this.identity.tenantId,
    );
  }

  preflightFullBackup(snapshot: ClusterSnapshot, tenants: readonly Tenant[]): readonly PreflightCheck[] {
    return preflightFullBackup(this.#views, snapshot, tenants);
  }

  fullBackup(tenants: readonly Tenant[]): Statement {
    return fullBackup(this.#views, tenants);
  }

  readBaseline(database: Database, tenants: readonly Tenant[]): Promise<BackupBaseline> {
    return this.#jobs.baseline(database, tenants);
  }

  findJobsSince(
    database: Database,
    baseline: BackupBaseline,
    tenants: readonly Tenant[],
  ): Promise<readonly BackupJob[]> {
    return this.#jobs.since(database, baseline, tenants);
  }

  readJobs(database: Database, keys: readonly string[]): Promise<readonly BackupJob[]> {
    return this.#jobs.byKeys(database, keys);
  }

  manualUrl(topic: ManualTopic, language: 'en' | 'zh-cn'): string {
    return manualUrl(this.identity, topic, language);
  }
}
