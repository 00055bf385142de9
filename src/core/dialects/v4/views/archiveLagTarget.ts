import type { RowReader } from '../../../rows';
import { nameText } from '../../../sql';
import { readDurationMs } from '../../duration';
import type { ViewScope } from '../viewScope';

/** Parameters of all servers, and from `sys` of all tenants; TENANT_ID is NULL for those of the cluster. */
const PARAMETERS_VIEW = 'oceanbase.GV$OB_PARAMETERS';

/** What one server says about one tenant. */
export interface LagTarget {
  readonly tenantId: bigint;
  /** Absent where the text is no duration. */
  readonly ms: number | undefined;
}

export function lagTargetsQuery(): { view: string; text: string } {
  return {
    view: PARAMETERS_VIEW,
    text: `SELECT TENANT_ID, SVR_IP, SVR_PORT, VALUE FROM ${PARAMETERS_VIEW} WHERE NAME = 'archive_lag_target'`,
  };
}

/** @param tenantId of whom the rows speak where they do not say it themselves */
export function readLagTarget(tenantId: bigint): (row: RowReader) => LagTarget {
  return (row) => ({
    tenantId: row.optionalBigint('TENANT_ID') ?? tenantId,
    ms: readDurationMs(row.optionalText('VALUE') ?? ''),
  });
}

/** The same for one tenant, for servers that do not show the view: a row per server. */
export function showLagTargetQuery(scope: ViewScope, tenantName: string): { view: string; text: string } {
  const tenant = scope.scope === 'cluster' ? ` TENANT = ${nameText(tenantName)}` : '';
  const text = `SHOW PARAMETERS LIKE 'archive_lag_target'${tenant}`;
  return { view: text, text };
}

/** The greatest where servers disagree: lateness is then claimed of none that is within its own target. */
export function foldLagTargets(targets: readonly LagTarget[]): ReadonlyMap<bigint | undefined, number> {
  const folded = new Map<bigint | undefined, number>();
  for (const { tenantId, ms } of targets) {
    if (ms !== undefined) {
      folded.set(tenantId, Math.max(ms, folded.get(tenantId) ?? 0));
    }
  }
  return folded;
}
