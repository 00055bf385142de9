import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Row } from '../../../src/simulator/columns';
import { ServerError } from '../../../src/simulator/serverError';
import { parseTime, V3Bench } from './v3Bench';

const CURRENT = 'CDB_OB_BACKUP_ARCHIVELOG';
const SUMMARY = 'CDB_OB_BACKUP_ARCHIVELOG_SUMMARY';
const PIECES = 'CDB_OB_BACKUP_PIECE_FILES';
const PROGRESS = 'CDB_OB_BACKUP_PROGRESS';
const DETAILS = 'CDB_OB_BACKUP_SET_DETAILS';

const NEXT_STATUS: Readonly<Record<string, readonly string[]>> = {
  STOP: ['STOP', 'BEGINNING'],
  BEGINNING: ['BEGINNING', 'DOING', 'STOPPING', 'INTERRUPTED', 'STOP'],
  DOING: ['DOING', 'STOPPING', 'INTERRUPTED', 'STOP'],
  STOPPING: ['STOPPING', 'STOP', 'BEGINNING'],
  INTERRUPTED: ['INTERRUPTED', 'STOPPING', 'STOP', 'BEGINNING'],
};

type Action = (bench: V3Bench, i: number) => void;

const sql =
  (text: string): Action =>
  (bench) =>
    bench.run(text);

const ACTIONS: readonly Action[] = [
  sql('ALTER SYSTEM ARCHIVELOG'),
  sql('ALTER SYSTEM NOARCHIVELOG'),
  sql('ALTER SYSTEM BACKUP DATABASE'),
  sql('ALTER SYSTEM BACKUP DATABASE'),
  sql('ALTER SYSTEM BACKUP INCREMENTAL DATABASE'),
  sql("ALTER SYSTEM BACKUP TENANT trade TO 'file:///data/tenants'"),
  sql('ALTER SYSTEM CANCEL BACKUP'),
  sql('ALTER SYSTEM CANCEL ALL BACKUP FORCE'),
  sql('ALTER SYSTEM MINOR FREEZE'),
  sql('ALTER SYSTEM MAJOR FREEZE'),
  sql("ALTER SYSTEM SET backup_dest_option = 'log_archive_piece_switch_interval=1d'"),
  sql("ALTER SYSTEM SET backup_dest_option = 'log_archive_checkpoint_interval=1h'"),
  sql("ALTER SYSTEM SET log_archive_checkpoint_interval = '5s'"),
  (bench, i) => bench.run(`ALTER SYSTEM SET backup_dest = 'file:///data/d${i}'`),
  (bench) => bench.control('interruptArchive'),
  (bench) => bench.control('holdArchive'),
  (bench) => bench.control('releaseArchive'),
  (bench) => bench.control('failBackup', '', '', '30'),
  (bench, i) => bench.control('createTenant', `t${i}`),
  (bench) => bench.control('dropTenant', bench.world.tenants().at(-1)?.name ?? ''),
];

const key = (row: Row, ...columns: readonly string[]): string =>
  columns.map((column) => String(row[column])).join('/');

/** Remembers what was seen before, so that steps can be compared. */
class Watch {
  readonly #numbers = new Map<string, bigint>();
  #status: string;
  #sets = new Set<string>();

  constructor(status: string) {
    this.#status = status;
  }

  look(bench: V3Bench): void {
    this.#lookAtArchive(bench);
    this.#lookAtPieces(bench.rows(PIECES));
    this.#lookAtProgress(bench.rows(PROGRESS));
    this.#lookAtSets(bench.rows(DETAILS));
  }

  #neverLess(name: string, value: bigint): void {
    const before = this.#numbers.get(name) ?? value;
    assert.ok(value >= before, `${name} fell from ${before} to ${value}`);
    this.#numbers.set(name, value);
  }

  #lookAtArchive(bench: V3Bench): void {
    const rows = bench.rows(CURRENT);
    unique(rows, 'TENANT_ID');
    unique(bench.rows(SUMMARY), 'TENANT_ID', 'LOG_ARCHIVE_ROUND');
    for (const row of rows) {
      this.#neverLess(`round of ${row['TENANT_ID']}`, BigInt(row['LOG_ARCHIVE_ROUND'] ?? 0n));
      const reached = String(row['MAX_NEXT_TIME']);
      if (reached !== '') {
        const name = `checkpoint of ${key(row, 'TENANT_ID', 'LOG_ARCHIVE_ROUND')}`;
        this.#neverLess(name, parseTime(reached));
        assert.ok(parseTime(reached) <= bench.clock.nowMicros(), 'archived ahead of time');
        assert.ok(reached >= String(row['MIN_FIRST_TIME']), 'archived before the round');
      }
    }
    const status = String(bench.column(CURRENT, 'STATUS', { TENANT_ID: 1n })[0] ?? 'STOP');
    assert.ok(NEXT_STATUS[this.#status]?.includes(status), `${this.#status} became ${status}`);
    this.#status = status;
  }

  #lookAtPieces(rows: readonly Row[]): void {
    unique(rows, 'TENANT_ID', 'ROUND_ID', 'BACKUP_PIECE_ID');
    const active = rows.filter((row) => row['STATUS'] === 'ACTIVE');
    unique(active, 'TENANT_ID');
    for (const row of rows) {
      assert.equal(row['MAX_TS'] !== 'MAX', row['STATUS'] === 'FROZEN', key(row, 'STATUS', 'MAX_TS'));
    }
    this.#neverLess('number of pieces', BigInt(rows.length));
  }

  #lookAtProgress(rows: readonly Row[]): void {
    unique(rows, 'TENANT_ID');
    for (const row of rows) {
      const task = key(row, 'BS_KEY', 'TENANT_ID');
      const of = (column: string): bigint => BigInt(row[column] ?? 0n);
      for (const column of ['FINISH_MACRO_BLOCK_COUNT', 'MACRO_BLOCK_COUNT', 'INPUT_BYTES', 'OUTPUT_BYTES']) {
        this.#neverLess(`${column} of ${task}`, of(column));
      }
      assert.ok(of('FINISH_MACRO_BLOCK_COUNT') <= of('MACRO_BLOCK_COUNT'), task);
      assert.ok(of('FINISH_PARTITION_COUNT') <= of('PARTITION_COUNT'), task);
      assert.ok(String(row['COMPLETION_TIME']) >= String(row['START_TIME']), task);
    }
  }

  #lookAtSets(rows: readonly Row[]): void {
    unique(rows, 'BS_KEY', 'TENANT_ID');
    const sets = new Set(rows.map((row) => key(row, 'BS_KEY', 'TENANT_ID', 'STATUS')));
    for (const set of this.#sets) {
      assert.ok(sets.has(set), `${set} left the history`);
    }
    this.#sets = sets;
  }
}

function unique(rows: readonly Row[], ...columns: readonly string[]): void {
  const keys = rows.map((row) => key(row, ...columns));
  assert.equal(new Set(keys).size, keys.length, `two rows with one ${columns.join(', ')}`);
}

describe('a simulated 3.x cluster under any sequence of statements and mishaps', () => {
  it('never breaks its own rules', function () {
    this.timeout(60_000);
    const step = fc.record({
      action: fc.integer({ min: 0, max: ACTIONS.length - 1 }),
      seconds: fc.oneof(
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 3, max: 90 }),
        fc.integer({ min: 600, max: 200_000 }),
      ),
    });
    const runs = fc.record({
      seed: fc.integer({ min: 0, max: 1_000_000 }),
      steps: fc.array(step, { minLength: 20, maxLength: 60 }),
    });
    fc.assert(
      fc.property(runs, ({ seed, steps }) => {
        const bench = new V3Bench('empty', seed);
        bench.startArchiving('log_archive_piece_switch_interval=1d');
        const watch = new Watch('DOING');
        for (const [i, { action, seconds }] of steps.entries()) {
          try {
            ACTIONS[action]?.(bench, i);
          } catch (error) {
            assert.ok(error instanceof ServerError || error instanceof RangeError, String(error));
          }
          watch.look(bench);
          bench.pass(seconds);
          watch.look(bench);
        }
      }),
      { numRuns: 70, seed: 20_220_517 },
    );
  });

  it('ends every run: whatever happened, an hour later nothing runs', () => {
    for (let seed = 0; seed < 30; seed += 1) {
      const bench = new V3Bench('empty', seed);
      bench.startArchiving();
      bench.run('ALTER SYSTEM BACKUP DATABASE');
      bench.pass(seed / 3);
      if (seed % 3 === 0) {
        bench.control('failBackup', '', '', '5');
      } else if (seed % 3 === 1) {
        bench.control('dropTenant', 'members');
      }
      bench.pass(3600);
      assert.deepEqual(bench.rows(PROGRESS), [], `seed ${seed}`);
      bench.run('ALTER SYSTEM BACKUP DATABASE');
    }
  });
});
