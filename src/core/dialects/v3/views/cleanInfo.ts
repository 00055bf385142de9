import type { CleaningJob } from '../../../model/cleaning';
import type { ServerTime } from '../../../model/serverTime';
import type { ViewQuery } from '../../../reading';
import type { RowReader } from '../../../rows';
import { formatServerTime, readServerClock } from '../../../time';
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
    startedAt: startOf(row),
    tasks: undefined,
    result: row.optionalBigint('RESULT'),
    comment: row.maskedText('COMMENT') ?? '',
    origin: row.origin('TENANT_ID', 'JOB_ID'),
  };
}

/**
 * The table keeps microseconds since 1970, 0 for none, where the views of the history show times; a
 * time is taken as it stands, since no manual page describes the table.
 */
function startOf(row: RowReader): ServerTime | undefined {
  const text = row.optionalText('START_TIME')?.trim() ?? '';
  if (!/^\d+$/.test(text)) {
    return row.time('START_TIME');
  }
  const epochMicros = BigInt(text);
  if (epochMicros === 0n) {
    return undefined;
  }
  const clock = readServerClock((column) => row.optionalText(column));
  return { text: clock === undefined ? text : formatServerTime(epochMicros, clock), epochMicros };
}
