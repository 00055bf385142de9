import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { V4Bench } from './v4Bench';

const DAY = 86_400;
const ARCHIVE = 'CDB_OB_ARCHIVELOG';
const SUMMARY = 'CDB_OB_ARCHIVELOG_SUMMARY';
const PIECES = 'CDB_OB_ARCHIVELOG_PIECE_FILES';
const SHOP = 1002n;

const statusOf = (bench: V4Bench): unknown => bench.rowsOf(ARCHIVE, SHOP)[0]?.['STATUS'];
const checkpointOf = (bench: V4Bench): bigint => BigInt(String(bench.rowOf(ARCHIVE, SHOP)['CHECKPOINT_SCN']));
const nowScn = (bench: V4Bench): bigint => bench.clock.nowMicros() * 1000n;

describe('Log archive of the simulated 4.x cluster', () => {
  it('goes from PREPARE over BEGINNING to DOING, its SCNs 0 until BEGINNING', () => {
    const bench = new V4Bench('empty');
    bench.run("ALTER SYSTEM SET LOG_ARCHIVE_DEST = 'LOCATION=file:///mnt/obk/t1/arch' TENANT = shop");
    bench.run('ALTER SYSTEM ARCHIVELOG TENANT = shop');
    assert.equal(bench.rowsOf(ARCHIVE, SHOP).length, 0);
    const seen: unknown[] = [];
    for (let tenth = 0; tenth < 300; tenth += 1) {
      bench.advanceSeconds(0.1);
      const row = bench.rowsOf(ARCHIVE, SHOP)[0];
      if (row !== undefined && seen.at(-1) !== row['STATUS']) {
        seen.push(row['STATUS']);
        const isBegun = row['STATUS'] !== 'PREPARE';
        assert.equal(row['START_SCN'] !== 0n, isBegun);
        assert.equal(row['START_SCN_DISPLAY'] !== null, isBegun);
        assert.equal(row['CHECKPOINT_SCN_DISPLAY'] !== null, isBegun);
      }
    }
    assert.deepEqual(seen, ['PREPARE', 'BEGINNING', 'DOING']);
    const row = bench.rowOf(ARCHIVE, SHOP);
    assert.equal(row['ROUND_ID'], 1n);
    assert.equal(row['DEST_ID'], 1001n);
    assert.equal(row['PIECE_SWITCH_INTERVAL'], 86_400_000_000n);
    assert.equal(row['PATH'], 'file:///mnt/obk/t1/arch');
  });

  it('succeeds without a destination and makes a round only when one is set', () => {
    const bench = new V4Bench('empty');
    bench.run('ALTER SYSTEM ARCHIVELOG TENANT = shop');
    bench.advanceSeconds(3600);
    assert.equal(bench.rowsOf(ARCHIVE, SHOP).length, 0);
    bench.run("ALTER SYSTEM SET LOG_ARCHIVE_DEST = 'LOCATION=file:///mnt/obk/t1/arch' TENANT = shop");
    bench.waitUntil(() => statusOf(bench) === 'DOING', 60);
  });

  it('keeps the checkpoint behind the clock, never going back, within the lag target', () => {
    const bench = new V4Bench('healthy');
    let last = 0n;
    for (let step = 0; step < 400; step += 1) {
      bench.advanceSeconds(1.7);
      const checkpoint = checkpointOf(bench);
      assert.ok(checkpoint >= last);
      const lag = nowScn(bench) - checkpoint;
      assert.ok(lag > 0n && lag < 120_000_000_000n, `lag ${lag}`);
      last = checkpoint;
    }
  });

  it('switches pieces at the end of the interval: ACTIVE, FREEZING, FROZEN at END_SCN', () => {
    const bench = new V4Bench('empty');
    bench.prepare('shop');
    const first = bench.rowsOf(PIECES, SHOP)[0];
    assert.ok(first);
    assert.equal(BigInt(String(first['END_SCN'])) - BigInt(String(first['START_SCN'])), 86_400_000_000_000n);
    bench.advanceSeconds(DAY - 60);
    bench.waitUntil(() => bench.rowsOf(PIECES, SHOP).length === 2, 120);
    assert.deepEqual(
      bench.rowsOf(PIECES, SHOP).map((row) => row['STATUS']),
      ['FREEZING', 'ACTIVE'],
    );
    assert.equal(bench.rowOf(ARCHIVE, SHOP)['USED_PIECE_ID'], 2n);
    bench.waitUntil(() => bench.rowsOf(PIECES, SHOP)[0]?.['STATUS'] === 'FROZEN', 120);
    const [frozen, active] = bench.rowsOf(PIECES, SHOP);
    assert.equal(frozen?.['CHECKPOINT_SCN'], frozen?.['END_SCN']);
    assert.ok(BigInt(String(frozen?.['MAX_SCN'])) < BigInt(String(frozen?.['END_SCN'])));
    assert.equal(active?.['START_SCN'], frozen?.['END_SCN']);
  });

  it('ends a stopped round with a piece frozen before its end, and starts the next round behind it', () => {
    const bench = new V4Bench('empty');
    bench.prepare('shop');
    bench.advanceSeconds(2 * DAY + 900);
    bench.run('ALTER SYSTEM NOARCHIVELOG TENANT = shop');
    bench.waitUntil(() => statusOf(bench) === 'STOPPING', 5, 0.5);
    bench.waitUntil(() => statusOf(bench) === 'STOP', 60);
    const last = bench.rowsOf(PIECES, SHOP).at(-1);
    assert.equal(last?.['STATUS'], 'FROZEN');
    assert.ok(BigInt(String(last?.['CHECKPOINT_SCN'])) < BigInt(String(last?.['END_SCN'])));
    assert.equal(bench.rowsOf(SUMMARY, SHOP).length, 1);
    bench.run('ALTER SYSTEM ARCHIVELOG TENANT = shop');
    bench.waitUntil(() => statusOf(bench) === 'DOING', 60);
    const row = bench.rowOf(ARCHIVE, SHOP);
    assert.deepEqual([row['ROUND_ID'], row['BASE_PIECE_ID'], row['USED_PIECE_ID']], [2n, 4n, 4n]);
    assert.deepEqual(
      bench.rowsOf(SUMMARY, SHOP).map((round) => round['STATUS']),
      ['STOP', 'DOING'],
    );
  });

  it('suspends and resumes the same round, catching up from where it paused', () => {
    const bench = new V4Bench('empty');
    bench.prepare('shop');
    bench.advanceSeconds(600);
    bench.run("ALTER SYSTEM SET LOG_ARCHIVE_DEST_STATE = 'defer' TENANT = shop");
    bench.waitUntil(() => statusOf(bench) === 'SUSPENDING', 5, 0.5);
    bench.waitUntil(() => statusOf(bench) === 'SUSPEND', 60);
    const paused = checkpointOf(bench);
    bench.advanceSeconds(3 * DAY);
    assert.equal(checkpointOf(bench), paused);
    assert.equal(bench.rowsOf(PIECES, SHOP).length, 1);
    bench.run("ALTER SYSTEM SET LOG_ARCHIVE_DEST_STATE = 'ENABLE' TENANT = shop");
    bench.waitUntil(() => statusOf(bench) === 'DOING', 60);
    assert.equal(bench.rowOf(ARCHIVE, SHOP)['ROUND_ID'], 1n);
    bench.advanceSeconds(600);
    const catchingUp = checkpointOf(bench);
    assert.ok(catchingUp > paused);
    assert.ok(nowScn(bench) - catchingUp > 120_000_000_000n, 'three days are not read in ten minutes');
    bench.advanceSeconds(4 * 3600);
    assert.ok(nowScn(bench) - checkpointOf(bench) < 120_000_000_000n);
    assert.deepEqual(
      bench.rowsOf(PIECES, SHOP).map((row) => row['STATUS']),
      ['FROZEN', 'FROZEN', 'FROZEN', 'ACTIVE'],
    );
  });

  it('does not heal an interruption by itself; NOARCHIVELOG and ARCHIVELOG lead out of it', () => {
    const bench = new V4Bench('healthy');
    bench.control('interruptArchive', 'shop', 'log recycled');
    const row = bench.rowOf(ARCHIVE, SHOP);
    assert.deepEqual([row['STATUS'], row['COMMENT']], ['INTERRUPTED', 'log recycled']);
    bench.advanceSeconds(2 * DAY);
    assert.equal(statusOf(bench), 'INTERRUPTED');
    assert.equal(checkpointOf(bench), row['CHECKPOINT_SCN']);
    bench.run('ALTER SYSTEM NOARCHIVELOG TENANT = shop');
    bench.waitUntil(() => statusOf(bench) === 'STOP', 60);
    assert.equal(bench.rowOf(ARCHIVE, SHOP)['COMMENT'], '');
    bench.run('ALTER SYSTEM ARCHIVELOG TENANT = shop');
    bench.waitUntil(() => statusOf(bench) === 'DOING', 60);
    assert.equal(bench.rowOf(ARCHIVE, SHOP)['ROUND_ID'], 2n);
  });

  it('leaves an interruption by DEFER and ENABLE with the same round', () => {
    const bench = new V4Bench('healthy');
    bench.control('interruptArchive', 'shop');
    bench.run("ALTER SYSTEM SET LOG_ARCHIVE_DEST_STATE = 'DEFER' TENANT = shop");
    bench.waitUntil(() => statusOf(bench) === 'SUSPEND', 60);
    bench.run("ALTER SYSTEM SET LOG_ARCHIVE_DEST_STATE = 'ENABLE' TENANT = shop");
    bench.waitUntil(() => statusOf(bench) === 'DOING', 60);
    assert.equal(bench.rowOf(ARCHIVE, SHOP)['ROUND_ID'], 1n);
  });

  it('lives the same life whether the clock jumps or creeps', () => {
    const jumping = new V4Bench('healthy');
    const creeping = new V4Bench('healthy');
    for (const bench of [jumping, creeping]) {
      bench.run('ALTER SYSTEM BACKUP DATABASE');
    }
    jumping.advanceSeconds(3 * DAY);
    for (let hour = 0; hour < 72; hour += 1) {
      creeping.advanceSeconds(3600);
      creeping.rows(SUMMARY);
    }
    for (const name of [SUMMARY, PIECES, 'CDB_OB_BACKUP_JOB_HISTORY', 'CDB_OB_BACKUP_SET_FILES']) {
      assert.deepEqual(jumping.rows(name), creeping.rows(name), name);
    }
  });

  it('holds and releases the checkpoint on demand, as a lagging archive does', () => {
    const bench = new V4Bench('healthy');
    bench.control('holdArchive', 'shop');
    const held = checkpointOf(bench);
    bench.advanceSeconds(DAY);
    assert.deepEqual([statusOf(bench), checkpointOf(bench)], ['DOING', held]);
    bench.control('releaseArchive', 'shop');
    bench.advanceSeconds(DAY / 12);
    assert.ok(nowScn(bench) - checkpointOf(bench) < 120_000_000_000n);
  });
});
