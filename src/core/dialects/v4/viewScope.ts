import type { RowReader } from '../../rows';
import { literalNumber, nameText } from '../../sql';
import { CLOCK_COLUMNS } from '../../time';
import type { ServerIdentity } from '../dialect';

/** The tenant whose sessions see every tenant's rows. */
export const SYS_TENANT_ID = 1n;

/** A dictionary view that exists for the whole cluster (`CDB_…`) and for one's own tenant (`DBA_…`). */
export interface ViewSpec {
  /** Name after the prefix: `OB_BACKUP_JOBS`. */
  readonly name: string;
  /** Columns that every 4.x version has, without TENANT_ID. */
  readonly columns: readonly string[];
  /** Columns that came with a later 4.x version: asked for only where the server has them. */
  readonly laterColumns?: readonly string[];
}

/**
 * What this session reads: `sys` reads `CDB_` views with a TENANT_ID column; a user tenant reads the
 * `DBA_` views of the same shape, which lack that column and hold its own rows only.
 */
export interface ViewScope {
  readonly scope: 'cluster' | 'tenant';
  readonly tenantId: bigint;
}

export function viewScopeOf(identity: ServerIdentity): ViewScope {
  return {
    scope: identity.tenantId === SYS_TENANT_ID ? 'cluster' : 'tenant',
    tenantId: identity.tenantId,
  };
}

/** Name with schema, as it is sent. */
export function viewName(scope: ViewScope, spec: ViewSpec): string {
  return `oceanbase.${scope.scope === 'cluster' ? 'CDB' : 'DBA'}_${spec.name}`;
}

/** Whose row it is: said by the row, or by the session that reads it. */
export function tenantIdOf(scope: ViewScope, row: RowReader): bigint {
  return scope.scope === 'cluster' ? row.bigint('TENANT_ID') : scope.tenantId;
}

/**
 * A SELECT by column names, with the clock. `columns` are those that the server has; `tail` is what
 * follows the view's name.
 */
export function selectFrom(
  scope: ViewScope,
  spec: ViewSpec,
  tail: string,
  columns: readonly string[] = spec.columns,
): { view: string; text: string } {
  const view = viewName(scope, spec);
  const all = scope.scope === 'cluster' ? ['TENANT_ID', ...columns] : columns;
  const rest = tail === '' ? '' : ` ${tail}`;
  return { view, text: `SELECT ${all.map(nameText).join(', ')}, ${CLOCK_COLUMNS} FROM ${view}${rest}` };
}

/** The condition that picks one tenant's rows; nothing to say where the view has no other rows. */
export function tenantCondition(scope: ViewScope, tenantId: bigint): readonly string[] {
  return scope.scope === 'cluster' ? [`TENANT_ID = ${literalNumber(tenantId)}`] : [];
}

/** `WHERE a AND b`, or nothing. */
export function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}
