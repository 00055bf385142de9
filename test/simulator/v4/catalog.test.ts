import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Cell, ColumnDefinition } from '../../../src/simulator/columns';
import { dictionaryViews } from '../../../src/simulator/v4/catalog/catalog';
import { Cluster } from '../../../src/simulator/v4/cluster';
import { v4Profiles } from '../../../src/simulator/v4/profiles';
import { EXPECTED_COLUMNS } from './expectedColumns';
import { V4Bench } from './v4Bench';

/** Views of which the `DBA_` form has `TENANT_ID`, too. */
const DBA_WITH_TENANT_ID = [
  'OB_BACKUP_STORAGE_INFO',
  'OB_BACKUP_STORAGE_INFO_HISTORY',
  'OB_BACKUP_DELETE_JOBS',
  'OB_BACKUP_DELETE_JOB_HISTORY',
  'OB_BACKUP_DELETE_TASKS',
  'OB_BACKUP_DELETE_TASK_HISTORY',
];

const namesOf = (bench: V4Bench, view: string): readonly string[] =>
  bench.view(view).columns.map(({ name }) => name);

/** Names of a view's columns in another version. */
function namesIn(version: string, view: string): readonly string[] | undefined {
  const profile = v4Profiles.find((candidate) => candidate.version === '4.2.5');
  assert.ok(profile);
  const views = dictionaryViews(new Cluster({ ...profile, version }, 1, 0n));
  return views.find(({ name }) => name === view)?.columns.map(({ name }) => name);
}

function checkCell(view: string, column: ColumnDefinition, cell: Cell | undefined): void {
  const where = `${view}.${column.name}`;
  if (cell === null || cell === undefined) {
    assert.ok(column.nullable, `${where} is NOT NULL`);
    return;
  }
  const { type } = column;
  switch (type.kind) {
    case 'bigint':
      assert.equal(typeof cell, 'bigint', where);
      assert.ok(!type.unsigned || BigInt(cell) >= 0n, where);
      break;
    case 'decimal':
      assert.match(
        String(cell),
        type.scale === 0 ? /^[0-9]+$/ : new RegExp(`^[0-9]+\\.[0-9]{${type.scale}}$`),
        where,
      );
      break;
    case 'timestamp':
    case 'datetime':
      assert.match(String(cell), /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/, where);
      break;
    case 'varchar':
      assert.ok(typeof cell === 'string' && cell.length <= type.length, where);
      break;
    default:
      assert.equal(typeof cell, 'string', where);
  }
}

describe('Dictionary views of the simulated 4.2.5', () => {
  for (const [name, columns] of Object.entries(EXPECTED_COLUMNS)) {
    it(`has the columns of CDB_${name} in the order of the manual, and DBA_${name} without the tenant`, () => {
      const bench = new V4Bench('empty');
      assert.deepEqual(namesOf(bench, `CDB_${name}`), ['TENANT_ID', ...columns]);
      const dba = DBA_WITH_TENANT_ID.includes(name) ? ['TENANT_ID', ...columns] : columns;
      assert.deepEqual(namesOf(bench, `DBA_${name}`), dba);
      assert.equal(bench.view(`CDB_${name}`).audience, 'sys');
      assert.equal(bench.view(`DBA_${name}`).audience, 'everyone');
    });
  }

  it('knows no pair of views that is not listed', () => {
    const bench = new V4Bench('empty');
    const pairs = bench.world
      .views()
      .filter(({ name }) => name.startsWith('CDB_'))
      .map(({ name }) => name.slice('CDB_'.length));
    assert.deepEqual(pairs.sort(), Object.keys(EXPECTED_COLUMNS).sort());
  });

  for (const scenario of ['empty', 'healthy', 'running', 'interrupted']) {
    it(`gives rows that fit their declared types in ${scenario}`, () => {
      const bench = new V4Bench(scenario);
      for (const tenant of ['sys', 'shop']) {
        const session = bench.session(tenant);
        for (const view of bench.world.views()) {
          for (const row of bench.rows(view.name, session)) {
            for (const column of view.columns) {
              checkCell(view.name, column, row[column.name]);
            }
          }
        }
      }
    });
  }

  it('declares SCNs unsigned and display columns nullable', () => {
    const bench = new V4Bench('empty');
    for (const view of bench.world.views()) {
      for (const { name, type, nullable } of view.columns) {
        if (name.endsWith('_SCN')) {
          assert.ok(type.kind === 'bigint' && type.unsigned, `${view.name}.${name}`);
        }
        if (name.endsWith('_SCN_DISPLAY')) {
          assert.ok(nullable, `${view.name}.${name}`);
        }
      }
    }
  });

  it("shows in a DBA_ view the session's own tenant only, and in sys the parents", () => {
    const bench = new V4Bench('running');
    const own = bench.rows('DBA_OB_BACKUP_JOBS', bench.session('shop'));
    assert.deepEqual(
      own.map((row) => row['EXECUTOR_TENANT_ID']),
      ['1002'],
    );
    const parents = bench.rows('DBA_OB_BACKUP_JOBS');
    assert.deepEqual(
      parents.map((row) => row['JOB_LEVEL']),
      ['CLUSTER'],
    );
    assert.equal(bench.rows('DBA_OB_BACKUP_SET_FILES').length, 0);
    assert.deepEqual(
      bench.rows('DBA_OB_TENANTS', bench.session('billing')).map((row) => row['TENANT_NAME']),
      ['billing'],
    );
    assert.equal(bench.rows('V$OB_ARCHIVE_DEST_STATUS', bench.session('billing')).length, 1);
  });

  it('shows sys, the meta tenants and the user tenants with their modes', () => {
    const bench = new V4Bench('healthy');
    assert.deepEqual(
      bench
        .rows('DBA_OB_TENANTS')
        .map((row) => [row['TENANT_ID'], row['TENANT_NAME'], row['COMPATIBILITY_MODE']]),
      [
        [1n, 'sys', 'MYSQL'],
        [1001n, 'META$1002', 'MYSQL'],
        [1002n, 'shop', 'MYSQL'],
        [1003n, 'META$1004', 'MYSQL'],
        [1004n, 'billing', 'MYSQL'],
        [1005n, 'META$1006', 'MYSQL'],
        [1006n, 'ledger', 'ORACLE'],
      ],
    );
  });

  it('keeps the slowest log stream at the checkpoint of the round', () => {
    const bench = new V4Bench('healthy');
    const active = bench
      .rowsOf('CDB_OB_LS_LOG_ARCHIVE_PROGRESS', 1002n)
      .filter((row) => row['PIECE_ID'] === bench.rowOf('CDB_OB_ARCHIVELOG', 1002n)['USED_PIECE_ID']);
    const [slowest] = active
      .map((row) => BigInt(String(row['CHECKPOINT_SCN'])))
      .sort((a, b) => Number(a - b));
    assert.equal(slowest, bench.rowOf('CDB_OB_ARCHIVELOG', 1002n)['CHECKPOINT_SCN']);
  });

  it('has the columns that a version came with as data', () => {
    const older = namesIn('4.1.0', 'CDB_OB_BACKUP_TASKS');
    assert.ok(older && !older.includes('DATA_PROGRESS') && !older.includes('MINOR_TURN_ID'));
    assert.ok(!namesIn('4.1.0', 'CDB_OB_BACKUP_SET_FILES')?.includes('CLUSTER_VERSION'));
    assert.equal(namesIn('4.1.0', 'CDB_OB_BACKUP_STORAGE_INFO'), undefined);
    assert.ok(namesIn('4.3.3', 'CDB_OB_BACKUP_TASKS')?.includes('LOG_PROGRESS'));
    assert.ok(namesIn('4.3.3', 'DBA_OB_TENANTS')?.includes('RESTORE_DATA_MODE'));
    assert.ok(!namesIn('4.2.5', 'DBA_OB_TENANTS')?.includes('RESTORE_DATA_MODE'));
  });
});
