import assert from 'node:assert/strict';
import { TinyExecutor } from './support/tinyExecutor';

describe('a session', () => {
  let db: TinyExecutor;
  beforeEach(async () => {
    db = await TinyExecutor.open();
  });
  afterEach(() => db.close());

  it('needs a database for a name without one', () => {
    db.login('sys');
    const sql = 'select count(*) from DBA_OB_BACKUP_SET_FILES';
    assert.deepEqual([db.error(sql).number, db.error(sql).sqlState], [1046, '3D000']);
    db.answer('use OceanBase');
    assert.equal(db.value(sql), '5');
    assert.equal(db.value('select database()'), 'oceanbase');
    assert.equal(db.error('use nowhere').number, 1049);
  });

  it('of a user tenant sees the views for everyone only', () => {
    db.login('t1', 'oceanbase');
    assert.equal(db.error('select 1 from CDB_OB_BACKUP_SET_FILES').number, 1146);
    assert.equal(db.value('select count(*) from DBA_OB_BACKUP_SET_FILES'), '5');
    assert.deepEqual(db.rows("show tables like 'c%'"), []);
  });

  it('says who and where it is', () => {
    db.login('t1', 'oceanbase');
    const sql =
      'select user(), current_user(), effective_tenant(), effective_tenant_id(), connection_id(), version(), ob_version()';
    assert.deepEqual(db.rows(sql), [
      ['root@127.0.0.1', 'root@%', 't1', '1002', '2', '5.7.25-OceanBase-v4.2.5.0', '4.2.5.0'],
    ]);
  });

  it('shows every moment in its own time zone, by the virtual clock', () => {
    const sql = 'select now(6), (select moment from __moments), unix_timestamp(), utc_timestamp()';
    const at = (hour: string, day = '01'): string => `2026-03-${day} ${hour}:00:00.123456`;
    assert.deepEqual(db.rows(sql), [[at('20'), at('20'), '1772366400', '2026-03-01 12:00:00']]);
    db.answer("set time_zone = '-05:00'");
    assert.deepEqual(db.rows(sql), [[at('07'), at('07'), '1772366400', '2026-03-01 12:00:00']]);
    db.answer('set time_zone = SYSTEM');
    db.world.clock.advance(6n * 3_600_000_000n);
    assert.equal(db.value(sql), at('02', '02'));
    assert.equal(db.error("set time_zone = 'Nowhere/City'").number, 1298);
  });

  it('turns an SCN into a moment of its time zone, exactly', () => {
    db.answer("set time_zone = '+00:00'");
    assert.equal(db.value('select scn_to_timestamp(1772366400123456789)'), '2026-03-01 12:00:00.123456');
    assert.equal(db.value("select time_to_usec('2026-03-01 12:00:00.5')"), '1772366400500000');
  });

  it('keeps its variables to itself', () => {
    db.answer(
      "set ob_query_timeout = 42, @pass = 'x', session autocommit = off, @@tx_isolation = 'SERIALIZABLE'",
    );
    assert.deepEqual(
      db.rows('select @@ob_query_timeout, @pass, @@session.autocommit, @nothing, @@global.autocommit'),
      [['42', 'x', '0', null, '1']],
    );
    db.login('sys');
    assert.deepEqual(db.rows('select @@ob_query_timeout, @pass, @@autocommit'), [['10000000', null, '1']]);
  });

  it("changes nothing for others: SET GLOBAL is refused in the simulator's name", () => {
    for (const sql of [
      'set global autocommit = 0',
      'set @@global.autocommit = 0',
      'set @a = 1, global sql_mode = 1',
    ]) {
      assert.match(db.error(sql).message, /OceanBase simulator: SET GLOBAL/, sql);
    }
    db.answer('set autocommit = 0');
    assert.deepEqual(db.rows("show global variables like 'autocommit'"), [['autocommit', 'ON']]);
    assert.deepEqual(db.rows("show variables like 'autocommit'"), [['autocommit', 'OFF']]);
  });

  it('answers the question that connectors open with', () => {
    const sql = `/* connector */SELECT @@session.auto_increment_increment AS auto_increment_increment,
      @@character_set_client AS character_set_client, @@collation_server AS collation_server,
      @@init_connect AS init_connect, @@interactive_timeout AS interactive_timeout, @@license AS license,
      @@lower_case_table_names AS lower_case_table_names, @@max_allowed_packet AS max_allowed_packet,
      @@net_write_timeout AS net_write_timeout, @@performance_schema AS performance_schema,
      @@sql_mode AS sql_mode, @@system_time_zone AS system_time_zone, @@time_zone AS time_zone,
      @@transaction_isolation AS transaction_isolation, @@wait_timeout AS wait_timeout`;
    const [row] = db.rows(sql);
    assert.deepEqual(row?.slice(-4), ['CST', '+08:00', 'READ-COMMITTED', '28800']);
  });

  it('takes expressions and DEFAULT in SET', () => {
    db.answer("set sql_mode = concat(@@sql_mode, ',ANSI')");
    assert.equal(db.value('select @@sql_mode'), 'STRICT_ALL_TABLES,ANSI');
    db.answer('set sql_mode = default');
    assert.equal(db.value('select @@sql_mode'), 'STRICT_ALL_TABLES');
  });

  it('takes what clients send by themselves', () => {
    for (const sql of [
      'SET NAMES utf8mb4',
      "SET NAMES 'utf8mb4' COLLATE 'utf8mb4_bin'",
      'set character_set_results = NULL',
      'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
      'set autocommit=1',
      '/*!40101 SET NAMES utf8 */',
      'BEGIN',
      'START TRANSACTION READ ONLY',
      'COMMIT',
      'ROLLBACK;',
    ]) {
      assert.equal(db.answer(sql).kind, 'done', sql);
    }
  });

  it('refuses variables that are unknown, read-only or given a bad value', () => {
    const numbers = [
      'set nosuch = 1',
      "set version = 'x'",
      'set ob_query_timeout = soon',
      'set autocommit = maybe',
    ].map((sql) => db.error(sql).number);
    assert.deepEqual(numbers, [1193, 1238, 1232, 1231]);
  });

  it('hands ALTER SYSTEM and the encryption statements to the world', () => {
    db.answer('ALTER SYSTEM /* now */ BACKUP DATABASE;');
    db.answer("SET ENCRYPTION ON IDENTIFIED BY 'secret' ONLY");
    assert.deepEqual(db.world.executed, [
      'ALTER SYSTEM BACKUP DATABASE',
      'SET ENCRYPTION ON IDENTIFIED BY secret ONLY',
    ]);
    assert.equal(db.error('ALTER SYSTEM NONSENSE').number, 1235);
  });

  it("refuses other statements in the simulator's name, and nonsense as the parser does", () => {
    for (const sql of [
      'insert into t values (1)',
      'drop table t',
      'create tenant x',
      'alter table t',
      'explain select 1',
    ]) {
      assert.match(db.error(sql).message, /OceanBase simulator/, sql);
    }
    const error = db.error('  selec 1');
    assert.deepEqual([error.number, error.sqlState], [1064, '42000']);
    assert.match(error.message, /near 'selec 1' at line 1$/);
    assert.equal(db.error(' ; ').number, 1065);
  });

  it('shows its last error as a warning', () => {
    db.error('select nosuch');
    assert.deepEqual(db.rows('show warnings'), [
      ['Error', '1054', "Unknown column 'nosuch' in 'field list'"],
    ]);
    db.answer('select 1');
    assert.deepEqual(db.rows('show warnings'), []);
  });

  it('can end another', () => {
    assert.equal(db.answer('kill 1').kind, 'done');
    assert.equal(db.error('kill connection 77').number, 1094);
    assert.deepEqual(db.killed, [1, 77]);
    assert.equal(db.answer('kill query 1').kind, 'done');
    assert.deepEqual(db.killed, [1, 77]);
  });
});

describe('SHOW', () => {
  let db: TinyExecutor;
  before(async () => {
    db = await TinyExecutor.open();
  });
  after(() => db.close());

  it('PARAMETERS has a row per server, filtered by LIKE and by WHERE', () => {
    const rows = db.rows("show parameters like 'archive\\_%'");
    assert.deepEqual(
      rows.map((row) => [row[2], row[4], row[6]]),
      [
        ['10.0.0.11', 'archive_lag_target', '120s'],
        ['10.0.0.12', 'archive_lag_target', '120s'],
      ],
    );
    assert.equal(db.rows("show parameters where svr_ip = '10.0.0.12' and value = '120S'").length, 1);
    assert.deepEqual(db.rows("show parameters like 'nosuch'"), []);
  });

  it('PARAMETERS asks for another tenant', () => {
    assert.equal(db.rows("show parameters like 'archive_lag_target' tenant = t1")[0]?.[6], '60s');
    assert.equal(db.error("show parameters like 'x' tenant = nosuch").number, 5155);
  });

  it('PARAMETERS has twelve columns in 3.x and two more in 4.2.5', async () => {
    const old = await TinyExecutor.open({ line: 3 });
    const labels = old.labels('show parameters');
    assert.equal(labels.length, 12);
    assert.deepEqual(db.labels('show parameters'), [...labels, 'default_value', 'isdefault']);
    old.close();
  });

  it('VARIABLES shows switches as words', () => {
    assert.deepEqual(db.rows("show session variables like 'autocommit'"), [['autocommit', 'ON']]);
    assert.deepEqual(db.rows("show variables where variable_name = 'version_comment'"), [
      ['version_comment', 'OceanBase_CE 4.2.5.0 (r1-2) (Built Oct 16 2024 07:56:02)'],
    ]);
  });

  it('TENANT, DATABASES, TABLES and COLUMNS describe what is there', () => {
    assert.deepEqual(db.rows('show tenant'), [['sys']]);
    assert.deepEqual(db.rows("show databases like 'ocean%'"), [['oceanbase']]);
    assert.deepEqual(db.rows("show full tables from oceanbase like 'dba%'"), [
      ['DBA_OB_BACKUP_SET_FILES', 'SYSTEM VIEW'],
    ]);
    assert.deepEqual(db.rows("show columns from DBA_OB_BACKUP_SET_FILES like 'start_scn'"), [
      ['START_SCN', 'bigint(20) unsigned', 'NO', '', null, ''],
    ]);
    assert.equal(db.rows('desc oceanbase.DBA_OB_BACKUP_SET_FILES').length, 9);
    assert.equal(db.error('desc nosuch').number, 1146);
  });

  it('PROCESSLIST lists the sessions', () => {
    assert.deepEqual(
      db.rows('show full processlist').map((row) => [row[0], row[1], row[3], row[4]]),
      [['1', 'root', 'oceanbase', 'Query']],
    );
  });

  it("of something else is refused in the simulator's name", () => {
    assert.match(db.error('show create table x').message, /OceanBase simulator: SHOW create/);
  });
});

describe('information_schema', () => {
  let db: TinyExecutor;
  before(async () => {
    db = await TinyExecutor.open();
  });
  after(() => db.close());

  it('describes the columns of the views that the tenant sees', () => {
    const sql = `select column_name, column_type, is_nullable from information_schema.columns
      where table_schema = 'oceanbase' and table_name = 'cdb_ob_backup_set_files' and ordinal_position > 6
      order by ordinal_position`;
    assert.deepEqual(db.rows(sql), [
      ['BYTES', 'bigint(20)', 'NO'],
      ['RATIO', 'decimal(10,2)', 'YES'],
      ['PATH', 'longtext', 'YES'],
    ]);
    db.login('t1');
    assert.deepEqual(db.rows(sql), []);
  });

  it('lists schemas and tables', () => {
    assert.equal(
      db.value("select count(*) from information_schema.schemata where schema_name = 'oceanbase'"),
      '1',
    );
    db.login('sys');
    const sql = "select table_name from information_schema.tables where table_schema='oceanbase' order by 1";
    assert.deepEqual(db.rows(sql), [['CDB_OB_BACKUP_SET_FILES'], ['DBA_OB_BACKUP_SET_FILES'], ['__moments']]);
  });
});
