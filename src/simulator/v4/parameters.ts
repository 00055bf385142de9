import type { ParameterRow } from '../world';
import type { Cluster } from './cluster';
import { invalidParameterValue, notAllowed, unknownParameter } from './errors';
import type { Tenant } from './model';
import { readTime } from './settings';
import { GIB, KIB, MIB, MINUTE, SECOND } from './units';

type Range =
  | { readonly type: 'INT' | 'TIME' | 'CAPACITY'; readonly least: bigint; readonly most: bigint }
  | { readonly type: 'STRING' };

interface Parameter {
  readonly name: string;
  readonly scope: 'CLUSTER' | 'TENANT';
  readonly range: Range;
  readonly defaultValue: string;
  readonly section: string;
  readonly info: string;
  readonly isReadOnly?: boolean;
}

const percent: Range = { type: 'INT', least: 0n, most: 100n };

/** The parameters of backup and archiving (section A.5 of the reference), and those that identify the cluster. */
const PARAMETERS: readonly Parameter[] = [
  {
    name: 'archive_lag_target',
    scope: 'TENANT',
    range: { type: 'TIME', least: 0n, most: 7200n * SECOND },
    defaultValue: '120s',
    section: 'LOGSERVICE',
    info: 'log archive lag target',
  },
  {
    name: 'backup_data_file_size',
    scope: 'TENANT',
    range: { type: 'CAPACITY', least: 512n * MIB, most: 4n * GIB },
    defaultValue: '4G',
    section: 'OBSERVER',
    info: 'backup data file size',
  },
  {
    name: 'cluster',
    scope: 'CLUSTER',
    range: { type: 'STRING' },
    defaultValue: 'obcluster',
    section: 'OBSERVER',
    info: 'name of the cluster',
    isReadOnly: true,
  },
  {
    name: 'cluster_id',
    scope: 'CLUSTER',
    range: { type: 'INT', least: 1n, most: 4_294_901_759n },
    defaultValue: '1',
    section: 'OBSERVER',
    info: 'id of the cluster',
    isReadOnly: true,
  },
  {
    name: 'compatible',
    scope: 'TENANT',
    range: { type: 'STRING' },
    defaultValue: '4.2.5.0',
    section: 'ROOT_SERVICE',
    info: 'data version of the tenant',
    isReadOnly: true,
  },
  {
    name: 'ha_high_thread_score',
    scope: 'TENANT',
    range: percent,
    defaultValue: '0',
    section: 'OBSERVER',
    info: 'worker threads of high-priority tasks such as restore, 0 for the built-in default',
  },
  {
    name: 'ha_low_thread_score',
    scope: 'TENANT',
    range: percent,
    defaultValue: '0',
    section: 'OBSERVER',
    info: 'worker threads of low-priority tasks such as backup, 0 for the built-in default',
  },
  {
    name: 'ha_mid_thread_score',
    scope: 'TENANT',
    range: percent,
    defaultValue: '0',
    section: 'OBSERVER',
    info: 'worker threads of medium-priority tasks such as rebuild, 0 for the built-in default',
  },
  {
    name: 'log_archive_concurrency',
    scope: 'TENANT',
    range: percent,
    defaultValue: '0',
    section: 'LOGSERVICE',
    info: 'concurrency of the log archive sender, 0 for adaptive',
  },
  {
    name: 'log_restore_concurrency',
    scope: 'TENANT',
    range: percent,
    defaultValue: '0',
    section: 'LOGSERVICE',
    info: 'concurrency of log restore, 0 for adaptive',
  },
  {
    name: 'min_observer_version',
    scope: 'CLUSTER',
    range: { type: 'STRING' },
    defaultValue: '4.2.5.0',
    section: 'ROOT_SERVICE',
    info: 'lowest version of the servers',
    isReadOnly: true,
  },
];

const CAPACITY_UNITS: Readonly<Record<string, bigint>> = { K: KIB, M: MIB, G: GIB, T: 1024n * GIB };

/** The rows of `SHOW PARAMETERS` for a session: cluster parameters and its tenant's, one row per server. */
export function parameterRows(cluster: Cluster, tenant: Tenant | undefined): readonly ParameterRow[] {
  return PARAMETERS.flatMap((parameter) =>
    cluster.servers.map((server) => ({
      zone: server.zone,
      serverIp: server.ip,
      serverPort: server.rpcPort,
      name: parameter.name,
      dataType: parameter.range.type,
      value: currentValue(cluster, tenant, parameter),
      info: parameter.info,
      section: parameter.section,
      scope: parameter.scope,
      source: 'DEFAULT',
      editLevel: parameter.isReadOnly === true ? 'READONLY' : 'DYNAMIC_EFFECTIVE',
      defaultValue: parameter.defaultValue,
    })),
  );
}

function currentValue(cluster: Cluster, tenant: Tenant | undefined, parameter: Parameter): string {
  switch (parameter.name) {
    case 'cluster':
      return cluster.name;
    case 'cluster_id':
      return cluster.id.toString();
    case 'compatible':
      return tenant?.compatible ?? cluster.profile.dataVersion;
    case 'min_observer_version':
      return cluster.profile.dataVersion;
    default: {
      const values =
        parameter.scope === 'TENANT' && tenant !== undefined ? tenant.parameters : cluster.parameters;
      return values.get(parameter.name) ?? parameter.defaultValue;
    }
  }
}

/**
 * Sets an ordinary parameter.
 *
 * @param tenant undefined for `sys` and for parameters of the cluster
 * @throws ServerError 5099 for an unknown name, 4147 for a bad value, 4179 for `archive_lag_target`
 */
export function setParameter(
  cluster: Cluster,
  tenant: Tenant | undefined,
  name: string,
  value: string,
): void {
  const parameter = PARAMETERS.find((candidate) => candidate.name === name.toLowerCase());
  if (parameter === undefined) {
    throw unknownParameter();
  }
  if (parameter.isReadOnly === true || !isInRange(parameter.range, value)) {
    throw invalidParameterValue();
  }
  if (parameter.name === 'archive_lag_target') {
    checkLagTarget(tenant, value);
  }
  const values =
    parameter.scope === 'TENANT' && tenant !== undefined ? tenant.parameters : cluster.parameters;
  values.set(parameter.name, value);
}

/** Whether a parameter belongs to the whole cluster, so that only `sys` may set it. */
export const isClusterParameter = (name: string): boolean =>
  PARAMETERS.some((parameter) => parameter.name === name.toLowerCase() && parameter.scope === 'CLUSTER');

function checkLagTarget(tenant: Tenant | undefined, value: string): void {
  const target = tenant?.archiveDestination ?? null;
  if (target === null) {
    throw notAllowed('log_archive_dest has not been set, set archive_lag_target is');
  }
  if (target.destination.medium === 's3' && (readTime(value) ?? 0n) < MINUTE) {
    throw notAllowed('set archive_lag_target smaller than 60s when log_archive_dest is S3 is');
  }
}

function isInRange(range: Range, value: string): boolean {
  if (range.type === 'STRING') {
    return true;
  }
  const number =
    range.type === 'INT' ? readInteger(value) : range.type === 'TIME' ? readTime(value) : readCapacity(value);
  return number !== undefined && number >= range.least && number <= range.most;
}

const readInteger = (value: string): bigint | undefined =>
  /^[0-9]+$/.test(value) ? BigInt(value) : undefined;

/** `4G`, `512M`; without a unit: megabytes. */
function readCapacity(value: string): bigint | undefined {
  const match = /^([0-9]+)([KMGT])?B?$/i.exec(value);
  const unit = CAPACITY_UNITS[(match?.[2] ?? 'M').toUpperCase()];
  return match?.[1] === undefined || unit === undefined ? undefined : BigInt(match[1]) * unit;
}
