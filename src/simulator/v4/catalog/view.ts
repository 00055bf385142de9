import { bigint, type ColumnDefinition, type Row, required } from '../../columns';
import type { ViewContext, ViewDefinition } from '../../world';
import { type Cluster, SYS_TENANT_ID } from '../cluster';
import type { Tenant } from '../model';

/** A column with the version that it came with; without one it has been there since 4.0. */
export interface VersionedColumn extends ColumnDefinition {
  readonly since?: string;
}

/** A column that came with a version. */
export const since = (version: string, column: ColumnDefinition): VersionedColumn => ({
  ...column,
  since: version,
});

/** What rows are made from. */
export interface RowContext {
  readonly cluster: Cluster;
  /** `YYYY-MM-DD HH:MM:SS.ffffff` in the session's time zone; NULL stays NULL. */
  time(micros: bigint | null): string | null;
  /** A `…_SCN_DISPLAY` column: NULL while the SCN is 0. */
  scnDisplay(scn: bigint): string | null;
}

/** A pair of views: `CDB_x` of all tenants in `sys`, `DBA_x` of the session's own tenant. */
export interface TenantViews {
  /** Without `CDB_` and `DBA_`. */
  readonly name: string;
  readonly since?: string;
  /** Without `TENANT_ID`, which stands first. */
  readonly columns: readonly VersionedColumn[];
  /** The `DBA_` form of some views has the column, too. */
  readonly dbaHasTenantId?: boolean;
  /** Rows of one tenant, without `TENANT_ID`. */
  rows(tenant: Tenant, context: RowContext): Iterable<Row>;
  /** Rows of `sys`, where there are any. */
  sysRows?(context: RowContext): Iterable<Row>;
}

const tenantId = required('TENANT_ID', bigint());

/** Builds the views of a cluster's version. */
export class Catalog {
  readonly views: ViewDefinition[] = [];
  readonly #cluster: Cluster;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  /** Adds the `CDB_` and the `DBA_` form. */
  addPair(definition: TenantViews): void {
    if (!this.#exists(definition.since)) {
      return;
    }
    const own = this.#columns(definition.columns);
    this.#add(`CDB_${definition.name}`, 'sys', [tenantId, ...own], (context) =>
      this.#allRows(definition, context),
    );
    this.#add(
      `DBA_${definition.name}`,
      'everyone',
      definition.dbaHasTenantId === true ? [tenantId, ...own] : own,
      (context, sessionTenantId) => this.#ownRows(definition, context, sessionTenantId),
    );
  }

  /** Adds a view of its own kind; its rows may depend on the tenant of the session. */
  addSingle(
    name: string,
    audience: ViewDefinition['audience'],
    columns: readonly VersionedColumn[],
    rows: (context: RowContext, sessionTenantId: bigint) => Iterable<Row>,
  ): void {
    this.#add(name, audience, this.#columns(columns), rows);
  }

  #add(
    name: string,
    audience: ViewDefinition['audience'],
    columns: readonly ColumnDefinition[],
    rows: (context: RowContext, sessionTenantId: bigint) => Iterable<Row>,
  ): void {
    this.views.push({
      schema: 'oceanbase',
      name,
      audience,
      columns,
      rows: (context) => rows(this.#rowContext(context), context.session.tenant.id),
    });
  }

  *#allRows(definition: TenantViews, context: RowContext): Iterable<Row> {
    if (definition.sysRows !== undefined) {
      yield* withTenantId(SYS_TENANT_ID, definition.sysRows(context));
    }
    for (const tenant of this.#cluster.tenants()) {
      yield* withTenantId(tenant.id, definition.rows(tenant, context));
    }
  }

  *#ownRows(definition: TenantViews, context: RowContext, sessionTenantId: bigint): Iterable<Row> {
    const tenant = this.#cluster.tenant(sessionTenantId);
    if (tenant !== undefined) {
      yield* withTenantId(tenant.id, definition.rows(tenant, context));
    } else if (sessionTenantId === SYS_TENANT_ID && definition.sysRows !== undefined) {
      yield* withTenantId(SYS_TENANT_ID, definition.sysRows(context));
    }
  }

  #rowContext(context: ViewContext): RowContext {
    const time = (micros: bigint | null): string | null =>
      micros === null ? null : context.formatTime(micros);
    return {
      cluster: this.#cluster,
      time,
      scnDisplay: (scn) => time(scn === 0n ? null : scn / 1000n),
    };
  }

  #columns(columns: readonly VersionedColumn[]): readonly ColumnDefinition[] {
    return columns
      .filter((column) => this.#exists(column.since))
      .map(({ name, type, nullable }) => ({ name, type, nullable }));
  }

  #exists(sinceVersion: string | undefined): boolean {
    return sinceVersion === undefined || compareVersions(this.#cluster.profile.version, sinceVersion) >= 0;
  }
}

function* withTenantId(tenantId: bigint, rows: Iterable<Row>): Iterable<Row> {
  for (const row of rows) {
    yield { TENANT_ID: tenantId, ...row };
  }
}

/** Less than, equal to or greater than 0, as `4.2.5` stands to `4.3.0`. */
function compareVersions(a: string, b: string): number {
  const second = b.split('.').map(Number);
  const differences = a.split('.').map((part, i) => Number(part) - (second[i] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}
