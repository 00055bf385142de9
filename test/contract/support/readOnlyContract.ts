import assert from 'node:assert/strict';
import { type Address, DriverClient } from './driverClient';
import { StockClient } from './stockClient';

/** A cluster to which the questions are put, logged in to as `root@sys`. */
export interface Target {
  readonly address: Address;
  /** 3 or 4. */
  readonly line: number;
}

/** A view of a line, with columns that every build of it has, and those of them that are unsigned. */
interface ExpectedView {
  readonly view: string;
  readonly columns: readonly string[];
  readonly unsigned: readonly string[];
}

/** From `oceanbase-4x` and `oceanbase-3x` view references; the newest columns of a build are left out. */
const VIEWS: Readonly<Record<number, readonly ExpectedView[]>> = {
  3: [
    {
      view: 'CDB_OB_BACKUP_SET_DETAILS',
      columns: ['INCARNATION', 'TENANT_ID', 'BS_KEY', 'BACKUP_TYPE', 'ELAPSED_SECONDES', 'KEEP', 'STATUS'],
      unsigned: [],
    },
    {
      view: 'CDB_OB_BACKUP_ARCHIVELOG',
      columns: ['INCARNATION', 'LOG_ARCHIVE_ROUND', 'TENANT_ID', 'STATUS', 'MIN_FIRST_TIME', 'MAX_NEXT_TIME'],
      unsigned: [],
    },
    { view: 'CDB_OB_BACKUP_PROGRESS', columns: ['TENANT_ID', 'BS_KEY', 'STATUS'], unsigned: [] },
    { view: 'gv$tenant', columns: ['tenant_id', 'tenant_name'], unsigned: [] },
  ],
  4: [
    {
      view: 'CDB_OB_ARCHIVELOG',
      columns: ['TENANT_ID', 'ROUND_ID', 'STATUS', 'START_SCN', 'CHECKPOINT_SCN', 'CHECKPOINT_SCN_DISPLAY'],
      unsigned: ['START_SCN', 'CHECKPOINT_SCN'],
    },
    {
      view: 'CDB_OB_BACKUP_SET_FILES',
      columns: ['TENANT_ID', 'BACKUP_SET_ID', 'BACKUP_TYPE', 'ELAPSED_SECONDES', 'MIN_RESTORE_SCN', 'PATH'],
      unsigned: ['START_REPLAY_SCN', 'MIN_RESTORE_SCN'],
    },
    { view: 'CDB_OB_BACKUP_JOBS', columns: ['TENANT_ID', 'JOB_ID', 'STATUS', 'RESULT'], unsigned: [] },
    {
      view: 'DBA_OB_TENANTS',
      columns: ['TENANT_ID', 'TENANT_NAME', 'COMPATIBILITY_MODE', 'SYNC_SCN'],
      unsigned: ['SYNC_SCN', 'READABLE_SCN'],
    },
  ],
};

/**
 * Questions that read only and that any OceanBase answers alike, put through two clients that share no
 * code. `open` gives the target of the suite that runs.
 */
export function readOnlyContract(open: () => Target): void {
  let driver: DriverClient;
  let stock: StockClient;
  before(async () => {
    driver = await DriverClient.open(open().address);
    stock = new StockClient(open().address);
  });
  after(() => driver.close());

  it('it says that it is OceanBase, and which', async () => {
    const comment = await driver.value('SELECT @@version_comment');
    assert.match(String(comment), /oceanbase\D*(\d+)(\.\d+){2,3}/i);
    assert.equal(Number(/(\d+)\./.exec(String(comment))?.[1]), open().line);
  });

  it('it says who is logged in to which tenant', async () => {
    const sql = 'SELECT effective_tenant_id(), database()';
    assert.deepEqual(await driver.rows(sql), [['1', null]]);
    assert.deepEqual(await driver.rows('SHOW TENANT'), [['sys']]);
  });

  it('both clients read the same values', async () => {
    const sql = `SELECT 9223372036854775807, 18446744073709551615, 100*1/3, NULL, 'it''s', 1 = 1.0, 'a' = 'A'`;
    const expected = [['9223372036854775807', '18446744073709551615', '33.3333', null, "it's", '1', '1']];
    assert.deepEqual(await driver.rows(sql), expected);
    assert.deepEqual(await stock.rows(sql), expected);
  });

  const errors: readonly (readonly [sql: string, number: number, sqlState: string])[] = [
    ['SELECT 1 FROM oceanbase.no_such_view', 1146, '42S02'],
    ['SELECT no_such_column FROM information_schema.tables', 1054, '42S22'],
    ['SELECT 1 FROM no_database_chosen', 1046, '3D000'],
    ['SELEC 1', 1064, '42000'],
    ['USE no_such_database', 1049, '42000'],
    ['SET no_such_variable = 1', 1193, 'HY000'],
  ];
  for (const [sql, number, sqlState] of errors) {
    it(`${sql} is answered with ${number} (${sqlState})`, async () => {
      const refusal = await driver.refusal(sql);
      assert.deepEqual([refusal.number, refusal.sqlState], [number, sqlState]);
      const same = await stock.refusal(sql);
      assert.deepEqual([same.number, same.sqlState], [number, sqlState]);
    });
  }

  it('names are found in any letter case, with a prefix and behind USE', async () => {
    const { view, columns } = (VIEWS[open().line] ?? [])[0] ?? { view: '', columns: [] };
    const column = columns[0] ?? '';
    const count = await driver.value(
      `SELECT COUNT(${column.toLowerCase()}) FROM OceanBase.${view.toLowerCase()}`,
    );
    await driver.ask('USE oceanbase');
    assert.equal(
      await driver.value(`SELECT count(${column.toUpperCase()}) FROM ${view.toUpperCase()}`),
      count,
    );
  });

  it('each session has its time zone', async () => {
    const other = await DriverClient.open(open().address);
    await driver.ask("SET time_zone = '+00:00'");
    await other.ask("SET time_zone = '+05:30'");
    const sql = 'SELECT timestampdiff(MINUTE, utc_timestamp(), now())';
    assert.ok(['0', '1'].includes(String(await driver.value(sql))));
    assert.ok(['330', '331'].includes(String(await other.value(sql))));
    other.close();
  });

  it('the views of its line have their columns, and SCNs are unsigned', async () => {
    for (const { view, columns, unsigned } of VIEWS[open().line] ?? []) {
      const found = await stock.columns(`SELECT * FROM oceanbase.${view} LIMIT 1`);
      const names = found.map(({ orgName, name }) => (orgName === '' ? name : orgName));
      for (const column of columns) {
        assert.ok(names.includes(column), `${view}.${column}`);
      }
      for (const column of unsigned) {
        const { type, flags } = found.find(({ name }) => name === column) ?? {};
        assert.deepEqual([type, flags?.includes('UNSIGNED')], ['LONGLONG', true], `${view}.${column}`);
      }
    }
  });

  it('SHOW PARAMETERS has its twelve columns first', async () => {
    const { fields } = await driver.ask("SHOW PARAMETERS LIKE 'cluster'");
    assert.deepEqual(
      fields.slice(0, 12).map(({ name }) => name),
      [
        ...['zone', 'svr_type', 'svr_ip', 'svr_port', 'name', 'data_type'],
        ...['value', 'info', 'section', 'scope', 'source', 'edit_level'],
      ],
    );
  });
}
