import { bigint, optional, type Row, required, timestamp, varchar } from '../../columns';
import type { ViewContext } from '../../world';
import type { Cluster } from '../cluster';
import { dateNumber } from '../instants';
import { replayFrom } from '../replayFrom';
import { CLUSTER_ID } from '../topology';
import { gmtColumns, numbers, sysView, texts } from './catalogView';
import { historyRows, type TaskRow } from './taskRows';

const COLUMNS = [
  ...gmtColumns,
  ...numbers('tenant_id', 'incarnation', 'backup_set_id'),
  ...texts(1, 'backup_type'),
  ...texts(64, 'device_type'),
  ...numbers('snapshot_version', 'prev_full_backup_set_id', 'prev_inc_backup_set_id'),
  ...numbers('prev_backup_data_version', 'pg_count', 'macro_block_count'),
  ...numbers('finish_pg_count', 'finish_macro_block_count', 'input_bytes', 'output_bytes'),
  required('start_time', timestamp()),
  required('end_time', timestamp()),
  ...numbers('compatible', 'cluster_version'),
  ...texts(64, 'status'),
  ...numbers('result', 'cluster_id'),
  optional('backup_dest', varchar(2048)),
  ...numbers('backup_data_version', 'backup_schema_version'),
  ...texts(64, 'cluster_version_display'),
  ...numbers('partition_count', 'finish_partition_count'),
  optional('is_mark_deleted', bigint(4)),
  ...texts(64, 'encryption_mode'),
  ...texts(128, 'passwd'),
  ...numbers('start_replay_log_ts', 'date'),
];
const LATER = [optional('backup_level', varchar(64))];

/** The packed number of a version: 16 bits per part, the major one in front. */
function packedVersion(version: string): bigint {
  const [major = 0n, minor = 0n, patch = 0n] = version.split('.').map(BigInt);
  return (major << 32n) + (minor << 16n) + patch;
}

function rowOf({ run, task, figures }: TaskRow, { profile, backup }: Cluster, context: ViewContext): Row {
  const previous = backup.runs().find(({ setId }) => setId === run.previousIncrementalId);
  return {
    gmt_create: context.formatTime(figures.changedMicros),
    gmt_modified: context.formatTime(figures.changedMicros),
    tenant_id: task.tenantId,
    incarnation: 1n,
    backup_set_id: run.setId,
    backup_type: run.type,
    device_type: run.deviceType,
    snapshot_version: run.startMicros,
    prev_full_backup_set_id: run.previousFullId,
    prev_inc_backup_set_id: run.previousIncrementalId,
    prev_backup_data_version: previous?.dataVersion ?? 0n,
    pg_count: figures.partitionCount,
    macro_block_count: figures.macroBlockCount,
    finish_pg_count: figures.finishedPartitionCount,
    finish_macro_block_count: figures.finishedMacroBlockCount,
    input_bytes: figures.inputBytes,
    output_bytes: figures.outputBytes,
    start_time: context.formatTime(run.startMicros),
    end_time: context.formatTime(figures.changedMicros),
    compatible: 1n,
    cluster_version: packedVersion(profile.version),
    status: 'FINISH',
    result: BigInt(task.result),
    cluster_id: CLUSTER_ID,
    backup_dest: run.destination,
    backup_data_version: run.dataVersion,
    backup_schema_version: run.startMicros - (run.startMicros % 8n),
    cluster_version_display: profile.versionFunction,
    partition_count: figures.partitionCount,
    finish_partition_count: figures.finishedPartitionCount,
    is_mark_deleted: run.fileStatus === 'AVAILABLE' ? 0n : 1n,
    encryption_mode: run.encryptionMode,
    passwd: run.passwordHash,
    start_replay_log_ts: replayFrom(run, task),
    date: dateNumber(run.startMicros),
    backup_level: run.level,
  };
}

/** `__all_backup_task_history`: the raw history. Only here `result` tells a cancelled set from a failed one. */
export const taskHistory = sysView(
  '__all_backup_task_history',
  ({ profile }) => [...COLUMNS, ...(profile.laterSetColumns ? LATER : [])],
  function* (cluster, context) {
    for (const row of historyRows(cluster, context)) {
      yield rowOf(row, cluster, context);
    }
  },
);
