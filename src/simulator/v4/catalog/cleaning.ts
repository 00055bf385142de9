import { bigint, optional, type Row, required, timestamp, varchar } from '../../columns';
import type { DeleteJob, DeleteTask, Tenant } from '../model';
import type { RowContext, TenantViews, VersionedColumn } from './view';

/** `CDB_OB_BACKUP_DELETE_POLICY`. */
export const deletePolicy: TenantViews = {
  name: 'OB_BACKUP_DELETE_POLICY',
  columns: [required('POLICY_NAME', varchar(128)), required('RECOVERY_WINDOW', varchar(64))],
  *rows(tenant) {
    if (tenant.policy !== null) {
      yield { POLICY_NAME: tenant.policy.name, RECOVERY_WINDOW: tenant.policy.windowText };
    }
  },
};

const jobColumns: readonly VersionedColumn[] = [
  required('JOB_ID', bigint()),
  required('INCARNATION', bigint()),
  required('INITIATOR_TENANT_ID', bigint()),
  required('INITIATOR_JOB_ID', bigint()),
  required('EXECUTOR_TENANT_ID', varchar(65536)),
  required('TYPE', varchar(64)),
  optional('PARAMETER', timestamp()),
  required('JOB_LEVEL', varchar(64)),
  required('START_TIMESTAMP', timestamp()),
  optional('END_TIMESTAMP', timestamp()),
  required('STATUS', varchar(64)),
  required('TASK_COUNT', bigint()),
  required('SUCCESS_TASK_COUNT', bigint()),
  required('RESULT', bigint()),
  required('COMMENT', varchar(4096)),
];

function* jobRows(tenant: Tenant, jobs: readonly DeleteJob[], { time }: RowContext): Iterable<Row> {
  for (const job of jobs) {
    yield {
      JOB_ID: job.jobId,
      INCARNATION: 1n,
      INITIATOR_TENANT_ID: tenant.id,
      INITIATOR_JOB_ID: job.jobId,
      EXECUTOR_TENANT_ID: tenant.id.toString(),
      TYPE: 'DELETE OBSOLETE BACKUP',
      PARAMETER: time(job.parameterMicros),
      JOB_LEVEL: 'USER_TENANT',
      START_TIMESTAMP: time(job.startMicros),
      END_TIMESTAMP: time(job.endMicros),
      STATUS: job.status,
      TASK_COUNT: BigInt(job.tasks.length),
      SUCCESS_TASK_COUNT: BigInt(job.tasks.filter(({ status }) => status === 'COMPLETED').length),
      RESULT: job.result,
      COMMENT: '',
    };
  }
}

/** `CDB_OB_BACKUP_DELETE_JOBS`. */
export const deleteJobs: TenantViews = {
  name: 'OB_BACKUP_DELETE_JOBS',
  dbaHasTenantId: true,
  columns: jobColumns,
  rows: (tenant, context) => jobRows(tenant, tenant.deleteJobs, context),
};

/** `CDB_OB_BACKUP_DELETE_JOB_HISTORY`. */
export const deleteJobHistory: TenantViews = {
  name: 'OB_BACKUP_DELETE_JOB_HISTORY',
  dbaHasTenantId: true,
  columns: jobColumns,
  rows: (tenant, context) => jobRows(tenant, tenant.deleteJobHistory, context),
};

const taskColumns: readonly VersionedColumn[] = [
  required('TASK_ID', bigint()),
  required('INCARNATION', bigint()),
  required('JOB_ID', bigint()),
  required('TASK_TYPE', varchar(64)),
  required('ID', bigint()),
  required('ROUND_ID', bigint()),
  required('DEST_ID', bigint()),
  required('START_TIMESTAMP', timestamp()),
  optional('END_TIMESTAMP', timestamp()),
  required('STATUS', varchar(64)),
  required('TOTAL_LS_COUNT', bigint()),
  required('FINISH_LS_COUNT', bigint()),
  required('RESULT', bigint()),
  required('COMMENT', varchar(4096)),
  required('PATH', varchar(4096)),
];

const taskRow = (job: DeleteJob, task: DeleteTask, { time }: RowContext): Row => ({
  TASK_ID: task.taskId,
  INCARNATION: 1n,
  JOB_ID: job.jobId,
  TASK_TYPE: task.kind,
  ID: task.id,
  ROUND_ID: task.roundId,
  DEST_ID: task.destId,
  START_TIMESTAMP: time(task.startMicros),
  END_TIMESTAMP: time(task.endMicros),
  STATUS: task.status,
  TOTAL_LS_COUNT: task.lsCount,
  FINISH_LS_COUNT: task.status === 'COMPLETED' ? task.lsCount : 0n,
  RESULT: task.result,
  COMMENT: '',
  PATH: task.path,
});

function* taskRows(jobs: readonly DeleteJob[], context: RowContext): Iterable<Row> {
  for (const job of jobs) {
    for (const task of job.tasks) {
      yield taskRow(job, task, context);
    }
  }
}

/** `CDB_OB_BACKUP_DELETE_TASKS`. */
export const deleteTasks: TenantViews = {
  name: 'OB_BACKUP_DELETE_TASKS',
  dbaHasTenantId: true,
  columns: taskColumns,
  rows: (tenant, context) => taskRows(tenant.deleteJobs, context),
};

/** `CDB_OB_BACKUP_DELETE_TASK_HISTORY`. */
export const deleteTaskHistory: TenantViews = {
  name: 'OB_BACKUP_DELETE_TASK_HISTORY',
  dbaHasTenantId: true,
  columns: taskColumns,
  rows: (tenant, context) => taskRows(tenant.deleteJobHistory, context),
};
