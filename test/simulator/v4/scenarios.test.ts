import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { createV4World } from '../../../src/simulator/v4/world';
import { VirtualClock } from '../../../src/simulator/virtualClock';
import { Invariants } from './invariants';
import { START_MICROS, V4Bench } from './v4Bench';

const DAY_MICROS = 86_400_000_000;

describe('Scenarios of the simulated 4.x cluster', () => {
  it('hold together whenever and with whatever seed they start', () =>
    fc.assert(
      fc.property(
        fc.constantFrom('empty', 'healthy', 'running', 'interrupted'),
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 0, max: 8 * DAY_MICROS }),
        (scenario, seed, offset) => {
          const bench = new V4Bench(scenario, { seed, startMicros: START_MICROS + BigInt(offset) });
          new Invariants(bench).check();
          const running = bench.rows('CDB_OB_BACKUP_JOBS').length;
          assert.equal(running > 0, scenario === 'running');
        },
      ),
      { numRuns: 40, seed: 20_250_620 },
    )).timeout(60_000);

  it('empty has three tenants and nothing else', () => {
    const bench = new V4Bench('empty');
    assert.deepEqual(
      bench.world
        .tenants()
        .filter(({ acceptsLogin }) => acceptsLogin)
        .map(({ name, mode }) => `${name} ${mode}`),
      ['sys MYSQL', 'shop MYSQL', 'billing MYSQL', 'ledger ORACLE'],
    );
    for (const { name } of bench.world.views()) {
      const isAlwaysFilled = /TENANTS|SERVERS|EVENT_HISTORY|OB_PARAMETERS/.test(name);
      assert.ok(isAlwaysFilled || bench.rows(name).length === 0, name);
    }
  });

  it('healthy has two weeks of fulls and incrementals, with a failure, a cancellation and cleaned sets', () => {
    const bench = new V4Bench('healthy');
    const sets = bench.rowsOf('CDB_OB_BACKUP_SET_FILES', 1002n);
    assert.ok(sets.length >= 14);
    assert.equal(
      sets.filter((row) => row['BACKUP_TYPE'] === 'FULL' && row['STATUS'] === 'SUCCESS').length,
      2,
    );
    const jobs = bench.rows('CDB_OB_BACKUP_JOB_HISTORY');
    for (const status of ['COMPLETED', 'FAILED', 'CANCELED']) {
      assert.ok(
        jobs.some((row) => row['STATUS'] === status),
        status,
      );
    }
    assert.ok(jobs.some((row) => row['TENANT_ID'] === 1n));
    const billing = bench.rowsOf('CDB_OB_BACKUP_SET_FILES', 1004n).map((row) => row['FILE_STATUS']);
    assert.deepEqual([...new Set(billing)].sort(), ['AVAILABLE', 'DELETED', 'INCOMPLETE']);
    const bytes = sets.map((row) => row['OUTPUT_BYTES']);
    assert.equal(new Set(bytes).size, bytes.length, 'no two days are alike');
    for (const row of bench.rows('CDB_OB_ARCHIVELOG')) {
      assert.equal(row['STATUS'], 'DOING');
    }
  });

  it('running has a full backup of shop in BACKUP_DATA_MAJOR under a parent of sys', () => {
    const bench = new V4Bench('running');
    assert.equal(bench.rowOf('CDB_OB_BACKUP_TASKS', 1002n)['STATUS'], 'BACKUP_DATA_MAJOR');
    const parent = bench.rowOf('CDB_OB_BACKUP_JOBS', 1n);
    assert.equal(parent['STATUS'], 'DOING');
    assert.equal(bench.rowOf('CDB_OB_BACKUP_JOBS', 1002n)['INITIATOR_JOB_ID'], parent['JOB_ID']);
  });

  it('interrupted has an interrupted round with its reason, and an older round with a gap behind it', () => {
    const bench = new V4Bench('interrupted');
    const shop = bench.rowOf('CDB_OB_ARCHIVELOG', 1002n);
    assert.equal(shop['STATUS'], 'INTERRUPTED');
    assert.notEqual(shop['COMMENT'], '');
    const [first, second] = bench.rowsOf('CDB_OB_ARCHIVELOG_SUMMARY', 1004n);
    assert.deepEqual([first?.['STATUS'], second?.['STATUS']], ['STOP', 'DOING']);
    assert.ok(BigInt(String(first?.['CHECKPOINT_SCN'])) < BigInt(String(second?.['START_SCN'])));
    assert.match(bench.refusal('ALTER SYSTEM BACKUP TENANT = shop'), /^9040/);
  });

  it('names the versions and scenarios it knows when asked for another', () => {
    const clock = new VirtualClock({ startMicros: START_MICROS, speed: 0 });
    assert.throws(
      () => createV4World({ version: '4.2.5', scenario: 'lost', seed: 1, clock }),
      /unknown scenario lost; known: empty, healthy, running, interrupted/,
    );
    assert.throws(
      () => createV4World({ version: '4.9.9', scenario: 'empty', seed: 1, clock }),
      /unknown version 4\.9\.9; known: 4\.2\.5/,
    );
  });

  it('settles a year in one step', () => {
    const bench = new V4Bench('healthy');
    bench.advanceSeconds(365 * 86_400);
    const pieces = bench.rowsOf('CDB_OB_ARCHIVELOG_PIECE_FILES', 1002n);
    assert.ok(pieces.length > 370);
    new Invariants(bench).check();
  }).timeout(20_000);

  it('answers an unknown control command with those it knows', () => {
    const bench = new V4Bench('empty');
    assert.throws(() => bench.control('explode'), /unknown command explode; known: interruptArchive, /);
    assert.throws(() => bench.control('interruptArchive', 'shop'), /is not DOING/);
    assert.throws(() => bench.control('dropTenant', 'nobody'), /no tenant nobody/);
  });
});
