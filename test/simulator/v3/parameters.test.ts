import assert from 'node:assert/strict';
import { V3Bench } from './v3Bench';

const set = (assignment: string): string => `ALTER SYSTEM SET ${assignment}`;

describe('the parameters of a simulated 3.x cluster', () => {
  it('stand in one row per server', () => {
    const bench = new V3Bench('healthy');
    const rows = bench.world.parameters(bench.session).filter(({ name }) => name === 'backup_dest');
    assert.deepEqual(
      rows.map((row) => [row.zone, row.serverIp, row.serverPort, row.value, row.section, row.scope]),
      ['1', '2', '3'].map((i) => [
        `zone${i}`,
        `10.0.0.1${i}`,
        2882,
        'file:///data/nfs/obbackup',
        'OBSERVER',
        'CLUSTER',
      ]),
    );
  });

  it('have the defaults and texts of the version', () => {
    const bench = new V3Bench('empty');
    const rows = new Map(bench.world.parameters(bench.session).map((row) => [row.name, row]));
    for (const [name, value, info] of [
      ['backup_dest', '', 'backup dest'],
      ['backup_dest_option', '', 'backup_dest_option'],
      ['backup_concurrency', '0', 'backup concurrency limit. Range: [0, 100] in integer'],
      ['backup_zone', '', 'user suggest backup zone, format like z1,z2;z3,z4;z5'],
      [
        'backup_log_archive_option',
        'OPTIONAL COMPRESSION=ENABLE',
        'backup log archive option, support MANDATORY/OPTIONAL, COMPRESSION',
      ],
    ] as const) {
      assert.deepEqual([rows.get(name)?.value, rows.get(name)?.info], [value, info]);
      assert.equal(rows.get(name)?.editLevel, 'DYNAMIC_EFFECTIVE');
    }
    assert.equal(rows.get('log_archive_checkpoint_interval')?.value, '120s');
    assert.equal(rows.get('_backup_retry_timeout')?.value, '10m');
  });

  it('are in __all_sys_parameter only when they were set', () => {
    const bench = new V3Bench('empty');
    assert.deepEqual(bench.rows('__all_sys_parameter'), []);
    bench.run(set('backup_concurrency = 10, backup_net_limit = 100M'));
    assert.deepEqual(bench.column('__all_sys_parameter', 'name'), ['backup_concurrency', 'backup_net_limit']);
    assert.deepEqual(bench.column('__all_sys_parameter', 'value'), ['10', '100M']);
  });

  it('can differ between servers, until they are set for all again', () => {
    const bench = new V3Bench('empty');
    bench.run(set("backup_concurrency = 10 SERVER = '10.0.0.12:2882'"));
    assert.deepEqual(bench.parameter('backup_concurrency'), ['0', '10', '0']);
    bench.run(set("backup_concurrency = 5 ZONE = 'zone3'"));
    assert.deepEqual(bench.parameter('backup_concurrency'), ['0', '10', '5']);
    bench.run(set('backup_concurrency = 3'));
    assert.deepEqual(bench.parameter('backup_concurrency'), ['3', '3', '3']);
  });

  it('keep a text as typed, and a boolean in one spelling', () => {
    const bench = new V3Bench('empty');
    bench.run(set("backup_log_archive_option = 'mandatory compression= lz4_1.0'"));
    bench.run(set('gc_wait_archive = 0'));
    assert.equal(bench.parameter('backup_log_archive_option')[0], 'mandatory compression= lz4_1.0');
    assert.equal(bench.parameter('gc_wait_archive')[0], 'False');
  });

  it('are not set at all when one of several assignments is refused', () => {
    const bench = new V3Bench('empty');
    bench.fails(set('backup_concurrency = 10, restore_concurrency = 513'), 4147, 'HY000', 'Invalid config');
    assert.equal(bench.parameter('backup_concurrency')[0], '0');
  });

  for (const assignment of [
    'backup_concurrency = 101',
    'backup_concurrency = -1',
    'backup_concurrency = many',
    "log_archive_checkpoint_interval = '4s'",
    "log_archive_checkpoint_interval = '2h'",
    "log_archive_batch_buffer_limit = '1M'",
    "_backup_retry_timeout = '5s'",
    'enable_log_archive = perhaps',
    "backup_log_archive_option = 'sometimes'",
    "backup_log_archive_option = 'compression = gzip'",
    "backup_log_archive_option = ''",
  ]) {
    it(`refuse ${assignment}`, () => {
      new V3Bench('empty').fails(set(assignment), 4147, 'HY000', 'Invalid config');
    });
  }

  it('do not include an unknown name', () => {
    new V3Bench('empty').fails(set('backup_best = 1'), 5099, '42000', 'System config unknown');
  });

  it('let archiving be switched on only by ARCHIVELOG', () => {
    const text = 'set enable log archive true without archivelog is not supported';
    new V3Bench('empty').fails(set('enable_log_archive = True'), 1235, '0A000', text);
  });

  it('prefer a region or zones, not both', () => {
    const bench = new V3Bench('empty');
    bench.run(set("backup_zone = 'zone1,zone2;zone3'"));
    bench.fails(set("backup_region = 'hangzhou'"), 9057, 'HY000', /^can not set backup region, because /);
    bench.run(set("backup_zone = ''"));
    bench.run(set("backup_region = 'hangzhou'"));
    bench.fails(set("backup_zone = 'zone1'"), 9058, 'HY000', /^can not set backup zone, because /);
  });
});

describe('the destination of a simulated 3.x cluster', () => {
  it('cannot be changed while archiving or a data backup runs', () => {
    const bench = new V3Bench('healthy');
    bench.fails(set("backup_dest = 'file:///other'"), 9036, 'HY000', 'Backup is in progress');
    bench.run('ALTER SYSTEM NOARCHIVELOG');
    bench.fails(set("backup_dest = 'file:///other'"), 9036, 'HY000', 'Backup is in progress');
    bench.pass(60);
    bench.run(set("backup_dest = 'file:///other'"));
  });

  it('cannot be one that holds archive information already', () => {
    const bench = new V3Bench('healthy');
    bench.run('ALTER SYSTEM NOARCHIVELOG');
    bench.pass(60);
    bench.run(set("backup_dest = 'file:///other'"));
    const used = set("backup_dest = 'file:///data/nfs/obbackup/'");
    bench.fails(used, 9026, 'HY000', 'backup destination is not valid');
  });

  it('takes no options where it is a file', () => {
    const bench = new V3Bench('empty');
    const mark = "backup device is nfs, setting '?' is not supported";
    const options = 'backup device is nfs, additional parameters are not supported';
    bench.fails(set("backup_dest = 'file:///b?host=h'"), 1235, '0A000', mark);
    bench.fails(set("backup_dest = 'file:///b&delete_mode=delete'"), 1235, '0A000', options);
  });

  for (const destination of [
    '/data/nfs',
    'ftp://b',
    'file://b',
    'oss://bucket/dir',
    'cos://bucket/dir?host=h&access_id=i',
  ]) {
    it(`is not ${destination}`, () => {
      const sql = set(`backup_dest = '${destination}'`);
      new V3Bench('empty').fails(sql, 9026, 'HY000', 'backup destination is not valid');
    });
  }

  it('may lie on OSS and COS', () => {
    const bench = new V3Bench('empty');
    bench.run(set("backup_dest = 'oss://b/d?host=h&access_id=i&access_key=k'"));
    bench.run(set("backup_dest = 'cos://b-1/d?host=h&access_id=i&access_key=k&appid=1'"));
  });

  it('stays as it is while a second one is set, which must be another place and not COS', () => {
    const bench = new V3Bench('empty');
    const invalid = 'backup destination is not valid';
    bench.fails(set("backup_backup_dest = 'file:///second'"), 9026, 'HY000', invalid);
    bench.run(set("backup_dest = 'file:///first'"));
    bench.fails(set("backup_backup_dest = 'file:///first'"), 9026, 'HY000', invalid);
    const cos = "backup_backup_dest = 'cos://b/d?host=h&access_id=i&access_key=k&appid=1'";
    bench.fails(set(cos), 1235, '0A000', /is not supported$/);
    bench.run(set("backup_backup_dest = 'file:///second'"));
    bench.fails(
      set("backup_dest = 'file:///third'"),
      1235,
      '0A000',
      'set backup dest with backup backup dest not empty is not supported',
    );
  });
});

describe('backup_dest_option of a simulated 3.x cluster', () => {
  const option = (text: string): string => set(`backup_dest_option = '${text}'`);

  for (const [text, message] of [
    [
      'log_archive_checkpoint_interval=4s',
      'invalid log_archive_checkpoint_interval out of range [5s,1h] is not supported',
    ],
    [
      'log_archive_checkpoint_interval=61m',
      'invalid log_archive_checkpoint_interval out of range [5s,1h] is not supported',
    ],
    [
      'log_archive_piece_switch_interval=12h',
      'invalid piece_switch_interval out of range [1d,7d] is not supported',
    ],
    [
      'log_archive_piece_switch_interval=8d',
      'invalid piece_switch_interval out of range [1d,7d] is not supported',
    ],
    ['backup_copies=9', 'backup_copies out of range [0,8] is not supported'],
    [
      'auto_delete_obsolete_backup=true&auto_update_reserved_backup_timestamp=true',
      'auto delete and touch backup at same time is not supported',
    ],
  ] as const) {
    it(`refuses ${text}`, () => {
      new V3Bench('empty').fails(option(text), 1235, '0A000', message);
    });
  }

  for (const text of [
    'recovery_window = 7d',
    'recovery_windows=7d',
    'recovery_window',
    'backup_copies=two',
  ]) {
    it(`cannot read ${text}`, () => {
      new V3Bench('empty').fails(option(text), 1210, 'HY000', 'Invalid argument');
    });
  }

  it('turns piece switching on or off only while archiving is stopped', () => {
    const message = 'change switch piece mode during log archive running is not supported';
    const bench = new V3Bench('healthy');
    bench.fails(option('recovery_window=7d'), 1235, '0A000', message);
    bench.run(option('log_archive_piece_switch_interval=2d'));
    bench.run('ALTER SYSTEM NOARCHIVELOG');
    bench.pass(60);
    bench.run(option('recovery_window=7d'));
    bench.run('ALTER SYSTEM ARCHIVELOG');
    bench.pass(60);
    assert.deepEqual(new Set(bench.column('CDB_OB_BACKUP_ARCHIVELOG', 'BACKUP_PIECE_ID')), new Set([0n]));
    bench.fails(option('log_archive_piece_switch_interval=1d'), 1235, '0A000', message);
  });

  it('decides what is obsolete: whatever lies before the full set under the start of the window', () => {
    const bench = new V3Bench('healthy');
    const full = bench.column('CDB_OB_BACKUP_SET_DETAILS', 'BS_KEY', { BACKUP_TYPE: 'D', TENANT_ID: 1n });
    const obsolete = bench.column('CDB_OB_BACKUP_SET_OBSOLETE', 'BS_KEY', { TENANT_ID: 1n });
    assert.equal(full.length, 3);
    assert.deepEqual(obsolete.at(-1), BigInt(full[1] ?? 0n) - 1n);
    bench.run(option('log_archive_piece_switch_interval=1d&recovery_window=0'));
    assert.deepEqual(bench.rows('CDB_OB_BACKUP_SET_OBSOLETE'), []);
  });
});
