import type { ViewQuery } from '../../../reading';
import type { RowReader } from '../../../rows';
import { oneOf } from '../viewQuery';

/**
 * The table below SET_DETAILS: the only place that tells why a run ended badly. Internal, so it may
 * change or be closed to a user; its `passwd` column is never asked for.
 */
const TASK_HISTORY = 'oceanbase.__all_backup_task_history';

export interface RunResult {
  readonly tenantId: bigint;
  readonly setId: bigint;
  /** OceanBase's negative code; -4072 is "cancelled". */
  readonly result: bigint;
}

/** Bad ends only. */
export function resultsQuery(setIds: readonly bigint[]): ViewQuery {
  const text =
    `SELECT tenant_id, backup_set_id, result FROM ${TASK_HISTORY} ` +
    `WHERE ${oneOf('backup_set_id', setIds)} AND result <> 0`;
  return { view: TASK_HISTORY, text };
}

export function readResult(row: RowReader): RunResult {
  return {
    tenantId: row.bigint('TENANT_ID'),
    setId: row.bigint('BACKUP_SET_ID'),
    result: row.bigint('RESULT'),
  };
}
