import { bigint, optional, type Row, required, timestamp, varchar } from '../../columns';
import type { BackupJob } from '../model';
import type { RowContext, TenantViews, VersionedColumn } from './view';

const jobColumns: readonly VersionedColumn[] = [
  required('JOB_ID', bigint()),
  required('INCARNATION', bigint()),
  required('BACKUP_SET_ID', bigint()),
  required('INITIATOR_TENANT_ID', bigint()),
  required('INITIATOR_JOB_ID', bigint()),
  required('EXECUTOR_TENANT_ID', varchar(65536)),
  required('PLUS_ARCHIVELOG', varchar(4096)),
  required('BACKUP_TYPE', varchar(4096)),
  required('JOB_LEVEL', varchar(4096)),
  required('ENCRYPTION_MODE', varchar(4096)),
  required('PASSWD', varchar(4096)),
  required('START_TIMESTAMP', timestamp()),
  optional('END_TIMESTAMP', timestamp()),
  required('STATUS', varchar(4096)),
  required('RESULT', bigint()),
  required('COMMENT', varchar(4096)),
  required('DESCRIPTION', varchar(4096)),
  required('PATH', varchar(4096)),
];

const jobRow = (job: BackupJob, { time }: RowContext): Row => ({
  JOB_ID: job.jobId,
  INCARNATION: 1n,
  BACKUP_SET_ID: job.setId,
  INITIATOR_TENANT_ID: job.initiatorTenantId,
  INITIATOR_JOB_ID: job.initiatorJobId,
  EXECUTOR_TENANT_ID: job.executorTenantIds.join(','),
  PLUS_ARCHIVELOG: job.plusArchivelog ? 'ON' : 'OFF',
  BACKUP_TYPE: job.type,
  JOB_LEVEL: job.level,
  ENCRYPTION_MODE: job.encryptionMode,
  PASSWD: job.passwd,
  START_TIMESTAMP: time(job.startMicros),
  END_TIMESTAMP: time(job.endMicros),
  STATUS: job.status,
  RESULT: job.result,
  COMMENT: job.comment,
  DESCRIPTION: job.description,
  PATH: job.path,
});

function* jobRows(jobs: readonly BackupJob[], context: RowContext): Iterable<Row> {
  for (const job of jobs) {
    yield jobRow(job, context);
  }
}

/** `CDB_OB_BACKUP_JOBS`: running jobs, and ended ones for one scheduler turn. */
export const backupJobs: TenantViews = {
  name: 'OB_BACKUP_JOBS',
  columns: jobColumns,
  rows: (tenant, context) => jobRows(tenant.jobs, context),
  sysRows: (context) => jobRows(context.cluster.sysJobs, context),
};

/** `CDB_OB_BACKUP_JOB_HISTORY`. */
export const backupJobHistory: TenantViews = {
  name: 'OB_BACKUP_JOB_HISTORY',
  columns: jobColumns,
  rows: (tenant, context) => jobRows(tenant.jobHistory, context),
  sysRows: (context) => jobRows(context.cluster.sysJobHistory, context),
};
