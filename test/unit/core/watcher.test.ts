import assert from 'node:assert/strict';
import type { ConnectionState } from '../../../src/core/clusterConnection';
import { BackupError } from '../../../src/core/errors';
import { Emitter } from '../../../src/core/event';
import type { BackupJob } from '../../../src/core/model/backupJob';
import type { ClusterSnapshot } from '../../../src/core/model/snapshot';
import type { Database } from '../../../src/core/ports';
import { ClusterWatcher } from '../../../src/core/watcher';
import { FakeDatabase, MemoryLog } from './support/fakeDatabase';
import { FakeDialect } from './support/fakeDialect';
import { ManualClock, settled } from './support/manualClock';
import { job, known, snapshot } from './support/nouns';

/** A connection that is in the state that a test puts it in. */
class FakeConnection {
  readonly #emitter = new Emitter<ConnectionState>();
  readonly onDidChangeState = this.#emitter.event;
  readonly lost: Database[] = [];
  state: ConnectionState = { kind: 'disconnected' };

  set(state: ConnectionState): void {
    this.state = state;
    this.#emitter.fire(state);
  }

  reportLost(database: Database): void {
    this.lost.push(database);
  }
}

function bench(connected = true, ...firstJobs: readonly BackupJob[]) {
  const clock = new ManualClock();
  const dialect = new FakeDialect();
  dialect.nextSnapshot = () => snapshot({ jobs: known(firstJobs) });
  const connection = new FakeConnection();
  const database = new FakeDatabase();
  const log = new MemoryLog();
  if (connected) {
    connection.state = { kind: 'connected', dialect, database };
  }
  const watcher = new ClusterWatcher(connection, clock, log);
  const ended: BackupJob[] = [];
  watcher.onDidEndJob((one) => ended.push(one));
  const show = (...jobs: readonly BackupJob[]): void => {
    dialect.nextSnapshot = () => snapshot({ jobs: known(jobs) });
  };
  const jobsShown = (): readonly (readonly [string, string])[] =>
    watcher.snapshot?.jobs.known === true
      ? watcher.snapshot.jobs.value.map(({ key, state }) => [key, state] as const)
      : [];
  return { clock, dialect, connection, database, log, watcher, ended, show, jobsShown };
}

const reads = ({ snapshotsAsked }: FakeDialect): number => snapshotsAsked.length;
const completed = (one: BackupJob): BackupJob => ({ ...one, state: 'completed', status: 'COMPLETED' });

describe('the watcher of a cluster', () => {
  it('reads at once when connected, then every 30 s while nothing runs', async () => {
    const { clock, dialect } = bench();
    await settled();
    assert.equal(reads(dialect), 1);
    await clock.advance(29_999);
    assert.equal(reads(dialect), 1);
    await clock.advance(60_001);
    assert.equal(reads(dialect), 4);
  });

  it('reads every 5 s while a job runs unseen, and every 2 s while somebody looks', async () => {
    const { clock, dialect, watcher } = bench(true, job());
    await clock.advance(10_000);
    assert.equal(reads(dialect), 3);
    watcher.setSeen(true);
    await clock.advance(10_000);
    assert.equal(reads(dialect), 8);
    watcher.setSeen(false);
    await clock.advance(10_000);
    assert.equal(reads(dialect), 10);
  });

  it('reads nothing while it is not connected', async () => {
    const { clock, dialect, connection, database } = bench(false);
    await clock.advance(3_600_000);
    assert.equal(reads(dialect), 0);
    connection.set({ kind: 'connected', dialect, database });
    await settled();
    assert.equal(reads(dialect), 1);
    connection.set({ kind: 'disconnected' });
    await clock.advance(3_600_000);
    assert.equal(reads(dialect), 1);
    assert.equal(clock.pendingTimers, 0);
  });

  it('never has two readings in flight: a slow server is not queued upon', async () => {
    const { clock, dialect, watcher } = bench();
    await settled();
    let release: (value: ClusterSnapshot) => void = () => undefined;
    dialect.nextSnapshot = () => new Promise((resolve) => (release = resolve));
    await clock.advance(30_000);
    await clock.advance(600_000);
    assert.equal(reads(dialect), 2);
    release(snapshot());
    await clock.advance(30_000);
    assert.equal(reads(dialect), 3);
    watcher.dispose();
  });

  it('joins a refresh to the one under way, and reads everything in it', async () => {
    const { dialect, watcher } = bench();
    const [first, second] = await Promise.all([watcher.refresh(), watcher.refresh()]);
    assert.equal(first, second);
    assert.deepEqual(dialect.snapshotsAsked, [undefined]);
  });

  it('does not take a tick, which leaves things out, for a refresh', async () => {
    const { clock, dialect, watcher } = bench();
    await settled();
    let release: (value: ClusterSnapshot) => void = () => undefined;
    dialect.nextSnapshot = () => new Promise((resolve) => (release = resolve));
    await clock.advance(30_000);
    const refreshing = watcher.refresh();
    dialect.nextSnapshot = () => snapshot();
    release(snapshot());
    await refreshing;
    assert.deepEqual(
      dialect.snapshotsAsked.map((previous) => previous === undefined),
      [true, false, true],
    );
  });

  it('keeps its last snapshot, and says why there is no newer one, when a reading fails', async () => {
    const { clock, dialect, watcher } = bench();
    await settled();
    const before = watcher.snapshot;
    dialect.nextSnapshot = () => Promise.reject(new BackupError('serverRefused', 'busy'));
    const told: BackupError[] = [];
    watcher.onDidFail((error) => told.push(error));
    await clock.advance(30_000);
    assert.equal(watcher.snapshot, before);
    assert.equal(watcher.lastError?.reason, 'serverRefused');
    assert.equal(told.length, 1);
    dialect.nextSnapshot = () => snapshot();
    await clock.advance(60_000);
    assert.equal(watcher.lastError, undefined);
  });

  it('reports the loss that a reading met, and waits with the connection', async () => {
    const { dialect, connection, database, watcher } = bench();
    await settled();
    dialect.nextSnapshot = () => Promise.reject(new BackupError('timedOut', 'slow'));
    await assert.rejects(watcher.refresh(), (error) => BackupError.is(error, 'timedOut'));
    assert.deepEqual(connection.lost, [database]);
  });

  it('does not give a connection up because the server refused to answer, and asks it less and less often', async () => {
    const { clock, dialect, connection, watcher } = bench(true, job());
    await settled();
    const refused = new BackupError('serverRefused', 'the server answered 4016');
    dialect.nextSnapshot = () => Promise.reject(refused);
    await clock.advance(120_000);
    assert.deepEqual(connection.lost, []);
    assert.equal(watcher.lastError, refused);
    const soon = reads(dialect);
    await clock.advance(600_000);
    const late = reads(dialect) - soon;
    assert.ok(soon > 4 && late >= 8 && late <= 14, `${soon} reads, then ${late} in ten minutes`);
  });

  it('keeps an ageing snapshot while the connection comes back, and drops it when it is given up', async () => {
    const { connection, watcher } = bench();
    await settled();
    connection.set({
      kind: 'waiting',
      attempt: 1,
      error: new BackupError('connectionLost', ''),
      retryAtMs: 0,
    });
    assert.notEqual(watcher.snapshot, undefined);
    connection.set({ kind: 'disconnected' });
    assert.equal(watcher.snapshot, undefined);
  });

  it('drops what a reading brings after the connection went', async () => {
    const { dialect, connection, watcher } = bench(false);
    let release: (value: ClusterSnapshot) => void = () => undefined;
    dialect.nextSnapshot = () => new Promise((resolve) => (release = resolve));
    connection.set({ kind: 'connected', dialect, database: new FakeDatabase() });
    connection.set({ kind: 'disconnected' });
    release(snapshot());
    await settled();
    assert.equal(watcher.snapshot, undefined);
  });

  it('cannot be refreshed without a connection', async () => {
    const { watcher } = bench(false);
    await assert.rejects(watcher.refresh(), (error) => BackupError.is(error, 'connectionLost'));
  });

  it('leaves no timer behind', async () => {
    const { clock, watcher } = bench();
    await settled();
    watcher.dispose();
    assert.equal(clock.pendingTimers, 0);
  });
});

describe('the end of a job', () => {
  it('is told once, with the job as the history shows it, and shown in one snapshot', async () => {
    const { clock, dialect, ended, show, jobsShown } = bench(true, job());
    await settled();
    dialect.jobsByKey = () => [completed(job())];
    show();
    await clock.advance(5_000);
    assert.deepEqual(jobsShown(), [['1002/7', 'completed']]);
    await clock.advance(60_000);
    assert.deepEqual(jobsShown(), []);
    assert.deepEqual(
      ended.map(({ key, state }) => [key, state]),
      [['1002/7', 'completed']],
    );
    assert.deepEqual(dialect.keysAsked, [['1002/7']]);
  });

  it('is told once although its row stays among the running ones for a while', async () => {
    const { clock, dialect, ended, show, jobsShown } = bench(true, job());
    await settled();
    dialect.jobsByKey = () => [completed(job())];
    show(completed(job()));
    await clock.advance(5_000);
    assert.equal(jobsShown().length, 1);
    await clock.advance(30_000);
    assert.deepEqual(jobsShown(), []);
    show();
    await clock.advance(30_000);
    assert.equal(ended.length, 1);
  });

  it('is not told of jobs that had ended before anybody looked', async () => {
    const { clock, ended } = bench(true, completed(job()));
    await clock.advance(60_000);
    assert.deepEqual(ended, []);
  });

  it('is told of a job that ended soon after somebody began to look', async () => {
    const { clock, ended, show } = bench(true);
    await settled();
    show(completed(job()));
    await clock.advance(30_000);
    assert.deepEqual(
      ended.map(({ key }) => key),
      ['1002/7'],
    );
  });

  it('is looked for again, with the job still shown, before it is called lost', async () => {
    const { clock, ended, show, jobsShown } = bench(true, job());
    await settled();
    show();
    await clock.advance(20_000);
    assert.deepEqual(jobsShown(), [['1002/7', 'running']]);
    assert.deepEqual(ended, []);
    await clock.advance(5_000);
    assert.deepEqual(jobsShown(), [['1002/7', 'unknown']]);
    assert.deepEqual(
      ended.map(({ state }) => state),
      ['unknown'],
    );
    await clock.advance(60_000);
    assert.equal(ended.length, 1);
  });

  it('is not presumed of a job that comes into view again', async () => {
    const { clock, ended, show, jobsShown } = bench(true, job());
    await settled();
    show();
    await clock.advance(10_000);
    show(job());
    await clock.advance(5_000);
    show();
    await clock.advance(20_000);
    assert.deepEqual(jobsShown(), [['1002/7', 'running']]);
    assert.deepEqual(ended, []);
  });

  it('is not presumed when the running jobs cannot be read', async () => {
    const { clock, dialect, ended } = bench(true, job());
    await settled();
    dialect.nextSnapshot = () => snapshot({ jobs: { known: false, problems: [] } });
    await clock.advance(300_000);
    assert.deepEqual(ended, []);
    assert.deepEqual(dialect.keysAsked, []);
  });

  it('is told even of a followed job that was over before the next reading', async () => {
    const { clock, dialect, watcher, ended } = bench();
    await settled();
    dialect.jobsByKey = () => [completed(job())];
    watcher.follow([job()]);
    await clock.advance(0);
    assert.deepEqual(
      ended.map(({ key }) => key),
      ['1002/7'],
    );
  });

  it('leaves the job in sight for as long as its parent runs, and is told once all the same', async () => {
    const parent = job({ tenantId: 1n, jobId: 1n, key: '1/1', executorTenantIds: [1002n, 1004n] });
    const first = job({ parentKey: '1/1' });
    const second = job({ tenantId: 1004n, jobId: 3n, key: '1004/3', parentKey: '1/1' });
    const { clock, dialect, ended, show, jobsShown } = bench(true, parent, first, second);
    await settled();
    dialect.jobsByKey = (keys) =>
      [parent, first, second].filter(({ key }) => keys.includes(key)).map(completed);
    show(parent, second);
    await clock.advance(15_000);
    assert.deepEqual(
      [...jobsShown()].sort(),
      [
        ['1/1', 'running'],
        ['1002/7', 'completed'],
        ['1004/3', 'running'],
      ].sort(),
    );
    assert.equal(ended.length, 1);
    show();
    await clock.advance(5_000);
    assert.equal(ended.length, 3);
    await clock.advance(30_000);
    assert.deepEqual(jobsShown(), []);
  });

  it('is told of jobs that somebody else started', async () => {
    const { clock, dialect, ended, show } = bench();
    await settled();
    show(job({ jobId: 40n, key: '1002/40' }));
    await clock.advance(30_000);
    dialect.jobsByKey = () => [{ ...job({ jobId: 40n, key: '1002/40' }), state: 'failed' }];
    show();
    await clock.advance(5_000);
    assert.deepEqual(
      ended.map(({ key, state }) => [key, state]),
      [['1002/40', 'failed']],
    );
  });

  it('survives the reconnect in between', async () => {
    const { clock, dialect, connection, ended, show } = bench(true, job());
    await settled();
    connection.set({
      kind: 'waiting',
      attempt: 1,
      error: new BackupError('connectionLost', ''),
      retryAtMs: 0,
    });
    dialect.jobsByKey = () => [completed(job())];
    show();
    connection.set({ kind: 'connected', dialect, database: new FakeDatabase() });
    await clock.advance(0);
    assert.equal(ended.length, 1);
  });

  it('is told when a login that was refused on the way back works again', async () => {
    const { dialect, connection, database, ended, show } = bench(true, job());
    await settled();
    const error = new BackupError('loginRefused', 'no');
    connection.set({ kind: 'waiting', attempt: 1, error, retryAtMs: 0 });
    connection.set({ kind: 'connecting', attempt: 1 });
    connection.set({ kind: 'failed', error });
    show();
    dialect.jobsByKey = () => [completed(job())];
    connection.set({ kind: 'connected', dialect, database });
    await settled();
    assert.deepEqual(
      ended.map(({ key, state }) => [key, state]),
      [['1002/7', 'completed']],
    );
  });

  it('is not told of a cluster that the person left, when they come back', async () => {
    const { dialect, connection, database, ended, show } = bench(true, job());
    await settled();
    connection.set({ kind: 'disconnected' });
    show();
    dialect.jobsByKey = () => [completed(job())];
    connection.set({ kind: 'connected', dialect, database });
    await settled();
    assert.deepEqual(ended, []);
  });
});
