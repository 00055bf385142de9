import type { TokenReader } from '../../sql/tokenReader';
import type { StatementSession } from '../../world';
import { type Cluster, SYS_TENANT_ID } from '../cluster';
import { featureNotSupported, noPrivilege, unknownTenant } from '../errors';
import type { Tenant } from '../model';

/** Who sends a statement: `sys`, which may name tenants, or a user tenant for itself. */
type Actor = { readonly kind: 'sys' } | { readonly kind: 'tenant'; readonly tenant: Tenant };

/** Everything that carrying out a statement needs. */
export interface Scene {
  readonly cluster: Cluster;
  readonly session: StatementSession;
  readonly actor: Actor;
}

/** The administrator of a MySQL-mode and of an Oracle-mode tenant. */
const ADMINISTRATORS = ['root', 'sys'];

/**
 * The scene of a session's statement.
 *
 * @throws ServerError 1227 for anybody but the tenant's administrator, and in a meta tenant
 */
export function sceneOf(cluster: Cluster, session: StatementSession): Scene {
  if (!ADMINISTRATORS.includes(session.user.toLowerCase())) {
    throw noPrivilege();
  }
  if (session.tenant.id === SYS_TENANT_ID) {
    return { cluster, session, actor: { kind: 'sys' } };
  }
  const tenant = cluster.tenant(session.tenant.id);
  if (tenant === undefined) {
    throw noPrivilege();
  }
  return { cluster, session, actor: { kind: 'tenant', tenant } };
}

/** Reads `TENANT [=] a, b`; undefined where no such clause stands. Names may be quoted in any way. */
export function readTenantClause(reader: TokenReader): readonly string[] | undefined {
  return reader.accept('TENANT') ? readTenantNames(reader) : undefined;
}

/** Reads `[=] a, b`. */
export function readTenantNames(reader: TokenReader): readonly string[] {
  reader.acceptSign('=');
  const names = [readTenantName(reader)];
  while (reader.acceptSign(',')) {
    names.push(readTenantName(reader));
  }
  return names;
}

/** Reads one tenant name. */
export const readTenantName = (reader: TokenReader): string => reader.acceptText() ?? reader.expectName();

/** Whether a clause says `ALL`. */
export const namesAll = (names: readonly string[]): boolean =>
  names.length === 1 && names[0]?.toLowerCase() === 'all';

/** Whether a clause uses one of the words for groups of tenants. */
export const namesGroup = (names: readonly string[]): boolean =>
  names.some((name) => ['all_user', 'all_meta'].includes(name.toLowerCase()));

/**
 * The user tenants of these names.
 *
 * @throws ServerError 5160 for an unknown name, 1235 for `sys` and meta tenants
 */
export function resolveTenants(cluster: Cluster, names: readonly string[]): readonly Tenant[] {
  return names.map((name) => {
    const tenant = cluster.tenantNamed(name);
    if (tenant !== undefined) {
      return tenant;
    }
    const isInternal = name.toLowerCase() === 'sys' || /^meta\$[0-9]+$/i.test(name);
    throw isInternal ? featureNotSupported() : unknownTenant();
  });
}
