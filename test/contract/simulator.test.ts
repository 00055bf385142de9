import assert from 'node:assert/strict';
import { type Address, DriverClient, loginRefusal } from './support/driverClient';
import { SimulatorProcess } from './support/simulatorProcess';
import { StockClient } from './support/stockClient';

/** Virtual time at the start, as a client in China reads it. */
const START_IN_CHINA = '2026-03-01 14:00:00.000000';

const PROFILES = [
  { version: '3.2.3', line: 3, cdbView: 'CDB_OB_BACKUP_SET_DETAILS' },
  { version: '4.2.5', line: 4, cdbView: 'CDB_OB_BACKUP_SET_FILES' },
] as const;

for (const { version, cdbView } of PROFILES) {
  describe(`the simulator ${version} over the wire`, () => {
    let simulator: SimulatorProcess;
    let sys: DriverClient;
    before(async () => {
      simulator = await SimulatorProcess.start({ version, scenario: 'healthy' });
      sys = await DriverClient.open(address('root@sys'));
    });
    after(async () => {
      sys.close();
      await simulator.stop();
    });

    function address(user: string, password = ''): Address {
      return { host: '127.0.0.1', port: simulator.port, user, password };
    }

    async function tenants(mode: 'MYSQL' | 'ORACLE'): Promise<readonly string[]> {
      const sql =
        version === '3.2.3'
          ? 'SELECT tenant_name, compatibility_mode FROM oceanbase.__all_tenant WHERE tenant_id > 1'
          : "SELECT tenant_name, compatibility_mode FROM oceanbase.DBA_OB_TENANTS WHERE tenant_type = 'USER'";
      const rows = await sys.rows(sql);
      const isOracle = (value: string | null | undefined): boolean => value === '1' || value === 'ORACLE';
      return rows.filter((row) => isOracle(row[1]) === (mode === 'ORACLE')).map((row) => String(row[0]));
    }

    it('works with the stock client, its status and its USE', async () => {
      const printed = await new StockClient(address('root@sys')).session(
        '\\s\nuse oceanbase\nselect database();\n',
      );
      assert.match(printed, /Current user:\s+root@127\.0\.0\.1/);
      assert.match(printed, /Protocol version:\s+10/);
      assert.match(printed, new RegExp(`OceanBase.* ${version.replaceAll('.', '\\.')}`));
      assert.match(printed, /\| oceanbase +\|/);
    });

    it('says to the stock client what type each value has', async () => {
      const columns = await new StockClient(address('root@sys')).columns(
        "SELECT count(*), now(6), 1/3, 'ab', NULL, 18446744073709551615, 1e3 FROM dual",
      );
      const facts = columns.map(({ type, length, decimals, flags }) => [
        type,
        length,
        decimals,
        flags.includes('NOT_NULL'),
        flags.includes('UNSIGNED'),
      ]);
      assert.deepEqual(facts, [
        ['LONGLONG', 21, 0, true, false],
        ['DATETIME', 26, 6, true, false],
        ['NEWDECIMAL', 7, 4, false, false],
        ['VAR_STRING', 8, 0, true, false],
        ['NULL', 0, 0, false, false],
        ['LONGLONG', 20, 0, true, true],
        ['DOUBLE', 23, 31, true, false],
      ]);
    });

    it('gives every view that it lists to both clients alike', async () => {
      const stock = new StockClient(address('root@sys'));
      const views = (await sys.rows('SHOW TABLES FROM oceanbase')).map((row) => String(row[0]));
      assert.ok(views.length > 15, `${views.length} views`);
      const counts = views
        .map((view) => `SELECT '${view}', count(*) FROM oceanbase.\`${view}\``)
        .join(' UNION ALL ');
      assert.deepEqual(await stock.rows(counts), await sys.rows(counts));
      for (const view of views) {
        const { fields } = await sys.ask(`SELECT * FROM oceanbase.\`${view}\` LIMIT 3`);
        const described = await sys.rows(`DESC oceanbase.\`${view}\``);
        assert.deepEqual(
          described.map((row) => row[0]),
          fields.map(({ name }) => name),
          view,
        );
      }
    });

    it('shows by its clock what time it is, and moves when it is told to', async () => {
      await sys.ask("SET time_zone = '+08:00'");
      const [before] = await sys.rows('SELECT now(6), unix_timestamp()');
      const [, hour] = /^(\S+ \S{2})/.exec(String(before?.[0])) ?? [];
      assert.equal(hour, START_IN_CHINA.slice(0, 13));
      await simulator.advance(3600);
      const [after] = await sys.rows('SELECT now(6), unix_timestamp()');
      assert.equal(Number(after?.[1]) - Number(before?.[1]), 3600);
    });

    it(`refuses ${cdbView} to a user tenant`, async () => {
      const [tenant] = await tenants('MYSQL');
      const client = await DriverClient.open(address(`root@${tenant}`));
      const refusal = await client.refusal(`SELECT * FROM oceanbase.${cdbView}`);
      assert.deepEqual([refusal.number, refusal.sqlState], [1146, '42S02']);
      client.close();
    });

    it('refuses logins as OceanBase does', async () => {
      const [oracle] = await tenants('ORACLE');
      assert.ok(oracle);
      const refusals: readonly (readonly [user: string, number: number])[] = [
        ['root@no_such_tenant', 5160],
        ['nobody@sys', 1045],
        ['root@sys#no_such_cluster', 4669],
        [`root@${oracle}`, 1235],
      ];
      for (const [user, number] of refusals) {
        assert.equal((await loginRefusal(address(user))).number, number, user);
        assert.equal((await new StockClient(address(user)).refusal('SELECT 1')).number, number, user);
      }
      assert.deepEqual((await loginRefusal(address('root@sys', 'wrong'))).sqlState, '42000');
    });

    it('refuses in its own name what it does not simulate', async () => {
      for (const sql of ['INSERT INTO t VALUES (1)', 'CREATE TABLE t (a INT)', 'SELECT sleep(1)']) {
        assert.match((await sys.refusal(sql)).message, /OceanBase simulator/, sql);
      }
      assert.equal((await sys.refusal('ALTER SYSTEM NO SUCH THING')).number, 1064);
    });

    it('can be told by another process what shall go wrong', async () => {
      await simulator.request('fault', 'error:4012:select 1 /* slow */');
      assert.equal((await sys.refusal('select 1 /* slow */')).number, 4012);
      assert.equal(await sys.value('select 1 /* slow */'), '1');
      await assert.rejects(simulator.request('fault', 'nonsense'), /is no fault/);
      await assert.rejects(simulator.request('no such command'), /unknown command/);
    });
  });
}

describe('the simulator 3.2.3 and the query that a DBA brings along', () => {
  it('answers it as it stands, to both clients', async () => {
    const simulator = await SimulatorProcess.start({ version: '3.2.3', scenario: 'healthy' });
    const login = { host: '127.0.0.1', port: simulator.port, user: 'root@sys', password: '' };
    const driver = await DriverClient.open(login);
    const sql =
      'SELECT incarnation, tenant_id, bs_key, backup_type, encryption_mode, start_time, completion_time, ' +
      'elapsed_secondes, keep, output_bytes_display, output_rate_bytes_display, status ' +
      'FROM oceanbase.CDB_OB_BACKUP_SET_DETAILS order by start_time desc limit 10;';
    const { rows, fields } = await driver.ask(sql);
    assert.equal(rows.length, 10);
    assert.deepEqual(fields.map(({ name }) => name).slice(0, 3), ['incarnation', 'tenant_id', 'bs_key']);
    const starts = rows.map((row) => String(row[5]));
    assert.deepEqual(starts, [...starts].sort().reverse());
    assert.deepEqual(await new StockClient(login).rows(sql), rows);
    driver.close();
    await simulator.stop();
  });
});

describe('a simulator with a password', () => {
  it('asks both clients for it', async () => {
    const simulator = await SimulatorProcess.start({
      version: '4.2.5',
      scenario: 'empty',
      password: 'geheim',
    });
    const login = { host: '127.0.0.1', port: simulator.port, user: 'root@sys' };
    assert.deepEqual(await new StockClient({ ...login, password: 'geheim' }).rows('SELECT 1'), [['1']]);
    const refusal = await new StockClient({ ...login, password: '' }).refusal('SELECT 1');
    assert.deepEqual([refusal.number, refusal.sqlState], [1045, '42000']);
    assert.match(refusal.message, /using password: NO/);
    assert.equal((await loginRefusal({ ...login, password: 'falsch' })).number, 1045);
    await simulator.stop();
  });
});
