import type { CleaningJob } from '../../../model/cleaning';
import type { RowReader } from '../../../rows';
import { selectFrom, tenantIdOf, type ViewScope, type ViewSpec } from '../viewScope';

/** Cleaning jobs that run. */
const deleteJobs: ViewSpec = {
  name: 'OB_BACKUP_DELETE_JOBS',
  columns: [
    'JOB_ID',
    'INCARNATION',
    'INITIATOR_TENANT_ID',
    'INITIATOR_JOB_ID',
    'EXECUTOR_TENANT_ID',
    'TYPE',
    'PARAMETER',
    'JOB_LEVEL',
    'START_TIMESTAMP',
    'END_TIMESTAMP',
    'STATUS',
    'TASK_COUNT',
    'SUCCESS_TASK_COUNT',
    'RESULT',
    'COMMENT',
  ],
};

export function deleteJobsQuery(scope: ViewScope): { view: string; text: string } {
  return selectFrom(scope, deleteJobs, '');
}

export function readCleaningJob(scope: ViewScope): (row: RowReader) => CleaningJob {
  return (row) => {
    const finished = row.optionalBigint('SUCCESS_TASK_COUNT');
    const total = row.optionalBigint('TASK_COUNT');
    return {
      tenantId: tenantIdOf(scope, row),
      jobId: row.bigint('JOB_ID'),
      type: row.optionalText('TYPE') ?? '',
      status: row.text('STATUS'),
      startedAt: row.time('START_TIMESTAMP'),
      tasks: finished === undefined || total === undefined ? undefined : { finished, total },
      result: row.optionalBigint('RESULT'),
      comment: row.maskedText('COMMENT') ?? '',
      origin: row.origin('TENANT_ID', 'JOB_ID'),
    };
  };
}
