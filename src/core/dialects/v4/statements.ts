import { BackupError } from '../../errors';
import type { Tenant } from '../../model/tenant';
import { nameText, type Statement } from '../../sql';
import type { ViewScope } from './viewScope';

/** Names that the servers read as "all tenants" where a tenant is named, in backticks or not. */
const ALL_TENANTS: ReadonlySet<string> = new Set(['all', 'all_user', 'all_meta']);

/**
 * A full backup of exactly these tenants. From `sys` they are always named: the form without names
 * would silently pass over the tenants that do not qualify. A user tenant may not name any (1235).
 *
 * @throws BackupError `badInput` for no tenant, for one that is not a user's, and for a list that a
 * user tenant's session cannot express
 */
export function fullBackup(scope: ViewScope, tenants: readonly Tenant[]): Statement {
  for (const tenant of tenants) {
    refuseUnfit(tenant);
  }
  const text =
    scope.scope === 'cluster' ? fromSys(tenants.map(({ name }) => name)) : fromTenant(scope, tenants);
  return {
    text,
    maskedText: text,
    danger: 'starting',
    effect: 'startFullBackup',
    tenantNames: tenants.map(({ name }) => name),
  };
}

function fromSys(names: readonly string[]): string {
  if (names.length === 0) {
    throw new BackupError('badInput', 'a backup needs at least one tenant');
  }
  if (new Set(names).size < names.length) {
    throw new BackupError('badInput', 'a tenant is named twice');
  }
  return `ALTER SYSTEM BACKUP TENANT = ${names.map(nameText).join(', ')}`;
}

function fromTenant(scope: ViewScope, tenants: readonly Tenant[]): string {
  const [only, ...others] = tenants;
  if (only?.id !== scope.tenantId || others.length > 0) {
    throw new BackupError('badInput', "a user tenant's session backs up its own tenant and no other");
  }
  return 'ALTER SYSTEM BACKUP DATABASE';
}

function refuseUnfit(tenant: Tenant): void {
  if (tenant.kind === 'sys') {
    throw new BackupError('badInput', 'the sys tenant is never backed up');
  }
  if (ALL_TENANTS.has(tenant.name.toLowerCase())) {
    throw new BackupError('badInput', `a tenant named ${tenant.name} cannot be named in a statement`);
  }
}
