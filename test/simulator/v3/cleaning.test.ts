import assert from 'node:assert/strict';
import { parseTime, V3Bench } from './v3Bench';

const DETAILS = 'CDB_OB_BACKUP_SET_DETAILS';
const FILES = 'CDB_OB_BACKUP_SET_FILES';
const PIECES = 'CDB_OB_BACKUP_PIECE_FILES';
const INFO = '__all_virtual_backup_clean_info';

function backUp(bench: V3Bench, what: string): void {
  bench.run(`ALTER SYSTEM BACKUP ${what}`);
  bench.pass(3);
  bench.finishBackup();
}

describe('cleaning in a simulated 3.x cluster', () => {
  it('marks what is obsolete while it works, and leaves the rest alone', () => {
    const bench = new V3Bench('healthy');
    const obsolete = bench.column('CDB_OB_BACKUP_SET_OBSOLETE', 'BS_KEY', { TENANT_ID: 1n });
    assert.equal(bench.column(INFO, 'status').filter((status) => status !== 'STOP').length, 0);
    bench.control('cleanObsolete');
    assert.deepEqual(new Set(bench.column(INFO, 'status')), new Set(['DOING']));
    assert.deepEqual(bench.column(DETAILS, 'BS_KEY', { TENANT_ID: 1n, STATUS: 'DELETING' }), obsolete);
    assert.deepEqual(bench.column(FILES, 'BS_KEY', { TENANT_ID: 1n, FILE_STATUS: 'DELETING' }), obsolete);
    assert.ok(bench.column(PIECES, 'FILE_STATUS').includes('DELETING'));
    assert.equal(bench.control('cleanObsolete'), 'nothing is obsolete');
  });

  it('takes deleted sets out of the history and keeps them as DELETED files', () => {
    const bench = new V3Bench('healthy');
    const obsolete = bench.column('CDB_OB_BACKUP_SET_OBSOLETE', 'BS_KEY', { TENANT_ID: 1n });
    bench.control('cleanObsolete', '30');
    bench.pass(31);
    assert.deepEqual(new Set(bench.column(INFO, 'status')), new Set(['STOP']));
    const left = bench.column(DETAILS, 'BS_KEY', { TENANT_ID: 1n });
    assert.ok(obsolete.every((set) => !left.includes(set)));
    assert.deepEqual(bench.column(FILES, 'BS_KEY', { TENANT_ID: 1n, FILE_STATUS: 'DELETED' }), obsolete);
    assert.deepEqual(bench.column('CDB_OB_BACKUP_TASK_CLEAN_HISTORY', 'BS_KEY', { TENANT_ID: 1n }), obsolete);
    const [job] = bench.rows('CDB_OB_BACKUP_CLEAN_HISTORY');
    assert.deepEqual(
      [job?.['TYPE'], job?.['STATUS'], job?.['ERROR_MSG']],
      ['DELETE OBSOLETE BACKUP', 'STOP', ''],
    );
    assert.ok(!bench.column(PIECES, 'FILE_STATUS', { STATUS: 'ACTIVE' }).includes('DELETED'));
    assert.deepEqual(bench.rows('CDB_OB_BACKUP_SET_OBSOLETE'), []);
  });

  it('finds nothing to do without a recovery window', () => {
    const bench = new V3Bench('healthy');
    bench.run("ALTER SYSTEM SET backup_dest_option = 'log_archive_piece_switch_interval=1d'");
    assert.equal(bench.control('cleanObsolete'), 'nothing is obsolete');
  });

  it('takes neither a backup of single tenants nor a set elsewhere for one that may replace others', () => {
    const bench = new V3Bench('empty');
    bench.startArchiving('recovery_window=1d');
    backUp(bench, 'DATABASE');
    backUp(bench, "TENANT trade TO 'file:///data/nfs/trade'");
    bench.pass(2 * 86_400);
    assert.deepEqual(bench.rows('CDB_OB_BACKUP_SET_OBSOLETE'), []);
    assert.equal(bench.control('cleanObsolete'), 'nothing is obsolete');
    backUp(bench, 'DATABASE');
    bench.pass(2 * 86_400);
    assert.deepEqual(bench.column('CDB_OB_BACKUP_SET_OBSOLETE', 'BS_KEY', { TENANT_ID: 1n }), [1n]);
    bench.run('ALTER SYSTEM NOARCHIVELOG');
    bench.pass(60);
    bench.run("ALTER SYSTEM SET backup_dest = 'file:///data/nfs/second'");
    assert.deepEqual(bench.rows('CDB_OB_BACKUP_SET_OBSOLETE'), []);
  });

  it('leaves the log alone that the first set that stays needs to replay', () => {
    const bench = new V3Bench('empty');
    bench.startArchiving('recovery_window=1d&log_archive_piece_switch_interval=1d');
    backUp(bench, 'DATABASE');
    bench.pass(86_400 - 400);
    while (bench.column(PIECES, 'STATUS', { TENANT_ID: 1001n })[0] !== 'FROZEN') {
      bench.pass(1);
    }
    backUp(bench, 'DATABASE');
    bench.pass(2 * 86_400);
    bench.control('cleanObsolete', '30');
    bench.pass(31);
    const [needed] = bench.rows(DETAILS).filter((row) => row['TENANT_ID'] === 1001n);
    const [piece] = bench.rows(PIECES).filter((row) => row['TENANT_ID'] === 1001n);
    assert.equal(needed?.['BS_KEY'], 2n);
    assert.ok(parseTime(String(piece?.['MAX_TS'])) > BigInt(needed['START_REPLAY_LOG_TS'] ?? 0));
    assert.equal(piece?.['FILE_STATUS'], 'AVAILABLE');
  });
});
