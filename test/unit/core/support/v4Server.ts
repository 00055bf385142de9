import { type Answer, FakeDatabase, refusedBy, rows } from './fakeDatabase';

export const CLOCK = {
  OB_CLOCK_NOW: '2025-06-01 16:20:00.000000',
  OB_CLOCK_EPOCH: '1748766000.000000',
  OB_CLOCK_ZONE: '+08:00',
  OB_CLOCK_SYSTEM_ZONE: 'CST',
};

export type Row = Readonly<Record<string, string | null>>;

/** What the fake server holds, by view name without schema. A view that is not listed is empty. */
export type Views = Readonly<Record<string, readonly Row[] | Answer>>;

/**
 * A fake that answers each SELECT with all the rows of the view it names, whatever else the statement
 * says: right for tests of how rows are read. That the SQL means what it should is tested against
 * the simulator.
 */
export function v4Server(
  views: Views,
  columnsOf: Readonly<Record<string, readonly string[]>> = {},
): FakeDatabase {
  return new FakeDatabase((text) => {
    const shown = /^SHOW COLUMNS FROM oceanbase\.(\S+)$/.exec(text)?.[1];
    if (shown !== undefined) {
      return rows((columnsOf[shown] ?? []).map((column) => ({ Field: column, Type: 'varchar(64)' })));
    }
    const view = /FROM oceanbase\.(\S+)/.exec(text)?.[1];
    if (view === undefined) {
      return text.startsWith('SELECT NOW(6)') ? rows([CLOCK]) : refusedBy(1064);
    }
    const answer = views[view] ?? [];
    return isRows(answer) ? rows(answer.map((row) => ({ ...CLOCK, ...row }))) : answer;
  });
}

function isRows(answer: readonly Row[] | Answer): answer is readonly Row[] {
  return Array.isArray(answer);
}

export const t1Row: Row = {
  TENANT_ID: '1002',
  TENANT_NAME: 't1',
  TENANT_TYPE: 'USER',
  COMPATIBILITY_MODE: 'MYSQL',
  STATUS: 'NORMAL',
  TENANT_ROLE: 'PRIMARY',
  LOG_MODE: 'ARCHIVELOG',
};

export const sysRow: Row = { ...t1Row, TENANT_ID: '1', TENANT_NAME: 'sys', TENANT_TYPE: 'SYS' };

export const roundRow: Row = {
  TENANT_ID: '1002',
  DEST_ID: '1001',
  ROUND_ID: '1',
  STATUS: 'DOING',
  START_SCN: '1748764801250417000',
  START_SCN_DISPLAY: '2025-06-01 16:00:01.250417',
  CHECKPOINT_SCN: '1748765990118802000',
  CHECKPOINT_SCN_DISPLAY: '2025-06-01 16:19:50.118802',
  BASE_PIECE_ID: '1',
  USED_PIECE_ID: '1',
  INPUT_BYTES: '1048576',
  OUTPUT_BYTES: '1048576',
  COMPRESSION: 'none',
  COMMENT: '',
  PATH: 'file:///mnt/obk/t1/arch',
};

export const jobRow: Row = {
  TENANT_ID: '1002',
  JOB_ID: '7',
  BACKUP_SET_ID: '5',
  INITIATOR_TENANT_ID: '1002',
  INITIATOR_JOB_ID: '0',
  EXECUTOR_TENANT_ID: '1002',
  BACKUP_TYPE: 'FULL',
  JOB_LEVEL: 'USER_TENANT',
  ENCRYPTION_MODE: 'NONE',
  START_TIMESTAMP: '2025-06-01 16:10:00.320417',
  END_TIMESTAMP: null,
  STATUS: 'DOING',
  RESULT: '0',
  COMMENT: '',
  DESCRIPTION: '',
  PATH: 'file:///mnt/obk/t1/data',
};

export const taskRow: Row = {
  TENANT_ID: '1002',
  TASK_ID: '3',
  JOB_ID: '7',
  BACKUP_SET_ID: '5',
  START_TIMESTAMP: '2025-06-01 16:10:00.320417',
  END_TIMESTAMP: null,
  STATUS: 'BACKUP_DATA_MAJOR',
  INPUT_BYTES: '119537664',
  OUTPUT_BYTES: '11900928',
  TABLET_COUNT: '617',
  FINISH_TABLET_COUNT: '402',
  MACRO_BLOCK_COUNT: '98',
  FINISH_MACRO_BLOCK_COUNT: '57',
  META_TURN_ID: '1',
  DATA_TURN_ID: '0',
  MINOR_TURN_ID: '1',
  MAJOR_TURN_ID: '2',
  DATA_PROGRESS: '58.16',
  RESULT: '0',
  COMMENT: '',
  PATH: 'file:///mnt/obk/t1/data',
};

export const setRow: Row = {
  TENANT_ID: '1002',
  BACKUP_SET_ID: '2',
  DEST_ID: '1002',
  BACKUP_TYPE: 'INC',
  PREV_FULL_BACKUP_SET_ID: '1',
  PREV_INC_BACKUP_SET_ID: '1',
  START_TIMESTAMP: '2025-06-01 16:10:00.320417',
  END_TIMESTAMP: '2025-06-01 16:12:09.763201',
  STATUS: 'SUCCESS',
  FILE_STATUS: 'AVAILABLE',
  ELAPSED_SECONDES: '129',
  START_REPLAY_SCN: '1748764801250417000',
  MIN_RESTORE_SCN: '1748765528902114000',
  MIN_RESTORE_SCN_DISPLAY: '2025-06-01 16:12:08.902114',
  INPUT_BYTES: '205938688',
  OUTPUT_BYTES: '21504330',
  OUTPUT_RATE_BYTES: '166130.0023',
  RESULT: '0',
  COMMENT: '',
  ENCRYPTION_MODE: 'NONE',
  TENANT_COMPATIBLE: '4.2.5.0',
  PATH: 'file:///mnt/obk/t1/data',
};
