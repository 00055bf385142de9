import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Disposable } from '../../src/core/disposable';
import type { TestDoor } from '../../src/host/testDoor';
import { startWireServer } from '../unit/mysql/support/wireServer';
import { openDoor, until } from './support/door';
import { Person } from './support/person';
import { SimulatorProcess } from './support/simulatorProcess';

const SECRET = 'geheim-42';

describe('connections', () => {
  let door: TestDoor;
  let extensionPath: string;
  let simulator: SimulatorProcess;
  let person: Person;
  let replaced: Disposable;
  const lines: string[] = [];

  before(async () => {
    ({ door, extensionPath } = await openDoor());
    door.onDidLog((line) => lines.push(line));
    simulator = await SimulatorProcess.start(extensionPath, { password: SECRET });
  });

  after(async () => {
    await simulator.stop();
  });

  beforeEach(() => {
    person = new Person();
    replaced = door.dialogs.replace(person);
  });

  afterEach(async () => {
    person.assertDone();
    for (const { profile } of door.clusters.all) {
      await door.clusters.remove(profile.id);
    }
    replaced.dispose();
    assert.ok(!lines.join('\n').includes(SECRET), 'no password in the log');
  });

  const run = async (command: string, ...args: unknown[]): Promise<unknown> =>
    vscode.commands.executeCommand(`obBackup.connection.${command}`, ...args);

  const stateOf = (id: string): string | undefined => door.clusters.get(id)?.connection.state.kind;

  /** Adds a connection to the simulator through the form. */
  async function add(password = SECRET, hosts = `127.0.0.1:${simulator.port}`): Promise<string> {
    person.fills('hosts', hosts).fills('user', 'root@sys').fills('password', password).pick('save');
    const id = await run('add');
    assert.ok(typeof id === 'string');
    return id;
  }

  it('are added through the form, stored without their password, and connected', async () => {
    const id = await add();
    assert.equal(stateOf(id), 'connected');
    const [stored] = door.store.read().profiles;
    assert.deepEqual(stored?.endpoints, [{ host: '127.0.0.1', port: simulator.port }]);
    assert.deepEqual([stored?.user, stored?.tenant, stored?.cluster], ['root', 'sys', undefined]);
    assert.ok(!JSON.stringify(stored).includes(SECRET));
    assert.equal(stored === undefined ? undefined : await door.passwords.known(stored), SECRET);
  });

  it('take a user name in the spelling of the proxy apart', async () => {
    person.fills('hosts', `127.0.0.1:${simulator.port}`).fills('user', 'obcluster:sys:root').escapes();
    await run('add');
    const shown = person.lists.at(-1)?.choices ?? [];
    const value = (row: string): string | undefined =>
      shown.find((choice) => choice.value === row)?.description;
    assert.deepEqual([value('user'), value('tenant'), value('cluster')], ['root', 'sys', 'obcluster']);
    person.pick('cancel');
    await run('add');
  });

  it('refuse what cannot be sent, with a sentence each, before anything is sent', async () => {
    person
      .pick('hosts')
      .types('http://ob1')
      .types('ob1')
      .pick('port')
      .pick('other')
      .types('70000')
      .types('2882')
      .pick('user')
      .types('a-b-c-d')
      .types('root@sys')
      .pick('cancel');
    await run('add');
    assert.equal(person.refusals.length, 3);
    assert.match(person.refusals[0] ?? '', /"http:\/\/ob1" is not a host/);
    assert.match(person.refusals[1] ?? '', /1 to 65535/);
    assert.match(person.refusals[2] ?? '', /more than one way/);
    assert.deepEqual(door.clusters.all, []);
  });

  it('say in the form what is missing, and keep what is there', async () => {
    person.fills('user', 'root@sys').pick('save').pick('cancel');
    await run('add');
    const last = person.lists.at(-1);
    assert.match(last?.placeholder ?? '', /At least one host is needed/);
    assert.equal(last?.active, 'hosts');
    assert.equal(last?.choices.find(({ value }) => value === 'user')?.description, 'root');
    assert.deepEqual(door.clusters.all, []);
  });

  it('go on after Escape where they were left, until they are cancelled', async () => {
    person.fills('hosts', 'ob7').fills('password', SECRET).escapes();
    await run('add');
    person.pick('cancel');
    await run('add');
    const [again] = person.lists.slice(-1);
    assert.equal(again?.choices.find(({ value }) => value === 'hosts')?.description, 'ob7');
    assert.match(again?.placeholder ?? '', /goes on where it was left/);
    person.escapes();
    await run('add');
    const fresh = person.lists.at(-1)?.choices.find(({ value }) => value === 'hosts')?.description;
    assert.notEqual(fresh, 'ob7');
    assert.ok(!JSON.stringify(person.lists).includes(SECRET), 'no password in the form');
  });

  it('are tested from the form, which stays with everything in it when the test fails', async () => {
    person
      .fills('hosts', `127.0.0.1:${simulator.port}`)
      .fills('user', 'root@sys')
      .fills('password', 'wrong')
      .pick('test')
      .fills('password', SECRET)
      .pick('test')
      .pick('cancel');
    await run('add');
    const [refused, works] = person.notices;
    assert.equal(refused?.severity, 'error');
    assert.match(refused?.message ?? '', /The login was refused.* Error 1045 \(SQLSTATE 42000\)/);
    assert.equal(works?.severity, 'info');
    assert.match(works?.message ?? '', /OceanBase 4\.2\.5.* tenant sys/);
    assert.ok(lines.some((line) => line.includes('failed: loginRefused')));
    assert.ok(lines.some((line) => /usable at 127\.0\.0\.1:\d+: OceanBase 4\.2\.5/.test(line)));
    assert.deepEqual(door.clusters.all, []);
  });

  it('are tested from the tree with the password that is kept', async () => {
    const id = await add();
    await run('test', { id: `${id}/x`, clusterId: id });
    assert.match(person.notices.at(-1)?.message ?? '', /The connection works/);
    assert.equal(stateOf(id), 'connected');
  });

  it('whose login is refused ask once and keep the stored password', async () => {
    const id = await add();
    await run('disconnect', id);
    const stored = door.clusters.get(id)?.profile;
    assert.ok(stored !== undefined);
    await door.passwords.keep(stored, 'outdated');
    person.types('wrong as well');
    await run('connect', id);
    assert.equal(stateOf(id), 'failed');
    assert.equal(await door.passwords.known(stored), 'outdated');
    assert.match(person.notices.at(-1)?.message ?? '', /1045.*A stored password is left as it is/);
    person.types(SECRET);
    await run('connect', id);
    assert.equal(stateOf(id), 'connected');
    assert.equal(await door.passwords.known(stored), SECRET);
  });

  it('are edited: the form knows them, and a changed one connects anew', async () => {
    const id = await add();
    person.fills('name', 'Renamed').fills('tenant', 'shop').pick('save');
    await run('edit', id);
    const cluster = door.clusters.get(id);
    assert.equal(cluster?.profile.name, 'Renamed');
    assert.equal(cluster?.profile.tenant, 'shop');
    const state = cluster?.connection.state;
    assert.ok(state?.kind === 'connected');
    assert.equal(state.dialect.scope, 'tenant');
    assert.equal(door.store.read().profiles[0]?.tenant, 'shop');
  });

  it('are removed with their password, after a question', async () => {
    const id = await add();
    const profile = door.clusters.get(id)?.profile;
    assert.ok(profile !== undefined);
    person.escapes();
    await run('remove', id);
    assert.equal(stateOf(id), 'connected');
    person.confirms('remove');
    await run('remove', id);
    assert.deepEqual(door.clusters.all, []);
    assert.deepEqual(door.store.read().profiles, []);
    assert.equal(await door.passwords.known(profile), undefined);
  });

  it('that are lost come back by themselves', async () => {
    const own = await SimulatorProcess.start(extensionPath, { password: SECRET });
    const id = await add(SECRET, `127.0.0.1:${own.port}`);
    await own.stop();
    await until(() => stateOf(id) === 'waiting' || stateOf(id) === 'connecting');
    const again = await SimulatorProcess.start(extensionPath, { password: SECRET, port: own.port });
    try {
      await until(() => stateOf(id) === 'connected');
    } finally {
      await door.clusters.remove(id);
      await again.stop();
    }
    assert.deepEqual(person.notices, []);
  });

  it('may be several at once, of both lines', async () => {
    const old = await SimulatorProcess.start(extensionPath, { password: SECRET, version: '3.2.3' });
    try {
      const [four, three] = [await add(), await add(SECRET, `127.0.0.1:${old.port}`)];
      const lineOf = (id: string): number | undefined => {
        const state = door.clusters.get(id)?.connection.state;
        return state?.kind === 'connected' ? state.dialect.line : undefined;
      };
      assert.deepEqual([lineOf(four), lineOf(three)], [4, 3]);
      await door.clusters.remove(three);
    } finally {
      await old.stop();
    }
  });

  it('to a user tenant of 3.x are refused with the way that works', async () => {
    const old = await SimulatorProcess.start(extensionPath, { password: SECRET, version: '3.2.3' });
    try {
      person
        .fills('hosts', `127.0.0.1:${old.port}`)
        .fills('user', 'root@trade')
        .fills('password', SECRET)
        .pick('save');
      const id = await run('add');
      assert.equal(stateOf(String(id)), 'refused');
      assert.match(
        person.notices.at(-1)?.message ?? '',
        /sys tenant only.*tenant trade.*log in to tenant sys/,
      );
      await door.clusters.remove(String(id));
    } finally {
      await old.stop();
    }
  });

  it('to an Oracle-mode tenant are refused with the way that works, and without a question for a password', async () => {
    person
      .fills('hosts', `127.0.0.1:${simulator.port}`)
      .fills('user', 'root@ledger')
      .fills('password', SECRET)
      .pick('save');
    await run('add');
    assert.match(person.notices.at(-1)?.message ?? '', /Oracle mode.*Log in to tenant sys/);
  });

  for (const [what, comment, version, sentence] of [
    ['MySQL', 'MySQL Community Server - GPL', '8.0.36', /This is MySQL 8\.0\.36, not OceanBase/],
    ['MariaDB', 'mariadb.org binary distribution', '10.11.6-MariaDB', /This is MariaDB 10\.11\.6/],
    ['an older OceanBase', 'OceanBase 1.4.79 (r1)', '5.6.25', /OceanBase 1\.4\.79.* is not supported/],
  ] as const) {
    it(`to ${what} are refused with the way that works`, async () => {
      const server = await startWireServer({ answer: (text) => answerAs(text, comment, version) });
      try {
        const id = await add('', `127.0.0.1:${server.port}`);
        assert.equal(stateOf(id), 'refused');
        const message = person.notices.at(-1)?.message ?? '';
        assert.match(message, sentence);
        assert.match(message, /OceanBase cluster|version 3\.1 to 3\.2 or 4\.x/);
      } finally {
        await server.close();
      }
    });
  }

  it('to a server that says nothing can be cancelled', async () => {
    const silent = await startWireServer({ insteadOfGreeting: { kind: 'silence' } });
    try {
      person.impatient = true;
      const id = await add(SECRET, `127.0.0.1:${silent.port}`);
      assert.equal(stateOf(id), 'disconnected');
      assert.deepEqual(person.notices, []);
    } finally {
      await silent.close();
    }
  });

  it('to a port where nobody listens fail with what to check', async () => {
    const gone = await startWireServer();
    await gone.close();
    const id = await add(SECRET, `127.0.0.1:${gone.port}`);
    assert.equal(stateOf(id), 'failed');
    assert.match(person.notices.at(-1)?.message ?? '', /No host of the connection can be reached.*2881/);
  });

  it('try their hosts in turn', async () => {
    const gone = await startWireServer();
    await gone.close();
    const id = await add(SECRET, `127.0.0.1:${gone.port}, 127.0.0.1:${simulator.port}`);
    const state = door.clusters.get(id)?.connection.state;
    assert.ok(state?.kind === 'connected');
    assert.equal(state.database.endpoint.port, simulator.port);
  });

  it('take a CA file only if it holds a certificate', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'ob-backup-ca-'));
    const file = path.join(folder, 'ca.pem');
    writeFileSync(file, 'nothing of the kind');
    try {
      person.pick('tls').pick('verified').pick('caFile').pick('choose').opensFile(file).pick('cancel');
      await run('add');
      assert.match(person.notices[0]?.message ?? '', /ca\.pem cannot be read, or holds no certificate/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

type Answer = NonNullable<
  ReturnType<NonNullable<NonNullable<Parameters<typeof startWireServer>[0]>['answer']>>
>;

/** The few questions with which a server is asked who it is. */
function answerAs(text: string, comment: string, version: string): Answer {
  const row = (...values: readonly string[]): Answer => ({
    kind: 'rows',
    columns: values.map((_value, at) => ({ name: `c${at}`, type: 253, charset: 45 })),
    rows: [values],
  });
  if (/version_comment/i.test(text)) {
    return /show/i.test(text) ? row('version_comment', comment) : row(comment);
  }
  if (/\bVERSION\(\)/.test(text) && !/OB_VERSION/.test(text)) {
    return row(version);
  }
  if (/EFFECTIVE_TENANT_ID/i.test(text)) {
    return row('1');
  }
  return { kind: 'error', number: 1305, sqlState: '42000', message: 'FUNCTION does not exist' };
}
