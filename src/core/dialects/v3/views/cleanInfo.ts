import type { CleaningJob } from '../../../model/cleaning';
import type { ViewQuery } from '../../../reading';
import type { RowReader } from '../../../rows';
import { selectAll } from '../viewQuery';

/** A row per tenant whose status is STOP while nothing is cleaned; an internal table. */
const CLEAN_INFO = 'oceanbase.__all_virtual_backup_clean_info';

export function cleanInfoQuery(): ViewQuery {
  return selectAll(CLEAN_INFO, "WHERE v.status <> 'STOP'");
}

export function readCleaningJob(row: RowReader): CleaningJob {
  return {
    tenantId: row.bigint('TENANT_ID'),
    jobId: row.optionalBigint('JOB_ID') ?? 0n,
    type: row.optionalText('TYPE') ?? '',
    status: row.text('STATUS'),
    startedAt: row.time('START_TIME'),
    tasks: undefined,
    result: row.optionalBigint('RESULT'),
    comment: row.maskedText('COMMENT') ?? '',
    origin: row.origin('TENANT_ID', 'JOB_ID'),
  };
}
