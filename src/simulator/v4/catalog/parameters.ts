import { bigint, optional, type Row, required, varchar } from '../../columns';
import type { ParameterRow } from '../../world';
import { SYS_TENANT_ID } from '../cluster';
import { parameterRows } from '../parameters';
import { type RowContext, since, type VersionedColumn } from './view';

/** Columns of `GV$OB_PARAMETERS`. */
export const parameterColumns: readonly VersionedColumn[] = [
  required('SVR_IP', varchar(46)),
  required('SVR_PORT', bigint()),
  required('ZONE', varchar(128)),
  required('SCOPE', varchar(64)),
  optional('TENANT_ID', bigint()),
  required('NAME', varchar(256)),
  optional('DATA_TYPE', varchar(128)),
  required('VALUE', varchar(4096)),
  required('INFO', varchar(4096)),
  required('SECTION', varchar(128)),
  required('EDIT_LEVEL', varchar(128)),
  since('4.2.2', required('DEFAULT_VALUE', varchar(4096))),
  since('4.2.2', required('ISDEFAULT', varchar(3))),
];

/**
 * `GV$OB_PARAMETERS`: a row per server; parameters of the cluster have no tenant, those of tenants a
 * row for each in `sys`, elsewhere for the session's own.
 */
export function* parameterViewRows({ cluster }: RowContext, sessionTenantId: bigint): Iterable<Row> {
  const ofSys = parameterRows(cluster, undefined);
  yield* rowsOf(ofSys, 'CLUSTER', null);
  if (sessionTenantId === SYS_TENANT_ID) {
    yield* rowsOf(ofSys, 'TENANT', SYS_TENANT_ID);
  }
  for (const tenant of cluster.tenants()) {
    if (sessionTenantId === SYS_TENANT_ID || sessionTenantId === tenant.id) {
      yield* rowsOf(parameterRows(cluster, tenant), 'TENANT', tenant.id);
    }
  }
}

function* rowsOf(
  parameters: readonly ParameterRow[],
  scope: ParameterRow['scope'],
  tenantId: bigint | null,
): Iterable<Row> {
  for (const parameter of parameters.filter((candidate) => candidate.scope === scope)) {
    yield {
      SVR_IP: parameter.serverIp,
      SVR_PORT: BigInt(parameter.serverPort),
      ZONE: parameter.zone,
      SCOPE: scope,
      TENANT_ID: tenantId,
      NAME: parameter.name,
      DATA_TYPE: parameter.dataType,
      VALUE: parameter.value,
      INFO: parameter.info,
      SECTION: parameter.section,
      EDIT_LEVEL: parameter.editLevel,
      DEFAULT_VALUE: parameter.defaultValue,
      ISDEFAULT: parameter.value === parameter.defaultValue ? 'YES' : 'NO',
    };
  }
}
