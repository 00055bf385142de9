import type { BackupTask, Counter } from '../../../model/backupJob';
import type { RowReader } from '../../../rows';
import { tenantIdOf, type ViewScope, type ViewSpec } from '../viewScope';
import { jobKey } from './backupJobs';

/** Columns of running and of ended tasks in every 4.x version; PASSWD is left where it is. */
export const TASK_COLUMNS = [
  'TASK_ID',
  'JOB_ID',
  'INCARNATION',
  'BACKUP_SET_ID',
  'START_TIMESTAMP',
  'END_TIMESTAMP',
  'STATUS',
  'START_SCN',
  'END_SCN',
  'USER_LS_START_SCN',
  'ENCRYPTION_MODE',
  'INPUT_BYTES',
  'OUTPUT_BYTES',
  'OUTPUT_RATE_BYTES',
  'EXTRA_META_BYTES',
  'TABLET_COUNT',
  'FINISH_TABLET_COUNT',
  'MACRO_BLOCK_COUNT',
  'FINISH_MACRO_BLOCK_COUNT',
  'FILE_COUNT',
  'META_TURN_ID',
  'DATA_TURN_ID',
  'RESULT',
  'COMMENT',
  'PATH',
];

/** One row per running tenant. The percentages came with 4.2.5 and 4.3.0, those of the log with 4.3.3. */
export const backupTasks: ViewSpec = {
  name: 'OB_BACKUP_TASKS',
  columns: TASK_COLUMNS,
  laterColumns: [
    'MINOR_TURN_ID',
    'MAJOR_TURN_ID',
    'DATA_PROGRESS',
    'LOG_FILE_COUNT',
    'FINISH_LOG_FILE_COUNT',
    'LOG_PROGRESS',
  ],
};

/** A task and the job that it belongs to. */
export interface TaskOfJob {
  readonly jobKey: string;
  readonly task: BackupTask;
}

export function readTask(scope: ViewScope): (row: RowReader) => TaskOfJob {
  return (row) => {
    const tenantId = tenantIdOf(scope, row);
    return {
      jobKey: jobKey(tenantId, row.bigint('JOB_ID')),
      task: {
        tenantId,
        setId: row.bigint('BACKUP_SET_ID'),
        phase: row.text('STATUS'),
        startedAt: row.time('START_TIMESTAMP'),
        endedAt: row.time('END_TIMESTAMP'),
        macroBlocks: readCounter(row, 'FINISH_MACRO_BLOCK_COUNT', 'MACRO_BLOCK_COUNT'),
        tablets: readCounter(row, 'FINISH_TABLET_COUNT', 'TABLET_COUNT'),
        dataProgressPercent: row.decimalText('DATA_PROGRESS'),
        logProgressPercent: row.decimalText('LOG_PROGRESS'),
        inputBytes: row.optionalBigint('INPUT_BYTES'),
        outputBytes: row.optionalBigint('OUTPUT_BYTES'),
        turns: readTurns(row),
        result: row.optionalBigint('RESULT'),
        comment: row.maskedText('COMMENT') ?? '',
        origin: row.origin('TENANT_ID', 'TASK_ID'),
      },
    };
  };
}

function readCounter(row: RowReader, finishedColumn: string, totalColumn: string): Counter | undefined {
  const finished = row.optionalBigint(finishedColumn);
  const total = row.optionalBigint(totalColumn);
  return finished === undefined || total === undefined ? undefined : { finished, total };
}

/** Turns count from 1; 0 stands where a version counts elsewhere. */
function readTurns(row: RowReader): BackupTask['turns'] {
  const meta = row.knownId('META_TURN_ID');
  const data = row.knownId('DATA_TURN_ID');
  const minor = row.knownId('MINOR_TURN_ID');
  const major = row.knownId('MAJOR_TURN_ID');
  return {
    ...(meta === undefined ? {} : { meta }),
    ...(data === undefined ? {} : { data }),
    ...(minor === undefined ? {} : { minor }),
    ...(major === undefined ? {} : { major }),
  };
}
