import { SERVERS } from '../topology';
import { gmtColumns, numbers, sysView, texts } from './catalogView';

/** `__all_server`: the servers of the cluster. */
export const serverTable = sysView(
  '__all_server',
  () => [
    ...gmtColumns,
    ...texts(46, 'svr_ip'),
    ...numbers('svr_port', 'id'),
    ...texts(128, 'zone'),
    ...numbers('inner_port', 'with_rootserver'),
    ...texts(64, 'status'),
    ...numbers('block_migrate_in_time'),
    ...texts(256, 'build_version'),
    ...numbers('stop_time', 'start_service_time', 'first_sessid', 'with_partition', 'last_offline_time'),
  ],
  (cluster, context) =>
    SERVERS.map((server) => ({
      gmt_create: context.formatTime(cluster.createdMicros),
      gmt_modified: context.formatTime(cluster.createdMicros),
      svr_ip: server.ip,
      svr_port: BigInt(server.port),
      id: server.id,
      zone: server.zone,
      inner_port: BigInt(server.sqlPort),
      with_rootserver: server.withRootService ? 1n : 0n,
      status: 'active',
      block_migrate_in_time: 0n,
      build_version: cluster.profile.versionComment.replace(/^OceanBase\s*/, ''),
      stop_time: 0n,
      start_service_time: cluster.createdMicros,
      first_sessid: 0n,
      with_partition: 1n,
      last_offline_time: 0n,
    })),
);
