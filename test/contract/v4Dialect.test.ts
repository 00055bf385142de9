import assert from 'node:assert/strict';
import type { ActTarget, Outcome } from '../../src/core/acts';
import type { Dialect } from '../../src/core/dialects/dialect';
import { BackupError } from '../../src/core/errors';
import { Executor } from '../../src/core/executor';
import type { BackupJob } from '../../src/core/model/backupJob';
import type { ClusterSnapshot } from '../../src/core/model/snapshot';
import type { Tenant } from '../../src/core/model/tenant';
import { outcomeOf, progressOf } from '../../src/core/progress';
import { ClusterWatcher } from '../../src/core/watcher';
import { allPages, assertReadsItself, knownValue } from './support/reading';
import { type SimulatedCluster, silentLog, simulate } from './support/simulated';

const VERSION = '4.2.5';

function userTenants(dialect: Dialect, snapshot: ClusterSnapshot): readonly Tenant[] {
  return dialect.backupCandidates(snapshot);
}

describe(`a healthy cluster of ${VERSION}`, () => {
  let cluster: SimulatedCluster;

  before(async () => {
    cluster = await simulate(VERSION, 'healthy');
  });
  after(() => cluster.stop());

  for (const tenantName of ['sys', 'shop']) {
    it(`is read without a problem by a session in ${tenantName}`, async () => {
      const { dialect, database } = await cluster.connect(tenantName);
      assert.equal(dialect.scope, tenantName === 'sys' ? 'cluster' : 'tenant');
      const snapshot = await dialect.readSnapshot(database, undefined);
      const tenants = knownValue(snapshot.tenants);
      assert.equal(
        tenants.some(({ name }) => name.startsWith('META$')),
        false,
      );
      assert.equal(tenants.filter(({ kind }) => kind === 'sys').length, tenantName === 'sys' ? 1 : 0);
      const candidates = userTenants(dialect, snapshot);
      const rounds = knownValue(snapshot.currentRounds);
      assert.deepEqual(rounds.map(({ tenantId }) => tenantId).sort(), candidates.map(({ id }) => id).sort());
      for (const round of rounds) {
        assert.equal(round.state, 'doing');
        const lag = snapshot.clock.nowMicros - (round.checkpoint?.epochMicros ?? 0n);
        assert.ok(lag >= 0n && lag < 600_000_000n, `lag ${lag}`);
        await assertReadsItself(database, round.origin);
      }
      assert.equal(knownValue(snapshot.destinations).length, 2 * candidates.length);
      assert.deepEqual(knownValue(snapshot.jobs), []);
      for (const { id } of candidates) {
        assert.ok(snapshot.lagTargetsMs.has(id));
      }
      knownValue(snapshot.cleaningPolicies);
      knownValue(snapshot.cleaningJobs);
    });

    it(`shows its history to a session in ${tenantName}, each row readable again by its own SELECT`, async () => {
      const { dialect, database } = await cluster.connect(tenantName);
      const snapshot = await dialect.readSnapshot(database, undefined);
      const [tenant] = userTenants(dialect, snapshot);
      assert.ok(tenant !== undefined);
      const sets = await allPages((request) => dialect.readSets(database, tenant.id, request));
      assert.ok(sets.length >= 14);
      assert.deepEqual(
        sets.map(({ setId }) => setId),
        [...sets].map(({ setId }) => setId).sort((a, b) => (a < b ? 1 : -1)),
      );
      assert.ok(sets.some(({ kind }) => kind === 'full') && sets.some(({ kind }) => kind === 'incremental'));
      const rounds = await allPages((request) => dialect.readRounds(database, tenant.id, request));
      const [round] = rounds;
      assert.ok(round !== undefined);
      const pieces = await allPages((request) =>
        dialect.readPieces(database, tenant.id, round.roundId, request),
      );
      assert.ok(pieces.length > 1);
      for (const { origin } of [...sets.slice(0, 5), ...rounds, ...pieces.slice(0, 3)]) {
        await assertReadsItself(database, origin);
      }
    });
  }

  it('is located in time: the newest set begun by then, the piece that holds the moment', async () => {
    const { dialect, database } = await cluster.connect();
    const snapshot = await dialect.readSnapshot(database, undefined);
    const [tenant] = userTenants(dialect, snapshot);
    assert.ok(tenant !== undefined);
    const sets = await allPages((request) => dialect.readSets(database, tenant.id, request));
    const third = sets[2];
    const atMicros = third?.startedAt?.epochMicros;
    assert.ok(third !== undefined && atMicros !== undefined);
    assert.equal(await dialect.locateSet(database, tenant.id, { atMicros }), third.setId + 1n);
    assert.equal(await dialect.locateSet(database, tenant.id, { atMicros: atMicros - 1n }), third.setId);
    assert.equal(await dialect.locateSet(database, tenant.id, { id: third.setId }), third.setId + 1n);
    assert.equal(await dialect.locateSet(database, tenant.id, { atMicros: 0n }), undefined);
  });

  it('costs at most six statements for each further snapshot', async () => {
    const { dialect, database } = await cluster.connect();
    let snapshot = await dialect.readSnapshot(database, undefined);
    for (let tick = 0; tick < 6; tick += 1) {
      const before = cluster.server.statementCount();
      snapshot = await dialect.readSnapshot(database, snapshot);
      assert.ok(cluster.server.statementCount() - before <= 6);
    }
  });
});

describe(`other clusters of ${VERSION}`, () => {
  it('show a running backup with its progress', async () => {
    const cluster = await simulate(VERSION, 'running');
    try {
      const { dialect, database } = await cluster.connect();
      const jobs = knownValue((await dialect.readSnapshot(database, undefined)).jobs);
      const atWork = jobs.filter(({ tasks }) => tasks.length > 0);
      assert.ok(atWork.length > 0);
      for (const job of atWork) {
        const { fraction } = progressOf(job);
        assert.ok(fraction === undefined || (fraction >= 0 && fraction < 1));
      }
      assert.ok(atWork.some((job) => progressOf(job).basis === 'serverPercent'));
    } finally {
      await cluster.stop();
    }
  });

  it('have an interrupted archive in the way of a backup, and the server agrees', async () => {
    const cluster = await simulate(VERSION, 'interrupted');
    try {
      const { dialect, database } = await cluster.connect();
      const snapshot = await dialect.readSnapshot(database, undefined);
      const blocked = userTenants(dialect, snapshot).filter((tenant) =>
        dialect.preflightFullBackup(snapshot, [tenant]).some(({ outcome }) => outcome === 'blocked'),
      );
      const [tenant] = blocked;
      assert.ok(tenant !== undefined);
      await assert.rejects(
        database.query(dialect.fullBackup([tenant]).text),
        (error) => BackupError.is(error, 'serverRefused') && error.server?.number === 9040,
      );
    } finally {
      await cluster.stop();
    }
  });

  it('are empty without being unknown', async () => {
    const cluster = await simulate(VERSION, 'empty');
    try {
      const { dialect, database } = await cluster.connect();
      const snapshot = await dialect.readSnapshot(database, undefined);
      assert.deepEqual(knownValue(snapshot.currentRounds), []);
      assert.deepEqual(knownValue(snapshot.destinations), []);
      const [tenant] = userTenants(dialect, snapshot);
      assert.ok(tenant !== undefined);
      assert.deepEqual((await dialect.readSets(database, tenant.id, {})).items, []);
      assert.deepEqual((await dialect.readBaseline(database, [tenant])).highestIds.get(tenant.id) ?? 0n, 0n);
    } finally {
      await cluster.stop();
    }
  });
});

describe(`a full backup on ${VERSION}, from the click to the new set`, () => {
  let cluster: SimulatedCluster;

  beforeEach(async () => {
    cluster = await simulate(VERSION, 'healthy');
  });
  afterEach(() => cluster.stop());

  async function begin(tenantName: string, howMany: number) {
    const { connection, dialect, database } = await cluster.connect(tenantName);
    const watcher = new ClusterWatcher(connection, cluster.clock, silentLog, {
      activeSeenMs: 2_000,
      activeUnseenMs: 300_000,
      idleMs: 3_600_000,
    });
    const snapshot = await watcher.refresh();
    const tenants = userTenants(dialect, snapshot).slice(0, howMany);
    const target: ActTarget = { id: 'c1', name: 'c1', connection, watcher };
    const executor = new Executor({
      clock: cluster.clock,
      log: silentLog,
      confirm: () => Promise.resolve(true),
      record: () => undefined,
    });
    return { connection, dialect, database, watcher, tenants, target, executor };
  }

  /** Waits until the watcher has told the end of each of these jobs. */
  function ends(watcher: ClusterWatcher, howMany: number): Promise<readonly BackupJob[]> {
    const ended: BackupJob[] = [];
    return new Promise((resolve) => {
      watcher.onDidEndJob((job) => {
        ended.push(job);
        if (ended.length === howMany) {
          resolve(ended);
        }
      });
    });
  }

  function started(outcome: Outcome): Extract<Outcome, { kind: 'started' }> {
    assert.ok(outcome.kind === 'started', `outcome is ${outcome.kind}`);
    return outcome;
  }

  for (const [tenantName, howMany] of [
    ['sys', 2],
    ['billing', 1],
  ] as const) {
    it(`runs from a session in ${tenantName} for ${howMany} tenant(s)`, async () => {
      const { dialect, database, watcher, tenants, target, executor } = await begin(tenantName, howMany);
      const [tenant] = tenants;
      assert.ok(tenant !== undefined);
      const before = await dialect.readSets(database, tenant.id, {});
      const { jobs, missingTenants } = started(await executor.startFullBackup(target, tenants));
      assert.deepEqual(missingTenants, []);
      assert.equal(jobs.length, tenantName === 'sys' ? howMany + 1 : 1);
      const ended = await ends(watcher, jobs.length);
      watcher.dispose();
      assert.equal(
        outcomeOf(
          ended,
          tenants.map(({ id }) => id),
        ).overall,
        'completed',
      );
      const own = ended.find(({ tenantId }) => tenantId === tenant.id);
      assert.equal(own?.tasks[0]?.phase, 'COMPLETED');
      const after = await dialect.readSets(database, tenant.id, {});
      assert.equal(after.items[0]?.setId, own?.setId);
      assert.equal(after.items[0]?.state, 'succeeded');
      assert.notEqual(after.items[0]?.setId, before.items[0]?.setId);
    });
  }

  it('is one job, found by its trace, when the answer is lost after the server obeyed', async () => {
    const { connection, watcher, tenants, target, executor } = await begin('sys', 1);
    cluster.server.faults.add({ kind: 'resetAfter', statement: 'ALTER SYSTEM BACKUP' });
    connection.onDidChangeState((state) => {
      if (state.kind === 'waiting') {
        connection.connect().catch(assert.fail);
      }
    });
    const outcome = started(await executor.startFullBackup(target, tenants));
    watcher.dispose();
    assert.ok(outcome.afterDoubt);
    assert.equal(outcome.jobs.filter(({ scope }) => scope === 'cluster').length, 1);
    assert.equal(sent(cluster), 1);
  });

  it('is not known yet, and is not sent again, when the line broke before the server obeyed', async () => {
    const { connection, watcher, tenants, target, executor } = await begin('sys', 1);
    cluster.server.faults.add({ kind: 'resetBefore', statement: 'ALTER SYSTEM BACKUP' });
    connection.onDidChangeState((state) => {
      if (state.kind === 'waiting') {
        connection.connect().catch(assert.fail);
      }
    });
    const outcome = await executor.startFullBackup(target, tenants);
    watcher.dispose();
    assert.equal(outcome.kind, 'notKnownYet');
    assert.equal(sent(cluster), 1);
  });

  it('is one statement for two clicks', async () => {
    const { watcher, tenants, target, executor } = await begin('sys', 1);
    const outcomes = await Promise.all([
      executor.startFullBackup(target, tenants),
      executor.startFullBackup(target, tenants),
    ]);
    watcher.dispose();
    assert.deepEqual(outcomes.map(({ kind }) => kind).sort(), ['alreadyUnderWay', 'started']);
    assert.equal(sent(cluster), 1);
  });
});

function sent(cluster: SimulatedCluster): number {
  return cluster.server.statements().filter(({ text }) => text.startsWith('ALTER SYSTEM BACKUP')).length;
}
