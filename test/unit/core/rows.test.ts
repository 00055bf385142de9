import assert from 'node:assert/strict';
import { readRows } from '../../../src/core/rows';

const VIEW = 'oceanbase.CDB_OB_BACKUP_SET_FILES';

describe('rows of a view', () => {
  it('are read by name, in any case and order, with unknown columns ignored', () => {
    const result = { columns: ['backup_set_id', 'FUTURE', 'Tenant_Id'], rows: [['7', 'x', '1002']] };
    const read = readRows(VIEW, result, (row) => [row.bigint('TENANT_ID'), row.bigint('BACKUP_SET_ID')]);
    assert.deepEqual(read.items, [[1002n, 7n]]);
    assert.deepEqual(read.problems, []);
  });

  it('that lack a required column are one problem, not a crash', () => {
    const result = { columns: ['TENANT_ID'], rows: [['1002'], ['1004']] };
    const read = readRows(VIEW, result, (row) => row.bigint('BACKUP_SET_ID'));
    assert.deepEqual(read.items, []);
    assert.deepEqual(read.problems, [{ view: VIEW, kind: 'missingColumn', detail: 'BACKUP_SET_ID' }]);
  });

  it('cost the others nothing when one is unreadable', () => {
    const result = { columns: ['BACKUP_SET_ID'], rows: [['1'], ['one'], [null], ['18446744073709551615']] };
    const read = readRows(VIEW, result, (row) => row.bigint('BACKUP_SET_ID'));
    assert.deepEqual(read.items, [1n, 18_446_744_073_709_551_615n]);
    assert.deepEqual(
      read.problems.map((problem) => [problem.kind, problem.detail]),
      [
        ['badRow', 'BACKUP_SET_ID: one'],
        ['badRow', 'BACKUP_SET_ID: NULL'],
      ],
    );
  });

  it('keep what is readable when an optional value is not, and report it', () => {
    const result = { columns: ['BACKUP_SET_ID', 'INPUT_BYTES'], rows: [['1', 'many']] };
    const read = readRows(VIEW, result, (row) => [
      row.bigint('BACKUP_SET_ID'),
      row.optionalBigint('INPUT_BYTES'),
    ]);
    assert.deepEqual(read.items, [[1n, undefined]]);
    assert.deepEqual(read.problems, [{ view: VIEW, kind: 'badRow', detail: 'INPUT_BYTES: many' }]);
  });

  it('have absent values where the version has no such column, without a problem', () => {
    const result = { columns: ['BACKUP_SET_ID'], rows: [['1']] };
    const read = readRows(VIEW, result, (row) => [
      row.optionalText('CLUSTER_VERSION'),
      row.optionalBigint('CONSISTENT_SCN'),
      row.time('START_TIMESTAMP'),
      row.decimalText('DATA_PROGRESS'),
    ]);
    assert.deepEqual(read.items, [[undefined, undefined, undefined, undefined]]);
    assert.deepEqual(read.problems, []);
  });

  it('are dated by the clock that came with them', () => {
    const result = {
      columns: ['ob_clock_now', 'OB_CLOCK_EPOCH', 'OB_CLOCK_ZONE', 'OB_CLOCK_SYSTEM_ZONE', 'START_TIMESTAMP'],
      rows: [
        ['2025-06-01 16:00:00.000000', '1748764800.000000', '+08:00', 'CST', '2025-06-01 16:00:01.000001'],
      ],
    };
    const read = readRows(VIEW, result, (row) => row.time('START_TIMESTAMP'));
    assert.equal(read.clock?.timeZone, '+08:00');
    assert.equal(read.items[0]?.epochMicros, 1_748_764_801_000_001n);
  });

  it('tell where they come from: masked, without the clock, with a SELECT of exactly this row', () => {
    const result = {
      columns: ['OB_CLOCK_NOW', 'TENANT_ID', 'NAME', 'COMMENT', 'PASSWD'],
      rows: [['2025-06-01 16:00:00', '1002', "o'clock", 'oss://b?access_key=S3cret', 'DIGEST']],
    };
    const read = readRows(VIEW, result, (row) => row.origin('TENANT_ID', 'NAME', 'DEST_NO'));
    const [origin] = read.items;
    assert.equal(
      origin?.select,
      "SELECT TENANT_ID, NAME, `COMMENT`, PASSWD FROM oceanbase.CDB_OB_BACKUP_SET_FILES WHERE TENANT_ID = 1002 AND NAME = 'o''clock';",
    );
    assert.deepEqual(
      [...(origin?.row ?? [])],
      [
        ['TENANT_ID', '1002'],
        ['NAME', "o'clock"],
        ['COMMENT', 'oss://b?access_key=***'],
        ['PASSWD', '***'],
      ],
    );
  });

  it('hide credentials in problems too', () => {
    const result = { columns: ['VALUE'], rows: [['oss://b?access_key=S3cret']] };
    const read = readRows(VIEW, result, (row) => row.optionalBigint('VALUE'));
    assert.ok(!JSON.stringify(read.problems).includes('S3cret'));
  });
});
