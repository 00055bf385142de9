import assert from 'node:assert/strict';
import { BackupError } from '../../src/core/errors';
import { Emitter } from '../../src/core/event';
import { identifyServer } from '../../src/core/identify';
import type { Database, LoginTarget } from '../../src/core/ports';
import type { Refusal } from '../../src/core/refusal';
import { openMysqlDatabase } from '../../src/mysql/mysqlDatabase';
import { type SimulatorServer, startServer } from '../../src/simulator/server';
import { VirtualClock } from '../../src/simulator/virtualClock';
import { createWorld } from '../../src/simulator/worlds';

const PASSWORD = 'C4nary "pass\'word?';
const START_MICROS = 1_749_974_400_000_000n;

async function failureOf(promise: Promise<unknown>): Promise<BackupError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(BackupError.is(error), `expected a BackupError, got ${String(error)}`);
  return error;
}

for (const { version, userTenant, oracleTenant } of [
  { version: '3.2.3', userTenant: 'trade', oracleTenant: 'ledger' },
  { version: '4.2.5', userTenant: 'shop', oracleTenant: undefined },
]) {
  describe(`connecting to ${version}`, () => {
    let server: SimulatorServer;
    const opened: Database[] = [];

    beforeEach(async () => {
      const clock = new VirtualClock({ startMicros: START_MICROS, speed: 0 });
      const world = createWorld({ version, scenario: 'healthy', seed: 3, clock });
      server = await startServer({ world, host: '127.0.0.1', port: 0, password: PASSWORD });
    });
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((database) => database.close()));
      await server.stop();
    });

    function target(more: Partial<LoginTarget> = {}): LoginTarget {
      return {
        endpoints: [{ host: '127.0.0.1', port: server.port }],
        login: 'root@sys',
        password: PASSWORD,
        tls: { mode: 'off' },
        connectTimeoutMs: 10_000,
        ...more,
      };
    }

    async function open(more: Partial<LoginTarget> = {}): Promise<Database> {
      const database = await openMysqlDatabase(target(more));
      opened.push(database);
      return database;
    }

    async function refusalOf(login: string): Promise<Refusal | undefined> {
      const identified = await identifyServer(await open({ login }));
      return 'refusal' in identified ? identified.refusal : undefined;
    }

    it('logs in with a password of odd characters, and knows the server', async () => {
      const identified = await identifyServer(await open());
      assert.ok('dialect' in identified);
      const { identity, line } = identified.dialect;
      assert.equal(identity.version.startsWith(version), true);
      assert.equal(line, Number(version.slice(0, 1)));
      assert.deepEqual([identity.tenantId, identity.tenantName], [1n, 'sys']);
      assert.notEqual(identity.clusterName, undefined);
    });

    it('is refused with a wrong password, which is repeated nowhere', async () => {
      const failure = await failureOf(open({ password: `${PASSWORD}!` }));
      assert.deepEqual([failure.reason, failure.server?.number], ['loginRefused', 1045]);
      assert.ok(![failure.message, failure.stack, failure.server?.message].join().includes(PASSWORD));
    });

    it('is refused for a tenant that does not exist, and for a cluster on a direct port', async () => {
      const tenant = await failureOf(open({ login: 'root@nobody' }));
      assert.equal(tenant.reason, 'loginRefused');
      const cluster = await failureOf(open({ login: 'root@sys#elsewhere' }));
      assert.equal(cluster.reason, 'loginRefused');
    });

    it('says which sessions cannot be shown, and why', async () => {
      const refusal = await refusalOf(`root@${userTenant}`);
      if (version.startsWith('3')) {
        assert.equal(refusal?.kind, 'userTenantOf3x');
        assert.equal('tenantName' in refusal ? refusal.tenantName : '', userTenant);
      } else {
        assert.equal(refusal, undefined);
      }
      if (oracleTenant !== undefined) {
        const failure = await failureOf(open({ login: `root@${oracleTenant}` }));
        assert.deepEqual([failure.reason, failure.server?.number], ['loginRefused', 1235]);
      }
    });

    it('tells a server that is full or starting from a refused login', async () => {
      for (const number of [1040, 8001]) {
        server.faults.add({ kind: 'refuseLogin', number });
        const failure = await failureOf(open());
        assert.deepEqual([failure.reason, failure.server?.number], ['serverRefused', number]);
      }
    });

    it('keeps each digit of what the server sends', async () => {
      const { rows } = await (await open()).query(
        'SELECT 18446744073709551615 AS a, 1749974400000000001 AS b, NOW(6) AS c, NULL AS d, 1.10 AS e',
      );
      assert.deepEqual(rows[0]?.slice(0, 2), ['18446744073709551615', '1749974400000000001']);
      assert.match(rows[0]?.[2] ?? '', /^2025-06-15 \d\d:00:00\.000000$/);
      assert.deepEqual(rows[0]?.slice(3), [null, '1.10']);
    });

    it('passes the words of a refusal on, number and SQLSTATE included', async () => {
      const database = await open();
      const failure = await failureOf(database.query('SELECT * FROM oceanbase.NO_SUCH_VIEW'));
      assert.equal(failure.reason, 'serverRefused');
      assert.deepEqual([failure.server?.number, failure.server?.sqlState], [1146, '42S02']);
      assert.match(failure.server?.message ?? '', /no_such_view/i);
      await database.query('SELECT 1');
    });

    it('is ambiguous when the line is cut before the answer, whether or not the server obeyed', async () => {
      for (const kind of ['resetBefore', 'resetAfter'] as const) {
        server.faults.add({ kind, statement: 'ALTER SYSTEM BACKUP DATABASE' });
        const database = await open();
        const lost = new Promise((resolve) => database.onDidLose(resolve));
        const failure = await failureOf(database.query('ALTER SYSTEM BACKUP DATABASE'));
        assert.deepEqual([failure.reason, failure.ambiguous], ['connectionLost', true]);
        await lost;
      }
      const sent = server.statements().filter(({ text }) => text === 'ALTER SYSTEM BACKUP DATABASE');
      assert.equal(sent.length, 2);
    });

    it('gives up on a server that fell silent, and lets its socket go', async () => {
      server.faults.add({ kind: 'stall', statement: 'SELECT 2' });
      const database = await open();
      await database.query('SELECT 1');
      const failure = await failureOf(database.query('SELECT 2', { deadlineMs: 50 }));
      assert.deepEqual([failure.reason, failure.ambiguous], ['timedOut', true]);
      while (server.sessions().length > 0) await new Promise((resolve) => setImmediate(resolve));
    });

    it('can stop waiting for a server that fell silent', async () => {
      server.faults.add({ kind: 'stall', statement: 'SELECT 2' });
      const database = await open();
      const emitter = new Emitter<unknown>();
      const cancellation = { isCancellationRequested: false, onCancellationRequested: emitter.event };
      const failure = failureOf(database.query('SELECT 2', { cancellation }));
      while (!server.statements().some(({ text }) => text === 'SELECT 2')) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      emitter.fire(undefined);
      assert.equal((await failure).reason, 'cancelled');
    });

    it('notices that the server ended its session', async () => {
      const database = await open();
      const lost = new Promise((resolve) => database.onDidLose(resolve));
      const [session] = server.sessions();
      assert.ok(session !== undefined && server.kill(session.id));
      await lost;
      assert.equal((await failureOf(database.query('SELECT 1'))).ambiguous, false);
    });
  });
}
