import type {
  BackupBaseline,
  Dialect,
  Page,
  PreflightCheck,
  ServerIdentity,
} from '../../../../src/core/dialects/dialect';
import type { ArchivePiece, ArchiveRound } from '../../../../src/core/model/archiveRound';
import type { BackupJob } from '../../../../src/core/model/backupJob';
import type { BackupSet } from '../../../../src/core/model/backupSet';
import type { ClusterSnapshot } from '../../../../src/core/model/snapshot';
import type { Tenant } from '../../../../src/core/model/tenant';
import type { Database } from '../../../../src/core/ports';
import type { Statement } from '../../../../src/core/sql';
import { identity, snapshot } from './nouns';

const emptyPage = { items: [], olderThan: undefined, problems: [] };

/** A dialect whose answers a test sets; it remembers how it was asked. */
export class FakeDialect implements Dialect {
  readonly line = 4;
  readonly scope = 'cluster';
  readonly identity: ServerIdentity = identity();
  /** `previous` of each snapshot that was asked for. */
  readonly snapshotsAsked: (ClusterSnapshot | undefined)[] = [];
  readonly keysAsked: (readonly string[])[] = [];
  nextSnapshot: () => ClusterSnapshot | Promise<ClusterSnapshot> = () => snapshot();
  jobsByKey: (keys: readonly string[]) => readonly BackupJob[] = () => [];
  jobsSince: (database: Database) => readonly BackupJob[] = () => [];
  checks: readonly PreflightCheck[] = [];
  statementText = 'ALTER SYSTEM BACKUP TENANT = t1';

  async readSnapshot(_database: Database, previous: ClusterSnapshot | undefined): Promise<ClusterSnapshot> {
    this.snapshotsAsked.push(previous);
    return this.nextSnapshot();
  }

  async readJobs(_database: Database, keys: readonly string[]): Promise<readonly BackupJob[]> {
    this.keysAsked.push(keys);
    return this.jobsByKey(keys);
  }

  async findJobsSince(database: Database): Promise<readonly BackupJob[]> {
    return this.jobsSince(database);
  }

  async readBaseline(database: Database): Promise<BackupBaseline> {
    await database.query('BASELINE');
    return { highestIds: new Map([[1002n, 6n]]) };
  }

  preflightFullBackup(): readonly PreflightCheck[] {
    return this.checks;
  }

  fullBackup(tenants: readonly Tenant[]): Statement {
    const text = this.statementText;
    return {
      text,
      maskedText: text,
      danger: 'starting',
      effect: 'startFullBackup',
      tenantNames: tenants.map(({ name }) => name),
    };
  }

  backupCandidates(): readonly Tenant[] {
    return [];
  }

  readRounds(): Promise<Page<ArchiveRound>> {
    return Promise.resolve(emptyPage);
  }

  readPieces(): Promise<Page<ArchivePiece>> {
    return Promise.resolve(emptyPage);
  }

  readSets(): Promise<Page<BackupSet>> {
    return Promise.resolve(emptyPage);
  }

  locateSet(): Promise<bigint | undefined> {
    return Promise.resolve(undefined);
  }

  locatePiece(): Promise<bigint | undefined> {
    return Promise.resolve(undefined);
  }

  manualUrl(): string {
    return 'https://manual.example/';
  }
}
