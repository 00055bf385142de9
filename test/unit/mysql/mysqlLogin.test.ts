import assert from 'node:assert/strict';
import { openMysqlDatabase } from '../../../src/mysql/mysqlDatabase';
import { authorityPem, forAddress, forName } from './support/certificates';
import { closeAll, failureOf, open, server, target, until, wish } from './support/openings';
import { startWireServer } from './support/wireServer';

const PASSWORD = 'C4nary-pass%word\'"?';

afterEach(closeAll);

describe('logging in', () => {
  it('proves the password with mysql_native_password and passes the login on as it is', async () => {
    const wire = await server({ password: PASSWORD });
    const database = await open(wire.port, { password: PASSWORD });
    assert.deepEqual(wire.logins, ['root@sys#obcluster']);
    assert.deepEqual(database.endpoint, { host: '127.0.0.1', port: wire.port });
  });

  it('does not claim to speak Oracle mode, which is what OceanBase takes bit 27 for', async () => {
    const bit27 = 0x0800_0000;
    const wire = await server({ moreCapabilities: bit27 });
    const database = await open(wire.port);
    await database.query('SELECT 1');
    assert.deepEqual(wire.statements, ['SELECT 1']);
    assert.deepEqual(
      wire.clientFlags.map((flags) => flags & bit27),
      [0],
    );
  });

  it('offers no file of this machine to the server', async () => {
    const localFiles = 0x80;
    const wire = await server({ moreCapabilities: localFiles });
    await open(wire.port);
    assert.equal((wire.clientFlags[0] ?? localFiles) & localFiles, 0);
  });

  it('takes the refusal of an Oracle-mode tenant for a refused login', async () => {
    const wire = await server({
      afterLogin: {
        kind: 'error',
        number: 1235,
        sqlState: '0A000',
        message: 'Oracle tenant for current client driver is not supported',
      },
    });
    const failure = await failureOf(openMysqlDatabase(target(wire.port)));
    assert.deepEqual([failure.reason, failure.server?.number], ['loginRefused', 1235]);
  });

  it('does not try a refused password on the next endpoint', async () => {
    const first = await server({ password: 'right' });
    const second = await server({ password: 'right' });
    const endpoints = [first, second].map(({ port }) => ({ host: '127.0.0.1', port }));
    const failure = await failureOf(openMysqlDatabase(target(0, { endpoints, password: PASSWORD })));
    assert.equal(failure.reason, 'loginRefused');
    assert.equal(failure.server?.number, 1045);
    assert.equal(second.accepted(), 0);
  });

  it('never puts the password into an error', async () => {
    const wire = await server({ password: 'right' });
    const failure = await failureOf(openMysqlDatabase(target(wire.port, { password: PASSWORD })));
    const everything = [
      failure.message,
      failure.stack,
      JSON.stringify(failure),
      String(failure.cause),
    ].join();
    assert.ok(!everything.includes(PASSWORD));
  });

  it('tells an unknown tenant from other refusals of the server', async () => {
    const unknownTenant = await server({
      afterLogin: {
        kind: 'error',
        number: 5160,
        sqlState: 'HY000',
        message: 'invalid tenant name specified in connection string',
      },
    });
    const busy = await server({
      insteadOfGreeting: { kind: 'error', number: 1040, sqlState: '08004', message: 'Too many connections' },
    });
    assert.equal((await failureOf(openMysqlDatabase(target(unknownTenant.port)))).reason, 'loginRefused');
    const failure = await failureOf(openMysqlDatabase(target(busy.port)));
    assert.deepEqual([failure.reason, failure.server?.number], ['serverRefused', 1040]);
  });

  it('goes on to the next endpoint when one cannot be reached', async () => {
    const gone = await startWireServer();
    await gone.close();
    const wire = await server();
    const endpoints = [gone, wire].map(({ port }) => ({ host: '127.0.0.1', port }));
    const database = await open(0, { endpoints });
    assert.equal(database.endpoint.port, wire.port);
  });

  it('tells what the endpoint said that answered, not that another cannot be reached', async () => {
    const gone = await startWireServer();
    await gone.close();
    const busy = await server({
      insteadOfGreeting: { kind: 'error', number: 1040, sqlState: '08004', message: 'Too many connections' },
    });
    for (const order of [
      [busy, gone],
      [gone, busy],
    ]) {
      const endpoints = order.map(({ port }) => ({ host: '127.0.0.1', port }));
      const failure = await failureOf(openMysqlDatabase(target(0, { endpoints })));
      assert.deepEqual([failure.reason, failure.server?.number], ['serverRefused', 1040]);
    }
  });

  it('is unreachable where nobody listens and where the name is not known', async () => {
    const gone = await startWireServer();
    await gone.close();
    assert.equal((await failureOf(openMysqlDatabase(target(gone.port)))).reason, 'unreachable');
    const endpoints = [{ host: 'no-such-host.invalid', port: 2881 }];
    assert.equal((await failureOf(openMysqlDatabase(target(0, { endpoints })))).reason, 'unreachable');
  });

  it('gives up on a server that accepts and says nothing, before and after the login', async () => {
    const mute = await server({ insteadOfGreeting: { kind: 'silence' } });
    const slow = await server({ afterLogin: { kind: 'silence' } });
    for (const wire of [mute, slow]) {
      const failure = await failureOf(openMysqlDatabase(target(wire.port, { connectTimeoutMs: 40 })));
      assert.equal(failure.reason, 'timedOut');
      await until(() => wire.open() === 0);
    }
  });

  it('gives up on a server that speaks another protocol', async () => {
    const wire = await server({ insteadOfGreeting: { kind: 'garbage' } });
    const failure = await failureOf(openMysqlDatabase(target(wire.port, { connectTimeoutMs: 100 })));
    assert.equal(failure.reason, 'timedOut');
    await until(() => wire.open() === 0);
  });

  it('counts a server that hangs up during the login as a lost connection', async () => {
    const wire = await server({ afterLogin: { kind: 'cut' } });
    assert.equal((await failureOf(openMysqlDatabase(target(wire.port)))).reason, 'connectionLost');
  });

  it('can be cancelled while it waits, and leaves no socket behind', async () => {
    const mute = await server({ insteadOfGreeting: { kind: 'silence' } });
    const { cancellation, cancel } = wish();
    const failure = failureOf(openMysqlDatabase(target(mute.port), cancellation));
    await until(() => mute.accepted() === 1);
    cancel();
    assert.equal((await failure).reason, 'cancelled');
    await until(() => mute.open() === 0);
  });

  it('needs an endpoint', async () => {
    assert.equal((await failureOf(openMysqlDatabase(target(0, { endpoints: [] })))).reason, 'badInput');
  });
});

describe('TLS', () => {
  const verified = { tls: { mode: 'verified', caPem: authorityPem } } as const;

  it('encrypts without looking at the certificate when it is only on', async () => {
    const wire = await server({ tls: forName, password: PASSWORD });
    const database = await open(wire.port, { tls: { mode: 'on' }, password: PASSWORD });
    await database.query('SELECT 1');
  });

  it('accepts the right issuer and address when it is verified', async () => {
    const wire = await server({ tls: forAddress, password: PASSWORD });
    const database = await open(wire.port, { ...verified, password: PASSWORD });
    await database.query('SELECT 1');
  });

  it('accepts the right issuer and name when it is verified', async () => {
    const wire = await server({ tls: forName });
    const database = await open(0, { ...verified, endpoints: [{ host: 'localhost', port: wire.port }] });
    await database.query('SELECT 1');
  });

  it('refuses a certificate made out to another name before the login is sent', async () => {
    const address = await server({ tls: forName });
    const name = await server({ tls: forAddress });
    const failures = [
      await failureOf(openMysqlDatabase(target(address.port, verified))),
      await failureOf(
        openMysqlDatabase(target(0, { ...verified, endpoints: [{ host: 'localhost', port: name.port }] })),
      ),
    ];
    assert.deepEqual(
      failures.map((failure) => failure.reason),
      ['tls', 'tls'],
    );
    assert.deepEqual([...address.logins, ...name.logins], []);
  });

  it('refuses an issuer that is not known', async () => {
    const wire = await server({ tls: forAddress });
    const failure = await failureOf(openMysqlDatabase(target(wire.port, { tls: { mode: 'verified' } })));
    assert.equal(failure.reason, 'tls');
    assert.deepEqual(wire.logins, []);
  });

  it('does not fall back to plain text when the server has no TLS', async () => {
    const wire = await server();
    const failure = await failureOf(openMysqlDatabase(target(wire.port, { tls: { mode: 'on' } })));
    assert.equal(failure.reason, 'tls');
    assert.deepEqual(wire.logins, []);
  });

  it('says that the certificate of the authority cannot be read', async () => {
    const wire = await server({ tls: forAddress });
    const failure = await failureOf(
      openMysqlDatabase(target(wire.port, { tls: { mode: 'verified', caPem: 'no certificate' } })),
    );
    assert.equal(failure.reason, 'tls');
  });
});
