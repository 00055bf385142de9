import { optional, type Row, varchar } from '../../columns';
import type { ViewContext } from '../../world';
import type { Cluster } from '../cluster';
import { SYS_TENANT_ID } from '../tenants';
import { gmtColumns, numbers, sysView, texts } from './catalogView';

const ZONES = 'zone1;zone2;zone3';
const LOCALITY = 'FULL{1}@zone1, FULL{1}@zone2, FULL{1}@zone3';
const UTF8MB4_GENERAL_CI = 45n;

interface Entry {
  readonly id: bigint;
  readonly name: string;
  readonly isOracle: boolean;
  readonly createdMicros: bigint;
}

function entries({ tenants, createdMicros }: Cluster): readonly Entry[] {
  const sys = { id: SYS_TENANT_ID, name: 'sys', isOracle: false, createdMicros };
  return [
    sys,
    ...tenants.users().map(({ id, name, mode, createdMicros: created }) => {
      return { id, name, isOracle: mode === 'ORACLE', createdMicros: created };
    }),
  ];
}

/** `gv$tenant`: the tenants by name. */
export const tenantView = sysView(
  'gv$tenant',
  () => [
    ...numbers('tenant_id'),
    ...texts(128, 'tenant_name'),
    ...texts(8192, 'zone_list'),
    ...texts(128, 'primary_zone'),
    ...numbers('collation_type'),
    ...texts(4096, 'info'),
    ...numbers('read_only'),
    ...texts(4096, 'locality'),
  ],
  (cluster) =>
    entries(cluster).map(({ id, name }) => ({
      tenant_id: id,
      tenant_name: name,
      zone_list: ZONES,
      primary_zone: 'RANDOM',
      collation_type: 0n,
      info: id === SYS_TENANT_ID ? 'system tenant' : '',
      read_only: 0n,
      locality: LOCALITY,
    })),
);

const TABLE_COLUMNS = [
  ...gmtColumns,
  ...numbers('tenant_id'),
  ...texts(128, 'tenant_name'),
  ...numbers('replica_num'),
  ...texts(8192, 'zone_list'),
  optional('primary_zone', varchar(128)),
  ...numbers('locked', 'collation_type'),
  ...texts(4096, 'info'),
  ...numbers('read_only', 'rewrite_merge_version'),
  ...texts(4096, 'locality'),
  ...numbers('logonly_replica_num'),
  ...texts(4096, 'previous_locality'),
  ...numbers('storage_format_version', 'storage_format_work_version', 'default_tablegroup_id'),
  ...numbers('compatibility_mode', 'drop_tenant_time'),
  ...texts(64, 'status'),
  ...numbers('in_recyclebin'),
];

function tableRow(entry: Entry, context: ViewContext): Row {
  const created = context.formatTime(entry.createdMicros);
  return {
    gmt_create: created,
    gmt_modified: created,
    tenant_id: entry.id,
    tenant_name: entry.name,
    replica_num: -1n,
    zone_list: ZONES,
    primary_zone: 'RANDOM',
    locked: 0n,
    collation_type: UTF8MB4_GENERAL_CI,
    info: entry.id === SYS_TENANT_ID ? 'system tenant' : '',
    read_only: 0n,
    rewrite_merge_version: 0n,
    locality: LOCALITY,
    logonly_replica_num: 0n,
    previous_locality: '',
    storage_format_version: 0n,
    storage_format_work_version: 0n,
    default_tablegroup_id: -1n,
    compatibility_mode: entry.isOracle ? 1n : 0n,
    drop_tenant_time: 0n,
    status: 'TENANT_STATUS_NORMAL',
    in_recyclebin: 0n,
  };
}

/** `__all_tenant`: `compatibility_mode` is 1 for a tenant in Oracle mode. */
export const tenantTable = sysView(
  '__all_tenant',
  () => TABLE_COLUMNS,
  (cluster, context) => entries(cluster).map((entry) => tableRow(entry, context)),
);
