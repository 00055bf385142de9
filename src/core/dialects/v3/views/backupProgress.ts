import type { BackupTask } from '../../../model/backupJob';
import type { BackupKind } from '../../../model/backupSet';
import type { ViewQuery } from '../../../reading';
import type { RowReader } from '../../../rows';
import { backupKindOf } from '../../words';
import { oneOf, selectAll } from '../viewQuery';

/** A row per tenant of the backup that runs; empty when none does. Manual page `CDB_OB_BACKUP_PROGRESS`. */
export const PROGRESS = 'oceanbase.CDB_OB_BACKUP_PROGRESS';

/** One tenant's row, with what it says about the run as a whole. */
export interface ProgressRow {
  readonly task: BackupTask;
  readonly kind: BackupKind;
}

export function progressQuery(): ViewQuery {
  return selectAll(PROGRESS, 'ORDER BY BS_KEY, TENANT_ID');
}

export function runningIdsQuery(): ViewQuery {
  return { view: PROGRESS, text: `SELECT DISTINCT BS_KEY AS ID FROM ${PROGRESS}` };
}

export function progressOfQuery(setIds: readonly bigint[]): ViewQuery {
  return selectAll(PROGRESS, `WHERE ${oneOf('BS_KEY', setIds)} ORDER BY BS_KEY, TENANT_ID`);
}

/**
 * COMPLETION_TIME is the last change while the row is RUNNING. The partitions counted are partition
 * groups; both totals are 0 until they are known.
 */
export function readProgress(row: RowReader): ProgressRow {
  return {
    kind: backupKindOf(row.optionalText('BACKUP_TYPE')),
    task: {
      tenantId: row.bigint('TENANT_ID'),
      setId: row.bigint('BS_KEY'),
      phase: row.text('STATUS'),
      startedAt: row.time('START_TIME'),
      endedAt: row.time('COMPLETION_TIME'),
      macroBlocks: counter(row, 'MACRO_BLOCK_COUNT'),
      tablets: counter(row, 'PARTITION_COUNT'),
      dataProgressPercent: undefined,
      logProgressPercent: undefined,
      inputBytes: row.optionalBigint('INPUT_BYTES'),
      outputBytes: row.optionalBigint('OUTPUT_BYTES'),
      turns: {},
      result: undefined,
      comment: '',
      origin: row.origin('INCARNATION', 'BS_KEY', 'TENANT_ID'),
    },
  };
}

function counter(row: RowReader, column: string): BackupTask['macroBlocks'] {
  const total = row.optionalBigint(column);
  const finished = row.optionalBigint(`FINISH_${column}`);
  return total === undefined || finished === undefined ? undefined : { finished, total };
}
