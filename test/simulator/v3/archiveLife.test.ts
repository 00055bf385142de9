import assert from 'node:assert/strict';
import { formatTime, parseTime, V3Bench } from './v3Bench';

const CURRENT = 'CDB_OB_BACKUP_ARCHIVELOG';
const SUMMARY = 'CDB_OB_BACKUP_ARCHIVELOG_SUMMARY';
const PIECES = 'CDB_OB_BACKUP_PIECE_FILES';
const DAY = 86_400;
const CHECKPOINT = 'log_archive_checkpoint_interval=120s';
const DAILY_PIECES = `${CHECKPOINT}&log_archive_piece_switch_interval=1d`;

describe('the log archive of a simulated 3.x cluster', () => {
  it('begins for all tenants at once and has no checkpoint until they are DOING', () => {
    const bench = new V3Bench('empty');
    bench.run("ALTER SYSTEM SET backup_dest = 'file:///data/nfs/first'");
    assert.deepEqual(bench.rows(CURRENT), []);
    bench.run('alter system archivelog');
    assert.deepEqual(bench.column(CURRENT, 'TENANT_ID'), [1n, 1001n, 1002n, 1003n]);
    assert.deepEqual(new Set(bench.column(CURRENT, 'STATUS')), new Set(['BEGINNING']));
    assert.deepEqual(new Set(bench.column(CURRENT, 'MAX_NEXT_TIME')), new Set(['']));
    assert.deepEqual(new Set(bench.column(CURRENT, 'LOG_ARCHIVE_ROUND')), new Set([1n]));
    assert.deepEqual(new Set(bench.parameter('enable_log_archive')), new Set(['True']));
  });

  it('reaches DOING tenant by tenant, sys last', () => {
    const bench = new V3Bench('empty');
    bench.run("ALTER SYSTEM SET backup_dest = 'file:///data/nfs/first'");
    bench.run('ALTER SYSTEM ARCHIVELOG');
    let mixed = 0;
    for (let i = 0; i < 400 && bench.column(CURRENT, 'STATUS', { TENANT_ID: 1n })[0] !== 'DOING'; i += 1) {
      const users = bench.rows(CURRENT).filter((row) => row['TENANT_ID'] !== 1n);
      mixed += new Set(users.map((row) => row['STATUS'])).size === 2 ? 1 : 0;
      bench.pass(0.1);
    }
    assert.ok(mixed > 0, 'the tenants changed all at once');
    assert.deepEqual(new Set(bench.column(CURRENT, 'STATUS')), new Set(['DOING']));
  });

  it('starts sooner after a minor freeze', () => {
    const secondsToDoing = (freeze: boolean): number => {
      const bench = new V3Bench('empty');
      bench.run("ALTER SYSTEM SET backup_dest = 'file:///data/nfs/first'");
      if (freeze) {
        bench.run('ALTER SYSTEM MINOR FREEZE');
        bench.pass(60);
      }
      bench.run('ALTER SYSTEM ARCHIVELOG');
      let seconds = 0;
      for (; bench.column(CURRENT, 'STATUS', { TENANT_ID: 1n })[0] !== 'DOING'; seconds += 1) {
        bench.pass(1);
      }
      return seconds;
    };
    assert.ok(secondsToDoing(true) < secondsToDoing(false));
  });

  it('lags by no more than a little over the checkpoint interval, and never goes back', () => {
    const bench = new V3Bench('empty');
    bench.startArchiving(CHECKPOINT);
    bench.pass(600);
    const before = new Map<unknown, bigint>();
    let greatestLag = 0n;
    for (let i = 0; i < 200; i += 1) {
      bench.pass(7);
      for (const row of bench.rows(CURRENT)) {
        const reached = parseTime(String(row['MAX_NEXT_TIME']));
        assert.ok(reached >= (before.get(row['TENANT_ID']) ?? 0n), 'progress went back');
        before.set(row['TENANT_ID'], reached);
        const lag = bench.clock.nowMicros() - reached;
        greatestLag = lag > greatestLag ? lag : greatestLag;
      }
    }
    assert.ok(greatestLag > 60_000_000n && greatestLag < 130_000_000n, `${greatestLag} µs`);
  });

  it('shows sys as far as the slowest of the others', () => {
    const bench = new V3Bench('healthy');
    bench.control('holdArchive', 'members');
    const held = bench.column(CURRENT, 'MAX_NEXT_TIME', { TENANT_ID: 1002n })[0];
    bench.pass(3600);
    assert.equal(bench.column(CURRENT, 'MAX_NEXT_TIME', { TENANT_ID: 1002n })[0], held);
    assert.equal(bench.column(CURRENT, 'MAX_NEXT_TIME', { TENANT_ID: 1n })[0], held);
    assert.notEqual(bench.column(CURRENT, 'MAX_NEXT_TIME', { TENANT_ID: 1001n })[0], held);
    assert.deepEqual(new Set(bench.column(CURRENT, 'STATUS')), new Set(['DOING']));
    bench.control('releaseArchive', '1002');
    bench.pass(130);
    assert.notEqual(bench.column(CURRENT, 'MAX_NEXT_TIME', { TENANT_ID: 1n })[0], held);
  });

  it('does not go back when the checkpoint interval is raised', () => {
    const bench = new V3Bench('empty');
    bench.startArchiving('log_archive_checkpoint_interval=5s');
    bench.pass(300);
    const before = bench.column(CURRENT, 'MAX_NEXT_TIME').map((text) => parseTime(String(text)));
    bench.run("ALTER SYSTEM SET backup_dest_option = 'log_archive_checkpoint_interval=1h'");
    const after = bench.column(CURRENT, 'MAX_NEXT_TIME').map((text) => parseTime(String(text)));
    assert.ok(after.every((time, i) => time >= (before[i] ?? 0n)));
  });

  it('stops by way of STOPPING, keeps only sys in the current view and all tenants in the summary', () => {
    const bench = new V3Bench('empty');
    bench.startArchiving(CHECKPOINT);
    bench.pass(600);
    bench.run('ALTER SYSTEM NOARCHIVELOG');
    assert.deepEqual(new Set(bench.column(CURRENT, 'STATUS')), new Set(['STOPPING']));
    const reached = bench.column(CURRENT, 'MAX_NEXT_TIME');
    bench.pass(60);
    assert.deepEqual(bench.column(CURRENT, 'TENANT_ID'), [1n]);
    assert.deepEqual(bench.column(CURRENT, 'STATUS'), ['STOP']);
    const summary = bench.rows(SUMMARY).toSorted((a, b) => Number(a['TENANT_ID']) - Number(b['TENANT_ID']));
    assert.deepEqual(
      summary.map((row) => row['STATUS']),
      ['STOP', 'STOP', 'STOP', 'STOP'],
    );
    assert.deepEqual(
      summary.map((row) => row['MAX_NEXT_TIME']),
      reached,
    );
    assert.deepEqual(new Set(bench.parameter('enable_log_archive')), new Set(['False']));
  });

  it('counts rounds up', () => {
    const bench = new V3Bench('empty');
    bench.startArchiving();
    bench.run('ALTER SYSTEM NOARCHIVELOG');
    bench.pass(60);
    bench.run('ALTER SYSTEM ARCHIVELOG');
    bench.pass(60);
    assert.deepEqual(new Set(bench.column(CURRENT, 'LOG_ARCHIVE_ROUND')), new Set([2n]));
    assert.equal(bench.rows(SUMMARY).length, 8);
    assert.deepEqual(bench.column(SUMMARY, 'STATUS', { TENANT_ID: 1001n }), ['STOP', 'DOING']);
  });

  it('interrupted, it stays so until a person ends the round', () => {
    const bench = new V3Bench('healthy');
    bench.control('interruptArchive');
    assert.equal(bench.column(CURRENT, 'STATUS', { TENANT_ID: 1n })[0], 'INTERRUPTED');
    bench.pass(10);
    const reached = bench.column(CURRENT, 'MAX_NEXT_TIME');
    const pieceIds = bench.column(CURRENT, 'BACKUP_PIECE_ID');
    bench.pass(9 * DAY);
    assert.deepEqual(new Set(bench.column(CURRENT, 'STATUS')), new Set(['INTERRUPTED']));
    assert.deepEqual(bench.column(CURRENT, 'MAX_NEXT_TIME'), reached);
    assert.deepEqual(bench.column(CURRENT, 'BACKUP_PIECE_ID'), pieceIds);
    assert.deepEqual(new Set(bench.parameter('enable_log_archive')), new Set(['False']));
    bench.run('ALTER SYSTEM NOARCHIVELOG');
    bench.pass(60);
    bench.run('ALTER SYSTEM ARCHIVELOG');
    bench.pass(60);
    assert.deepEqual(new Set(bench.column(CURRENT, 'STATUS')), new Set(['DOING']));
  });

  it('archives a tenant that is created later, from its creation on', () => {
    const bench = new V3Bench('healthy');
    bench.control('createTenant', "订单 o'clock", 'ORACLE');
    const born = formatTime(bench.clock.nowMicros());
    assert.equal(bench.column(CURRENT, 'STATUS', { TENANT_ID: 1004n })[0], 'BEGINNING');
    bench.pass(60);
    assert.equal(bench.column(CURRENT, 'STATUS', { TENANT_ID: 1004n })[0], 'DOING');
    assert.equal(bench.column(CURRENT, 'MIN_FIRST_TIME', { TENANT_ID: 1004n })[0], born);
    assert.equal(bench.column('__all_tenant', 'compatibility_mode', { tenant_id: 1004n })[0], 1n);
  });

  it('ends the round of a dropped tenant and never gives its id again', () => {
    const bench = new V3Bench('healthy');
    bench.control('dropTenant', 'members');
    assert.deepEqual(bench.column(CURRENT, 'TENANT_ID'), [1n, 1001n, 1003n]);
    assert.deepEqual(bench.column(SUMMARY, 'STATUS', { TENANT_ID: 1002n }), ['STOP']);
    assert.deepEqual(new Set(bench.column(PIECES, 'STATUS', { TENANT_ID: 1002n })), new Set(['FROZEN']));
    bench.control('createTenant', 'members');
    assert.equal(bench.world.tenants().at(-1)?.id, 1004n);
  });
});

describe('the pieces of a simulated 3.x cluster', () => {
  it('are one endless piece 0 without switching, frozen when the round stops', () => {
    const bench = new V3Bench('empty');
    bench.startArchiving(CHECKPOINT);
    bench.pass(3 * DAY);
    const rows = bench.rows(PIECES);
    assert.deepEqual(
      rows.map((row) => row['BACKUP_PIECE_ID']),
      [0n, 0n, 0n, 0n],
    );
    assert.deepEqual(new Set(rows.map((row) => row['MAX_TS'])), new Set(['MAX']));
    bench.run('ALTER SYSTEM NOARCHIVELOG');
    bench.pass(60);
    const frozen = bench.rows(PIECES);
    assert.deepEqual(new Set(frozen.map((row) => row['STATUS'])), new Set(['FROZEN']));
    assert.ok(frozen.every((row) => row['MAX_TS'] !== 'MAX' && row['START_PIECE_ID'] === 0n));
  });

  it('switch about once a day; the next begins where the frozen one ends', () => {
    const bench = new V3Bench('empty');
    bench.startArchiving(DAILY_PIECES);
    bench.pass(3.2 * DAY);
    const rows = bench.rows(PIECES).filter((row) => row['TENANT_ID'] === 1001n);
    assert.deepEqual(
      rows.map((row) => row['BACKUP_PIECE_ID']),
      [1n, 2n, 3n, 4n],
    );
    assert.deepEqual(
      rows.map((row) => row['STATUS']),
      ['FROZEN', 'FROZEN', 'FROZEN', 'ACTIVE'],
    );
    for (const [i, row] of rows.entries()) {
      const next = rows[i + 1];
      assert.equal(next === undefined ? 'MAX' : next['START_TS'], row['MAX_TS']);
      assert.equal(row['START_PIECE_ID'], 1n);
    }
    assert.deepEqual(bench.column(CURRENT, 'BACKUP_PIECE_ID', { TENANT_ID: 1001n }), [4n]);
    assert.deepEqual(bench.column(CURRENT, 'START_PIECE_ID', { TENANT_ID: 1001n }), [1n]);
  });

  it('are for a while FREEZING beside the new one, whose beginning is not yet known', () => {
    const bench = new V3Bench('empty');
    bench.startArchiving(DAILY_PIECES);
    bench.pass(DAY - 70);
    let seen = 0;
    for (let i = 0; i < 200; i += 1) {
      bench.pass(1);
      const freezing = bench.rows(PIECES).find((row) => row['STATUS'] === 'FREEZING');
      if (freezing !== undefined) {
        seen += 1;
        assert.equal(freezing['MAX_TS'], 'MAX');
        assert.deepEqual(new Set(bench.column(PIECES, 'START_TS', { STATUS: 'ACTIVE' })), new Set(['']));
      }
    }
    assert.ok(seen > 10, `FREEZING was seen ${seen} times`);
  });

  it('keep counting over rounds', () => {
    const bench = new V3Bench('empty');
    bench.startArchiving(DAILY_PIECES);
    bench.pass(1.5 * DAY);
    bench.run('ALTER SYSTEM NOARCHIVELOG');
    bench.pass(60);
    bench.run('ALTER SYSTEM ARCHIVELOG');
    bench.pass(60);
    assert.deepEqual(new Set(bench.column(CURRENT, 'START_PIECE_ID')), new Set([3n]));
  });

  it('are the same whether the clock ran or jumped', () => {
    const lived = (steps: number): unknown => {
      const bench = new V3Bench('healthy');
      for (let i = 0; i < steps; i += 1) {
        bench.pass((5 * DAY) / steps);
      }
      return [bench.rows(PIECES), bench.rows(CURRENT)];
    };
    assert.deepEqual(lived(1), lived(2000));
  });
});
