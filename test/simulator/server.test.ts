import assert from 'node:assert/strict';
import { connect } from 'node:net';
import mysql from 'mysql2/promise';
import { type ServerOptions, type SimulatorServer, startServer } from '../../src/simulator/server';
import { TinyWorld } from './support/tinyWorld';

interface ClientError {
  readonly code?: string;
  readonly errno?: number;
  readonly sqlState?: string;
}

async function rejected(promise: Promise<unknown>): Promise<ClientError> {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof Error);
    return error as ClientError;
  }
  throw new assert.AssertionError({ message: 'expected an error' });
}

describe('the server', () => {
  const servers: SimulatorServer[] = [];
  const clients: mysql.Connection[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) {
      client.destroy();
    }
    await Promise.all(servers.splice(0).map((server) => server.stop()));
  });

  async function serve(options: Partial<ServerOptions> = {}): Promise<SimulatorServer> {
    const server = await startServer({ world: new TinyWorld(), host: '127.0.0.1', port: 0, ...options });
    servers.push(server);
    return server;
  }

  async function login(
    { port }: SimulatorServer,
    user = 'root@sys',
    more: mysql.ConnectionOptions = {},
  ): Promise<mysql.Connection> {
    const client = await mysql.createConnection({
      host: '127.0.0.1',
      port,
      user,
      rowsAsArray: true,
      supportBigNumbers: true,
      bigNumberStrings: true,
      dateStrings: true,
      ...more,
    });
    client.on('error', () => undefined);
    clients.push(client);
    return client;
  }

  async function rows(client: mysql.Connection, sql: string): Promise<unknown> {
    const [answer] = await client.query(sql);
    return answer;
  }

  it('lets users in by tenant and by cluster', async () => {
    const server = await serve();
    for (const [user, tenant] of [
      ['root', 'sys'],
      ['root@sys', 'sys'],
      ['root@t1', 't1'],
      ['root@t1#obcluster', 't1'],
      ['obcluster:t1:root', 't1'],
    ] as const) {
      assert.deepEqual(await rows(await login(server, user), 'select effective_tenant()'), [[tenant]], user);
    }
    assert.equal(server.sessions().length, 5);
  });

  it('keeps others out with the number that OceanBase has for it', async () => {
    const server = await serve();
    const refusals: readonly (readonly [user: string, errno: number, sqlState: string])[] = [
      ['root@nosuch', 5160, 'HY000'],
      ['root@META$1002', 5160, 'HY000'],
      ['root@ora', 1235, '0A000'],
      ['root@sys#other', 4669, 'HY000'],
      ['somebody@sys', 1045, '42000'],
    ];
    for (const [user, errno, sqlState] of refusals) {
      const error = await rejected(login(server, user));
      assert.deepEqual([error.errno, error.sqlState], [errno, sqlState], user);
    }
    assert.deepEqual(server.sessions(), []);
  });

  it('checks the password', async () => {
    const server = await serve({ password: 'päss' });
    assert.deepEqual(await rows(await login(server, 'root@sys', { password: 'päss' }), 'select 1'), [['1']]);
    for (const password of ['pass', '']) {
      assert.equal((await rejected(login(server, 'root@sys', { password }))).errno, 1045);
    }
  });

  it('takes the default database from the handshake', async () => {
    const server = await serve();
    const client = await login(server, 'root@sys', { database: 'oceanbase' });
    assert.deepEqual(await rows(client, 'select database()'), [['oceanbase']]);
    assert.equal((await rejected(login(server, 'root@sys', { database: 'nosuch' }))).errno, 1049);
  });

  it('gives exact numbers, NULLs and UTF-8', async () => {
    const client = await login(await serve());
    const sql =
      'select start_scn, bytes, name, ratio from oceanbase.dba_ob_backup_set_files where tenant_id = 1004 or set_id = 1 order by start_scn';
    assert.deepEqual(await rows(client, sql), [
      ['1700000000000000001', '9007199254740993', 'Full', null],
      ['1700000000000000004', '4', null, '-1.00'],
      ['4611686018427387903', '5', "订单 o'clock", null],
    ]);
  });

  it('sends long texts and many rows whole', async () => {
    const [set] =
      new TinyWorld().views()[1]?.rows({
        session: {
          user: 'root',
          tenant: { id: 1n, name: 'sys', mode: 'MYSQL', acceptsLogin: true },
          userVariables: new Map(),
        },
        nowMicros: 0n,
        formatTime: String,
      }) ?? [];
    assert.ok(set);
    const long = '长'.repeat(30_000);
    const sets = Array.from({ length: 3000 }, (_, i) => ({
      ...set,
      SET_ID: BigInt(i),
      PATH: i === 7 ? long : 'p',
    }));
    const client = await login(await serve({ world: new TinyWorld({ sets }) }));
    const answer = await rows(client, 'select path from oceanbase.dba_ob_backup_set_files order by set_id');
    assert.ok(Array.isArray(answer));
    assert.equal(answer.length, 3000);
    assert.deepEqual(answer[7], [long]);
  });

  it('answers one command after the other without waiting', async () => {
    const client = await login(await serve());
    const answers = await Promise.all(
      ['select 1', 'set @a = 2', 'select @a', 'select nosuch', 'select 3'].map((sql) =>
        client.query(sql).then(
          ([answer]) => answer,
          (error: ClientError) => error.errno,
        ),
      ),
    );
    assert.deepEqual([answers[0], answers[2], answers[3], answers[4]], [[['1']], [['2']], 1054, [['3']]]);
  });

  it('answers ping and resets a session', async () => {
    const client = await login(await serve());
    await client.ping();
    await client.query('set @a = 1');
    await client.reset();
    assert.deepEqual(await rows(client, 'select @a'), [[null]]);
  });

  it('refuses prepared statements and a change of user, and goes on', async () => {
    const client = await login(await serve());
    assert.equal((await rejected(client.execute('select 1'))).errno, 1295);
    assert.equal((await rejected(client.changeUser({ user: 'root@t1' }))).errno, 1047);
  });

  it('cuts a session that is killed, and forgets it', async () => {
    const server = await serve();
    const [victim, killer] = [await login(server), await login(server)];
    const [session] = server.sessions();
    assert.ok(session);
    const cut = rejected(
      new Promise((_resolve, reject) => {
        victim.on('error', reject);
      }),
    );
    await killer.query(`kill ${session.id}`);
    assert.match(String((await cut).code), /ECONNRESET|PROTOCOL_CONNECTION_LOST/);
    assert.equal(server.kill(session.id), false);
  });

  it('survives a client that says nothing, or nonsense', async () => {
    const server = await serve();
    for (const words of ['', 'GET / HTTP/1.1\r\n\r\n', '\xff\xff\xff\xff\xff']) {
      const socket = connect(server.port, '127.0.0.1');
      socket.on('error', () => undefined);
      await new Promise((resolve) => socket.once('data', resolve));
      socket.write(words, 'latin1');
      socket.destroy();
    }
    assert.deepEqual(await rows(await login(server), 'select 1'), [['1']]);
  });

  it('counts what it received', async () => {
    const server = await serve();
    const client = await login(server);
    await client.query('select 1 union all select 2');
    await rejected(client.query('selec'));
    assert.equal(server.statementCount(), 2);
    assert.deepEqual(
      server.statements().map(({ text, rows: count, error }) => [text, count, error]),
      [
        ['select 1 union all select 2', 2, undefined],
        ['selec', 0, 1064],
      ],
    );
  });

  it('stops with clients connected, and gives the port back', async () => {
    const server = await startServer({ world: new TinyWorld(), host: '127.0.0.1', port: 0 });
    await login(server);
    const { port } = server;
    await server.stop();
    const again = await serve({ port });
    assert.equal(again.port, port);
    await assert.rejects(startServer({ world: new TinyWorld(), host: '127.0.0.1', port }), {
      code: 'EADDRINUSE',
    });
  });

  describe('with faults', () => {
    const BACKUP = 'ALTER SYSTEM BACKUP DATABASE';

    it('refuses a login and lets the next one in', async () => {
      const server = await serve();
      server.faults.add({ kind: 'refuseLogin', number: 8001 });
      const error = await rejected(login(server));
      assert.deepEqual([error.errno, error.sqlState], [8001, '08004']);
      await login(server);
    });

    for (const kind of ['resetBefore', 'resetAfter'] as const) {
      it(`${kind}: the connection is lost, and the statement ${kind === 'resetAfter' ? 'was' : 'was not'} carried out`, async () => {
        const world = new TinyWorld();
        const server = await serve({ world });
        server.faults.add({ kind, statement: 'backup database' });
        const error = await rejected((await login(server)).query(BACKUP));
        assert.match(String(error.code), /ECONNRESET|PROTOCOL_CONNECTION_LOST/);
        assert.deepEqual(world.executed, kind === 'resetAfter' ? [BACKUP] : []);
      });
    }

    for (const kind of ['stall', 'stallAfter'] as const) {
      it(`${kind}: no answer comes, and the statement ${kind === 'stallAfter' ? 'was' : 'was not'} carried out`, async () => {
        const world = new TinyWorld();
        const server = await serve({ world });
        server.faults.add({ kind, statement: 'backup database' });
        const [silent, other] = [await login(server), await login(server)];
        let isAnswered = false;
        const answer = silent.query(BACKUP).finally(() => {
          isAnswered = true;
        });
        answer.catch(() => undefined);
        while (server.statementCount() === 0) {
          await new Promise((resolve) => setImmediate(resolve));
        }
        assert.deepEqual(await rows(other, 'select 1'), [['1']]);
        assert.equal(isAnswered, false);
        assert.deepEqual(world.executed, kind === 'stallAfter' ? [BACKUP] : []);
      });
    }

    it('answers an error without carrying the statement out', async () => {
      const world = new TinyWorld();
      const server = await serve({ world });
      server.faults.add({ kind: 'error', statement: 'backup', number: 4638 });
      const client = await login(server);
      assert.equal((await rejected(client.query(BACKUP))).errno, 4638);
      await client.query(BACKUP);
      assert.deepEqual(world.executed, [BACKUP]);
    });
  });
});
