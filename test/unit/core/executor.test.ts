import assert from 'node:assert/strict';
import type { ActRecord, ActTarget, Preview } from '../../../src/core/acts';
import { BackupError } from '../../../src/core/errors';
import { Executor } from '../../../src/core/executor';
import type { BackupJob } from '../../../src/core/model/backupJob';
import type { ClusterSnapshot } from '../../../src/core/model/snapshot';
import { type Answer, FakeDatabase, MemoryLog, never, refusedBy, rows } from './support/fakeDatabase';
import { FakeDialect } from './support/fakeDialect';
import { ManualClock, settled } from './support/manualClock';
import { job, snapshot, tenant } from './support/nouns';
import { settleAct } from './support/settleAct';

const WRITE = 'ALTER SYSTEM BACKUP TENANT = t1';
const t1 = tenant(1002n, 't1');
const t2 = tenant(1004n, 't2');
const lostOnTheWay = new BackupError('connectionLost', 'cut', { ambiguous: true });

function bench(answerToWrite: Answer = rows([])) {
  const clock = new ManualClock();
  const dialect = new FakeDialect();
  const database = new FakeDatabase((text) => (text === WRITE ? answerToWrite : rows([])));
  const previews: Preview[] = [];
  const records: ActRecord[] = [];
  const followed: BackupJob[] = [];
  const log = new MemoryLog();
  const world = {
    connected: true,
    confirm: (_preview: Preview): Promise<boolean> => Promise.resolve(true),
    refresh: (): Promise<ClusterSnapshot> => Promise.resolve(snapshot()),
    record: (entry: ActRecord): void => void records.push(entry),
  };
  const executor = new Executor({
    clock,
    log,
    confirm: (preview) => {
      previews.push(preview);
      return world.confirm(preview);
    },
    record: (entry) => world.record(entry),
  });
  const target: ActTarget = {
    id: 'c1',
    name: 'Cluster one',
    connection: {
      get state() {
        return world.connected
          ? ({ kind: 'connected', dialect, database } as const)
          : ({ kind: 'disconnected' } as const);
      },
    },
    watcher: { refresh: () => world.refresh(), follow: (jobs) => void followed.push(...jobs) },
  };
  const writes = (): number => database.statements.filter((text) => text === WRITE).length;
  return { clock, dialect, database, executor, target, previews, records, followed, log, world, writes };
}

describe('a full backup', () => {
  it('is checked, shown, confirmed, sent once, and found in the views', async () => {
    const { clock, dialect, executor, target, previews, records, followed, writes } = bench();
    dialect.checks = [{ id: 'archiveDoing', tenantId: 1002n, outcome: 'ok', evidence: 'DOING' }];
    dialect.jobsSince = () => [job()];
    const outcome = await settleAct(clock, executor.startFullBackup(target, [t1]));
    assert.ok(outcome.kind === 'started');
    assert.deepEqual(
      [outcome.jobs.map(({ key }) => key), outcome.missingTenants, outcome.afterDoubt],
      [['1002/7'], [], false],
    );
    assert.equal(writes(), 1);
    assert.equal(previews[0]?.statement.text, WRITE);
    assert.equal(previews[0]?.clusterName, 'Cluster one');
    assert.deepEqual(previews[0]?.checks, dialect.checks);
    assert.deepEqual(
      followed.map(({ key }) => key),
      ['1002/7'],
    );
    assert.deepEqual(
      records.map(({ phase, outcome: how, jobKeys }) => [phase, how, jobKeys]),
      [
        ['sent', undefined, []],
        ['settled', 'started', ['1002/7']],
      ],
    );
  });

  it('takes its baseline before it is sent', async () => {
    const { clock, dialect, database, executor, target } = bench();
    dialect.jobsSince = () => [job()];
    await settleAct(clock, executor.startFullBackup(target, [t1]));
    assert.deepEqual(database.statements, ['BASELINE', WRITE]);
  });

  it('is not sent when a check blocks it, and nobody is asked', async () => {
    const { clock, dialect, executor, target, previews, records, writes } = bench();
    dialect.checks = [{ id: 'archiveDoing', tenantId: 1002n, outcome: 'blocked', evidence: 'STOP' }];
    const outcome = await settleAct(clock, executor.startFullBackup(target, [t1]));
    assert.deepEqual(outcome, { kind: 'blocked', checks: dialect.checks });
    assert.deepEqual([writes(), previews.length, records.length], [0, 0, 0]);
  });

  it('is shown with what could not be checked, and is the person’s to decide', async () => {
    const { clock, dialect, executor, target, previews } = bench();
    dialect.checks = [{ id: 'archiveDoing', tenantId: 1002n, outcome: 'unknown', evidence: '' }];
    dialect.jobsSince = () => [job()];
    const outcome = await settleAct(clock, executor.startFullBackup(target, [t1]));
    assert.equal(outcome.kind, 'started');
    assert.equal(previews[0]?.checks[0]?.outcome, 'unknown');
  });

  it('is not sent when the person says no', async () => {
    const { clock, executor, target, world, writes } = bench();
    world.confirm = () => Promise.resolve(false);
    assert.equal((await settleAct(clock, executor.startFullBackup(target, [t1]))).kind, 'declined');
    assert.equal(writes(), 0);
  });

  it('is checked again after the person has answered', async () => {
    const { clock, dialect, executor, target, world, writes } = bench();
    world.confirm = () => {
      dialect.checks = [
        { id: 'noRunningJob', tenantId: 1002n, outcome: 'blocked', evidence: '1002/7 DOING' },
      ];
      return Promise.resolve(true);
    };
    assert.equal((await settleAct(clock, executor.startFullBackup(target, [t1]))).kind, 'blocked');
    assert.equal(writes(), 0);
  });

  it('is not sent when it is no longer the statement that was shown', async () => {
    const { clock, dialect, executor, target, world, database } = bench();
    world.confirm = () => {
      dialect.statementText = 'ALTER SYSTEM BACKUP DATABASE';
      return Promise.resolve(true);
    };
    assert.equal((await settleAct(clock, executor.startFullBackup(target, [t1]))).kind, 'refused');
    assert.deepEqual(database.statements, []);
  });

  it('is not sent without a connection, or when the state cannot be read', async () => {
    const { clock, executor, target, world, writes } = bench();
    world.refresh = () => Promise.reject(new BackupError('timedOut', 'slow'));
    const unread = await settleAct(clock, executor.startFullBackup(target, [t1]));
    assert.ok(unread.kind === 'refused' && unread.error.reason === 'timedOut');
    world.refresh = () => Promise.resolve(snapshot());
    world.connected = false;
    assert.equal((await settleAct(clock, executor.startFullBackup(target, [t1]))).kind, 'refused');
    assert.equal(writes(), 0);
  });

  it('that the server refuses is refused, and the number is recorded', async () => {
    const { clock, executor, target, records, writes } = bench(refusedBy(9040, 'backup can not start'));
    const outcome = await settleAct(clock, executor.startFullBackup(target, [t1]));
    assert.ok(outcome.kind === 'refused' && outcome.error.server?.number === 9040);
    assert.equal(records[1]?.serverNumber, 9040);
    assert.equal(writes(), 1);
  });

  it('that never left is refused, not in doubt', async () => {
    const { clock, executor, target } = bench(new BackupError('connectionLost', 'before it was sent'));
    assert.equal((await settleAct(clock, executor.startFullBackup(target, [t1]))).kind, 'refused');
  });
});

describe('a full backup whose answer was lost', () => {
  it('has started when the views show it, over a new connection too', async () => {
    const { clock, dialect, executor, target, world, writes } = bench(lostOnTheWay);
    const acting = executor.startFullBackup(target, [t1]);
    await settled();
    world.connected = false;
    dialect.jobsSince = () => [job()];
    await clock.advance(5_000);
    world.connected = true;
    const outcome = await settleAct(clock, acting);
    assert.ok(outcome.kind === 'started' && outcome.afterDoubt);
    assert.equal(writes(), 1);
  });

  it('is not known yet while the views show nothing, and is never sent again', async () => {
    const { clock, executor, target, writes } = bench(lostOnTheWay);
    const outcome = await settleAct(clock, executor.startFullBackup(target, [t1, t2]));
    assert.ok(outcome.kind === 'notKnownYet');
    assert.deepEqual(outcome.tenantIds, [1002n, 1004n]);
    assert.equal(writes(), 1);
  });

  it('keeps its tenants locked until the server’s clock says that it cannot have taken effect', async () => {
    const { clock, dialect, executor, target, world, writes } = bench(lostOnTheWay);
    await settleAct(clock, executor.startFullBackup(target, [t1]));
    const again = await settleAct(clock, executor.startFullBackup(target, [t1]));
    assert.deepEqual(again, { kind: 'alreadyUnderWay', tenantIds: [1002n] });
    assert.equal(writes(), 1);
    const before = snapshot();
    const later = { ...before.clock, nowMicros: before.clock.nowMicros + 40_000_000n };
    world.refresh = () => Promise.resolve({ ...before, clock: later });
    world.confirm = () => {
      dialect.jobsSince = () => [job()];
      return Promise.resolve(true);
    };
    assert.equal((await settleAct(clock, executor.startFullBackup(target, [t1]))).kind, 'started');
    assert.equal(writes(), 2);
  });

  it('is found by the next click when the views show it late', async () => {
    const { clock, dialect, executor, target, previews, writes } = bench(lostOnTheWay);
    await settleAct(clock, executor.startFullBackup(target, [t1]));
    dialect.jobsSince = () => [job()];
    const outcome = await settleAct(clock, executor.startFullBackup(target, [t1]));
    assert.ok(outcome.kind === 'started' && outcome.afterDoubt);
    assert.deepEqual([writes(), previews.length], [1, 1]);
  });

  it('is in doubt also when the server itself timed out', async () => {
    const { clock, dialect, executor, target } = bench(refusedBy(4012, 'Timeout'));
    dialect.jobsSince = () => [job()];
    const outcome = await settleAct(clock, executor.startFullBackup(target, [t1]));
    assert.ok(outcome.kind === 'started' && outcome.afterDoubt);
  });

  it('found late answers for its own tenants only: of others nothing is said that was never tried', async () => {
    const { clock, dialect, executor, target, followed, writes } = bench(lostOnTheWay);
    await settleAct(clock, executor.startFullBackup(target, [t1]));
    dialect.jobsSince = () => [job()];
    const outcome = await settleAct(clock, executor.startFullBackup(target, [t1, t2]));
    assert.deepEqual(outcome, { kind: 'alreadyUnderWay', tenantIds: [1002n] });
    assert.deepEqual(
      followed.map(({ key }) => key),
      ['1002/7'],
    );
    assert.equal(writes(), 1);
  });

  for (const number of [4121, 6002]) {
    it(`is in doubt when servers or a transaction failed on the way (${number})`, async () => {
      const { clock, executor, target, writes } = bench(refusedBy(number));
      const outcome = await settleAct(clock, executor.startFullBackup(target, [t1]));
      assert.ok(outcome.kind === 'notKnownYet' && outcome.error.server?.number === number);
      assert.equal(writes(), 1);
    });
  }

  for (const number of [1235, 5999, 9999]) {
    it(`is refused by a number that is neither, known or not (${number})`, async () => {
      const { clock, executor, target } = bench(refusedBy(number));
      assert.equal((await settleAct(clock, executor.startFullBackup(target, [t1]))).kind, 'refused');
    });
  }

  it('is not known yet when the server accepted it and no view shows a trace', async () => {
    const { clock, executor, target } = bench();
    const outcome = await settleAct(clock, executor.startFullBackup(target, [t1]));
    assert.ok(outcome.kind === 'notKnownYet' && outcome.error.reason === 'timedOut');
  });
});

describe('a full backup of several tenants', () => {
  const parent = job({ tenantId: 1n, jobId: 1n, executorTenantIds: [1002n, 1004n] });
  const child = job({ parentKey: '1/1' });

  it('names the tenant that the server passed over', async () => {
    const { clock, dialect, executor, target } = bench();
    dialect.jobsSince = () => [parent, child];
    const outcome = await settleAct(clock, executor.startFullBackup(target, [t1, t2]));
    assert.ok(outcome.kind === 'started');
    assert.deepEqual(
      outcome.missingTenants.map(({ name }) => name),
      ['t2'],
    );
  });

  it('does not wait for ever for a tenant that gets no job while the parent stays where it is', async () => {
    const { clock, dialect, executor, target } = bench();
    dialect.jobsSince = () => [{ ...parent, state: 'starting' }, child];
    const before = clock.nowMs();
    const outcome = await settleAct(clock, executor.startFullBackup(target, [t1, t2]));
    assert.ok(outcome.kind === 'started');
    assert.deepEqual(
      outcome.missingTenants.map(({ name }) => name),
      ['t2'],
    );
    const waitedMs = clock.nowMs() - before;
    assert.ok(waitedMs >= 15_000 && waitedMs <= 20_000, `${waitedMs} ms`);
  });

  it('of 3.x has one job for all of them', async () => {
    const { clock, dialect, executor, target } = bench();
    dialect.jobsSince = () => [job({ line: 3, tenantId: 1n, scope: 'cluster', jobId: undefined })];
    const outcome = await settleAct(clock, executor.startFullBackup(target, [t1, t2]));
    assert.ok(outcome.kind === 'started');
    assert.deepEqual([outcome.jobs.length, outcome.missingTenants], [1, []]);
  });

  it('waits for the children while the parent still makes them', async () => {
    const { clock, dialect, executor, target } = bench();
    const late = job({ tenantId: 1004n, jobId: 1n, parentKey: '1/1' });
    dialect.jobsSince = () => [{ ...parent, state: 'starting' }];
    const acting = executor.startFullBackup(target, [t1, t2]);
    await clock.advance(3_000);
    dialect.jobsSince = () => [parent, child, late];
    const outcome = await settleAct(clock, acting);
    assert.ok(outcome.kind === 'started');
    assert.deepEqual([outcome.jobs.length, outcome.missingTenants], [3, []]);
  });
});

describe('two clicks', () => {
  it('make one statement', async () => {
    const { clock, dialect, executor, target, writes } = bench();
    dialect.jobsSince = () => [job()];
    const first = executor.startFullBackup(target, [t1]);
    const second = executor.startFullBackup(target, [t1, t2]);
    assert.deepEqual(await settleAct(clock, second), { kind: 'alreadyUnderWay', tenantIds: [1002n] });
    assert.equal((await settleAct(clock, first)).kind, 'started');
    assert.equal(writes(), 1);
  });

  it('for different tenants do not stand in each other’s way', async () => {
    const { clock, dialect, executor, target, writes } = bench();
    dialect.jobsSince = () => [job(), job({ tenantId: 1004n, jobId: 3n })];
    const outcomes = [executor.startFullBackup(target, [t1]), executor.startFullBackup(target, [t2])];
    for (const outcome of outcomes) {
      assert.equal((await settleAct(clock, outcome)).kind, 'started');
    }
    assert.equal(writes(), 2);
  });

  it('are possible again after the person said no', async () => {
    const { clock, executor, target, world } = bench();
    world.confirm = () => Promise.resolve(false);
    await settleAct(clock, executor.startFullBackup(target, [t1]));
    assert.equal((await settleAct(clock, executor.startFullBackup(target, [t1]))).kind, 'declined');
  });
});

describe('the record of an act', () => {
  it('that cannot be written does not change what happened', async () => {
    const { clock, dialect, executor, target, log, world } = bench();
    dialect.jobsSince = () => [job()];
    world.record = () => {
      throw new Error('disk full');
    };
    assert.equal((await settleAct(clock, executor.startFullBackup(target, [t1]))).kind, 'started');
    assert.ok(log.lines.some((line) => line.includes('disk full')));
  });

  it('is made before the sending, so that nothing sent goes unrecorded', async () => {
    const { executor, target, records } = bench(never());
    executor.startFullBackup(target, [t1]).catch(assert.fail);
    await settled();
    assert.deepEqual(
      records.map(({ phase }) => phase),
      ['sent'],
    );
  });
});
