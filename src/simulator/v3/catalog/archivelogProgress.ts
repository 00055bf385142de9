import { optional, type Row, required, timestamp, varchar } from '../../columns';
import type { ViewContext } from '../../world';
import type { Cluster } from '../cluster';
import { minOf, SECOND, scattered } from '../instants';
import type { TenantRound } from '../logArchive';
import { SYS_TENANT_ID } from '../tenants';
import { SERVERS } from '../topology';
import { numbers, sysView, texts } from './catalogView';

const COLUMNS = [
  ...numbers('INCARNATION', 'TENANT_ID', 'LOG_ARCHIVE_ROUND', 'CUR_PIECE_ID'),
  ...texts(32, 'SVR_IP'),
  ...numbers('SVR_PORT', 'TABLE_ID', 'PARTITION_ID'),
  optional('MIN_FIRST_TIME', timestamp()),
  optional('MAX_NEXT_TIME', timestamp()),
  required('STATUS', varchar(11)),
];

const FIRST_USER_TABLE = 50_001n;
const PARTITIONS_PER_TABLE = 4;

function* partitions(cluster: Cluster, context: ViewContext): Iterable<Row> {
  for (const round of cluster.archive.current(context.nowMicros)) {
    const tenant = cluster.tenants.userById(round.tenantId);
    if (round.tenantId !== SYS_TENANT_ID && round.status !== 'STOP' && tenant !== undefined) {
      yield* partitionsOf(round, tenant.partitionGroups, context);
    }
  }
}

function* partitionsOf(round: TenantRound, count: number, context: ViewContext): Iterable<Row> {
  for (let i = 0; i < count; i += 1) {
    const tableId = (round.tenantId << 40n) + FIRST_USER_TABLE + BigInt(Math.floor(i / PARTITIONS_PER_TABLE));
    const partitionId = BigInt(i % PARTITIONS_PER_TABLE);
    for (const server of SERVERS) {
      const ahead = scattered(tableId * 8n + partitionId + server.id, SECOND);
      const reached = minOf(context.nowMicros, round.checkpointMicros + ahead);
      yield {
        INCARNATION: 1n,
        TENANT_ID: round.tenantId,
        LOG_ARCHIVE_ROUND: round.roundId,
        CUR_PIECE_ID: round.pieceId,
        SVR_IP: server.ip,
        SVR_PORT: BigInt(server.port),
        TABLE_ID: tableId,
        PARTITION_ID: partitionId,
        MIN_FIRST_TIME: context.formatTime(round.firstMicros),
        MAX_NEXT_TIME: round.checkpointMicros === 0n ? null : context.formatTime(reached),
        STATUS: round.status,
      };
    }
  }
}

/** `CDB_OB_BACKUP_ARCHIVELOG_PROGRESS`: one row per partition replica that is being archived. */
export const archivelogProgress = sysView('CDB_OB_BACKUP_ARCHIVELOG_PROGRESS', () => COLUMNS, partitions);
