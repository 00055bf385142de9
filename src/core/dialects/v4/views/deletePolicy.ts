import type { CleaningPolicy } from '../../../model/cleaning';
import type { RowReader } from '../../../rows';
import { selectFrom, tenantIdOf, type ViewScope, type ViewSpec } from '../viewScope';

/** Cleaning policies, at most one per tenant; the server's cleaning job follows it by itself, about once an hour. */
const deletePolicy: ViewSpec = {
  name: 'OB_BACKUP_DELETE_POLICY',
  columns: ['POLICY_NAME', 'RECOVERY_WINDOW'],
};

export function deletePolicyQuery(scope: ViewScope): { view: string; text: string } {
  return selectFrom(scope, deletePolicy, '');
}

export function readPolicy(scope: ViewScope): (row: RowReader) => CleaningPolicy {
  return (row) => ({
    tenantId: tenantIdOf(scope, row),
    name: row.text('POLICY_NAME'),
    recoveryWindow: row.optionalText('RECOVERY_WINDOW') ?? '',
    automatic: undefined,
    origin: row.origin('TENANT_ID', 'POLICY_NAME'),
  });
}
