import type { ServerIdentity } from '../../../../../src/core/dialects/dialect';
import type { Row } from './v3Server';

export const identity: ServerIdentity = {
  version: '3.2.3.2',
  versionNumbers: [3, 2, 3, 2],
  edition: 'enterprise',
  tenantId: 1n,
  tenantName: 'sys',
  tenantMode: 'MYSQL',
  clusterName: 'obcluster',
};

export const tenantRows: readonly Row[] = [
  { tenant_id: '1', tenant_name: 'sys', compatibility_mode: '0', status: 'TENANT_STATUS_NORMAL' },
  { tenant_id: '1001', tenant_name: 'trade', compatibility_mode: '0', status: 'TENANT_STATUS_NORMAL' },
  { tenant_id: '1002', tenant_name: 'ledger', compatibility_mode: '1', status: 'TENANT_STATUS_NORMAL' },
];

export function roundRow(tenantId: number, more: Row = {}): Row {
  return {
    INCARNATION: '1',
    LOG_ARCHIVE_ROUND: '2',
    TENANT_ID: `${tenantId}`,
    STATUS: 'DOING',
    START_PIECE_ID: '1',
    BACKUP_PIECE_ID: '12',
    MIN_FIRST_TIME: '2022-05-01 00:00:12.104233',
    MAX_NEXT_TIME: '2022-05-03 09:59:31.220418',
    INPUT_BYTES: '0',
    OUTPUT_BYTES: '0',
    COMPRESSION_RATIO: null,
    ...more,
  };
}

export function progressRow(tenantId: number, more: Row = {}): Row {
  return {
    INCARNATION: '1',
    BS_KEY: '4',
    BACKUP_TYPE: 'D',
    TENANT_ID: `${tenantId}`,
    PARTITION_COUNT: '163',
    MACRO_BLOCK_COUNT: '5120',
    FINISH_PARTITION_COUNT: '61',
    FINISH_MACRO_BLOCK_COUNT: '1984',
    INPUT_BYTES: '3992977408',
    OUTPUT_BYTES: '1437471866',
    START_TIME: '2022-05-03 02:10:00.518204',
    COMPLETION_TIME: '2022-05-03 02:13:41.114230',
    STATUS: 'RUNNING',
    ...more,
  };
}

export function detailsRow(tenantId: number, more: Row = {}): Row {
  return {
    INCARNATION: '1',
    TENANT_ID: `${tenantId}`,
    BS_KEY: '4',
    COPY_ID: '0',
    BACKUP_TYPE: 'D',
    ENCRYPTION_MODE: 'NONE',
    START_TIME: '2022-05-03 02:10:00.518204',
    COMPLETION_TIME: '2022-05-03 02:18:07.902117',
    ELAPSED_SECONDES: '487',
    OUTPUT_BYTES: '3865470566',
    OUTPUT_RATE_BYTES: '7931058.9925',
    STATUS: 'COMPLETED',
    ...more,
  };
}

export function filesRow(tenantId: number, more: Row = {}): Row {
  return {
    INCARNATION: '1',
    TENANT_ID: `${tenantId}`,
    BS_KEY: '4',
    COPY_ID: '0',
    BACKUP_TYPE: 'D',
    ENCRYPTION_MODE: 'NONE',
    STATUS: 'SUCCESS',
    FILE_STATUS: 'AVAILABLE',
    START_TIME: '2022-05-03 02:10:00.518204',
    COMPLETION_TIME: '2022-05-03 02:18:07.902117',
    ELAPSED_SECONDES: '487',
    OUTPUT_BYTES: '3865470566',
    OUTPUT_RATE_BYTES: '7931058.9925',
    ...more,
  };
}

export function resultRow(tenantId: number, result: number, setId = 4): Row {
  return { tenant_id: `${tenantId}`, backup_set_id: `${setId}`, result: `${result}` };
}

export function parameterRow(name: string, value: string, server = '10.0.0.11'): Row {
  return { zone: 'zone1', svr_type: 'observer', svr_ip: server, svr_port: '2882', name, value };
}
