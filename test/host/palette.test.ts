import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Disposable } from '../../src/core/disposable';
import type { TestDoor } from '../../src/host/testDoor';
import { openDoor, until } from './support/door';
import { type OpenedCluster, openCluster } from './support/openedCluster';
import { Person } from './support/person';
import { TreeReader } from './support/treeText';

describe('commands from the palette, without a place', function () {
  this.timeout(60_000);
  let door: TestDoor;
  let extensionPath: string;
  let person: Person;
  let replaced: Disposable;
  let opened: OpenedCluster | undefined;

  before(async () => {
    ({ door, extensionPath } = await openDoor());
  });

  beforeEach(() => {
    person = new Person();
    replaced = door.dialogs.replace(person);
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await opened?.close();
    opened = undefined;
    replaced.dispose();
    person.assertDone();
  });

  const run = (command: string) => vscode.commands.executeCommand(`obBackup.${command}`);

  const notices = (): string => person.notices.map(({ message }) => message).join('\n');

  const open = async (): Promise<OpenedCluster> => {
    opened = await openCluster(door, extensionPath, { version: '4.2.5', scenario: 'healthy' });
    return opened;
  };

  for (const [command, sentence] of [
    ['history.goTo', /^There is no cluster for this\. Add a connection first/],
    ['cluster.refresh', /^There is no connected cluster whose state could be read again\.$/],
    ['details.open', /^There is nothing of the kind here\. Select an entry/],
  ] as const) {
    it(`say that there is nothing to choose from (${command})`, async () => {
      await run(command);
      assert.match(notices(), sentence);
      assert.equal(person.notices.length, 1);
    });
  }

  it('ask whose sets are meant, and jump', async () => {
    const { id } = await open();
    person.pick('shop').types('3');
    await run('history.goTo');
    assert.equal(notices(), '');
    const set = await new TreeReader(door).find('healthy 4.2.5', 'shop', 'Data backups', 'Full set 1');
    assert.equal(set.element.clusterId, id);
  });

  it('leave everything as it is when the question is dismissed', async () => {
    await open();
    person.escapes();
    await run('history.goTo');
    assert.equal(notices(), '');
  });

  it('read every connected cluster again', async () => {
    const { cluster } = await open();
    const before = cluster.watcher.snapshot;
    await run('cluster.refresh');
    assert.notEqual(cluster.watcher.snapshot, before);
    assert.equal(notices(), '');
  });

  it('use what is selected', async () => {
    const { id } = await open();
    await door.sidebar.showCluster(id);
    await until(() => door.sidebar.view.selected?.id === id);
    await run('details.open');
    assert.equal(vscode.window.activeTextEditor?.document.uri.query, id);
    assert.equal(notices(), '');
  });
});
