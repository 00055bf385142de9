import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { V4Bench } from './v4Bench';

const DAY = 86_400;
const SETS = 'CDB_OB_BACKUP_SET_FILES';
const PIECES = 'CDB_OB_ARCHIVELOG_PIECE_FILES';
const JOBS = 'CDB_OB_BACKUP_DELETE_JOBS';
const TASKS = 'CDB_OB_BACKUP_DELETE_TASKS';
const JOB_HISTORY = 'CDB_OB_BACKUP_DELETE_JOB_HISTORY';
const LEDGER = 1006n;

/** `ledger` with a backup every day for `days` days: a full one each third day, no policy. */
function backedUp(days: number): V4Bench {
  const bench = new V4Bench('empty');
  bench.prepare('ledger');
  for (let day = 0; day < days; day += 1) {
    bench.run(`ALTER SYSTEM BACKUP ${day % 3 === 0 ? '' : 'INCREMENTAL'} TENANT = ledger`);
    bench.advanceSeconds(DAY);
  }
  return bench;
}

const fileStatuses = (bench: V4Bench): readonly unknown[] =>
  bench.rowsOf(SETS, LEDGER).map((row) => row['FILE_STATUS']);

describe('Cleaning in the simulated 4.x cluster', () => {
  it('deletes what lies before the newest full set that is older than the window', () => {
    const bench = backedUp(7);
    bench.run("ALTER SYSTEM ADD DELETE BACKUP POLICY 'default' RECOVERY_WINDOW '3d' TENANT ledger");
    bench.waitUntil(() => bench.rows(JOBS).length === 1, 3700, 1);
    const job = bench.rowOf(JOBS, LEDGER);
    assert.equal(job['TYPE'], 'DELETE OBSOLETE BACKUP');
    bench.waitUntil(() => bench.rows(TASKS).length > 0, 10, 0.5);
    assert.equal(fileStatuses(bench)[0], 'DELETING');
    bench.waitUntil(() => bench.rows(JOBS).length === 0, 300);
    // full sets 1, 4, 7 of days 0, 3, 6: set 4 is the newest one older than three days
    assert.deepEqual(fileStatuses(bench), [
      'DELETED',
      'DELETED',
      'DELETED',
      'AVAILABLE',
      'AVAILABLE',
      'AVAILABLE',
      'AVAILABLE',
    ]);
    const done = bench.rowOf(JOB_HISTORY, LEDGER);
    assert.deepEqual([done['STATUS'], done['TASK_COUNT']], ['COMPLETED', done['SUCCESS_TASK_COUNT']]);
    const kept = bench.rowsOf(SETS, LEDGER)[3];
    for (const piece of bench.rowsOf(PIECES, LEDGER)) {
      const isNeeded = BigInt(String(piece['END_SCN'])) > BigInt(String(kept?.['START_REPLAY_SCN']));
      assert.equal(piece['FILE_STATUS'], isNeeded ? 'AVAILABLE' : 'DELETED', `piece ${piece['PIECE_ID']}`);
    }
    const round = bench.rowOf('CDB_OB_ARCHIVELOG', LEDGER);
    assert.ok(BigInt(String(round['DELETED_INPUT_BYTES'])) > 0n);
  });

  it('takes its job id from the counter of the backups', () => {
    const bench = backedUp(7);
    bench.run("ALTER SYSTEM ADD DELETE BACKUP POLICY 'default' RECOVERY_WINDOW '3d' TENANT ledger");
    bench.advanceSeconds(3700);
    bench.run('ALTER SYSTEM BACKUP DATABASE', bench.session('ledger'));
    assert.equal(bench.rowOf(JOB_HISTORY, LEDGER)['JOB_ID'], 8n);
    assert.equal(bench.rowOf('CDB_OB_BACKUP_JOBS', LEDGER)['JOB_ID'], 9n);
  });

  it('writes no job where nothing is obsolete, and cleans no piece without a backup', () => {
    const bench = new V4Bench('empty');
    bench.prepare('ledger');
    bench.run("ALTER SYSTEM ADD DELETE BACKUP POLICY 'default' RECOVERY_WINDOW '1d' TENANT ledger");
    bench.advanceSeconds(5 * DAY);
    assert.equal(bench.rows(JOB_HISTORY).length, 0);
    assert.ok(bench.rowsOf(PIECES, LEDGER).every((row) => row['FILE_STATUS'] === 'AVAILABLE'));
  });

  it('stops the running job only: the next turn goes on', () => {
    const bench = backedUp(7);
    bench.run("ALTER SYSTEM ADD DELETE BACKUP POLICY 'default' RECOVERY_WINDOW '3d' TENANT ledger");
    bench.waitUntil(() => bench.rows(TASKS).length > 0, 3700);
    bench.run('ALTER SYSTEM CANCEL DELETE BACKUP TENANT ledger');
    assert.equal(bench.rowOf(JOBS, LEDGER)['STATUS'], 'CANCELING');
    bench.waitUntil(() => bench.rows(JOBS).length === 0, 60);
    assert.equal(bench.rowOf(JOB_HISTORY, LEDGER)['STATUS'], 'CANCELED');
    assert.ok(!fileStatuses(bench).includes('DELETING'));
    bench.advanceSeconds(3700);
    assert.deepEqual(
      bench.rowsOf(JOB_HISTORY, LEDGER).map((row) => row['STATUS']),
      ['CANCELED', 'COMPLETED'],
    );
    assert.deepEqual(fileStatuses(bench).slice(0, 3), ['DELETED', 'DELETED', 'DELETED']);
  });

  it('does nothing more once the policy is dropped', () => {
    const bench = backedUp(7);
    bench.run("ALTER SYSTEM ADD DELETE BACKUP POLICY 'default' RECOVERY_WINDOW '3d' TENANT ledger");
    assert.deepEqual(bench.rowOf('CDB_OB_BACKUP_DELETE_POLICY', LEDGER)['RECOVERY_WINDOW'], '3d');
    bench.run("ALTER SYSTEM DROP DELETE BACKUP POLICY 'default' TENANT ledger");
    bench.advanceSeconds(2 * DAY);
    assert.equal(bench.rows(JOB_HISTORY).length, 0);
  });
});
