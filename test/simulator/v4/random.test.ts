import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../../../src/simulator/random';
import { ServerError } from '../../../src/simulator/serverError';
import { Invariants } from './invariants';
import { V4Bench } from './v4Bench';

const STEPS = 400;
const TENANTS = ['shop', 'billing', 'ledger'];

const STATEMENTS: readonly ((tenant: string, n: number) => string)[] = [
  (tenant) => `ALTER SYSTEM BACKUP TENANT = ${tenant}`,
  (tenant) => `ALTER SYSTEM BACKUP INCREMENTAL TENANT = ${tenant} PLUS ARCHIVELOG DESCRIPTION 'x'`,
  () => 'ALTER SYSTEM BACKUP DATABASE',
  () => 'ALTER SYSTEM BACKUP INCREMENTAL DATABASE',
  (tenant) => `ALTER SYSTEM CANCEL BACKUP TENANT = ${tenant}`,
  () => 'ALTER SYSTEM CANCEL BACKUP',
  (tenant) => `ALTER SYSTEM ARCHIVELOG TENANT = ${tenant}`,
  (tenant) => `ALTER SYSTEM ARCHIVELOG TENANT = ${tenant}`,
  (tenant) => `ALTER SYSTEM NOARCHIVELOG TENANT = ${tenant}`,
  (tenant) => `ALTER SYSTEM SET LOG_ARCHIVE_DEST_STATE = 'DEFER' TENANT = ${tenant}`,
  (tenant) => `ALTER SYSTEM SET LOG_ARCHIVE_DEST_STATE = 'ENABLE' TENANT = ${tenant}`,
  (tenant, n) =>
    `ALTER SYSTEM SET LOG_ARCHIVE_DEST = 'LOCATION=file:///b/${tenant}/a${n % 3}' TENANT = ${tenant}`,
  (tenant, n) => `ALTER SYSTEM SET DATA_BACKUP_DEST = 'file:///b/${tenant}/d${n % 2}' TENANT = ${tenant}`,
  (tenant) => `ALTER SYSTEM SET DATA_BACKUP_DEST = '' TENANT = ${tenant}`,
  (tenant, n) =>
    `ALTER SYSTEM ADD DELETE BACKUP POLICY 'default' RECOVERY_WINDOW '${1 + (n % 3)}d' TENANT ${tenant}`,
  (tenant) => `ALTER SYSTEM DROP DELETE BACKUP POLICY 'default' TENANT ${tenant}`,
  () => 'ALTER SYSTEM CANCEL DELETE BACKUP',
];

const MISHAPS: readonly ((tenant: string) => readonly [string, ...string[]])[] = [
  (tenant) => ['interruptArchive', tenant],
  (tenant) => ['failBackup', tenant, '-4016'],
  (tenant) => ['retryBackup', tenant],
];

/** From a moment to several days, mostly short. */
const pauseSeconds = (random: Random): number =>
  0.3 * 10 ** (random.fraction() * (random.between(0, 9) === 0 ? 6 : 3.2));

function step(bench: V4Bench, random: Random): void {
  const tenant = TENANTS[random.between(0, TENANTS.length - 1)] ?? '';
  const isMishap = random.between(0, 11) === 0;
  try {
    if (isMishap) {
      const [command, ...args] = MISHAPS[random.between(0, MISHAPS.length - 1)]?.(tenant) ?? [''];
      bench.control(command, ...args);
    } else {
      bench.run(STATEMENTS[random.between(0, STATEMENTS.length - 1)]?.(tenant, random.between(0, 99)) ?? '');
    }
  } catch (error) {
    // whatever is refused by name is allowed here; anything else is a fault of the simulator
    const isRefusal = error instanceof ServerError || (isMishap && /is not DOING/.test(String(error)));
    assert.ok(isRefusal, String(error));
  }
  bench.advanceSeconds(pauseSeconds(random));
}

describe('A simulated 4.x cluster under random statements', () => {
  for (const [scenario, seed] of [
    ['empty', 1],
    ['empty', 2],
    ['healthy', 3],
    ['running', 4],
    ['interrupted', 5],
  ] as const) {
    it(`keeps its invariants for ${STEPS} steps from ${scenario}, seed ${seed}`, function () {
      this.timeout(60_000);
      const bench = new V4Bench(scenario, { seed });
      const random = new Random(seed);
      const invariants = new Invariants(bench);
      for (let done = 0; done < STEPS; done += 1) {
        step(bench, random);
        invariants.check();
      }
      const statuses = new Set(bench.rows('CDB_OB_BACKUP_JOB_HISTORY').map((row) => row['STATUS']));
      assert.deepEqual([...statuses].sort(), ['CANCELED', 'COMPLETED', 'FAILED'], 'the walk went everywhere');
    });
  }

  it('gives the same world for the same seed, and another for another', () => {
    const walk = (seed: number): unknown => {
      const bench = new V4Bench('healthy', { seed });
      const random = new Random(7);
      for (let done = 0; done < 40; done += 1) {
        step(bench, random);
      }
      return bench.world.views().map(({ name }) => bench.rows(name));
    };
    assert.deepEqual(walk(11), walk(11));
    assert.notDeepEqual(walk(11), walk(12));
  });

  it('does not depend on who reads it', () => {
    const read = new V4Bench('running');
    const unread = new V4Bench('running');
    for (let look = 0; look < 50; look += 1) {
      read.advanceSeconds(60);
      for (const { name } of read.world.views()) {
        read.rows(name);
      }
    }
    unread.advanceSeconds(3000);
    for (const { name } of read.world.views()) {
      assert.deepEqual(read.rows(name), unread.rows(name), name);
    }
  });
});
