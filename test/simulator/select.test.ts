import assert from 'node:assert/strict';
import { TinyExecutor } from './support/tinyExecutor';
import { SETS } from './support/tinyWorld';

const FILES = 'DBA_OB_BACKUP_SET_FILES';

/** Answers that a MariaDB 10.11 gives on the same rows. */
const ANSWERS: readonly (readonly [sql: string, rows: readonly (readonly (string | null)[])[]])[] = [
  [`select set_id from ${FILES} order by start_scn desc limit 2,2`, [['3'], ['2']]],
  [`select set_id from ${FILES} order by bytes limit 2 offset 1`, [['1'], ['2']]],
  [`select set_id from ${FILES} where name = 'FULL' order by 1`, [['1'], ['2']]],
  [`select name from ${FILES} where name like 'F\\_ll'`, []],
  [`select count(*), count(name), count(distinct name) from ${FILES}`, [['5', '4', '3']]],
  [`select sum(bytes), avg(set_id), max(ratio) from ${FILES}`, [['9007199254741015', '1.8000', '10.05']]],
  [`select tenant_id, count(*) c from ${FILES} group by tenant_id having c > 2`, [['1002', '3']]],
  [`select distinct tenant_id from ${FILES} order by tenant_id desc`, [['1004'], ['1002']]],
  ['select 100*1/3, 2/3*3, 10/4, 7 div 2, -7 % 3, 1/0', [['33.3333', '2.0000', '2.5000', '3', '-1', null]]],
  ["select 0.1+0.2, 1.10*2.30, 1e3+1, '3abc'*2", [['0.3', '2.5300', '1001', '6']]],
  [
    'select 9223372036854775807, 18446744073709551615, 18446744073709551615-1',
    [['9223372036854775807', '18446744073709551615', '18446744073709551614']],
  ],
  ['select 1=1=1, 2>1>0, 100-10-5, 8/2/2, not 1 between 0 and 2', [['1', '1', '85', '2.00000000', '0']]],
  ['select 1 and not 0 or 0, null or 1, null and 0, 1 xor 1', [['1', '1', '0', '0']]],
  ['select null in (1,2), 1 in (null,1), 1 in (null,2), 1 not in (null,2)', [[null, '1', null, null]]],
  ["select 'a' = 'A ', 'é' = 'e', '10' = 10, 1 = '1x', 'a' like 'A '", [['1', '1', '1', '1', '0']]],
  ["select if(1>2,'x',3), ifnull(null,'-'), nullif(1,1), coalesce(null,2.5,1)", [['3', '-', null, '2.5']]],
  ["select case 2 when 1 then 'one' when 2 then 2 end, case when null then 1 else 0 end", [['2', '0']]],
  ["select concat('a',1,2.50), concat('a',null), concat_ws('/','a',null,'b')", [['a12.50', null, 'a/b']]],
  [
    "select cast('12.7' as signed), cast(12.7 as signed), cast(-1 as unsigned)",
    [['12', '13', '18446744073709551615']],
  ],
  ["select cast(3 as decimal(10,2)), cast('abcdef' as char(2))", [['3.00', 'ab']]],
  ["select 'a' 'b', \"it's\", 'it\\'s'", [['ab', "it's", "it's"]]],
  [
    "select substring('backup',2,3), left('backup',2), right('backup',2), instr('aXb','x')",
    [['ack', 'ba', 'up', '2']],
  ],
  [
    'select round(2.5), round(-2.5), floor(-1.5), ceil(-1.5), round(12345.678,1)',
    [['3', '-3', '-2', '-1', '12345.7']],
  ],
  ["select greatest(1,2.5,3), least('a','B'), greatest(null,1)", [['3.0', 'a', null]]],
  [
    "select timestampdiff(month,'2026-01-31','2026-02-28'), timestampdiff(second,'2026-01-01','2026-01-02')",
    [['0', '86400']],
  ],
  [
    "select date_add('2026-01-31', interval 1 month), date_sub('2026-01-31 10:00:00', interval 1 hour)",
    [['2026-02-28', '2026-01-31 09:00:00']],
  ],
  ["select date_format('2026-02-03 15:04:05','%Y/%m/%d %h:%i %p %D')", [['2026/02/03 03:04 PM 3rd']]],
  [
    "select set_id from DBA_OB_BACKUP_SET_FILES where end_timestamp < '2026-02-02' order by 1",
    [['1'], ['1']],
  ],
  [`select set_id from ${FILES} where (tenant_id, set_id) < (1002, 3) order by 1`, [['1'], ['2']]],
  [`select set_id from ${FILES} where start_scn = '1700000000000000002'`, [['2']]],
  [`select bytes from ${FILES} where bytes > 9007199254740992.5`, [['9007199254740993']]],
  [
    `select a.set_id, b.set_id from ${FILES} a left join ${FILES} b
       on b.tenant_id = a.tenant_id and b.set_id = a.set_id + 1 where a.tenant_id = 1002 order by 1`,
    [
      ['1', '2'],
      ['2', '3'],
      ['3', null],
    ],
  ],
  [
    `select a.name from ${FILES} a right join (select 1002 tenant_id, 2 set_id union select 7, 8) b
       using (tenant_id, set_id) order by b.tenant_id`,
    [[null], ['full']],
  ],
  [
    `select set_id from ${FILES} a where bytes = (select max(bytes) from ${FILES} b
       where b.tenant_id = a.tenant_id) order by tenant_id`,
    [['1'], ['2']],
  ],
  [`select set_id from ${FILES} where name in (select 'INC' union select 'none')`, [['3']]],
  [
    `select exists(select 1 from ${FILES} where set_id = 3), not exists(select 1 from ${FILES})`,
    [['1', '0']],
  ],
  [
    `select name from ${FILES} where name is not null union select 'FULL' order by 1`,
    [['Full'], ['inc'], ["订单 o'clock"]],
  ],
  [
    `select max(x) from (select sum(set_id) x from ${FILES} group by tenant_id union all select 5) y`,
    [['6']],
  ],
  [`select set_id + 1 as s from ${FILES} having s > 3`, [['4']]],
  [`select ifnull(max(set_id), 0) + 1 from ${FILES} where tenant_id = 5`, [['1']]],
  ['select count(*) from dual', [['1']]],
];

const ERRORS: readonly (readonly [sql: string, number: number, sqlState: string, message: RegExp])[] = [
  ['select nosuch from T', 1146, '42S02', /^Table 'oceanbase\.T' doesn't exist$/],
  [`select nosuch from ${FILES}`, 1054, '42S22', /^Unknown column 'nosuch' in 'field list'$/],
  [`select 1 from ${FILES} where x.a = 1`, 1054, '42S22', /^Unknown column 'x\.a' in 'where clause'$/],
  [`select 1 from ${FILES} order by nosuch`, 1054, '42S22', /'order clause'/],
  [`select set_id from ${FILES} a, ${FILES} b`, 1052, '23000', /ambiguous/],
  [`select 1 from ${FILES}, ${FILES}`, 1066, '42000', /Not unique/],
  [`select nosuch.* from ${FILES}`, 1051, '42S02', /nosuch/],
  [`select 1 from ${FILES} where count(*) > 1`, 1111, 'HY000', /group function/],
  ['select 1 union select 1,2', 1222, '21000', /number of columns/],
  ['select (select 1,2)', 1241, '21000', /1 column/],
  [`select (select set_id from ${FILES})`, 1242, '21000', /more than 1 row/],
  ['select 9223372036854775807 + 1', 1690, '22003', /BIGINT/],
  [`select 0 - start_scn from ${FILES}`, 1690, '22003', /UNSIGNED/],
  ['select * from (select 1)', 1248, '42000', /alias/],
  ['select *', 1096, 'HY000', /No tables/],
  ['select 1 +', 1064, '42000', /OceanBase version for the right syntax to use near ''/],
  ['select concat()', 1582, '42000', /CONCAT/],
  ['select @@nosuch', 1193, 'HY000', /nosuch/],
];

/** What a real server would answer and the simulator does not: it says so. */
const REFUSED: readonly string[] = [
  `select name regexp 'f' from ${FILES}`,
  `select row_number() over (order by set_id) from ${FILES}`,
  `select group_concat(name) from ${FILES}`,
  'select 1 & 2',
  'select binary 1',
  "select 'a' collate utf8mb4_bin",
  'select sleep(1)',
  'select @a := 1',
  `select * from ${FILES} for update`,
  `select tenant_id from ${FILES} group by tenant_id with rollup`,
  "select date_format('2026-01-01', '%U')",
  "select '2026-01-01 00:00:00' + interval '1:1' minute_second",
  'select now() + 1',
  `select * from ${FILES} natural join DBA_OB_BACKUP_SET_FILES b`,
];

describe('a SELECT', () => {
  let db: TinyExecutor;
  before(async () => {
    db = await TinyExecutor.open();
  });
  after(() => db.close());

  for (const [sql, rows] of ANSWERS) {
    it(`answers as MySQL: ${sql.replace(/\s+/g, ' ')}`, () => assert.deepEqual(db.rows(sql), rows));
  }

  for (const [sql, number, sqlState, message] of ERRORS) {
    it(`is refused with ${number}: ${sql}`, () => {
      const error = db.error(sql);
      assert.deepEqual([error.number, error.sqlState], [number, sqlState]);
      assert.match(error.message, message);
    });
  }

  for (const sql of REFUSED) {
    it(`is refused in the simulator's name rather than answered wrongly: ${sql}`, () => {
      const error = db.error(sql);
      assert.equal(error.number, 1235);
      assert.match(error.message, /OceanBase simulator/);
    });
  }

  it('finds tables and columns in any letter case, with and without the database', () => {
    const rows = db.rows(
      `SELECT Set_Id FROM OceanBase.dba_ob_Backup_Set_Files WHERE TENANT_id = 1004 ORDER BY SET_ID`,
    );
    assert.deepEqual(rows, [['1'], ['2']]);
  });

  it('forgets its tables, so that the same statement runs again', () => {
    const sql = `select count(*) from ${FILES} a join ${FILES} b on a.bytes = b.bytes`;
    assert.deepEqual([db.value(sql), db.value(sql)], ['5', '5']);
  });

  it('still works after one that failed half way', () => {
    db.error(`select nosuch from ${FILES}`);
    assert.equal(db.value(`select count(*) from ${FILES}`), '5');
  });
});

describe('the columns of a SELECT', () => {
  let db: TinyExecutor;
  before(async () => {
    db = await TinyExecutor.open();
  });
  after(() => db.close());

  it('are called as they were written, or by their alias', () => {
    const sql = `select Set_Id, count( * ), 1 + 1, max(bytes) as Most, 'x' from ${FILES}`;
    assert.deepEqual(db.labels(sql), ['Set_Id', 'count( * )', '1 + 1', 'Most', 'x']);
  });

  it('have the declared type and say where they come from', () => {
    const [scn, name] = db.result(`select start_scn, f.name from ${FILES} f`).columns;
    assert.deepEqual(scn, {
      label: 'start_scn',
      type: { kind: 'bigint', unsigned: true, displayWidth: 20 },
      nullable: false,
      origin: { schema: 'oceanbase', tableAlias: 'f', table: FILES, column: 'START_SCN' },
    });
    assert.deepEqual([name?.type, name?.nullable], [{ kind: 'varchar', length: 64 }, true]);
  });

  it('of expressions have the types that MySQL gives them', () => {
    const types = db
      .result(
        `select count(*), sum(bytes), avg(set_id), max(ratio), now(6), concat('ab', 1), 1/3 from ${FILES}`,
      )
      .columns.map(({ type }) => type);
    assert.deepEqual(types, [
      { kind: 'bigint', unsigned: false, displayWidth: 21 },
      { kind: 'decimal', precision: 42, scale: 0 },
      { kind: 'decimal', precision: 24, scale: 4 },
      { kind: 'decimal', precision: 10, scale: 2 },
      { kind: 'datetime', fraction: 6 },
      { kind: 'varchar', length: 3 },
      { kind: 'decimal', precision: 5, scale: 4 },
    ]);
  });

  it('of the right side of a LEFT JOIN may be NULL', () => {
    const sql = `select a.set_id, b.set_id from ${FILES} a left join ${FILES} b on a.bytes = b.bytes + 1`;
    assert.deepEqual(
      db.result(sql).columns.map(({ nullable }) => nullable),
      [false, true],
    );
  });
});

describe('numbers beyond signed 64 bits', () => {
  it('stay exact, in order and comparable in an unsigned column', async () => {
    const [first, second] = SETS;
    assert.ok(first && second);
    const db = await TinyExecutor.open({
      sets: [
        { ...first, START_SCN: 2n ** 64n - 1n },
        { ...second, START_SCN: 2n ** 63n },
      ],
    });
    assert.deepEqual(db.rows(`select start_scn from ${FILES} order by start_scn`), [
      ['9223372036854775808'],
      ['18446744073709551615'],
    ]);
    assert.equal(db.value(`select max(start_scn) from ${FILES}`), '18446744073709551615');
    assert.equal(db.value(`select count(*) from ${FILES} where start_scn > 9223372036854775808`), '1');
    db.close();
  });
});
