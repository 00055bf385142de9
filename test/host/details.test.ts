import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestDoor } from '../../src/host/testDoor';
import { openDoor } from './support/door';
import { type OpenedCluster, openCluster } from './support/openedCluster';
import { Person } from './support/person';
import { TreeReader } from './support/treeText';

describe('details and copies', function () {
  this.timeout(60_000);
  let door: TestDoor;
  let reader: TreeReader;
  let opened: OpenedCluster;

  before(async () => {
    const { door: theDoor, extensionPath } = await openDoor();
    door = theDoor;
    reader = new TreeReader(door);
    opened = await openCluster(door, extensionPath, { version: '4.2.5', scenario: 'healthy' });
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await opened.close();
  });

  const setNode = () => reader.find('healthy 4.2.5', 'shop', 'Data backups', 'Full set 8');

  it('open as a read-only document with every column as sent and the SELECT', async () => {
    const { element } = await setNode();
    await vscode.commands.executeCommand('obBackup.details.open', element.id);
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document !== undefined);
    assert.equal(document.uri.scheme, 'obbackup');
    assert.equal(vscode.workspace.fs.isWritableFileSystem('obbackup'), undefined);
    const text = document.getText();
    assert.match(text, /^Full set 8 · shop\nhealthy 4\.2\.5 · Demo · OceanBase 4\.2\.5\.0\n/);
    assert.match(text, /\nMIN_RESTORE_SCN {2,}\d{19}\n/);
    assert.match(text, /\nELAPSED_SECONDES {2,}\d+\n/);
    assert.match(text, /\nSELECT .*FROM oceanbase\.CDB_OB_BACKUP_SET_FILES WHERE .*BACKUP_SET_ID = 8.*;\n/);
    assert.doesNotMatch(text, /;;/);
    assert.match(text, /\nManual\n-+\nhttps:\/\//);
  });

  it('may be asked for by the node itself, as the menus do', async () => {
    const { element } = await setNode();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('obBackup.details.open', element, [element]);
    assert.equal(vscode.window.activeTextEditor?.document.uri.query, element.id);
  });

  it('copy id, SCN, path and SELECT, and the row as JSON without losing a digit', async () => {
    const { element } = await setNode();
    const copied = async (what: string): Promise<string> => {
      const text = await vscode.commands.executeCommand<string>(`obBackup.copy.${what}`, element.id);
      assert.equal(await vscode.env.clipboard.readText(), text);
      return text;
    };
    assert.equal(await copied('id'), '8');
    const scn = await copied('scn');
    assert.match(scn, /^\d{19}$/);
    assert.equal(await copied('path'), 'file:///backup/shop/data');
    assert.match(await copied('select'), /^SELECT .* = 8.*;$/);
    const row: Readonly<Record<string, unknown>> = JSON.parse(await copied('json'));
    assert.equal(row['MIN_RESTORE_SCN'], scn);
    assert.equal(row['BACKUP_SET_ID'], '8');
  });

  it('run their SELECT as it stands', async () => {
    const { element } = await setNode();
    const select = await vscode.commands.executeCommand<string>('obBackup.copy.select', element.id);
    const { state } = opened.cluster.connection;
    assert.ok(state.kind === 'connected');
    const { rows, columns } = await state.database.query(select.replace(/;$/, ''));
    assert.equal(rows.length, 1);
    assert.equal(rows[0]?.[columns.indexOf('BACKUP_SET_ID')], '8');
  });

  it('say so where there is nothing to copy', async () => {
    const person = new Person();
    const replaced = door.dialogs.replace(person);
    try {
      await vscode.commands.executeCommand('obBackup.copy.scn', 'no such node');
      assert.match(person.notices[0]?.message ?? '', /nothing of the kind/);
    } finally {
      replaced.dispose();
    }
  });
});
