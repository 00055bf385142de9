import assert from 'node:assert/strict';
import type { Row } from '../../../src/simulator/columns';
import type { V4Bench } from './v4Bench';

const big = (row: Row, name: string): bigint => BigInt(String(row[name]));
const FINAL = ['COMPLETED', 'FAILED', 'CANCELED'];

/** Views with the columns that name a row; running and ended rows share their keys. */
const KEYS: readonly (readonly [readonly string[], readonly string[]])[] = [
  [['CDB_OB_ARCHIVELOG'], ['TENANT_ID']],
  [['CDB_OB_ARCHIVELOG_SUMMARY'], ['TENANT_ID', 'ROUND_ID']],
  [['CDB_OB_ARCHIVELOG_PIECE_FILES'], ['TENANT_ID', 'PIECE_ID']],
  [
    [
      'CDB_OB_BACKUP_JOBS',
      'CDB_OB_BACKUP_JOB_HISTORY',
      'CDB_OB_BACKUP_DELETE_JOBS',
      'CDB_OB_BACKUP_DELETE_JOB_HISTORY',
    ],
    ['TENANT_ID', 'JOB_ID'],
  ],
  [
    ['CDB_OB_BACKUP_TASKS', 'CDB_OB_BACKUP_TASK_HISTORY'],
    ['TENANT_ID', 'TASK_ID'],
  ],
  [['CDB_OB_BACKUP_SET_FILES'], ['TENANT_ID', 'BACKUP_SET_ID']],
  [
    ['CDB_OB_BACKUP_DELETE_TASKS', 'CDB_OB_BACKUP_DELETE_TASK_HISTORY'],
    ['TENANT_ID', 'TASK_ID'],
  ],
  [['CDB_OB_BACKUP_DELETE_POLICY'], ['TENANT_ID', 'POLICY_NAME']],
  [['CDB_OB_ARCHIVE_DEST'], ['TENANT_ID', 'DEST_NO', 'NAME']],
];

/** What must hold in a 4.x cluster at every moment, and from one look to the next. */
export class Invariants {
  readonly #bench: V4Bench;
  readonly #checkpoints = new Map<string, bigint>();
  readonly #ended = new Map<string, Row>();
  readonly #counted = new Map<string, Row>();
  readonly #highest = new Map<string, bigint>();
  /** Each view is read once per look. */
  readonly #read = new Map<string, readonly Row[]>();

  constructor(bench: V4Bench) {
    this.#bench = bench;
  }

  check(): void {
    this.#read.clear();
    this.#checkKeys();
    this.#checkRounds();
    this.#checkPieces();
    this.#checkTasks();
    this.#checkEnded('CDB_OB_BACKUP_JOB_HISTORY', 'JOB_ID');
    this.#checkEnded('CDB_OB_BACKUP_TASK_HISTORY', 'TASK_ID');
    this.#checkSets();
    this.#checkNumbering();
  }

  #rows(view: string): readonly Row[] {
    const rows = this.#read.get(view) ?? this.#bench.rows(view);
    this.#read.set(view, rows);
    return rows;
  }

  #checkKeys(): void {
    for (const [views, columns] of KEYS) {
      const seen = new Set<string>();
      for (const row of views.flatMap((view) => this.#rows(view))) {
        const key = columns.map((column) => String(row[column])).join('/');
        assert.ok(!seen.has(key), `${views[0]} has ${key} twice`);
        seen.add(key);
      }
    }
  }

  #checkRounds(): void {
    const open = new Set<string>();
    const nowScn = this.#bench.clock.nowMicros() * 1000n;
    for (const row of this.#rows('CDB_OB_ARCHIVELOG_SUMMARY')) {
      const tenant = String(row['TENANT_ID']);
      const key = `${tenant}/${row['ROUND_ID']}`;
      const checkpoint = big(row, 'CHECKPOINT_SCN');
      assert.ok(checkpoint >= (this.#checkpoints.get(key) ?? 0n), `checkpoint of ${key} went back`);
      assert.ok(checkpoint <= nowScn && checkpoint >= big(row, 'START_SCN'), `checkpoint of ${key}`);
      this.#checkpoints.set(key, checkpoint);
      if (row['STATUS'] !== 'STOP') {
        assert.ok(!open.has(tenant), `two open rounds of ${tenant}`);
        open.add(tenant);
      }
    }
  }

  #checkPieces(): void {
    let before: Row | undefined;
    for (const row of this.#rows('CDB_OB_ARCHIVELOG_PIECE_FILES')) {
      const where = `piece ${row['TENANT_ID']}/${row['PIECE_ID']}`;
      const checkpoint = big(row, 'CHECKPOINT_SCN');
      assert.ok(big(row, 'START_SCN') <= checkpoint && checkpoint <= big(row, 'END_SCN'), where);
      assert.equal(row['INPUT_BYTES'], row['OUTPUT_BYTES'], where);
      const isNext = before?.['TENANT_ID'] === row['TENANT_ID'] && before?.['ROUND_ID'] === row['ROUND_ID'];
      if (before !== undefined && isNext) {
        assert.equal(row['START_SCN'], before['END_SCN'], `${where} does not connect`);
        assert.equal(big(row, 'PIECE_ID'), big(before, 'PIECE_ID') + 1n, where);
        assert.notEqual(before['STATUS'], 'ACTIVE', where);
      }
      before = row;
    }
  }

  #checkTasks(): void {
    for (const row of this.#rows('CDB_OB_BACKUP_TASKS')) {
      const key = `${row['TENANT_ID']}/${row['TASK_ID']}`;
      assert.ok(big(row, 'FINISH_MACRO_BLOCK_COUNT') <= big(row, 'MACRO_BLOCK_COUNT'), key);
      assert.ok(big(row, 'FINISH_TABLET_COUNT') <= big(row, 'TABLET_COUNT'), key);
      assert.ok(Number(row['DATA_PROGRESS']) <= 100, key);
      const before = this.#counted.get(key);
      const isSameTurn =
        before !== undefined &&
        ['META_TURN_ID', 'MINOR_TURN_ID', 'MAJOR_TURN_ID'].every((turn) => before[turn] === row[turn]);
      if (before !== undefined && isSameTurn) {
        for (const name of [
          'INPUT_BYTES',
          'OUTPUT_BYTES',
          'FINISH_MACRO_BLOCK_COUNT',
          'FINISH_TABLET_COUNT',
        ]) {
          assert.ok(big(row, name) >= big(before, name), `${name} of ${key} went back`);
        }
      }
      this.#counted.set(key, row);
    }
  }

  #checkEnded(view: string, id: string): void {
    for (const row of this.#rows(view)) {
      const key = `${view} ${row['TENANT_ID']}/${row[id]}`;
      assert.ok(FINAL.includes(String(row['STATUS'])), key);
      assert.ok(row['END_TIMESTAMP'] !== null, key);
      assert.equal(row['STATUS'] === 'COMPLETED', row['RESULT'] === 0n, key);
      const before = this.#ended.get(key);
      if (before !== undefined) {
        assert.deepEqual(row, before, `${key} changed after its end`);
      }
      this.#ended.set(key, row);
    }
  }

  #checkSets(): void {
    const sets = this.#rows('CDB_OB_BACKUP_SET_FILES');
    for (const row of sets) {
      const key = `set ${row['TENANT_ID']}/${row['BACKUP_SET_ID']}`;
      const isGood = row['STATUS'] === 'SUCCESS';
      assert.equal(big(row, 'MIN_RESTORE_SCN') > 0n, isGood, key);
      assert.equal(row['END_TIMESTAMP'] === null, row['STATUS'] === 'DOING', key);
      assert.equal(row['FILE_STATUS'] === 'COPYING', row['STATUS'] === 'DOING', key);
      assert.equal(row['BACKUP_TYPE'] === 'FULL', row['PREV_FULL_BACKUP_SET_ID'] === 0n, key);
      if (row['BACKUP_TYPE'] === 'INC') {
        const find = (id: unknown): Row | undefined =>
          sets.find((other) => other['TENANT_ID'] === row['TENANT_ID'] && other['BACKUP_SET_ID'] === id);
        assert.equal(find(row['PREV_FULL_BACKUP_SET_ID'])?.['BACKUP_TYPE'], 'FULL', key);
        assert.equal(find(row['PREV_INC_BACKUP_SET_ID'])?.['STATUS'], 'SUCCESS', key);
      }
    }
  }

  /** A number that was given out never comes again: what is new is higher than all before. */
  #checkNumbering(): void {
    const jobs = ['CDB_OB_BACKUP_JOBS', 'CDB_OB_BACKUP_DELETE_JOBS'].flatMap((view) => this.#rows(view));
    for (const row of jobs) {
      const key = `${row['TENANT_ID']}`;
      const id = big(row, 'JOB_ID');
      const known = this.#highest.get(`${key}/${id}`);
      assert.ok(
        known !== undefined || id > (this.#highest.get(key) ?? 0n),
        `job ${key}/${id} was given out before`,
      );
      this.#highest.set(`${key}/${id}`, id);
      this.#highest.set(key, id > (this.#highest.get(key) ?? 0n) ? id : (this.#highest.get(key) ?? 0n));
    }
  }
}
