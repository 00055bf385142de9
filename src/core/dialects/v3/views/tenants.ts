import type { Tenant } from '../../../model/tenant';
import type { ViewQuery } from '../../../reading';
import type { RowReader } from '../../../rows';
import { SYS_TENANT_ID, selectAll } from '../viewQuery';

/** Tells the compatibility mode too; an internal table. */
const ALL_TENANT = 'oceanbase.__all_tenant';
/** Documented, but without the mode. */
const GV_TENANT = 'oceanbase.gv$tenant';

export function tenantsQuery(): ViewQuery {
  return selectAll(ALL_TENANT, 'ORDER BY v.tenant_id');
}

export function tenantsFallbackQuery(): ViewQuery {
  return selectAll(GV_TENANT, 'ORDER BY v.tenant_id');
}

/** sys is number 1, users' tenants count from 1001; there are no META$ tenants on this line. */
export function readTenant(row: RowReader): Tenant {
  const id = row.bigint('TENANT_ID');
  return {
    id,
    name: row.text('TENANT_NAME'),
    kind: id === SYS_TENANT_ID ? 'sys' : 'user',
    mode: modeOf(row.optionalText('COMPATIBILITY_MODE')),
    status: row.optionalText('STATUS')?.replace(/^TENANT_STATUS_/i, ''),
    role: undefined,
    logMode: undefined,
    origin: row.origin('TENANT_ID'),
  };
}

/** A number in the internal table, a word elsewhere. */
function modeOf(text: string | undefined): Tenant['mode'] {
  switch (text?.trim().toUpperCase()) {
    case '0':
    case 'MYSQL':
      return 'MYSQL';
    case '1':
    case 'ORACLE':
      return 'ORACLE';
    default:
      return 'unknown';
  }
}
