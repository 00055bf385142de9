import { type BackupRequest, startTenantBackup } from '../backup';
import { addPolicy } from '../cleaning';
import type { Cluster, TenantSeed } from '../cluster';
import type { Tenant } from '../model';
import { readTime, setArchiveDestination, setDataDestination, setLogMode } from '../settings';
import { startSysBackup } from '../sysBackup';

/**
 * The past of a scenario. It is not written down but lived: the same acts that statements carry
 * out, each at its time, so that every id, SCN and status fits the others.
 */
export class Story {
  readonly cluster: Cluster;
  /** The moment at which the scenario is handed over, microseconds. */
  readonly presentMicros: bigint;

  constructor(cluster: Cluster, presentMicros: bigint) {
    this.cluster = cluster;
    this.presentMicros = presentMicros;
  }

  /** Plans something at a moment of the past, give or take what a scheduler takes to begin. */
  at(micros: bigint, act: () => void): void {
    this.cluster.at(micros + this.cluster.duration(180, 1_400), act);
  }

  /** Creates a tenant. */
  tenant(seed: TenantSeed): Tenant {
    return this.cluster.createTenant(seed);
  }

  /** Sets both destinations and a policy, and switches archiving on. */
  configure(tenant: Tenant, destinations: Destinations): void {
    setArchiveDestination(this.cluster, tenant, `LOCATION=${destinations.archive}`);
    setDataDestination(this.cluster, tenant, destinations.data);
    setLogMode(this.cluster, tenant, 'ARCHIVELOG');
    const windowMicros = readTime(destinations.window) ?? 0n;
    addPolicy(this.cluster, tenant, { name: 'default', windowText: destinations.window, windowMicros });
  }

  /** A backup that the tenant itself starts. */
  tenantBackup(tenant: Tenant, type: 'FULL' | 'INC', description = ''): void {
    startTenantBackup(this.cluster, tenant, plain(type, description), {
      initiatorTenantId: tenant.id,
      initiatorJobId: 0n,
      whenGone: () => {},
    });
  }

  /** A backup that `sys` starts for these tenants. */
  sysBackup(tenants: readonly Tenant[] | undefined, type: 'FULL' | 'INC', description = ''): void {
    startSysBackup(this.cluster, tenants, plain(type, description));
  }
}

/** Where a tenant's backups go and how long they are kept. */
export interface Destinations {
  readonly archive: string;
  readonly data: string;
  /** Recovery window: `7d`. */
  readonly window: string;
}

/** Destinations on the file system that all servers have mounted. */
export const onFileSystem = (tenant: Tenant, window: string): Destinations => ({
  archive: `file:///backup/${tenant.name}/archivelog`,
  data: `file:///backup/${tenant.name}/data`,
  window,
});

const plain = (type: 'FULL' | 'INC', description: string): BackupRequest => ({
  type,
  plusArchivelog: false,
  description,
  encryptionMode: 'NONE',
  passwd: '',
});

/** A named world of the 4.x line. */
export interface V4Scenario {
  readonly name: string;
  /** One sentence for `--help`. */
  readonly description: string;
  /** How long before the present its story begins. */
  readonly pastMicros: bigint;
  tell(story: Story): void;
}
