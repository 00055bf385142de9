import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { V4Bench } from './v4Bench';

const JOBS = 'CDB_OB_BACKUP_JOBS';
const HISTORY = 'CDB_OB_BACKUP_JOB_HISTORY';
const TASKS = 'CDB_OB_BACKUP_TASKS';
const TASK_HISTORY = 'CDB_OB_BACKUP_TASK_HISTORY';
const SETS = 'CDB_OB_BACKUP_SET_FILES';
const BILLING = 1004n;

/** A backup of `billing`, this many seconds old. */
function runningBackup(seconds: number, seed = 42): V4Bench {
  const bench = new V4Bench('empty', { seed });
  bench.prepare('billing');
  bench.run('ALTER SYSTEM BACKUP DATABASE', bench.session('billing'));
  bench.advanceSeconds(seconds);
  return bench;
}

const waitForEnd = (bench: V4Bench): void => bench.waitUntil(() => bench.rows(JOBS).length === 0, 600);

describe('The end of a simulated 4.x backup', () => {
  it('fails with -9027 when archiving is interrupted meanwhile', () => {
    const bench = runningBackup(40);
    bench.control('interruptArchive', 'billing');
    assert.equal(bench.rowOf(JOBS, BILLING)['STATUS'], 'DOING', 'it is noticed a little later');
    waitForEnd(bench);
    const job = bench.rowOf(HISTORY, BILLING);
    assert.deepEqual([job['STATUS'], job['RESULT']], ['FAILED', -9027n]);
    assert.match(String(job['COMMENT']), /result: -9027\(ob log archive interrupted\)/);
    const task = bench.rowOf(TASK_HISTORY, BILLING);
    assert.deepEqual([task['STATUS'], task['END_SCN'], task['RESULT']], ['FAILED', 0n, -9027n]);
    const set = bench.rowOf(SETS, BILLING);
    assert.deepEqual(
      [set['STATUS'], set['FILE_STATUS'], set['MIN_RESTORE_SCN'], set['MIN_RESTORE_SCN_DISPLAY']],
      ['FAILED', 'INCOMPLETE', 0n, null],
    );
  });

  it('fails with -9029 when archiving is stopped meanwhile', () => {
    const bench = runningBackup(40);
    bench.run('ALTER SYSTEM NOARCHIVELOG TENANT = billing');
    waitForEnd(bench);
    const job = bench.rowOf(HISTORY, BILLING);
    assert.equal(job['RESULT'], -9029n);
    assert.match(String(job['COMMENT']), /result: -9029\(log archive is not running\)/);
  });

  it('never succeeds over a gap, be archiving stopped and begun anew as fast as it may', () => {
    const results = new Set<unknown>();
    for (let seed = 1; seed <= 24; seed += 1) {
      const bench = runningBackup(80, seed);
      bench.run('ALTER SYSTEM NOARCHIVELOG TENANT = billing');
      bench.waitUntil(() => bench.rowOf('CDB_OB_ARCHIVELOG', BILLING)['STATUS'] === 'STOPPING');
      bench.run('ALTER SYSTEM ARCHIVELOG TENANT = billing');
      waitForEnd(bench);
      results.add(bench.rowOf(HISTORY, BILLING)['RESULT']);
    }
    assert.deepEqual(results, new Set([-9027n, -9029n]));
  });

  it('fails in INIT without a task when archiving is gone before the task is made', () => {
    const bench = runningBackup(0);
    bench.control('interruptArchive', 'billing');
    waitForEnd(bench);
    assert.equal(bench.rowOf(HISTORY, BILLING)['STATUS'], 'FAILED');
    assert.equal(bench.rowsOf(TASK_HISTORY, BILLING).length + bench.rowsOf(SETS, BILLING).length, 0);
  });

  it('builds the next incremental on the last good set, not on the failed one', () => {
    const bench = runningBackup(0);
    waitForEnd(bench);
    bench.run('ALTER SYSTEM BACKUP INCREMENTAL TENANT = billing');
    bench.advanceSeconds(60);
    bench.control('failBackup', 'billing', '-4016');
    waitForEnd(bench);
    bench.run('ALTER SYSTEM BACKUP INCREMENTAL TENANT = billing');
    waitForEnd(bench);
    const sets = bench.rowsOf(SETS, BILLING);
    assert.deepEqual(
      sets.map((set) => [set['BACKUP_SET_ID'], set['STATUS'], set['PREV_INC_BACKUP_SET_ID']]),
      [
        [1n, 'SUCCESS', 0n],
        [2n, 'FAILED', 1n],
        [3n, 'SUCCESS', 1n],
      ],
    );
  });

  it('is cancelled over CANCELING, job first, task a little later, with result -4072', () => {
    const bench = runningBackup(90);
    bench.run('ALTER SYSTEM CANCEL BACKUP', bench.session('billing'));
    assert.equal(bench.rowOf(JOBS, BILLING)['STATUS'], 'CANCELING');
    assert.match(String(bench.rowOf(TASKS, BILLING)['STATUS']), /^BACKUP_/);
    bench.waitUntil(() => bench.rowsOf(TASKS, BILLING)[0]?.['STATUS'] === 'CANCELING', 10, 0.5);
    assert.equal(bench.rowOf(SETS, BILLING)['STATUS'], 'DOING');
    waitForEnd(bench);
    assert.deepEqual(
      [bench.rowOf(HISTORY, BILLING)['STATUS'], bench.rowOf(HISTORY, BILLING)['RESULT']],
      ['CANCELED', -4072n],
    );
    assert.equal(bench.rowOf(TASK_HISTORY, BILLING)['STATUS'], 'CANCELED');
    assert.deepEqual(
      [bench.rowOf(SETS, BILLING)['STATUS'], bench.rowOf(SETS, BILLING)['FILE_STATUS']],
      ['FAILED', 'INCOMPLETE'],
    );
  });

  it('cancelled in INIT leaves a row of the job only', () => {
    const bench = runningBackup(0);
    bench.run('ALTER SYSTEM CANCEL BACKUP TENANT = billing');
    waitForEnd(bench);
    assert.equal(bench.rowOf(HISTORY, BILLING)['STATUS'], 'CANCELED');
    assert.equal(bench.rowsOf(TASK_HISTORY, BILLING).length + bench.rowsOf(SETS, BILLING).length, 0);
  });

  it('cancelled from sys without names takes parents and children', () => {
    const bench = new V4Bench('running');
    bench.run('ALTER SYSTEM CANCEL BACKUP');
    assert.deepEqual(
      bench.rows(JOBS).map((job) => job['STATUS']),
      ['CANCELING', 'CANCELING', 'CANCELING'],
    );
    waitForEnd(bench);
    const parent = bench.rowsOf(HISTORY, 1n).at(-1);
    assert.deepEqual([parent?.['STATUS'], parent?.['RESULT']], ['CANCELED', -4072n]);
  });

  it('cancelled for one tenant of a parent fails the parent with -4072', () => {
    const bench = new V4Bench('running');
    bench.run('ALTER SYSTEM CANCEL BACKUP TENANT = shop');
    waitForEnd(bench);
    const parent = bench.rowsOf(HISTORY, 1n).at(-1);
    assert.deepEqual([parent?.['STATUS'], parent?.['RESULT']], ['FAILED', -4072n]);
  });

  it('answers OK to a cancel where nothing runs, and leaves a job alone that has ended', () => {
    const bench = runningBackup(0);
    bench.waitUntil(() => bench.rowsOf(JOBS, BILLING)[0]?.['STATUS'] === 'COMPLETED', 400, 0.25);
    bench.run('ALTER SYSTEM CANCEL BACKUP', bench.session('billing'));
    waitForEnd(bench);
    assert.equal(bench.rowOf(HISTORY, BILLING)['STATUS'], 'COMPLETED');
    assert.equal(bench.refusal('ALTER SYSTEM CANCEL BACKUP'), 'OK');
    assert.equal(bench.refusal('ALTER SYSTEM CANCEL BACKUP', bench.session('shop')), 'OK');
  });
});
