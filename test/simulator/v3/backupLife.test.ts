import assert from 'node:assert/strict';
import type { Row } from '../../../src/simulator/columns';
import { V3Bench } from './v3Bench';

const PROGRESS = 'CDB_OB_BACKUP_PROGRESS';
const DETAILS = 'CDB_OB_BACKUP_SET_DETAILS';
const FILES = 'CDB_OB_BACKUP_SET_FILES';
const RAW = '__all_backup_task_history';
const FULL = 'ALTER SYSTEM BACKUP DATABASE';
const INCREMENTAL = 'ALTER SYSTEM BACKUP INCREMENTAL DATABASE';

/** A cluster that archives and has the backup given under way, with its rows shown. */
function running(scenario = 'empty', sql = FULL): V3Bench {
  const bench = new V3Bench(scenario);
  if (scenario === 'empty') {
    bench.startArchiving();
  }
  bench.run(sql);
  bench.pass(3);
  return bench;
}

const sum = (rows: readonly Row[], column: string): bigint =>
  rows.reduce((total, row) => total + BigInt(row[column] ?? 0n), 0n);

describe('a data backup of a simulated 3.x cluster', () => {
  it('prepares, shows sys first, then the tenants with their partition counts before the blocks', () => {
    const bench = new V3Bench('empty');
    bench.startArchiving();
    bench.run(FULL);
    assert.deepEqual(bench.rows(PROGRESS), []);
    const orders = new Set<string>();
    let countedBeforeBlocks = 0;
    for (let i = 0; i < 200; i += 1) {
      bench.pass(0.05);
      const rows = bench.rows(PROGRESS);
      orders.add(rows.map((row) => row['TENANT_ID']).join());
      countedBeforeBlocks += rows.filter(
        (row) => Number(row['PARTITION_COUNT']) > 0 && row['MACRO_BLOCK_COUNT'] === 0n,
      ).length;
    }
    assert.ok(orders.has('1'), 'sys was never alone');
    assert.ok(orders.has('1,1001,1002,1003'));
    assert.ok(countedBeforeBlocks > 0);
  });

  it('has one key and one start for all tenants; sys counts nothing', () => {
    const bench = running();
    bench.pass(20);
    const rows = bench.rows(PROGRESS);
    assert.equal(new Set(rows.map((row) => row['BS_KEY'])).size, 1);
    assert.equal(new Set(rows.map((row) => row['START_TIME'])).size, 1);
    const [sys] = rows;
    assert.deepEqual(
      [sys?.['PARTITION_COUNT'], sys?.['MACRO_BLOCK_COUNT'], sys?.['OUTPUT_BYTES']],
      [0n, 0n, 0n],
    );
  });

  it('moves each tenant to the history by itself; the running rows leave together', () => {
    const bench = running();
    let partly = 0;
    let rows = bench.rows(PROGRESS);
    for (let i = 0; i < 2000 && rows.length > 0; i += 1) {
      assert.equal(rows.length, 4, 'running rows left one by one');
      const moved = bench.rows(DETAILS).length;
      partly += moved > 0 && moved < 4 ? 1 : 0;
      bench.pass(0.2);
      rows = bench.rows(PROGRESS);
    }
    assert.ok(partly > 0, 'the history was filled all at once');
    assert.deepEqual(bench.column(DETAILS, 'STATUS'), ['COMPLETED', 'COMPLETED', 'COMPLETED', 'COMPLETED']);
    assert.deepEqual(new Set(bench.column(FILES, 'STATUS')), new Set(['SUCCESS']));
    assert.deepEqual(new Set(bench.column(FILES, 'FILE_STATUS')), new Set(['AVAILABLE']));
  });

  it('answers 9036 to a second start until STOP, also for a moment after the rows are gone', () => {
    const bench = running();
    bench.fails(FULL, 9036, 'HY000', 'Backup is in progress');
    while (bench.rows(PROGRESS).length > 0) {
      bench.pass(0.1);
    }
    bench.fails(FULL, 9036, 'HY000', 'Backup is in progress');
    bench.pass(5);
    bench.run(FULL);
    bench.pass(3);
    assert.deepEqual(new Set(bench.column(PROGRESS, 'BS_KEY')), new Set([2n]));
  });

  it('shows the time of the last change as completion while it runs', () => {
    const bench = running();
    bench.pass(20);
    const first = bench.column(PROGRESS, 'COMPLETION_TIME', { TENANT_ID: 1001n });
    bench.pass(0.05);
    const soon = bench.column(PROGRESS, 'COMPLETION_TIME', { TENANT_ID: 1001n });
    bench.pass(10);
    const later = bench.column(PROGRESS, 'COMPLETION_TIME', { TENANT_ID: 1001n });
    assert.ok(String(soon) >= String(first));
    assert.ok(String(later) > String(first));
  });

  it('has figures that agree: rate, ratio, displays and elapsed time follow from bytes and times', () => {
    const bench = running();
    bench.finishBackup();
    const row = bench.rows(DETAILS).find((candidate) => candidate['TENANT_ID'] === 1001n);
    assert.ok(row);
    const output = Number(row['OUTPUT_BYTES']);
    const [hours = 0, minutes = 0, seconds = 0] = String(row['TIME_TAKEN_DISPLAY']).split(':').map(Number);
    const elapsed = hours * 3600 + minutes * 60 + seconds;
    assert.equal(row['ELAPSED_SECONDES'], String(Math.round(elapsed)));
    assert.ok(Math.abs(Number(row['OUTPUT_RATE_BYTES']) - output / elapsed) < 0.001);
    assert.equal(row['OUTPUT_BYTES_DISPLAY'], `${(output / 1024 ** 3).toFixed(2)}GB`);
    assert.deepEqual(
      [
        row['COPY_ID'],
        row['KEEP'],
        row['KEEP_UNTIL'],
        row['COMPRESSED'],
        row['DEVICE_TYPE'],
        row['BACKUP_LEVEL'],
      ],
      ['0', 'NO', '', 'NO', 'FILE', 'CLUSTER'],
    );
  });

  it('copies less when incremental, and hangs on the full set and the last one', () => {
    const bench = running('healthy', INCREMENTAL);
    bench.finishBackup();
    const rows = bench.rows(RAW);
    const last = rows.filter((row) => row['backup_set_id'] === rows.at(-1)?.['backup_set_id']);
    const fullId = last[0]?.['prev_full_backup_set_id'] ?? null;
    const full = rows.filter((row) => row['backup_set_id'] === fullId);
    assert.deepEqual(new Set(last.map((row) => row['backup_type'])), new Set(['I']));
    assert.deepEqual(new Set(full.map((row) => row['backup_type'])), new Set(['D']));
    assert.ok(sum(last, 'macro_block_count') * 4n < sum(full, 'macro_block_count'));
  });

  it('becomes full when incremental without a full set, in a new round, or at another destination', () => {
    const first = running('empty', INCREMENTAL);
    first.finishBackup();
    assert.deepEqual(new Set(first.column(DETAILS, 'BACKUP_TYPE')), new Set(['D']));

    const bench = new V3Bench('healthy');
    bench.run('ALTER SYSTEM NOARCHIVELOG');
    bench.pass(60);
    bench.run('ALTER SYSTEM ARCHIVELOG');
    bench.pass(60);
    bench.run(INCREMENTAL);
    bench.pass(3);
    assert.deepEqual(new Set(bench.column(PROGRESS, 'BACKUP_TYPE')), new Set(['D']));
  });

  it('goes at the pace that backup_net_limit allows', () => {
    const seconds = (limit: string): number => {
      const bench = new V3Bench('empty');
      bench.startArchiving();
      bench.run(`ALTER SYSTEM SET backup_net_limit = '${limit}'`);
      bench.run(FULL);
      bench.pass(3);
      let waited = 0;
      for (; bench.rows(PROGRESS).length > 0; waited += 5) {
        bench.pass(5);
      }
      return waited;
    };
    assert.ok(seconds('6M') > 2 * seconds('0M'));
  });

  it('leaves out a tenant that is created after its start', () => {
    const bench = running();
    bench.control('createTenant', 'late');
    bench.finishBackup();
    assert.deepEqual(bench.column(DETAILS, 'TENANT_ID', { TENANT_ID: 1004n }), []);
  });

  it('fails when one of its tenants is dropped', () => {
    const bench = running();
    bench.control('dropTenant', 'ledger');
    bench.finishBackup();
    assert.deepEqual(bench.column(DETAILS, 'TENANT_ID', { TENANT_ID: 1003n }), []);
    assert.deepEqual(new Set(bench.column(DETAILS, 'STATUS')), new Set(['FAILED']));
  });
});

describe('the password of a backup of a simulated 3.x cluster', () => {
  it('covers a backup of the same session only', () => {
    const bench = new V3Bench('empty');
    bench.startArchiving();
    const other = bench.newSession('sys');
    bench.run("SET ENCRYPTION ON IDENTIFIED BY 'S3t-secret' ONLY", other);
    bench.run(FULL);
    bench.pass(3);
    assert.deepEqual(
      new Set(bench.column('CDB_OB_BACKUP_JOB_DETAILS', 'ENCRYPTION_MODE')),
      new Set(['NONE']),
    );
    bench.finishBackup();
    bench.run(FULL, other);
    bench.pass(3);
    assert.deepEqual(
      new Set(bench.column('CDB_OB_BACKUP_JOB_DETAILS', 'ENCRYPTION_MODE')),
      new Set(['PASSWORD']),
    );
    bench.finishBackup();
    const encrypted = bench.rows(RAW).filter((row) => row['encryption_mode'] === 'PASSWORD');
    assert.equal(encrypted.length, 4);
    assert.ok(encrypted.every((row) => String(row['passwd']).length === 32));
  });

  it('stands in no view', () => {
    const bench = new V3Bench('empty');
    bench.startArchiving();
    bench.run("SET ENCRYPTION ON IDENTIFIED BY 'S3t-secret' ONLY");
    bench.run(FULL);
    bench.pass(3);
    bench.finishBackup();
    const everything = bench.world
      .views()
      .flatMap(({ name }) => bench.rows(name))
      .flatMap((row) => Object.values(row))
      .join('\n');
    assert.ok(everything.includes('PASSWORD'));
    assert.ok(!everything.includes('S3t-secret'));
  });
});

describe('ending a data backup of a simulated 3.x cluster before its time', () => {
  it('shows a cancelled set as FAILED; only the raw result tells', () => {
    const bench = running();
    bench.pass(15);
    bench.run('ALTER SYSTEM CANCEL BACKUP');
    assert.deepEqual(bench.column(PROGRESS, 'STATUS', { TENANT_ID: 1001n }), ['RUNNING']);
    const counted = bench.column(PROGRESS, 'FINISH_MACRO_BLOCK_COUNT', { TENANT_ID: 1001n });
    bench.pass(1);
    assert.deepEqual(bench.column(PROGRESS, 'FINISH_MACRO_BLOCK_COUNT', { TENANT_ID: 1001n }), counted);
    bench.run('ALTER SYSTEM CANCEL BACKUP');
    bench.finishBackup();
    assert.deepEqual(new Set(bench.column(DETAILS, 'STATUS')), new Set(['FAILED']));
    assert.deepEqual(new Set(bench.column(RAW, 'result')), new Set([-4072n]));
    assert.deepEqual(new Set(bench.column(FILES, 'STATUS')), new Set(['FAILED']));
  });

  it('refuses to cancel when nothing runs, while it prepares, and while it cleans up', () => {
    const bench = new V3Bench('empty');
    bench.startArchiving();
    bench.fails('ALTER SYSTEM CANCEL BACKUP', 9049, 'HY000', 'backup status is stopped, can not cancel');
    bench.run(FULL);
    bench.fails('ALTER SYSTEM CANCEL BACKUP', 9041, 'HY000', 'cancel backup do not allow');
    bench.pass(3);
    while (bench.rows(PROGRESS).length > 0) {
      bench.pass(0.1);
    }
    bench.fails('ALTER SYSTEM CANCEL BACKUP', 9041, 'HY000', 'cancel backup do not allow');
  });

  it('uses up a key for a cancelled and for a failed run', () => {
    const bench = running();
    bench.run('ALTER SYSTEM CANCEL BACKUP');
    bench.finishBackup();
    bench.run(FULL);
    bench.pass(3);
    bench.control('failBackup');
    bench.finishBackup();
    bench.run(FULL);
    bench.pass(3);
    assert.deepEqual(new Set(bench.column(PROGRESS, 'BS_KEY')), new Set([3n]));
  });

  it('lets one tenant fail, cancels the others and makes the run fail with its code', () => {
    const bench = running();
    bench.pass(10);
    bench.control('failBackup', 'ledger', '9051');
    bench.finishBackup();
    assert.deepEqual(bench.column(RAW, 'result', { tenant_id: 1003n }), [-9051n]);
    assert.deepEqual(bench.column(RAW, 'result', { tenant_id: 1001n }), [-4072n]);
    assert.deepEqual(bench.column(RAW, 'result', { tenant_id: 1n }), [-9051n]);
    assert.deepEqual(new Set(bench.column(DETAILS, 'STATUS')), new Set(['FAILED']));
  });

  it('keeps what ended before a failure, so that one set holds both words', () => {
    const bench = running('healthy', FULL);
    while (bench.column(DETAILS, 'STATUS', { TENANT_ID: 1002n, BS_KEY: 18n })[0] === undefined) {
      bench.pass(1);
    }
    bench.control('failBackup', 'trade');
    bench.finishBackup();
    assert.deepEqual(bench.column(DETAILS, 'STATUS', { BS_KEY: 18n }), [
      'FAILED',
      'FAILED',
      'COMPLETED',
      'FAILED',
    ]);
  });

  it('stays RUNNING without progress while the server retries', () => {
    const bench = running();
    bench.pass(10);
    bench.control('failBackup', '', '-9051', '600');
    bench.pass(2);
    const counted = bench.column(PROGRESS, 'FINISH_MACRO_BLOCK_COUNT', { TENANT_ID: 1001n });
    bench.pass(585);
    assert.deepEqual(bench.column(PROGRESS, 'FINISH_MACRO_BLOCK_COUNT', { TENANT_ID: 1001n }), counted);
    assert.deepEqual(new Set(bench.column(PROGRESS, 'STATUS')), new Set(['RUNNING']));
    bench.pass(30);
    assert.deepEqual(bench.rows(PROGRESS), []);
    assert.deepEqual(new Set(bench.column(DETAILS, 'STATUS')), new Set(['FAILED']));
  });

  it('fails with 9042 when more than 16 major freezes overtake it', () => {
    const bench = new V3Bench('healthy');
    bench.run("ALTER SYSTEM SET backup_net_limit = '1M'");
    bench.run(FULL);
    bench.pass(3);
    for (let i = 0; i < 17; i += 1) {
      assert.deepEqual(bench.column(PROGRESS, 'STATUS', { TENANT_ID: 1001n }), ['RUNNING']);
      bench.run('ALTER SYSTEM MAJOR FREEZE');
      bench.pass(500);
    }
    assert.ok(bench.column(RAW, 'result').includes(-9042n));
  });

  it('ends everything at once by CANCEL ALL BACKUP FORCE and wants a new destination then', () => {
    const bench = running();
    bench.run('ALTER SYSTEM CANCEL ALL BACKUP FORCE');
    assert.deepEqual(bench.rows(PROGRESS), []);
    assert.deepEqual(new Set(bench.column(RAW, 'result')), new Set([-4072n]));
    assert.deepEqual(bench.column('CDB_OB_BACKUP_ARCHIVELOG', 'STATUS'), ['STOP']);
    bench.fails('ALTER SYSTEM ARCHIVELOG', 9026, 'HY000', 'backup destination is not valid');
    bench.run("ALTER SYSTEM SET backup_dest = 'file:///data/nfs/second'");
    bench.run('ALTER SYSTEM ARCHIVELOG');
    bench.pass(60);
    bench.run(FULL);
  });
});
