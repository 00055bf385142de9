import assert from 'node:assert/strict';
import type { ColumnType } from '../../../src/simulator/columns';
import { v3Scenarios } from '../../../src/simulator/v3/scenarios';
import { parseTime, START, V3Bench } from './v3Bench';

function described(type: ColumnType): string {
  switch (type.kind) {
    case 'bigint':
      return `bigint(${type.displayWidth})${type.unsigned ? ' unsigned' : ''}`;
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'varchar':
      return `varchar(${type.length})`;
    case 'timestamp':
    case 'datetime':
    case 'time':
      return `${type.kind}(${type.fraction})`;
    case 'double':
    case 'longtext':
    case 'null':
      return type.kind;
  }
}

const columnsOf = (view: string): readonly string[] =>
  new V3Bench('empty').view(view).columns.map(({ name, type }) => `${name} ${described(type)}`);

const VIEWS: Readonly<Record<string, readonly string[]>> = {
  CDB_OB_BACKUP_ARCHIVELOG: [
    'INCARNATION bigint(20)',
    'LOG_ARCHIVE_ROUND bigint(20)',
    'TENANT_ID bigint(20)',
    'STATUS varchar(64)',
    'START_PIECE_ID bigint(20)',
    'BACKUP_PIECE_ID bigint(20)',
    'MIN_FIRST_TIME varchar(26)',
    'MAX_NEXT_TIME varchar(26)',
    'INPUT_BYTES bigint(20)',
    'OUTPUT_BYTES bigint(20)',
    'COMPRESSION_RATIO decimal(23,2)',
    'INPUT_BYTES_DISPLAY varchar(27)',
    'OUTPUT_BYTES_DISPLAY varchar(27)',
  ],
  CDB_OB_BACKUP_ARCHIVELOG_PROGRESS: [
    'INCARNATION bigint(20)',
    'TENANT_ID bigint(20)',
    'LOG_ARCHIVE_ROUND bigint(20)',
    'CUR_PIECE_ID bigint(20)',
    'SVR_IP varchar(32)',
    'SVR_PORT bigint(20)',
    'TABLE_ID bigint(20)',
    'PARTITION_ID bigint(20)',
    'MIN_FIRST_TIME timestamp(6)',
    'MAX_NEXT_TIME timestamp(6)',
    'STATUS varchar(11)',
  ],
  CDB_OB_BACKUP_PIECE_FILES: [
    'INCARNATION bigint(20)',
    'TENANT_ID bigint(20)',
    'ROUND_ID bigint(20)',
    'BACKUP_PIECE_ID bigint(20)',
    'COPY_ID bigint(20)',
    'CREATE_DATE bigint(20)',
    'START_TS varchar(26)',
    'CHECKPOINT_TS varchar(26)',
    'MAX_TS varchar(26)',
    'STATUS varchar(64)',
    'FILE_STATUS varchar(64)',
    'COMPATIBLE bigint(20)',
    'START_PIECE_ID bigint(20)',
  ],
  CDB_OB_BACKUP_PROGRESS: [
    'INCARNATION bigint(20)',
    'BS_KEY bigint(20)',
    'BACKUP_TYPE varchar(1)',
    'TENANT_ID bigint(20)',
    'PARTITION_COUNT bigint(20)',
    'MACRO_BLOCK_COUNT bigint(20)',
    'FINISH_PARTITION_COUNT bigint(20)',
    'FINISH_MACRO_BLOCK_COUNT bigint(20)',
    'INPUT_BYTES bigint(20)',
    'OUTPUT_BYTES bigint(20)',
    'START_TIME timestamp(6)',
    'COMPLETION_TIME timestamp(6)',
    'STATUS varchar(9)',
  ],
  CDB_OB_BACKUP_JOB_DETAILS: [
    'INCARNATION bigint(20)',
    'TENANT_ID bigint(20)',
    'BS_KEY bigint(20)',
    'BACKUP_TYPE varchar(1)',
    'ENCRYPTION_MODE varchar(64)',
    'START_TIME timestamp(6)',
    'END_TIME timestamp(6)',
    'INPUT_BYTES bigint(20)',
    'OUTPUT_BYTES bigint(20)',
    'OUTPUT_DEVICE_TYPE varchar(64)',
    'ELAPSED_SECONDES decimal(21,0)',
    'COMPRESSION_RATIO decimal(23,2)',
    'INPUT_BYTES_PER_SEC decimal(34,4)',
    'OUTPUT_BYTES_PER_SEC decimal(34,4)',
    'STATUS varchar(9)',
    'INPUT_BYTES_DISPLAY varchar(27)',
    'OUTPUT_BYTES_DISPLAY varchar(27)',
    'INPUT_BYTES_PER_SEC_DISPLAY varchar(39)',
    'OUTPUT_BYTES_PER_SEC_DISPLAY varchar(39)',
    'TIME_TAKEN_DISPLAY time(6)',
    'START_REPLAY_LOG_TS bigint(20)',
    'DATE bigint(20)',
  ],
  CDB_OB_BACKUP_SET_DETAILS: [
    'INCARNATION bigint(20)',
    'TENANT_ID bigint(20)',
    'BS_KEY bigint(20)',
    'COPY_ID varchar(1)',
    'BACKUP_TYPE varchar(1)',
    'ENCRYPTION_MODE varchar(64)',
    'START_TIME timestamp(6)',
    'COMPLETION_TIME timestamp(6)',
    'ELAPSED_SECONDES decimal(21,0)',
    'KEEP varchar(2)',
    'KEEP_UNTIL varchar(0)',
    'DEVICE_TYPE varchar(64)',
    'COMPRESSED varchar(2)',
    'OUTPUT_BYTES bigint(20)',
    'OUTPUT_RATE_BYTES decimal(34,4)',
    'COMPRESSION_RATIO decimal(23,2)',
    'OUTPUT_BYTES_DISPLAY varchar(27)',
    'OUTPUT_RATE_BYTES_DISPLAY varchar(39)',
    'TIME_TAKEN_DISPLAY time(6)',
    'STATUS varchar(64)',
    'START_REPLAY_LOG_TS bigint(20)',
    'DATE bigint(20)',
    'BACKUP_LEVEL varchar(64)',
  ],
  CDB_OB_BACKUP_SET_FILES: [
    'INCARNATION bigint(20)',
    'TENANT_ID bigint(20)',
    'BS_KEY bigint(20)',
    'COPY_ID bigint(20)',
    'BACKUP_TYPE varchar(1)',
    'ENCRYPTION_MODE varchar(64)',
    'STATUS varchar(64)',
    'FILE_STATUS varchar(64)',
    'START_TIME timestamp(6)',
    'COMPLETION_TIME timestamp(6)',
    'ELAPSED_SECONDES decimal(22,0)',
    'KEEP varchar(2)',
    'KEEP_UNTIL varchar(0)',
    'COMPRESSED varchar(2)',
    'OUTPUT_BYTES bigint(20)',
    'OUTPUT_RATE_BYTES decimal(28,4)',
    'COMPRESSION_RATIO decimal(23,2)',
    'OUTPUT_BYTES_DISPLAY varchar(27)',
    'OUTPUT_RATE_BYTES_DISPLAY varchar(33)',
    'TIME_TAKEN_DISPLAY time(6)',
  ],
};

describe('the views of a simulated 3.2.3 cluster', () => {
  for (const [view, columns] of Object.entries(VIEWS)) {
    it(`include ${view} with the columns and types of the version`, () => {
      assert.deepEqual(columnsOf(view), columns);
    });
  }

  it('leave the status out of the expired sets, which are never any', () => {
    assert.deepEqual(
      columnsOf('CDB_OB_BACKUP_SET_EXPIRED'),
      columnsOf('CDB_OB_BACKUP_SET_DETAILS').slice(0, 19),
    );
    assert.deepEqual(new V3Bench('healthy').rows('CDB_OB_BACKUP_SET_EXPIRED'), []);
  });

  it('have every column that the two-week history query of a DBA names', () => {
    const query =
      'incarnation, tenant_id, bs_key, backup_type, encryption_mode, start_time, completion_time, ' +
      'elapsed_secondes, keep, output_bytes_display, output_rate_bytes_display, status';
    const names = new V3Bench('healthy').view('CDB_OB_BACKUP_SET_DETAILS').columns.map(({ name }) => name);
    for (const name of query.split(', ')) {
      assert.ok(names.includes(name.toUpperCase()), name);
    }
  });

  for (const scenario of v3Scenarios) {
    it(`hold in ${scenario.name} only values that their columns declare`, () => {
      const bench = new V3Bench(scenario.name);
      for (const view of bench.world.views()) {
        const types = new Map(view.columns.map((column) => [column.name, column]));
        for (const row of bench.rows(view.name)) {
          for (const column of view.columns) {
            const value = row[column.name] ?? null;
            assert.ok(value !== null || column.nullable, `${view.name}.${column.name} is NULL`);
            const isNumber = column.type.kind === 'bigint';
            assert.ok(
              value === null || (typeof value === 'bigint') === isNumber,
              `${view.name}.${column.name}`,
            );
            const fits = column.type.kind !== 'varchar' || String(value ?? '').length <= column.type.length;
            assert.ok(fits, `${view.name}.${column.name} = ${value}`);
          }
          const unknown = Object.keys(row).filter((name) => !types.has(name));
          assert.deepEqual(unknown, [], view.name);
        }
      }
    });
  }
});

describe('the scenarios of a simulated 3.x cluster', () => {
  const DETAILS = 'CDB_OB_BACKUP_SET_DETAILS';
  const SUMMARY = 'CDB_OB_BACKUP_ARCHIVELOG_SUMMARY';

  it('empty: tenants, and nothing else', () => {
    const bench = new V3Bench('empty');
    assert.deepEqual(
      bench.world.tenants().map(({ id, mode }) => [id, mode]),
      [
        [1n, 'MYSQL'],
        [1001n, 'MYSQL'],
        [1002n, 'MYSQL'],
        [1003n, 'ORACLE'],
      ],
    );
    assert.equal(bench.parameter('backup_dest')[0], '');
    assert.deepEqual(bench.rows(SUMMARY), []);
    assert.deepEqual(bench.rows(DETAILS), []);
  });

  it('healthy: two weeks with weekly fulls, one failed and one cancelled night, growing sizes', () => {
    const bench = new V3Bench('healthy');
    const sys = bench.rows(DETAILS).filter((row) => row['TENANT_ID'] === 1n);
    assert.equal(sys.length, 17);
    assert.equal(sys.filter((row) => row['BACKUP_TYPE'] === 'D').length, 3);
    const results = bench.column('__all_backup_task_history', 'result', { tenant_id: 1n });
    assert.equal(results.filter((result) => result === -4072n).length, 1);
    assert.equal(results.filter((result) => result === -9051n).length, 1);
    const blocks = bench.column('__all_backup_task_history', 'macro_block_count', {
      tenant_id: 1001n,
      backup_type: 'D',
    });
    assert.deepEqual(
      blocks,
      blocks.toSorted((a, b) => Number(a) - Number(b)),
    );
    assert.equal(new Set(blocks).size, 3);
    assert.deepEqual(bench.rows('CDB_OB_BACKUP_PROGRESS'), []);
    assert.deepEqual(new Set(bench.column(SUMMARY, 'STATUS')), new Set(['DOING']));
  });

  it('running: a full backup in the middle', () => {
    const bench = new V3Bench('running');
    const rows = bench.rows('CDB_OB_BACKUP_PROGRESS');
    assert.deepEqual(new Set(rows.map((row) => row['BACKUP_TYPE'])), new Set(['D']));
    const trade = rows.find((row) => row['TENANT_ID'] === 1001n);
    const share = Number(trade?.['FINISH_MACRO_BLOCK_COUNT']) / Number(trade?.['MACRO_BLOCK_COUNT']);
    assert.ok(share > 0.2 && share < 0.9, `${share}`);
  });

  it('interrupted: the second round is, and a gap lies before it', () => {
    const bench = new V3Bench('interrupted');
    const rounds = bench.rows(SUMMARY).filter((row) => row['TENANT_ID'] === 1001n);
    assert.deepEqual(
      rounds.map((row) => row['STATUS']),
      ['STOP', 'INTERRUPTED'],
    );
    const [first, second] = rounds;
    const gap = parseTime(String(second?.['MIN_FIRST_TIME'])) - parseTime(String(first?.['MAX_NEXT_TIME']));
    assert.ok(gap > 3_600_000_000n, `${gap} µs`);
  });

  for (const hour of [0, 2, 3, 6, 9, 13, 23]) {
    it(`live through their past when they are opened at ${hour} o'clock`, () => {
      for (const { name } of v3Scenarios) {
        const start = START + BigInt(hour - 10) * 3_600_000_000n;
        const bench = new V3Bench(name, 3, start);
        const times = bench.column(DETAILS, 'COMPLETION_TIME').map((text) => parseTime(String(text)));
        assert.ok(
          times.every((time) => time <= start),
          name,
        );
      }
    });
  }

  it('are the same for the same seed, and others for another', () => {
    const history = (seed: number) => new V3Bench('healthy', seed).rows(DETAILS);
    assert.deepEqual(history(11), history(11));
    assert.notDeepEqual(history(11), history(12));
  });

  it('refuse a version or a name that is not there', () => {
    assert.throws(() => new V3Bench('wealthy'), RangeError);
  });
});
