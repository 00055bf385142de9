import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { V4Bench } from './v4Bench';

const OSS = 'oss://bucket/shop/?host=oss-cn.example.com&access_id=ID&access_key=SECRET&delete_mode=tagging';

const valuesOf = (bench: V4Bench, view: string): Record<string, unknown> =>
  Object.fromEntries(bench.rowsOf(view, 1002n).map((row) => [String(row['NAME']), row['VALUE']]));

const parameterOf = (bench: V4Bench, tenant: string, name: string): readonly string[] =>
  bench.world
    .parameters(bench.session(tenant))
    .filter((row) => row.name === name)
    .map((row) => row.value);

describe('Settings of the simulated 4.x cluster', () => {
  it('shows a destination as name and value rows, and resets attributes that are left out', () => {
    const bench = new V4Bench('empty');
    const set = (value: string): void =>
      bench.run(`ALTER SYSTEM SET log_archive_dest = '${value}'`, bench.session('shop'));
    set('location=file:///b/a/ BINDING=mandatory piece_switch_interval=2d');
    assert.deepEqual(valuesOf(bench, 'CDB_OB_ARCHIVE_DEST'), {
      binding: 'MANDATORY',
      dest_id: '1001',
      path: 'file:///b/a',
      piece_switch_interval: '2d',
      state: 'ENABLE',
    });
    set('LOCATION=file:///b/a');
    assert.deepEqual(valuesOf(bench, 'CDB_OB_ARCHIVE_DEST'), {
      binding: 'OPTIONAL',
      dest_id: '1001',
      path: 'file:///b/a',
      piece_switch_interval: '1d',
      state: 'ENABLE',
    });
    set('LOCATION=file:///b/other');
    assert.equal(valuesOf(bench, 'CDB_OB_ARCHIVE_DEST')['dest_id'], '1002');
    set('LOCATION=file:///b/a');
    assert.equal(valuesOf(bench, 'CDB_OB_ARCHIVE_DEST')['dest_id'], '1001', 'a path keeps its id');
    set('');
    assert.deepEqual(valuesOf(bench, 'CDB_OB_ARCHIVE_DEST'), {});
  });

  it('returns credentials only as access_id and encrypt_key, and no credential in a PATH', () => {
    const bench = new V4Bench('empty');
    bench.run(`ALTER SYSTEM SET DATA_BACKUP_DEST = '${OSS}' TENANT = shop`);
    bench.run(
      `ALTER SYSTEM SET LOG_ARCHIVE_DEST = 'LOCATION=${OSS.replace('/shop/', '/arch')}' TENANT = shop`,
    );
    bench.run('ALTER SYSTEM ARCHIVELOG TENANT = shop');
    bench.advanceSeconds(30);
    bench.run('ALTER SYSTEM BACKUP TENANT = shop');
    bench.advanceSeconds(30);
    assert.match(
      String(valuesOf(bench, 'CDB_OB_BACKUP_PARAMETER')['data_backup_dest']),
      /^oss:\/\/bucket\/shop\?host=oss-cn\.example\.com&access_id=ID&encrypt_key=[0-9A-F]{48}&delete_mode=tagging$/,
    );
    assert.equal(
      bench.rowOf('CDB_OB_ARCHIVELOG', 1002n)['PATH'],
      'oss://bucket/arch?host=oss-cn.example.com',
    );
    assert.equal(
      bench.rowOf('CDB_OB_BACKUP_TASKS', 1002n)['PATH'],
      'oss://bucket/shop?host=oss-cn.example.com',
    );
    for (const { name } of bench.world.views()) {
      for (const row of bench.rows(name)) {
        assert.ok(!Object.values(row).some((cell) => String(cell).includes('SECRET')), name);
      }
    }
  });

  it('keeps an empty row of a data destination that was cleared, and none of one never set', () => {
    const bench = new V4Bench('empty');
    assert.deepEqual(valuesOf(bench, 'CDB_OB_BACKUP_PARAMETER'), {});
    bench.run("ALTER SYSTEM SET DATA_BACKUP_DEST = 'file:///b/d' TENANT = shop");
    bench.run("ALTER SYSTEM SET DATA_BACKUP_DEST = '' TENANT = shop");
    assert.deepEqual(valuesOf(bench, 'CDB_OB_BACKUP_PARAMETER'), { data_backup_dest: '' });
  });

  it('counts archive and data destinations of a tenant together from 1001 on', () => {
    const bench = new V4Bench('empty');
    bench.prepare('shop');
    assert.deepEqual(
      bench.rowsOf('CDB_OB_BACKUP_STORAGE_INFO', 1002n).map((row) => [row['DEST_ID'], row['DEST_TYPE']]),
      [
        [1001n, 'archive_log'],
        [1002n, 'backup_data'],
      ],
    );
  });

  it('keeps the state of a destination as it was typed', () => {
    const bench = new V4Bench('healthy');
    bench.run("ALTER SYSTEM SET LOG_ARCHIVE_DEST_STATE = 'Defer' TENANT = 'shop'");
    assert.equal(valuesOf(bench, 'CDB_OB_ARCHIVE_DEST')['state'], 'Defer');
  });

  it('sets parameters of one tenant, of all user tenants, and of several in one statement', () => {
    const bench = new V4Bench('healthy');
    bench.run('ALTER SYSTEM SET ha_low_thread_score = 6 TENANT = shop');
    assert.deepEqual(
      parameterOf(bench, 'shop', 'ha_low_thread_score'),
      ['6', '6', '6'],
      'one row per server',
    );
    assert.deepEqual(parameterOf(bench, 'billing', 'ha_low_thread_score'), ['0', '0', '0']);
    bench.run('ALTER SYSTEM SET log_archive_concurrency = 4 TENANT = all_user');
    assert.equal(parameterOf(bench, 'ledger', 'log_archive_concurrency')[0], '4');
    bench.run(
      "ALTER SYSTEM SET archive_lag_target = 90s, backup_data_file_size = '1G'",
      bench.session('shop'),
    );
    assert.equal(parameterOf(bench, 'shop', 'archive_lag_target')[0], '90s');
    assert.equal(parameterOf(bench, 'shop', 'backup_data_file_size')[0], '1G');
    assert.equal(parameterOf(bench, 'sys', 'cluster')[0], bench.world.clusterName);
  });

  it('shows the parameters of every tenant to sys, and to a tenant its own', () => {
    const bench = new V4Bench('healthy');
    bench.run('ALTER SYSTEM SET archive_lag_target = 90s TENANT = shop');
    const targets = (tenant: string): readonly unknown[] =>
      bench
        .rows('GV$OB_PARAMETERS', bench.session(tenant))
        .filter((row) => row['NAME'] === 'archive_lag_target' && row['SVR_IP'] === '10.0.0.2')
        .map((row) => [row['TENANT_ID'], row['VALUE'], row['ISDEFAULT']]);
    assert.deepEqual(targets('sys'), [
      [1n, '120s', 'YES'],
      [1002n, '90s', 'NO'],
      [1004n, '120s', 'YES'],
      [1006n, '120s', 'YES'],
    ]);
    assert.deepEqual(targets('shop'), [[1002n, '90s', 'NO']]);
    assert.deepEqual(
      bench
        .rows('GV$OB_PARAMETERS', bench.session('shop'))
        .flatMap((row) =>
          row['NAME'] === 'cluster' ? [[row['SVR_IP'], row['SCOPE'], row['TENANT_ID'], row['VALUE']]] : [],
        ),
      ['10.0.0.1', '10.0.0.2', '10.0.0.3'].map((ip) => [ip, 'CLUSTER', null, 'obcluster']),
    );
  });

  it('refuses a lag target below a minute on S3', () => {
    const bench = new V4Bench('empty');
    const s3 = 's3://b/shop?host=s3.eu.amazonaws.com&access_id=i&access_key=k&s3_region=eu';
    bench.run(`ALTER SYSTEM SET LOG_ARCHIVE_DEST = 'LOCATION=${s3}' TENANT = shop`);
    assert.equal(
      bench.refusal('ALTER SYSTEM SET archive_lag_target = 30s TENANT = shop'),
      '4179 HY000 set archive_lag_target smaller than 60s when log_archive_dest is S3 is not allowed',
    );
    assert.equal(bench.refusal('ALTER SYSTEM SET archive_lag_target = 60s TENANT = shop'), 'OK');
  });

  it('takes tenant names in every spelling, odd ones included', () => {
    const bench = new V4Bench('empty');
    bench.control('createTenant', "订单 o'clock");
    for (const name of ["`订单 o'clock`", "'订单 o''clock'", '"订单 o\'clock"']) {
      bench.run(`ALTER SYSTEM SET DATA_BACKUP_DEST = 'file:///b/orders' TENANT = ${name}`);
    }
    assert.equal(bench.rowOf('CDB_OB_BACKUP_PARAMETER', 1008n)['VALUE'], 'file:///b/orders');
    assert.equal(bench.refusal('alter system set data_backup_dest = "" tenant SHOP'), 'OK');
  });
});
