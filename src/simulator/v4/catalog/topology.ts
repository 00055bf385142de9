import { bigint, bigintUnsigned, optional, type Row, required, timestamp, varchar } from '../../columns';
import { SYS_TENANT_ID } from '../cluster';
import type { Tenant } from '../model';
import { SECOND, scnOf } from '../units';
import { type RowContext, since, type VersionedColumn } from './view';

const PRIMARY_ZONES = 'zone1;zone2;zone3';
const LOCALITY = 'FULL{1}@zone1, FULL{1}@zone2, FULL{1}@zone3';
/** Largest SCN: recover without an end. */
const UNLIMITED_SCN = 4_611_686_018_427_387_903n;

/** Columns of `DBA_OB_TENANTS`. */
export const tenantColumns: readonly VersionedColumn[] = [
  required('TENANT_ID', bigint()),
  required('TENANT_NAME', varchar(128)),
  required('TENANT_TYPE', varchar(4)),
  required('CREATE_TIME', timestamp()),
  required('MODIFY_TIME', timestamp()),
  required('PRIMARY_ZONE', varchar(128)),
  required('LOCALITY', varchar(4096)),
  optional('PREVIOUS_LOCALITY', varchar(4096)),
  required('COMPATIBILITY_MODE', varchar(6)),
  required('STATUS', varchar(64)),
  required('IN_RECYCLEBIN', varchar(3)),
  required('LOCKED', varchar(3)),
  since('4.1.0', required('TENANT_ROLE', varchar(64))),
  since('4.1.0', required('SWITCHOVER_STATUS', varchar(100))),
  since('4.1.0', required('SWITCHOVER_EPOCH', bigint())),
  since('4.1.0', optional('SYNC_SCN', bigintUnsigned())),
  since('4.1.0', optional('REPLAYABLE_SCN', bigintUnsigned())),
  since('4.1.0', optional('READABLE_SCN', bigintUnsigned())),
  since('4.1.0', optional('RECOVERY_UNTIL_SCN', bigintUnsigned())),
  since('4.1.0', required('LOG_MODE', varchar(100))),
  since('4.1.0', required('ARBITRATION_SERVICE_STATUS', varchar(64))),
  since('4.2.0', required('UNIT_NUM', bigint())),
  since('4.2.0', required('COMPATIBLE', varchar(64))),
  since('4.2.0', required('MAX_LS_ID', bigint())),
  since('4.3.3', required('RESTORE_DATA_MODE', varchar(100))),
];

/** `DBA_OB_TENANTS`: all tenants in `sys`, else the session's own. */
export function* tenantRows(context: RowContext, sessionTenantId: bigint): Iterable<Row> {
  const { cluster, time } = context;
  const isSys = sessionTenantId === SYS_TENANT_ID;
  if (isSys) {
    yield {
      ...commonRow(cluster.profile.dataVersion),
      TENANT_ID: SYS_TENANT_ID,
      TENANT_NAME: 'sys',
      TENANT_TYPE: 'SYS',
      CREATE_TIME: time(cluster.createdMicros),
      MODIFY_TIME: time(cluster.createdMicros),
    };
  }
  for (const tenant of cluster.tenants()) {
    if (isSys) {
      yield metaRow(tenant, context);
    }
    if (isSys || tenant.id === sessionTenantId) {
      yield userRow(tenant, context);
    }
  }
}

const commonRow = (compatible: string): Row => ({
  PRIMARY_ZONE: PRIMARY_ZONES,
  LOCALITY,
  PREVIOUS_LOCALITY: null,
  COMPATIBILITY_MODE: 'MYSQL',
  STATUS: 'NORMAL',
  IN_RECYCLEBIN: 'NO',
  LOCKED: 'NO',
  TENANT_ROLE: 'PRIMARY',
  SWITCHOVER_STATUS: 'NORMAL',
  SWITCHOVER_EPOCH: 0n,
  LOG_MODE: 'NOARCHIVELOG',
  ARBITRATION_SERVICE_STATUS: 'DISABLED',
  UNIT_NUM: 1n,
  COMPATIBLE: compatible,
  MAX_LS_ID: 1n,
  RESTORE_DATA_MODE: 'NORMAL',
});

const metaRow = (tenant: Tenant, context: RowContext): Row => ({
  ...commonRow(tenant.compatible),
  TENANT_ID: tenant.id - 1n,
  TENANT_NAME: `META$${tenant.id}`,
  TENANT_TYPE: 'META',
  CREATE_TIME: context.time(tenant.createdMicros),
  MODIFY_TIME: context.time(tenant.createdMicros),
});

function userRow(tenant: Tenant, context: RowContext): Row {
  const syncedScn = scnOf(context.cluster.nowMicros - SECOND / 5n);
  return {
    ...commonRow(tenant.compatible),
    TENANT_ID: tenant.id,
    TENANT_NAME: tenant.name,
    TENANT_TYPE: 'USER',
    CREATE_TIME: context.time(tenant.createdMicros),
    MODIFY_TIME: context.time(tenant.modifiedMicros),
    COMPATIBILITY_MODE: tenant.mode,
    STATUS: tenant.status,
    SYNC_SCN: syncedScn,
    REPLAYABLE_SCN: syncedScn,
    READABLE_SCN: syncedScn - 100_000_000n,
    RECOVERY_UNTIL_SCN: UNLIMITED_SCN,
    LOG_MODE: tenant.logMode,
    MAX_LS_ID: 1003n,
  };
}

/** Columns of `DBA_OB_SERVERS`. */
export const serverColumns: readonly VersionedColumn[] = [
  required('SVR_IP', varchar(46)),
  required('SVR_PORT', bigint()),
  required('ID', bigint()),
  required('ZONE', varchar(128)),
  required('SQL_PORT', bigint()),
  required('WITH_ROOTSERVER', varchar(3)),
  required('STATUS', varchar(64)),
  optional('START_SERVICE_TIME', timestamp()),
  optional('STOP_TIME', timestamp()),
  optional('BLOCK_MIGRATE_IN_TIME', timestamp()),
  since('4.2.0', optional('LAST_OFFLINE_TIME', timestamp())),
  required('CREATE_TIME', timestamp()),
  required('MODIFY_TIME', timestamp()),
  required('BUILD_VERSION', varchar(256)),
];

/** `DBA_OB_SERVERS`. */
export function* serverRows({ cluster, time }: RowContext): Iterable<Row> {
  for (const server of cluster.servers) {
    yield {
      SVR_IP: server.ip,
      SVR_PORT: BigInt(server.rpcPort),
      ID: server.id,
      ZONE: server.zone,
      SQL_PORT: BigInt(server.sqlPort),
      WITH_ROOTSERVER: server.hasRootService ? 'YES' : 'NO',
      STATUS: 'ACTIVE',
      START_SERVICE_TIME: time(server.startedMicros),
      STOP_TIME: null,
      BLOCK_MIGRATE_IN_TIME: null,
      LAST_OFFLINE_TIME: null,
      CREATE_TIME: time(server.startedMicros),
      MODIFY_TIME: time(server.startedMicros),
      BUILD_VERSION: cluster.profile.buildVersion,
    };
  }
}

const DETAIL_NUMBERS = [1, 2, 3, 4, 5, 6] as const;

/** Columns of `DBA_OB_ROOTSERVICE_EVENT_HISTORY`. */
export const eventColumns: readonly VersionedColumn[] = [
  required('TIMESTAMP', timestamp()),
  required('MODULE', varchar(32)),
  required('EVENT', varchar(32)),
  ...DETAIL_NUMBERS.flatMap((n) => [optional(`NAME${n}`, varchar(256)), optional(`VALUE${n}`, varchar(256))]),
  optional('EXTRA_INFO', varchar(512)),
  required('RS_SVR_IP', varchar(46)),
  required('RS_SVR_PORT', bigint()),
];

/** `DBA_OB_ROOTSERVICE_EVENT_HISTORY`. */
export function* eventRows({ cluster, time }: RowContext): Iterable<Row> {
  const [ip = '', port = '0'] = cluster.rootServerAddress.split(':');
  for (const event of cluster.events) {
    const details = DETAIL_NUMBERS.flatMap((n): [string, string][] => {
      const [name, value] = event.details[n - 1] ?? ['', ''];
      return [
        [`NAME${n}`, name],
        [`VALUE${n}`, value],
      ];
    });
    yield {
      TIMESTAMP: time(event.atMicros),
      MODULE: event.module,
      EVENT: event.event,
      ...Object.fromEntries(details),
      EXTRA_INFO: '',
      RS_SVR_IP: ip,
      RS_SVR_PORT: BigInt(port),
    };
  }
}
