import { bigint, optional, required, timestamp, varchar } from '../../columns';
import { SYS_TENANT_ID } from '../tenants';
import { emptyView, numbers, sysView, texts } from './catalogView';

/** `CDB_OB_BACKUP_CLEAN_HISTORY`: `BS_KEY` is the number of the cleaning, not of a set. */
export const cleanHistory = emptyView('CDB_OB_BACKUP_CLEAN_HISTORY', [
  ...numbers('TENANT_ID', 'BS_KEY', 'COPY_ID'),
  required('START_TIME', timestamp()),
  required('END_TIME', timestamp()),
  ...numbers('INCARNATION'),
  ...texts(64, 'TYPE', 'STATUS'),
  ...texts(256, 'PARAMETER'),
  ...texts(512, 'ERROR_MSG'),
  ...texts(4096, 'COMMENT'),
]);

/** `CDB_OB_BACKUP_TASK_CLEAN_HISTORY`: the sets that a cleaning removed. */
export const taskCleanHistory = emptyView('CDB_OB_BACKUP_TASK_CLEAN_HISTORY', [
  ...numbers('TENANT_ID', 'INCARNATION', 'BS_KEY', 'COPY_ID'),
  ...texts(1, 'BACKUP_TYPE'),
  optional('PARTITION_COUNT', bigint()),
  ...numbers('MACRO_BLOCK_COUNT'),
  optional('FINISH_PARTITION_COUNT', bigint()),
  ...numbers('FINISH_MACRO_BLOCK_COUNT', 'INPUT_BYTES', 'OUTPUT_BYTES'),
  required('START_TIME', timestamp()),
  required('COMPLETION_TIME', timestamp()),
  required('STATUS', varchar(9)),
]);

/** `__all_virtual_backup_clean_info`: one row per tenant; STOP while nothing is cleaned. */
export const cleanInfo = sysView(
  '__all_virtual_backup_clean_info',
  () => [
    ...numbers('tenant_id', 'job_id', 'start_time', 'end_time', 'incarnation'),
    ...texts(64, 'type', 'status'),
    ...numbers('parameter'),
    ...texts(512, 'error_msg'),
    ...texts(4096, 'comment'),
    ...numbers('clog_gc_snapshot', 'result', 'copy_id'),
  ],
  ({ tenants }) =>
    [SYS_TENANT_ID, ...tenants.users().map(({ id }) => id)].map((id) => ({
      tenant_id: id,
      job_id: 0n,
      start_time: 0n,
      end_time: 0n,
      incarnation: 1n,
      type: '',
      status: 'STOP',
      parameter: 0n,
      error_msg: '',
      comment: '',
      clog_gc_snapshot: 0n,
      result: 0n,
      copy_id: 0n,
    })),
);
