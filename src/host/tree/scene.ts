import type { Dialect } from '../../core/dialects/dialect';
import type { ArchivePiece, ArchiveRound } from '../../core/model/archiveRound';
import type { BackupSet } from '../../core/model/backupSet';
import type { ClusterSnapshot } from '../../core/model/snapshot';
import type { Tenant } from '../../core/model/tenant';
import type { PagedList } from './pagedList';

/** One history as far as it was read. */
export interface HistoryList<T> {
  /** Absent until its first page came. */
  readonly list: PagedList<T> | undefined;
  /** Why the last page asked for did not come. */
  readonly error: unknown;
  readonly loading: boolean;
}

/** What has been read of a cluster's histories. `tenantId` is not looked at on 3.x where the dialect does not. */
export interface Histories {
  rounds(tenantId: bigint): HistoryList<ArchiveRound>;
  pieces(tenantId: bigint, roundId: bigint): HistoryList<ArchivePiece>;
  sets(tenantId: bigint): HistoryList<BackupSet>;
}

/** All that the tree of one cluster is drawn from, at one moment. */
export interface Scene {
  readonly clusterId: string;
  readonly clusterName: string;
  readonly dialect: Dialect;
  readonly snapshot: ClusterSnapshot;
  readonly histories: Histories;
}

/** On 3.x the histories of the whole cluster are kept under the sys tenant. */
const CLUSTER_TENANT_ID = 1n;

/** Under which tenant a history is read: 3.x has one of the whole cluster. */
export function historyTenant(tenantId: bigint | undefined): bigint {
  return tenantId ?? CLUSTER_TENANT_ID;
}

/** User tenants by name; the internal `sys` has no backups of its own on 4.x. */
export function userTenants(snapshot: ClusterSnapshot): readonly Tenant[] {
  if (!snapshot.tenants.known) {
    return [];
  }
  const users = snapshot.tenants.value.filter((tenant) => tenant.kind === 'user');
  return [...users].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** The name of a tenant, or its number where the name is not known. */
export function tenantName(snapshot: ClusterSnapshot, tenantId: bigint): string {
  const known = snapshot.tenants.known
    ? snapshot.tenants.value.find((tenant) => tenant.id === tenantId)
    : undefined;
  return known?.name ?? `${tenantId}`;
}
