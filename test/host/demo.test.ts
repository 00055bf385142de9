import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Disposable } from '../../src/core/disposable';
import { BackupError } from '../../src/core/errors';
import type { TestDoor } from '../../src/host/testDoor';
import { openDoor } from './support/door';
import { Person } from './support/person';
import { TreeReader } from './support/treeText';

describe('demo clusters', function () {
  this.timeout(60_000);
  let door: TestDoor;
  let reader: TreeReader;
  let person: Person;
  let replaced: Disposable;

  before(async () => {
    ({ door } = await openDoor());
    reader = new TreeReader(door);
  });

  beforeEach(() => {
    person = new Person();
    replaced = door.dialogs.replace(person);
  });

  afterEach(async () => {
    for (const { profile } of [...door.clusters.all]) {
      await vscode.commands.executeCommand('obBackup.demo.stop', profile.id);
    }
    replaced.dispose();
    person.assertDone();
    assert.equal(door.clusters.all.length, 0);
  });

  const start = (...args: readonly unknown[]) =>
    vscode.commands.executeCommand('obBackup.demo.start', ...args);

  it('start as the version that was chosen, connected and marked', async () => {
    person.pick('OceanBase 4.2.5');
    await start();
    const root = await reader.find('demo-4');
    assert.match(root.text, /^demo-4 \| Demo · OceanBase 4\.2\.5\.0 · sys/);
    assert.match(root.item.contextValue ?? '', /\bdemo ownDemo\b/);
    assert.equal(door.store.read().profiles.length, 0, 'a demo is never stored');
  });

  it('of both lines run side by side', async () => {
    await start('4.2.5');
    await start('3.2.3');
    const names = (await reader.children()).map(({ text }) => text.split(' | ')[0]);
    assert.deepEqual(names, ['demo-4', 'demo-3']);
  });

  it('are not started twice', async () => {
    await start('3.2.3');
    await start('3.2.3');
    assert.equal(door.clusters.all.length, 1);
    assert.match(person.notices[0]?.message ?? '', /is there already/);
  });

  it('are connected again where they were disconnected', async () => {
    await start('4.2.5');
    const [first] = door.clusters.all;
    await vscode.commands.executeCommand('obBackup.connection.disconnect', first?.profile.id);
    await start('4.2.5');
    assert.equal(first?.connection.state.kind, 'connected');
    assert.equal(door.clusters.all.length, 1);
    assert.deepEqual(person.notices, []);
  });

  it('that cannot be connected end, say why, and begin anew with the next start', async () => {
    const refused = { kind: 'failed', error: new BackupError('timedOut', 'no answer') } as const;
    Object.defineProperty(door.clusters, 'connect', { value: async () => refused, configurable: true });
    try {
      await start('4.2.5');
    } finally {
      Reflect.deleteProperty(door.clusters, 'connect');
    }
    assert.equal(door.clusters.all.length, 0);
    assert.match(
      person.notices.map(({ message }) => message).join('\n'),
      /^The demo cluster could not be started\. The server gave no answer in time\..*$/,
    );
    await start('4.2.5');
    assert.equal(door.clusters.all[0]?.connection.state.kind, 'connected');
    assert.equal(person.notices.length, 1);
  });

  it('are gone when they are stopped, and can be started again', async () => {
    await start('4.2.5');
    await vscode.commands.executeCommand('obBackup.demo.stop');
    assert.equal(door.clusters.all.length, 0);
    await start('4.2.5');
    assert.equal(door.clusters.all[0]?.connection.state.kind, 'connected');
  });
});
