import assert from 'node:assert/strict';
import { V3Bench } from './v3Bench';

const DETAILS = 'CDB_OB_BACKUP_SET_DETAILS';
const FILES = 'CDB_OB_BACKUP_SET_FILES';
const PIECES = 'CDB_OB_BACKUP_PIECE_FILES';
const INFO = '__all_virtual_backup_clean_info';

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
});
