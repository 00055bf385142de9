import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Row } from '../../../src/simulator/columns';
import { V4Bench } from './v4Bench';

const JOBS = 'CDB_OB_BACKUP_JOBS';
const HISTORY = 'CDB_OB_BACKUP_JOB_HISTORY';
const TASKS = 'CDB_OB_BACKUP_TASKS';
const TASK_HISTORY = 'CDB_OB_BACKUP_TASK_HISTORY';
const SETS = 'CDB_OB_BACKUP_SET_FILES';
const BILLING = 1004n;

const number = (row: Row | undefined, name: string): bigint => BigInt(String(row?.[name]));
const newest = (rows: readonly Row[]): Row => {
  const row = rows.at(-1);
  assert.ok(row);
  return row;
};
const isIdle = (bench: V4Bench): boolean => bench.rows(JOBS).length === 0;

describe('Data backup of the simulated 4.x cluster', () => {
  it('passes through every phase of 4.2.5 in order and is history a turn after its end', () => {
    const bench = new V4Bench('empty');
    const id = bench.prepare('billing');
    bench.run('ALTER SYSTEM BACKUP DATABASE', bench.session('billing'));
    const job = bench.rowOf(JOBS, id);
    assert.deepEqual(
      [
        job['STATUS'],
        job['JOB_ID'],
        job['BACKUP_SET_ID'],
        job['BACKUP_TYPE'],
        job['END_TIMESTAMP'],
        job['RESULT'],
      ],
      ['INIT', 1n, 1n, 'FULL', null, 0n],
    );
    assert.deepEqual(
      [job['INITIATOR_TENANT_ID'], job['INITIATOR_JOB_ID'], job['EXECUTOR_TENANT_ID'], job['JOB_LEVEL']],
      [id, 0n, '1004', 'USER_TENANT'],
    );
    assert.equal(bench.rowsOf(TASKS, id).length, 0, 'no task while the job is INIT');
    assert.equal(bench.rowsOf(SETS, id).length, 0);
    const phases: unknown[] = [];
    const jobStatuses: unknown[] = [];
    while (!isIdle(bench)) {
      bench.advanceSeconds(0.2);
      const task = bench.rowsOf(TASKS, id)[0];
      const status = bench.rowsOf(JOBS, id)[0]?.['STATUS'];
      if (task !== undefined && phases.at(-1) !== task['STATUS']) {
        phases.push(task['STATUS']);
      }
      if (status !== undefined && jobStatuses.at(-1) !== status) {
        jobStatuses.push(status);
      }
    }
    assert.deepEqual(
      phases.filter((phase) => phase !== 'COMPLETED'),
      [
        'INIT',
        'BACKUP_SYS_META',
        'BACKUP_USER_META',
        'BACKUP_META_FINISH',
        'BACKUP_DATA_MINOR',
        'BACKUP_DATA_MAJOR',
        'BEFORE_BACKUP_LOG',
        'BACKUP_LOG',
      ],
    );
    assert.deepEqual(jobStatuses, ['INIT', 'DOING', 'COMPLETED']);
    assert.equal(bench.rowOf(HISTORY, id)['STATUS'], 'COMPLETED');
    const task = bench.rowOf(TASK_HISTORY, id);
    const set = bench.rowOf(SETS, id);
    assert.deepEqual([set['STATUS'], set['FILE_STATUS']], ['SUCCESS', 'AVAILABLE']);
    assert.equal(set['MIN_RESTORE_SCN'], task['END_SCN']);
    assert.ok(number(set, 'CONSISTENT_SCN') < number(set, 'MIN_RESTORE_SCN'));
    assert.ok(number(set, 'START_REPLAY_SCN') < number(task, 'START_SCN'));
    const seconds = Number(set['ELAPSED_SECONDES']);
    assert.ok(seconds >= 110 && seconds <= 260, `${seconds} s for a small tenant`);
    const rate = Number(task['OUTPUT_RATE_BYTES']);
    assert.ok(Math.abs(rate * seconds - Number(task['OUTPUT_BYTES'])) < rate, 'bytes per second');
  });

  it('counts up, never beyond its totals, and shows no rate before the end', () => {
    const bench = new V4Bench('healthy');
    bench.run('ALTER SYSTEM BACKUP TENANT = shop');
    const counters = [
      'INPUT_BYTES',
      'OUTPUT_BYTES',
      'FINISH_TABLET_COUNT',
      'FINISH_MACRO_BLOCK_COUNT',
      'FILE_COUNT',
    ];
    let last: Row | undefined;
    let sawHalf = false;
    while (!isIdle(bench)) {
      bench.advanceSeconds(7);
      const task = bench.rowsOf(TASKS, 1002n)[0];
      if (task === undefined) {
        continue;
      }
      for (const name of counters) {
        assert.ok(last === undefined || number(task, name) >= number(last, name), name);
      }
      assert.ok(number(task, 'FINISH_MACRO_BLOCK_COUNT') <= number(task, 'MACRO_BLOCK_COUNT'));
      assert.ok(number(task, 'FINISH_TABLET_COUNT') <= number(task, 'TABLET_COUNT'));
      assert.equal(task['OUTPUT_RATE_BYTES'], '0.0000');
      const progress = Number(task['DATA_PROGRESS']);
      assert.ok(progress >= 0 && progress <= 100);
      sawHalf ||= progress > 45 && progress < 55;
      last = task;
    }
    assert.ok(sawHalf, 'hundreds of gigabytes take a while');
    assert.ok(number(newest(bench.rowsOf(SETS, 1002n)), 'INPUT_BYTES') > 300_000_000_000n);
  });

  it('chains incrementals to the full set and to the set before them', () => {
    const bench = new V4Bench('empty');
    const id = bench.prepare('ledger');
    for (const kind of ['', 'INCREMENTAL', 'INCREMENTAL']) {
      bench.run(`ALTER SYSTEM BACKUP ${kind} TENANT = ledger`);
      bench.waitUntil(() => isIdle(bench), 400);
    }
    assert.deepEqual(
      bench
        .rowsOf(SETS, id)
        .map((set) => [set['BACKUP_TYPE'], set['PREV_FULL_BACKUP_SET_ID'], set['PREV_INC_BACKUP_SET_ID']]),
      [
        ['FULL', 0n, 0n],
        ['INC', 1n, 1n],
        ['INC', 1n, 2n],
      ],
    );
  });

  it('silently turns an incremental into a full one where no set can carry it', () => {
    const bench = new V4Bench('empty');
    const id = bench.prepare('ledger');
    bench.run('ALTER SYSTEM BACKUP INCREMENTAL TENANT = ledger');
    bench.waitUntil(() => isIdle(bench), 400);
    assert.equal(bench.rowOf(HISTORY, id)['BACKUP_TYPE'], 'FULL');
    bench.run("ALTER SYSTEM SET DATA_BACKUP_DEST = 'file:///elsewhere/ledger' TENANT = ledger");
    bench.run('ALTER SYSTEM BACKUP INCREMENTAL TENANT = ledger');
    bench.advanceSeconds(5);
    assert.equal(bench.rowOf(JOBS, id)['BACKUP_TYPE'], 'FULL', 'another destination');
    assert.equal(newest(bench.rowsOf(SETS, id))['DEST_ID'], 1003n);
  });

  it('writes a parent in sys and a child per tenant, and ends the parent after the last child', () => {
    const bench = new V4Bench('empty');
    bench.prepare('billing');
    bench.prepare('ledger');
    bench.run("ALTER SYSTEM BACKUP DATABASE DESCRIPTION = 'all of it'");
    const parent = bench.rowOf(JOBS, 1n);
    assert.deepEqual(
      [
        parent['BACKUP_SET_ID'],
        parent['INITIATOR_JOB_ID'],
        parent['EXECUTOR_TENANT_ID'],
        parent['JOB_LEVEL'],
      ],
      [0n, parent['JOB_ID'], '1004,1006', 'CLUSTER'],
    );
    assert.equal(parent['PATH'], '');
    assert.equal(bench.rows(JOBS).length, 1, 'the children appear a moment later');
    bench.advanceSeconds(3);
    const child = bench.rowOf(JOBS, BILLING);
    assert.deepEqual(
      [child['INITIATOR_TENANT_ID'], child['INITIATOR_JOB_ID'], child['JOB_LEVEL'], child['DESCRIPTION']],
      [1n, parent['JOB_ID'], 'USER_TENANT', 'all of it'],
    );
    assert.equal(bench.rowsOf(JOBS, 1002n).length, 0, 'shop does not archive: skipped without a word');
    bench.waitUntil(() => isIdle(bench), 600);
    assert.equal(bench.rowOf(HISTORY, 1n)['STATUS'], 'COMPLETED');
    const ends = bench.rows(HISTORY).map((row) => String(row['END_TIMESTAMP']));
    assert.equal([...ends].sort().at(-1), String(bench.rowOf(HISTORY, 1n)['END_TIMESTAMP']));
    assert.equal(bench.rowsOf(TASK_HISTORY, 1n).length + bench.rowsOf(SETS, 1n).length, 0);
  });

  it('completes a parent although a tenant was passed over; only an event tells', () => {
    const bench = new V4Bench('empty');
    bench.prepare('billing');
    bench.prepare('ledger');
    bench.run('ALTER SYSTEM BACKUP TENANT = billing, ledger');
    bench.control('setTenantStatus', 'ledger', 'DROPPING');
    bench.advanceSeconds(3);
    assert.equal(bench.rowsOf(JOBS, 1006n).length, 0);
    bench.waitUntil(() => isIdle(bench), 600);
    const parent = bench.rowOf(HISTORY, 1n);
    assert.deepEqual([parent['STATUS'], parent['EXECUTOR_TENANT_ID']], ['COMPLETED', '1004,1006']);
    const events = bench.rows('DBA_OB_ROOTSERVICE_EVENT_HISTORY').map((row) => row['EVENT']);
    assert.ok(events.includes('handle_user_tenant_backup_failed'));
  });

  it('fails the parent with the result of the child that failed', () => {
    const bench = new V4Bench('empty');
    bench.prepare('billing');
    bench.prepare('ledger');
    bench.run('ALTER SYSTEM BACKUP DATABASE');
    bench.advanceSeconds(40);
    bench.control('failBackup', 'billing', '9082');
    bench.waitUntil(() => isIdle(bench), 600);
    assert.deepEqual(
      [bench.rowOf(HISTORY, 1n)['STATUS'], bench.rowOf(HISTORY, 1n)['RESULT']],
      ['FAILED', -9082n],
    );
    const child = bench.rowOf(HISTORY, BILLING);
    assert.match(
      String(child['COMMENT']),
      /^\(ROOTSERVICE\)addr: 10\.0\.0\.1:2882, result: -9082\(backup device out of space\), trace_id: Y0A/,
    );
    assert.equal(bench.rowOf(HISTORY, 1006n)['STATUS'], 'COMPLETED');
  });

  it('lets a job of the tenant and one of sys run at the same time', () => {
    const bench = new V4Bench('empty');
    bench.prepare('billing');
    bench.run('ALTER SYSTEM BACKUP DATABASE', bench.session('billing'));
    bench.run('ALTER SYSTEM BACKUP TENANT = billing');
    bench.advanceSeconds(4);
    assert.deepEqual(
      bench.rowsOf(JOBS, BILLING).map((job) => job['INITIATOR_TENANT_ID']),
      [BILLING, 1n],
    );
    bench.waitUntil(() => isIdle(bench), 600);
    assert.deepEqual(
      bench.rowsOf(SETS, BILLING).map((set) => set['STATUS']),
      ['SUCCESS', 'SUCCESS'],
    );
  });

  it('counts a dropped tenant as finished for its parent', () => {
    const bench = new V4Bench('empty');
    bench.prepare('billing');
    bench.run('ALTER SYSTEM BACKUP TENANT = billing');
    bench.advanceSeconds(30);
    bench.control('dropTenant', 'billing');
    bench.waitUntil(() => isIdle(bench), 60);
    assert.equal(bench.rowOf(HISTORY, 1n)['STATUS'], 'COMPLETED');
    assert.equal(bench.rowsOf(SETS, BILLING).length, 0);
  });

  it('begins a phase again as a new turn', () => {
    const bench = new V4Bench('running');
    const before = bench.rowOf(TASKS, 1002n);
    bench.control('retryBackup', 'shop');
    const after = bench.rowOf(TASKS, 1002n);
    assert.deepEqual([before['MAJOR_TURN_ID'], after['MAJOR_TURN_ID']], [1n, 2n]);
    assert.ok(number(after, 'FINISH_MACRO_BLOCK_COUNT') < number(before, 'FINISH_MACRO_BLOCK_COUNT'));
    bench.waitUntil(() => isIdle(bench), 6000, 30);
    assert.equal(newest(bench.rowsOf(SETS, 1002n))['MAJOR_TURN_ID'], 2n);
  });

  it('encrypts what a session backs up after SET ENCRYPTION, and nothing of another session', () => {
    const bench = new V4Bench('empty');
    bench.prepare('billing');
    bench.prepare('ledger');
    const session = bench.session();
    bench.run("SET ENCRYPTION ON IDENTIFIED BY 'S3cret!phrase' ONLY", session);
    bench.run('ALTER SYSTEM BACKUP TENANT = billing', session);
    bench.run('ALTER SYSTEM BACKUP TENANT = ledger');
    bench.waitUntil(() => isIdle(bench), 600);
    assert.equal(bench.rowOf(SETS, BILLING)['ENCRYPTION_MODE'], 'PASSWORD');
    assert.match(String(bench.rowOf(SETS, BILLING)['PASSWD']), /^\*[0-9A-F]{40}$/);
    assert.deepEqual(
      [bench.rowOf(SETS, 1006n)['ENCRYPTION_MODE'], bench.rowOf(SETS, 1006n)['PASSWD']],
      ['NONE', ''],
    );
  });
});
