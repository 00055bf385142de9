import assert from 'node:assert/strict';
import type { ActTarget, Outcome } from '../../src/core/acts';
import { BackupError } from '../../src/core/errors';
import { Executor } from '../../src/core/executor';
import type { BackupJob } from '../../src/core/model/backupJob';
import { progressOf } from '../../src/core/progress';
import { ClusterWatcher } from '../../src/core/watcher';
import { allPages, assertReadsItself, knownValue } from './support/reading';
import { type SimulatedCluster, silentLog, simulate } from './support/simulated';

const VERSION = '3.2.3';
const SYS = 1n;

describe(`a healthy cluster of ${VERSION}`, () => {
  let cluster: SimulatedCluster;

  before(async () => {
    cluster = await simulate(VERSION, 'healthy');
  });
  after(() => cluster.stop());

  it('is read from sys without a problem', async () => {
    const { dialect, database } = await cluster.connect();
    assert.deepEqual([dialect.line, dialect.scope], [3, 'cluster']);
    const snapshot = await dialect.readSnapshot(database, undefined);
    const tenants = knownValue(snapshot.tenants);
    assert.ok(tenants.some(({ mode }) => mode === 'ORACLE'));
    const rounds = knownValue(snapshot.currentRounds);
    assert.deepEqual(
      rounds.map(({ tenantId }) => tenantId),
      tenants.map(({ id }) => id),
    );
    const target = snapshot.lagTargetsMs.get(undefined) ?? 0;
    for (const round of rounds) {
      assert.equal(round.state, 'doing');
      const lagMicros = snapshot.clock.nowMicros - (round.checkpoint?.epochMicros ?? 0n);
      assert.ok(lagMicros >= 0n && lagMicros <= BigInt(3 * target * 1000), `lag ${lagMicros}`);
    }
    assert.deepEqual(
      knownValue(snapshot.destinations).map(({ purpose, tenantId }) => [purpose, tenantId]),
      [['both', undefined]],
    );
    assert.deepEqual(knownValue(snapshot.jobs), []);
    assert.equal(knownValue(snapshot.cleaningPolicies).length, 1);
    assert.deepEqual(knownValue(snapshot.cleaningJobs), []);
    const checks = dialect.preflightFullBackup(snapshot, dialect.backupCandidates(snapshot));
    assert.ok(checks.every(({ outcome }) => outcome === 'ok'));
  });

  it('shows its history, each row readable again by its own SELECT', async () => {
    const { dialect, database } = await cluster.connect();
    const sets = await allPages((request) => dialect.readSets(database, SYS, request));
    const rounds = await allPages((request) => dialect.readRounds(database, SYS, request));
    const pieces = await allPages((request) =>
      dialect.readPieces(database, 1001n, rounds[0]?.roundId ?? 0n, request),
    );
    assert.ok(pieces.length >= 14);
    assert.deepEqual([pieces[0]?.state, pieces[0]?.end], ['active', undefined]);
    const { tenants, currentRounds } = await dialect.readSnapshot(database, undefined);
    const nouns = [...sets.slice(0, 8), ...rounds, ...pieces.slice(0, 2)];
    for (const { origin } of [...nouns, ...knownValue(tenants), ...knownValue(currentRounds)]) {
      await assertReadsItself(database, origin);
    }
  });

  it('has fulls and incrementals, and tells a cancelled run from a failed one by its result', async () => {
    const { dialect, database } = await cluster.connect();
    const sets = await allPages((request) => dialect.readSets(database, SYS, request));
    assert.deepEqual([...new Set(sets.map(({ kind }) => kind))].sort(), ['full', 'incremental']);
    const bad = sets.filter(({ state }) => state !== 'succeeded');
    assert.ok(bad.some(({ state, result }) => state === 'cancelled' && result === -4072n));
    assert.ok(bad.some(({ state, result }) => state === 'failed' && result !== -4072n));
    assert.ok(bad.every(({ status }) => status === 'FAILED'));
    assert.ok(bad.every(({ fileState }) => fileState !== 'available'));
  });

  it('is located in time: the newest set begun by then', async () => {
    const { dialect, database } = await cluster.connect();
    const sets = await allPages((request) => dialect.readSets(database, SYS, request));
    const [, second] = [...new Map(sets.map((set) => [set.setId, set])).values()];
    const atMicros = second?.startedAt?.epochMicros;
    assert.ok(second !== undefined && atMicros !== undefined);
    assert.equal(await dialect.locateSet(database, SYS, { atMicros }), second.setId + 1n);
    assert.equal(await dialect.locateSet(database, SYS, { atMicros: atMicros - 1n }), second.setId);
    assert.equal(await dialect.locateSet(database, SYS, { atMicros: 0n }), undefined);
  });

  it('costs at most six statements for each further snapshot', async () => {
    const { dialect, database } = await cluster.connect();
    let snapshot = await dialect.readSnapshot(database, undefined);
    for (let tick = 0; tick < 4; tick += 1) {
      const before = cluster.server.statementCount();
      snapshot = await dialect.readSnapshot(database, snapshot);
      assert.ok(cluster.server.statementCount() - before <= 6);
    }
  });
});

describe(`other clusters of ${VERSION}`, () => {
  async function within(
    scenario: string,
    act: (connected: Awaited<ReturnType<SimulatedCluster['connect']>>) => Promise<void>,
  ): Promise<void> {
    const cluster = await simulate(VERSION, scenario);
    try {
      await act(await cluster.connect());
    } finally {
      await cluster.stop();
    }
  }

  it('show a running backup as a job, and not as a set', () =>
    within('running', async ({ dialect, database }) => {
      const [job, ...others] = knownValue((await dialect.readSnapshot(database, undefined)).jobs);
      assert.ok(job !== undefined);
      assert.deepEqual(others, []);
      const { fraction } = progressOf(job);
      assert.ok(fraction !== undefined && fraction > 0 && fraction < 1);
      assert.equal(job.encryptionMode, 'NONE');
      const sets = await allPages((request) => dialect.readSets(database, SYS, request));
      assert.ok(sets.every(({ setId }) => setId !== job.setId));
    }));

  it('have an interrupted archive in the way of a backup, and the server agrees', () =>
    within('interrupted', async ({ dialect, database }) => {
      const snapshot = await dialect.readSnapshot(database, undefined);
      const tenants = dialect.backupCandidates(snapshot);
      const blocked = dialect
        .preflightFullBackup(snapshot, tenants)
        .filter(({ outcome }) => outcome === 'blocked');
      assert.deepEqual(
        [...new Set(blocked.map(({ id, evidence }) => `${id} ${evidence}`))],
        ['archiveDoing INTERRUPTED'],
      );
      await assert.rejects(
        database.query(dialect.fullBackup(tenants).text),
        (error) => BackupError.is(error, 'serverRefused') && error.server?.number === 9040,
      );
      const rounds = await allPages((request) => dialect.readRounds(database, SYS, request));
      assert.ok(new Set(rounds.map(({ roundId }) => roundId)).size > 1);
    }));

  it('are empty without being unknown', () =>
    within('empty', async ({ dialect, database }) => {
      const snapshot = await dialect.readSnapshot(database, undefined);
      assert.deepEqual(knownValue(snapshot.currentRounds), []);
      assert.deepEqual(knownValue(snapshot.destinations), []);
      assert.deepEqual((await dialect.readSets(database, SYS, {})).items, []);
      assert.deepEqual((await dialect.readRounds(database, SYS, {})).items, []);
      assert.deepEqual([...(await dialect.readBaseline(database, [])).highestIds], [[SYS, 0n]]);
    }));
});

describe(`a full backup on ${VERSION}, from the click to the new set`, () => {
  let cluster: SimulatedCluster;

  beforeEach(async () => {
    cluster = await simulate(VERSION, 'healthy');
  });
  afterEach(() => cluster.stop());

  async function begin() {
    const { connection, dialect, database } = await cluster.connect();
    const watcher = new ClusterWatcher(connection, cluster.clock, silentLog, {
      activeSeenMs: 2_000,
      activeUnseenMs: 30_000,
      idleMs: 10_000,
    });
    const tenants = dialect.backupCandidates(await watcher.refresh());
    const target: ActTarget = { id: 'c1', name: 'c1', connection, watcher };
    const executor = new Executor({
      clock: cluster.clock,
      log: silentLog,
      confirm: () => Promise.resolve(true),
      record: () => undefined,
    });
    return {
      connection,
      dialect,
      database,
      watcher,
      tenants,
      start: () => executor.startFullBackup(target, tenants),
    };
  }

  function endOf(watcher: ClusterWatcher): Promise<BackupJob> {
    return new Promise((resolve) => {
      watcher.onDidEndJob(resolve);
    });
  }

  function started(outcome: Outcome): Extract<Outcome, { kind: 'started' }> {
    assert.ok(outcome.kind === 'started', `outcome is ${outcome.kind}`);
    return outcome;
  }

  it('is one job with a task for each tenant, and ends as a whole set', async () => {
    const { dialect, database, watcher, tenants, start } = await begin();
    const { jobs, missingTenants } = started(await start());
    assert.deepEqual(missingTenants, []);
    assert.equal(jobs.length, 1);
    const fractions: number[] = [];
    watcher.onDidChange((snapshot) => {
      for (const job of snapshot.jobs.known ? snapshot.jobs.value : []) {
        const { fraction } = progressOf(job);
        if (fraction !== undefined) fractions.push(fraction);
      }
    });
    const ended = await endOf(watcher);
    watcher.dispose();
    assert.deepEqual([ended.key, ended.state], [jobs[0]?.key, 'completed']);
    assert.ok(fractions.length > 3);
    const page = await dialect.readSets(database, SYS, {});
    const set = page.items.filter(({ setId }) => setId === ended.setId);
    assert.deepEqual(
      set.map(({ tenantId, state, fileState, kind }) => [tenantId, state, fileState, kind]),
      tenants.map(({ id }) => [id, 'succeeded', 'available', 'full']),
    );
  });

  it('that is cancelled by another session ends as cancelled', async () => {
    const { watcher, start } = await begin();
    const other = await cluster.connect();
    const ended = endOf(watcher);
    started(await start());
    await other.database.query('ALTER SYSTEM CANCEL BACKUP');
    assert.equal((await ended).state, 'cancelled');
    watcher.dispose();
  });

  it('that fails ends as failed, with the code of the server', async () => {
    const { watcher, start } = await begin();
    const ended = endOf(watcher);
    started(await start());
    cluster.world.control?.('failBackup', ['1001', '-9082']);
    const { state, tasks } = await ended;
    watcher.dispose();
    assert.equal(state, 'failed');
    assert.equal(tasks.find(({ tenantId }) => tenantId === 1001n)?.result, -9082n);
  });

  it('is sent once and found by its trace when the answer is lost after the server obeyed', async () => {
    const { connection, watcher, start } = await begin();
    cluster.server.faults.add({ kind: 'resetAfter', statement: 'ALTER SYSTEM BACKUP' });
    connection.onDidChangeState((state) => {
      if (state.kind === 'waiting') {
        connection.connect().catch(assert.fail);
      }
    });
    const outcome = started(await start());
    watcher.dispose();
    assert.ok(outcome.afterDoubt);
    assert.equal(outcome.jobs.length, 1);
    const sent = cluster.server.statements().filter(({ text }) => text.startsWith('ALTER SYSTEM BACKUP'));
    assert.equal(sent.length, 1);
  });
});
