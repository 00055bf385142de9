import type { Tenant } from '../../../model/tenant';
import type { RowReader } from '../../../rows';
import { nameText } from '../../../sql';
import { CLOCK_COLUMNS } from '../../../time';

/** The same name in every session: `sys` sees all tenants in it, a user tenant itself. */
export const TENANTS_VIEW = 'oceanbase.DBA_OB_TENANTS';

export const TENANT_COLUMNS = [
  'TENANT_ID',
  'TENANT_NAME',
  'TENANT_TYPE',
  'CREATE_TIME',
  'MODIFY_TIME',
  'PRIMARY_ZONE',
  'LOCALITY',
  'COMPATIBILITY_MODE',
  'STATUS',
  'IN_RECYCLEBIN',
  'LOCKED',
];

/** 4.1 brought roles and the log mode, 4.2 the data version. */
export const LATER_TENANT_COLUMNS = [
  'TENANT_ROLE',
  'SWITCHOVER_STATUS',
  'LOG_MODE',
  'UNIT_NUM',
  'COMPATIBLE',
];

export function tenantsQuery(columns: readonly string[]): { view: string; text: string } {
  const list = columns.map(nameText).join(', ');
  return {
    view: TENANTS_VIEW,
    text: `SELECT ${list}, ${CLOCK_COLUMNS} FROM ${TENANTS_VIEW} WHERE TENANT_TYPE <> 'META' ORDER BY TENANT_ID`,
  };
}

/** META$ tenants are internal and no tenant of anybody's; a type that is not known is read as a user's. */
export function readTenant(row: RowReader): Tenant | undefined {
  const name = row.text('TENANT_NAME');
  const type = row.text('TENANT_TYPE').toUpperCase();
  if (type === 'META' || name.startsWith('META$')) {
    return undefined;
  }
  return {
    id: row.bigint('TENANT_ID'),
    name,
    kind: type === 'SYS' ? 'sys' : 'user',
    mode: modeOf(row.optionalText('COMPATIBILITY_MODE')),
    status: statusOf(row.optionalText('STATUS')),
    role: row.optionalText('TENANT_ROLE'),
    logMode: logModeOf(row.optionalText('LOG_MODE')),
    origin: row.origin('TENANT_ID'),
  };
}

function modeOf(text: string | undefined): Tenant['mode'] {
  const mode = text?.toUpperCase();
  return mode === 'MYSQL' || mode === 'ORACLE' ? mode : 'unknown';
}

/** 4.0 writes `TENANT_STATUS_NORMAL` for what later versions call `NORMAL`. */
function statusOf(text: string | undefined): string | undefined {
  return text?.replace(/^TENANT_STATUS_/i, '');
}

function logModeOf(text: string | undefined): Tenant['logMode'] {
  const mode = text?.toUpperCase();
  return mode === 'ARCHIVELOG' || mode === 'NOARCHIVELOG' ? mode : undefined;
}
