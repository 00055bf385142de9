import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { V4Bench } from './v4Bench';

const CANNOT_START = '9040 HY000 backup can not start';
const SHOP_ARCHIVE = "ALTER SYSTEM SET LOG_ARCHIVE_DEST = 'LOCATION=file:///b/shop/arch' TENANT = shop";

/** What each statement answers from `sys` in a world without any configuration. */
const FROM_SYS: readonly (readonly [string, string | RegExp])[] = [
  [
    "ALTER SYSTEM SET LOG_ARCHIVE_DEST = 'LOCATION=file:///b/x'",
    '1235 0A000 Not supported feature or function',
  ],
  ["ALTER SYSTEM SET DATA_BACKUP_DEST = 'file:///b/x'", '1235 0A000 Not supported feature or function'],
  [
    "ALTER SYSTEM SET DATA_BACKUP_DEST = 'file:///b/x' TENANT = sys",
    '1235 0A000 Not supported feature or function',
  ],
  [
    "ALTER SYSTEM SET DATA_BACKUP_DEST = 'file:///b/x' TENANT = META$1002",
    '1235 0A000 Not supported feature or function',
  ],
  [
    "ALTER SYSTEM SET DATA_BACKUP_DEST = 'file:///b/x' TENANT = nobody",
    '5160 HY000 invalid tenant name specified in connection string',
  ],
  [
    "ALTER SYSTEM SET LOG_ARCHIVE_DEST = 'BINDING=Optional' TENANT = shop",
    '1235 0A000 set archive dest without location is not supported',
  ],
  [
    "ALTER SYSTEM SET LOG_ARCHIVE_DEST = 'LOCATION=file:///b/x PIECE_SWITCH_INTERVAL=8d' TENANT = shop",
    '1235 0A000 invalid piece_switch_interval out of range [1d,7d] is not supported',
  ],
  [
    "ALTER SYSTEM SET LOG_ARCHIVE_DEST = 'LOCATION=file:///b/x PIECE_SWITCH_INTERVAL=23h' TENANT = shop",
    '1235 0A000 invalid piece_switch_interval out of range [1d,7d] is not supported',
  ],
  [
    "ALTER SYSTEM SET LOG_ARCHIVE_DEST = 'LOCATION=file:///b/x PIECE_SWITCH_INTERVAL=soon' TENANT = shop",
    '1210 HY000 Invalid argument',
  ],
  [
    "ALTER SYSTEM SET LOG_ARCHIVE_DEST = 'LOCATION=file:///b/x BINDING=Perhaps' TENANT = shop",
    '1210 HY000 Invalid argument',
  ],
  [
    "ALTER SYSTEM SET LOG_ARCHIVE_DEST = 'LOCATION=file:///b/x COMPRESSION=lz4' TENANT = shop",
    '1235 0A000 Not supported feature or function',
  ],
  [
    "ALTER SYSTEM SET LOG_ARCHIVE_DEST = 'LOCATION=file:///b/x SPEED=high' TENANT = shop",
    '1235 0A000 Not supported feature or function',
  ],
  ["ALTER SYSTEM SET LOG_ARCHIVE_DEST_STATE = 'PAUSE' TENANT = shop", '1210 HY000 Invalid argument'],
  [
    "ALTER SYSTEM SET DATA_BACKUP_DEST = 'nfs:///b/x' TENANT = shop",
    '9026 HY000 backup destination is not valid',
  ],
  ["ALTER SYSTEM SET DATA_BACKUP_DEST = 'file://b/x' TENANT = shop", /^9026 HY000/],
  ["ALTER SYSTEM SET DATA_BACKUP_DEST = 'file:///b/x?host=h' TENANT = shop", /^9026 HY000/],
  ["ALTER SYSTEM SET DATA_BACKUP_DEST = 'oss://bucket/x?host=h&access_id=i' TENANT = shop", /^9026 HY000/],
  [
    "ALTER SYSTEM SET DATA_BACKUP_DEST = 'cos://b/x?host=h&access_id=i&access_key=k' TENANT = shop",
    /^9026 HY000/,
  ],
  [
    "ALTER SYSTEM SET DATA_BACKUP_DEST = 's3://b/x?host=s3.eu.amazonaws.com&access_id=i&access_key=k' TENANT = shop",
    /^9026 HY000/,
  ],
  [
    'ALTER SYSTEM ARCHIVELOG TENANT = all_user',
    "1235 0A000 use all_user/all_meta in 'ALTER SYSTEM ARCHIVELOG' syntax is not supported",
  ],
  [
    'ALTER SYSTEM BACKUP DATABASE',
    new RegExp(`^${CANNOT_START}, because no tenant meets the backup condition, `),
  ],
  ['ALTER SYSTEM BACKUP TENANT = shop', `${CANNOT_START}, because log archive status is not doing.`],
  ['ALTER SYSTEM BACKUP TENANT = nobody', '5160 HY000 invalid tenant name specified in connection string'],
  [
    "ALTER SYSTEM BACKUP TENANT = shop TO 'file:///b/x'",
    '1235 0A000 backup do not support using specify path not supported',
  ],
  ['ALTER SYSTEM DELETE BACKUPSET 1', '1235 0A000 manual backup clean not supported'],
  ['ALTER SYSTEM DELETE BACKUPPIECE 1', '1235 0A000 manual backup clean not supported'],
  ['ALTER SYSTEM DELETE OBSOLETE BACKUP', '1235 0A000 manual backup clean not supported'],
  ['ALTER SYSTEM VALIDATE DATABASE', '1235 0A000 Not supported feature or function'],
  ['ALTER SYSTEM VALIDATE BACKUPSET 3', '1235 0A000 Not supported feature or function'],
  ['ALTER SYSTEM VALIDATE BACKUPSET', /^1064 42000 /],
  ['ALTER SYSTEM VALIDATE DATABASE NOW', /^1064 42000 .* near 'NOW'/],
  ['ALTER SYSTEM CANCEL VALIDATE 2', '1235 0A000 Not supported feature or function'],
  ['ALTER SYSTEM SUSPEND BACKUP', '1235 0A000 Not supported feature or function'],
  ['ALTER SYSTEM SUSPEND BACKUP DATABASE', /^1064 42000 .* near 'DATABASE'/],
  ['ALTER SYSTEM CANCEL BACKUP BACKUPSET', '1235 0A000 Not supported feature or function'],
  ['ALTER SYSTEM CANCEL ALL BACKUP FORCE', '1235 0A000 Not supported feature or function'],
  ['ALTER SYSTEM BACKUP BACKUPSET 1', '1235 0A000 Not supported feature or function'],
  [
    "ALTER SYSTEM ADD DELETE BACKUP POLICY 'weekly' RECOVERY_WINDOW '7d' TENANT shop",
    "1235 0A000 The policy name is not 'default', it is not supported",
  ],
  [
    "ALTER SYSTEM ADD DELETE BACKUP POLICY 'default' TENANT shop",
    /^1235 0A000 Neither recovery_window nor redundancy/,
  ],
  [
    "ALTER SYSTEM ADD DELETE BACKUP POLICY 'default' RECOVERY_WINDOW 'week' TENANT shop",
    /^1235 0A000 recovery window is not be time string/,
  ],
  ["ALTER SYSTEM ADD DELETE BACKUP POLICY 'default' REDUNDANCY 2 TENANT shop", /^1235 0A000/],
  [
    "ALTER SYSTEM ADD DELETE BACKUP POLICY 'default' RECOVERY_WINDOW '7d'",
    /^1235 0A000 Too little tenant names/,
  ],
  [
    "ALTER SYSTEM ADD DELETE BACKUP POLICY 'default' RECOVERY_WINDOW '7d' TENANT shop, billing",
    /^1235 0A000 Too many tenant names/,
  ],
  [
    "ALTER SYSTEM SET archive_lag_target = '60s' TENANT = shop",
    '4179 HY000 log_archive_dest has not been set, set archive_lag_target is not allowed',
  ],
  ["ALTER SYSTEM SET archive_lag_target = '60s' TENANT = all_user", /^1235 0A000/],
  ['ALTER SYSTEM SET ha_low_thread_score = 101 TENANT = shop', '4147 HY000 Invalid config'],
  ['ALTER SYSTEM SET backup_data_file_size = 256M TENANT = shop', '4147 HY000 Invalid config'],
  ["ALTER SYSTEM SET cluster = 'other'", '4147 HY000 Invalid config'],
  ['ALTER SYSTEM SET no_such_parameter = 1', '5099 42000 System config unknown'],
  ['ALTER SYSTEM RESTORE x FROM 5', /^1064 42000 /],
  [
    "ALTER SYSTEM RESTORE x FROM 'file:///a,file:///b' UNTIL SCN = 17 WITH 'pool_list=p'",
    '1235 0A000 OceanBase simulator: ALTER SYSTEM RESTORE is not simulated',
  ],
  ['ALTER SYSTEM MINOR FREEZE', '1235 0A000 OceanBase simulator: ALTER SYSTEM MINOR FREEZE is not simulated'],
  ["ALTER SYSTEM BACKUP KEY TO 'file:///k'", /OceanBase simulator/],
  ['ALTER SYSTEM FROBNICATE', /^1064 42000 .* near 'FROBNICATE' at line 1$/],
  ['ALTER SYSTEM BACKUP', /^1064 42000 /],
  ["ALTER SYSTEM BACKUP DATABASE DESCRIPTION = 'x' PLUS ARCHIVELOG", /^1064 42000 .* near 'PLUS ARCHIVELOG'/],
  ['ALTER SYSTEM BACKUP DATABASE INCREMENTAL', /^1064 42000 /],
  ['SET ENCRYPTION OFF', /^1064 42000 /],
  ["SET ENCRYPTION ON IDENTIFIED BY 'x'", /^1064 42000 /],
];

/** From a user tenant of a world without any configuration. */
const FROM_TENANT: readonly (readonly [string, string | RegExp])[] = [
  ['ALTER SYSTEM BACKUP DATABASE', CANNOT_START],
  ['ALTER SYSTEM BACKUP TENANT = shop', '1235 0A000 user tenant cannot specify tenant names not supported'],
  [
    'ALTER SYSTEM CANCEL BACKUP TENANT = shop',
    '1235 0A000 user tenant cannot specify tenant names not supported',
  ],
  [
    'ALTER SYSTEM CANCEL DELETE BACKUP TENANT = shop',
    '1235 0A000 user tenant cannot specify tenant names not supported',
  ],
  [
    "ALTER SYSTEM ADD DELETE BACKUP POLICY 'default' RECOVERY_WINDOW '7d' TENANT = shop",
    '1235 0A000 user tenant cannot specify tenant names not supported',
  ],
  ['ALTER SYSTEM ARCHIVELOG TENANT = shop', /^1227 42501 Access denied/],
  ['ALTER SYSTEM NOARCHIVELOG', '9092 HY000 Already in NOARCHIVELOG mode'],
  ["ALTER SYSTEM SET DATA_BACKUP_DEST = 'file:///b/x' TENANT = shop", /^1227 42501/],
  ["ALTER SYSTEM SET min_observer_version = '4.3.0.0'", /^1227 42501/],
  ["SET DECRYPTION IDENTIFIED BY 'x'", '1235 0A000 non-sys tenant set decryption is not supported'],
  ["ALTER SYSTEM RESTORE x FROM 'file:///a' WITH 'pool_list=p'", /^1227 42501/],
  ["ALTER SYSTEM DROP DELETE BACKUP POLICY 'default'", 'OK'],
  ['ALTER SYSTEM CANCEL DELETE BACKUP', 'OK'],
  ['ALTER SYSTEM ARCHIVELOG', 'OK'],
];

function check(actual: string, expected: string | RegExp): void {
  if (typeof expected === 'string') {
    assert.equal(actual, expected);
  } else {
    assert.match(actual, expected);
  }
}

describe('Refusals of the simulated 4.x cluster', () => {
  for (const [sql, expected] of FROM_SYS) {
    it(`answers sys as the server does: ${sql}`, () => check(new V4Bench('empty').refusal(sql), expected));
  }

  for (const [sql, expected] of FROM_TENANT) {
    it(`answers a user tenant as the server does: ${sql}`, () => {
      const bench = new V4Bench('empty');
      check(bench.refusal(sql, bench.session('shop')), expected);
    });
  }

  it('refuses anybody but the administrator with 1227', () => {
    const bench = new V4Bench('empty');
    assert.match(bench.refusal('ALTER SYSTEM ARCHIVELOG', bench.session('shop', 'app')), /^1227 42501/);
    assert.match(
      bench.refusal('ALTER SYSTEM FROBNICATE', bench.session('shop', 'app')),
      /^1064/,
      'parsed first',
    );
    for (const leftover of ['BACKUP BACKUPSET 1', 'CANCEL ALL BACKUP FORCE', 'SUSPEND BACKUP']) {
      assert.match(bench.refusal(`ALTER SYSTEM ${leftover}`, bench.session('shop', 'app')), /^1227/);
    }
  });

  it('refuses ARCHIVELOG twice in the tenant, and swallows it from sys', () => {
    const bench = new V4Bench('healthy');
    assert.equal(
      bench.refusal('ALTER SYSTEM ARCHIVELOG', bench.session('shop')),
      '9091 HY000 Already in ARCHIVELOG mode',
    );
    assert.equal(bench.refusal('ALTER SYSTEM ARCHIVELOG TENANT = shop, billing'), 'OK');
    assert.equal(bench.refusal('ALTER SYSTEM ARCHIVELOG'), 'OK');
  });

  it('refuses archiving of a tenant that is not NORMAL with 9023', () => {
    const bench = new V4Bench('empty');
    bench.control('setTenantStatus', 'shop', 'RESTORE');
    assert.match(
      bench.refusal('ALTER SYSTEM ARCHIVELOG', bench.session('shop')),
      /^9023 HY000 cannot start log archive backup$/,
    );
  });

  it('checks a named tenant in the order status, archive, running job, destination, upgrade', () => {
    const bench = new V4Bench('empty');
    const backup = (): string => bench.refusal('ALTER SYSTEM BACKUP TENANT = shop');
    bench.control('setTenantStatus', 'shop', 'RESTORE');
    assert.equal(backup(), `${CANNOT_START}, because tenant status is not normal.`);
    bench.control('setTenantStatus', 'shop', 'NORMAL');
    assert.equal(backup(), `${CANNOT_START}, because log archive status is not doing.`);
    bench.run(SHOP_ARCHIVE);
    bench.run('ALTER SYSTEM ARCHIVELOG TENANT = shop');
    bench.advanceSeconds(60);
    assert.equal(backup(), `${CANNOT_START}, because backup dest is not set.`);
    bench.run("ALTER SYSTEM SET DATA_BACKUP_DEST = 'file:///b/shop/data' TENANT = shop");
    bench.control('setUpgrading', 'on');
    assert.equal(backup(), `${CANNOT_START}, because cluster upgrading`);
    assert.equal(bench.refusal('ALTER SYSTEM BACKUP DATABASE'), `${CANNOT_START}, because cluster upgrading`);
    assert.equal(bench.rows('CDB_OB_BACKUP_JOBS').length, 0);
    bench.control('setUpgrading', 'off');
    assert.equal(backup(), 'OK');
    bench.advanceSeconds(5);
    assert.equal(backup(), '9036 HY000 Backup is in progress');
  });

  it('checks the own tenant in the order destination, status, running job, archive, upgrade', () => {
    const bench = new V4Bench('empty');
    const session = bench.session('shop');
    const backup = (): string => bench.refusal('ALTER SYSTEM BACKUP DATABASE', session);
    bench.control('setTenantStatus', 'shop', 'RESTORE');
    bench.control('setUpgrading', 'on');
    assert.equal(backup(), CANNOT_START);
    bench.run("ALTER SYSTEM SET DATA_BACKUP_DEST = 'file:///b/shop/data'", session);
    assert.equal(backup(), `${CANNOT_START}, because tenant status is not normal.`);
    bench.control('setTenantStatus', 'shop', 'NORMAL');
    assert.equal(backup(), `${CANNOT_START}, because log archive status is not doing.`);
    bench.run(SHOP_ARCHIVE);
    bench.run('ALTER SYSTEM ARCHIVELOG', session);
    bench.advanceSeconds(60);
    assert.equal(backup(), `${CANNOT_START}, because cluster upgrading`);
    bench.control('setUpgrading', 'off');
    assert.equal(backup(), 'OK');
    assert.equal(backup(), '9036 HY000 Backup is in progress');
  });

  it('refuses an incremental across data versions', () => {
    const bench = new V4Bench('healthy');
    bench.control('upgradeTenant', 'shop', '4.2.5.1');
    assert.equal(
      bench.refusal('ALTER SYSTEM BACKUP INCREMENTAL DATABASE', bench.session('shop')),
      `${CANNOT_START}, because cross compatible incremental backup is not supported, ` +
        'previous backup set compatible is 4.2.5.0, current compatible is 4.2.5.1',
    );
  });

  it('refuses to change a destination in use: 1235 for the archive, 9036 for the data', () => {
    const bench = new V4Bench('running');
    const changed = "'LOCATION=file:///b/new' TENANT = shop";
    const running = '1235 0A000 change archive dest when archive is running is not supported';
    assert.equal(bench.refusal(`ALTER SYSTEM SET LOG_ARCHIVE_DEST = ${changed}`), running);
    assert.equal(bench.refusal("ALTER SYSTEM SET LOG_ARCHIVE_DEST = '' TENANT = shop"), running);
    assert.equal(
      bench.refusal("ALTER SYSTEM SET DATA_BACKUP_DEST = 'file:///b/new' TENANT = shop"),
      '9036 HY000 Backup is in progress',
    );
    bench.run('ALTER SYSTEM NOARCHIVELOG TENANT = shop');
    bench.advanceSeconds(60);
    assert.equal(bench.refusal(`ALTER SYSTEM SET LOG_ARCHIVE_DEST = ${changed}`), 'OK');
  });

  it("refuses another tenant's or kind's directory with 9081, a foreign one with 9080", () => {
    const bench = new V4Bench('empty');
    bench.run("ALTER SYSTEM SET DATA_BACKUP_DEST = 'file:///b/shared' TENANT = shop");
    assert.match(
      bench.refusal("ALTER SYSTEM SET DATA_BACKUP_DEST = 'file:///b/shared/' TENANT = billing"),
      /^9081 HY000 the content of the format file at the destination does not match$/,
    );
    assert.match(
      bench.refusal("ALTER SYSTEM SET LOG_ARCHIVE_DEST = 'LOCATION=file:///b/shared' TENANT = shop"),
      /^9081/,
    );
    bench.control('occupyDirectory', 'file:///home');
    assert.match(
      bench.refusal("ALTER SYSTEM SET DATA_BACKUP_DEST = 'file:///home' TENANT = billing"),
      /^9080 HY000 the format file does not exist under the destination$/,
    );
    bench.control('breakMedia', 'file:///dead', '9070');
    assert.match(
      bench.refusal("ALTER SYSTEM SET DATA_BACKUP_DEST = 'file:///dead/x' TENANT = billing"),
      /^9070 HY000 can not connect to backup destination$/,
    );
  });

  it('refuses a second policy with 1062', () => {
    const bench = new V4Bench('empty');
    const add = "ALTER SYSTEM ADD DELETE BACKUP POLICY 'default' RECOVERY_WINDOW '7d'";
    const session = bench.session('shop');
    assert.equal(bench.refusal(add, session), 'OK');
    assert.match(bench.refusal(add, session), /^1062 23000 Duplicate entry/);
    assert.equal(bench.refusal("ALTER SYSTEM DROP DELETE BACKUP POLICY 'default'", session), 'OK');
    assert.equal(bench.refusal(add, session), 'OK');
  });

  it('never repeats a URI or a password in an error', () => {
    const bench = new V4Bench('empty');
    const refusals = [
      bench.refusal(
        "ALTER SYSTEM SET DATA_BACKUP_DEST = 'oss://b/x?access_id=i&access_key=CANARY' TENANT = shop",
      ),
      bench.refusal("ALTER SYSTEM SET LOG_ARCHIVE_DEST = 'LOCATION=cos://b?access_key=CANARY' TENANT = shop"),
      bench.refusal("ALTER SYSTEM SET DATA_BACKUP_DEST = 'CANARY://b' TENANT = shop"),
    ];
    for (const refusal of refusals) {
      assert.match(refusal, /^9026/);
      assert.doesNotMatch(refusal, /CANARY/);
    }
  });
});
