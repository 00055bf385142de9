import assert from 'node:assert/strict';
import { Backoff } from '../../../src/core/backoff';
import { CancellationSource } from '../../../src/core/cancellation';
import { ClusterConnection, type ConnectionState } from '../../../src/core/clusterConnection';
import type { Dialect } from '../../../src/core/dialects/dialect';
import { BackupError, type FailureReason } from '../../../src/core/errors';
import type { Database, LoginTarget } from '../../../src/core/ports';
import type { Refusal } from '../../../src/core/refusal';
import { FakeDatabase, MemoryLog, never } from './support/fakeDatabase';
import { FakeDialect } from './support/fakeDialect';
import { ManualClock, settled } from './support/manualClock';

const target: LoginTarget = {
  endpoints: [{ host: 'db.example', port: 2881 }],
  login: 'root@sys',
  password: 'S3cret',
  tls: { mode: 'off' },
  connectTimeoutMs: 5_000,
};

type Identify = () => Promise<{ readonly dialect: Dialect } | { readonly refusal: Refusal }>;
type Opening = FakeDatabase | BackupError | Promise<Database>;

/** A connection whose every attempt to open goes as `openings` says, in turn; the last one repeats. */
function bench(...openings: readonly Opening[]) {
  const clock = new ManualClock();
  const log = new MemoryLog();
  const dialect = new FakeDialect();
  const states: ConnectionState['kind'][] = [];
  let opened = 0;
  let identify: Identify = () => Promise.resolve({ dialect });
  const connection = new ClusterConnection({
    clock,
    log,
    random: () => 0.5,
    target: () => Promise.resolve(target),
    open: async () => {
      const opening = openings[Math.min(opened, openings.length - 1)];
      opened += 1;
      if (opening instanceof BackupError) {
        throw opening;
      }
      return opening ?? never<Database>();
    },
    identify: () => identify(),
  });
  connection.onDidChangeState(({ kind }) => states.push(kind));
  return {
    clock,
    log,
    connection,
    states,
    opened: () => opened,
    setIdentify(next: Identify): void {
      identify = next;
    },
  };
}

const failure = (reason: FailureReason): BackupError => new BackupError(reason, reason);

describe('a cluster’s connection', () => {
  it('is connecting and then connected', async () => {
    const { connection, states } = bench(new FakeDatabase());
    assert.equal((await connection.connect()).kind, 'connected');
    assert.deepEqual(states, ['connecting', 'connected']);
  });

  it('joins an attempt under way instead of making another', async () => {
    const { connection, opened } = bench(new FakeDatabase());
    await Promise.all([connection.connect(), connection.connect()]);
    await connection.connect();
    assert.equal(opened(), 1);
  });

  it('fails for good when the first attempt does', async () => {
    const { connection, clock, opened } = bench(failure('unreachable'));
    const state = await connection.connect();
    assert.ok(state.kind === 'failed' && state.error.reason === 'unreachable');
    await clock.advance(3_600_000);
    assert.equal(opened(), 1);
  });

  it('comes back by itself after a loss, later and later, up to a minute', async () => {
    const first = new FakeDatabase();
    const { connection, clock, opened } = bench(first, failure('unreachable'));
    await connection.connect();
    first.lose();
    const waits: (number | undefined)[] = [];
    for (let attempt = 0; attempt < 9; attempt += 1) {
      assert.equal(connection.state.kind, 'waiting');
      waits.push(clock.nextDueInMs);
      await clock.advance(clock.nextDueInMs ?? 0);
    }
    assert.deepEqual(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    assert.equal(opened(), 10);
  });

  it('says when it will try again', async () => {
    const first = new FakeDatabase();
    const { connection, clock } = bench(first, new FakeDatabase());
    await connection.connect();
    first.lose();
    const { state } = connection;
    assert.ok(state.kind === 'waiting');
    assert.deepEqual([state.attempt, state.retryAtMs], [1, clock.nowMs() + 1_000]);
    await clock.advance(1_000);
    assert.equal(connection.state.kind, 'connected');
  });

  it('tries at once when a person asks while it waits', async () => {
    const first = new FakeDatabase();
    const { connection, clock } = bench(first, new FakeDatabase());
    await connection.connect();
    first.lose();
    assert.equal((await connection.connect()).kind, 'connected');
    assert.equal(clock.pendingTimers, 0);
  });

  it('stops coming back once the login is refused', async () => {
    const first = new FakeDatabase();
    const { connection, clock, opened } = bench(first, failure('loginRefused'));
    await connection.connect();
    first.lose();
    await clock.advance(3_600_000);
    assert.ok(connection.state.kind === 'failed' && connection.state.error.reason === 'loginRefused');
    assert.equal(opened(), 2);
  });

  it('is refused, and closed, when the server is one that cannot be shown', async () => {
    const database = new FakeDatabase();
    const { connection, setIdentify } = bench(database);
    const refusal = { kind: 'mysql', version: '8.0.36' } as const;
    setIdentify(() => Promise.resolve({ refusal }));
    assert.deepEqual(await connection.connect(), { kind: 'refused', refusal });
    assert.equal(database.closed, 1);
  });

  it('can be cancelled at any moment, and closes what comes too late', async () => {
    const late = new FakeDatabase();
    let arrive: (database: Database) => void = () => undefined;
    const { connection } = bench(new Promise<Database>((resolve) => (arrive = resolve)));
    const source = new CancellationSource();
    const connecting = connection.connect(source.token);
    await settled();
    source.cancel();
    assert.equal((await connecting).kind, 'disconnected');
    arrive(late);
    await settled();
    assert.equal(late.closed, 1);
    assert.equal(connection.state.kind, 'disconnected');
  });

  it('does not hang on a server that takes the connection and never speaks', async () => {
    const { connection, clock } = bench(never<Database>());
    const connecting = connection.connect();
    await clock.advance(10_000);
    const state = await connecting;
    assert.ok(state.kind === 'failed' && state.error.reason === 'timedOut');
  });

  it('does not hang on a server that never says what it is', async () => {
    const database = new FakeDatabase();
    const { connection, clock, setIdentify } = bench(database);
    setIdentify(() => never());
    const connecting = connection.connect();
    await clock.advance(30_000);
    assert.equal((await connecting).kind, 'failed');
    assert.equal(database.closed, 1);
  });

  it('is disconnected by a person at once, in the middle of an attempt too', async () => {
    const { connection, clock, states } = bench(never<Database>());
    const connecting = connection.connect();
    await connection.disconnect();
    assert.equal((await connecting).kind, 'disconnected');
    assert.equal(clock.pendingTimers, 0);
    assert.deepEqual(states, ['connecting', 'disconnected']);
  });

  it('begins anew when it is connected right after being disconnected', async () => {
    const database = new FakeDatabase();
    const { connection } = bench(never<Database>(), database);
    const given = connection.connect();
    await settled();
    const disconnecting = connection.disconnect();
    const state = await connection.connect();
    assert.equal(state.kind, 'connected');
    await Promise.all([given, disconnecting]);
    assert.equal(connection.state.kind, 'connected');
    assert.equal(database.closed, 0);
  });

  it('does not come back after a person disconnected it', async () => {
    const first = new FakeDatabase();
    const { connection, clock, opened } = bench(first);
    await connection.connect();
    await connection.disconnect();
    first.lose();
    await clock.advance(3_600_000);
    assert.deepEqual([opened(), first.closed, connection.state.kind], [1, 1, 'disconnected']);
  });

  it('fails for good again when the first attempt after a person’s disconnect does', async () => {
    const { clock, connection, opened } = bench(new FakeDatabase(), failure('unreachable'));
    await connection.connect();
    await connection.disconnect();
    assert.equal((await connection.connect()).kind, 'failed');
    await clock.advance(3_600_000);
    assert.equal(opened(), 2);
  });

  it('takes a reported loss of its present connection only', async () => {
    const first = new FakeDatabase();
    const { connection } = bench(first);
    await connection.connect();
    connection.reportLost(new FakeDatabase(), failure('timedOut'));
    assert.equal(connection.state.kind, 'connected');
    connection.reportLost(first, failure('timedOut'));
    assert.equal(connection.state.kind, 'waiting');
    assert.equal(first.closed, 1);
  });

  it('stays disconnected when the person refuses to give a password', async () => {
    const clock = new ManualClock();
    const connection = new ClusterConnection({
      clock,
      log: new MemoryLog(),
      target: () => Promise.reject(failure('cancelled')),
      open: () => never<Database>(),
      identify: () => never(),
    });
    assert.equal((await connection.connect()).kind, 'disconnected');
  });

  it('writes no password into its log', async () => {
    const first = new FakeDatabase();
    const { connection, clock, log } = bench(first, failure('unreachable'));
    await connection.connect();
    first.lose();
    await clock.advance(10_000);
    assert.ok(log.lines.length > 2);
    assert.ok(!log.lines.join('\n').includes(target.password));
  });
});

describe('the wait before another attempt', () => {
  it('is spread by a fifth, but never below a second nor above a minute', () => {
    for (const random of [0, 0.25, 0.999]) {
      const backoff = new Backoff(() => random);
      for (let failures = 0; failures < 40; failures += 1) {
        const delayMs = backoff.delayMs(failures);
        assert.ok(delayMs >= 1_000 && delayMs <= 60_000);
      }
    }
    assert.equal(new Backoff(() => 0).delayMs(3), 6_400);
    assert.equal(new Backoff(() => 1).delayMs(3), 9_600);
  });
});
