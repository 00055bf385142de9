import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestDoor } from '../../src/host/testDoor';
import { openDoor, until } from './support/door';
import { type OpenedCluster, openCluster } from './support/openedCluster';
import { iconOf, type ReadNode, TreeReader } from './support/treeText';

describe('the tree of clusters', function () {
  this.timeout(60_000);
  let door: TestDoor;
  let extensionPath: string;
  let reader: TreeReader;
  let opened: OpenedCluster | undefined;

  before(async () => {
    ({ door, extensionPath } = await openDoor());
    reader = new TreeReader(door);
  });

  afterEach(async () => {
    await opened?.close();
    opened = undefined;
  });

  const open = async (
    version: '4.2.5' | '3.2.3',
    scenario: string,
    tenant = 'sys',
  ): Promise<OpenedCluster> => {
    opened = await openCluster(door, extensionPath, { version, scenario, tenant });
    return opened;
  };

  const texts = (nodes: readonly ReadNode[]): readonly string[] => nodes.map(({ text }) => text);

  it('shows a 4.x cluster by tenants, with the word Demo and the word Oracle', async () => {
    await open('4.2.5', 'healthy');
    const root = await reader.find('healthy 4.2.5');
    assert.match(root.text, /\| Demo · OceanBase 4\.2\.5\.0 · sys/);
    assert.match(root.item.contextValue ?? '', /^cluster connected demo canBackUp\b/);
    const tenants = await reader.children(root.element);
    assert.deepEqual(
      texts(tenants).map((text) => text.split(' | ')[0]),
      ['billing', 'ledger', 'shop'],
    );
    assert.match(tenants[1]?.text ?? '', /Oracle · archiving · lag \d+ s/);
  });

  it('hangs incrementals under their full set, and pieces under their round', async () => {
    await open('4.2.5', 'healthy');
    const full = await reader.find('healthy 4.2.5', 'shop', 'Data backups', 'Full set 8');
    assert.match(full.text, /^Full set 8 \| \d\d-\d\d 02:00 · [\d.]+ GB · SUCCESS$/);
    const incrementals = await reader.children(full.element);
    assert.ok(incrementals.length >= 5);
    for (const { text } of incrementals) assert.match(text, /^Incremental set \d+ \| .*SUCCESS$/);
    const pieces = await reader.children(
      (await reader.find('healthy 4.2.5', 'shop', 'Log archive', 'Round 1')).element,
    );
    assert.match(pieces[0]?.text ?? '', /^Piece 14 \| .* · ACTIVE \(being written\)$/);
    assert.match(pieces[1]?.text ?? '', /^Piece 13 \| .* · FROZEN$/);
  });

  it('tells failed, cancelled and deleted sets apart by icon and by word', async () => {
    await open('4.2.5', 'healthy');
    const cancelled = await reader.find('healthy 4.2.5', 'shop', 'Data backups', 'Full set 11');
    assert.match(cancelled.text, /FAILED \(cancelled\) · INCOMPLETE/);
    const failed = await reader.find(
      'healthy 4.2.5',
      'billing',
      'Data backups',
      'Full set 15',
      'Incremental set 18',
    );
    assert.match(failed.text, /FAILED · INCOMPLETE/);
    const deleted = await reader.find('healthy 4.2.5', 'billing', 'Data backups', 'Full set 1 ');
    assert.match(deleted.text, /\| DELETED · /);
    const good = await reader.find('healthy 4.2.5', 'billing', 'Data backups', 'Full set 15');
    const icons = [cancelled, failed, deleted, good].map(iconOf);
    assert.deepEqual(icons, [
      'circle-slash disabledForeground',
      'error problemsErrorIcon.foreground',
      'trash disabledForeground',
      'package',
    ]);
  });

  it('shows a user tenant of 4.x its own two sections', async () => {
    await open('4.2.5', 'healthy', 'shop');
    const root = await reader.find('healthy 4.2.5');
    assert.deepEqual(
      texts(await reader.children(root.element)).map((text) => text.split(' | ')[0]),
      ['Log archive', 'Data backups'],
    );
    const full = await reader.find('healthy 4.2.5', 'Data backups', 'Full set 8');
    assert.match(reader.tooltip(full), /DBA_|Earliest restore point/);
  });

  it('shows 3.x as one archive and one list of sets, each with its tenants', async () => {
    await open('3.2.3', 'healthy');
    const set = await reader.find('healthy 3.2.3', 'Backup sets', 'Full set');
    assert.match(set.text, /^Full set \d+ \| .* · COMPLETED$/);
    const tenants = texts(await reader.children(set.element)).map((text) => text.split(' | ')[0]);
    assert.deepEqual(tenants, ['sys', 'trade', 'members', 'ledger']);
    const piece = await reader.find('healthy 3.2.3', 'Log archive', 'Round 1', 'trade', 'Piece');
    assert.match(piece.text, /ACTIVE \(being written\)/);
  });

  it('never puts a word of success on a 3.x run that did not succeed', async () => {
    await open('3.2.3', 'healthy');
    const { element } = await reader.find('healthy 3.2.3', 'Backup sets');
    const words = texts(await reader.children(element)).filter((text) => /FAILED/.test(text));
    assert.ok(words.length > 0, 'the scenario has a run that did not succeed');
    for (const word of words) assert.doesNotMatch(word, /SUCCESS|COMPLETED/);
  });

  it('puts an interrupted archive in words, in colour, and beside the way out', async () => {
    await open('4.2.5', 'interrupted');
    const section = await reader.find('interrupted 4.2.5', 'shop', 'Log archive');
    assert.match(section.text, /INTERRUPTED \(does not heal by itself\)/);
    assert.equal(iconOf(section), 'history problemsErrorIcon.foreground');
    const hint = await reader.find('interrupted 4.2.5', 'shop', 'Log archive', 'The archive is interrupted');
    assert.match(hint.item.contextValue ?? '', /^hint hasDetails hasStatement hasManual$/);
    const copied = await vscode.commands.executeCommand('obBackup.copy.statement', hint.element.id);
    assert.equal(copied, 'ALTER SYSTEM NOARCHIVELOG TENANT = shop;\nALTER SYSTEM ARCHIVELOG TENANT = shop;');
  });

  for (const version of ['4.2.5', '3.2.3'] as const) {
    it(`says in an empty ${version} cluster what is missing and what leads on`, async () => {
      await open(version, 'empty');
      const way = version === '4.2.5' ? [`empty ${version}`, 'shop'] : [`empty ${version}`];
      const archive = await reader.find(...way, 'Log archive');
      assert.match(archive.text, /\| not archiving$|\| STOP \(not archiving\)$/);
      assert.match(texts(await reader.children(archive.element)).join('\n'), /No archive destination is set/);
      const data = await reader.find(...way, version === '4.2.5' ? 'Data backups' : 'Backup sets');
      assert.match(texts(await reader.children(data.element)).join('\n'), /No backup destination is set/);
    });
  }

  it('lets one missing view cost its own place only', async () => {
    const { simulator, cluster } = await open('4.2.5', 'healthy');
    await simulator.ask('fault', 'error*1000:1142:CDB_OB_BACKUP_DELETE_POLICY');
    await cluster.watcher.refresh();
    const { element } = await reader.find('healthy 4.2.5', 'shop', 'Data backups');
    const children = await reader.children(element);
    const problem = children.find(({ text }) => text.includes('could not be read'));
    assert.match(problem?.text ?? '', /^CDB_OB_BACKUP_DELETE_POLICY could not be read \| 1142: /);
    assert.ok(
      texts(children).some((text) => text.startsWith('Full set')),
      'the sets are still there',
    );
    assert.ok(!texts(children).some((text) => text.startsWith('Cleaning policy')));
  });

  it('shows what could not be read in its place, and reads it when it is refreshed', async () => {
    const { simulator, id } = await open('4.2.5', 'healthy');
    await simulator.ask('fault', 'error*10:4012:CDB_OB_BACKUP_SET_FILES');
    const { element } = await reader.find('healthy 4.2.5', 'shop', 'Data backups');
    const children = texts(await reader.children(element)).join('\n');
    assert.match(children, /could not be read \| .*4012/i);
    assert.doesNotMatch(children, /No backup yet/, 'not read is not the same as not there');
    await simulator.ask('clearFaults');
    await vscode.commands.executeCommand('obBackup.cluster.refresh', id);
    await reader.find('healthy 4.2.5', 'shop', 'Data backups', 'Full set 8');
  });

  it('keeps the identity of its nodes over a refresh, and fires nothing that did not change', async () => {
    const { id } = await open('4.2.5', 'healthy');
    const before = await reader.find('healthy 4.2.5', 'shop', 'Data backups', 'Full set 8');
    const fired: string[] = [];
    const listening = door.sidebar.tree.onDidChangeTreeData((elements) => {
      fired.push(...(elements?.map(({ id }) => id) ?? ['everything']));
    });
    await vscode.commands.executeCommand('obBackup.cluster.refresh', id);
    listening.dispose();
    const after = await reader.find('healthy 4.2.5', 'shop', 'Data backups', 'Full set 8');
    assert.equal(after.element, before.element, 'the very same element, or VS Code would collapse it');
    assert.ok(!fired.includes('everything'));
    assert.ok(!fired.includes(before.element.id));
  });

  it('says that a connection was lost, keeps what was read, and goes on when it is back', async () => {
    const { simulator, cluster } = await open('4.2.5', 'healthy');
    await reader.find('healthy 4.2.5', 'shop', 'Data backups', 'Full set 8');
    const sessions: readonly { readonly id: number }[] = JSON.parse(await simulator.ask('sessions'));
    for (const { id } of sessions) await simulator.ask('kill', String(id));
    await until(() => cluster.connection.state.kind === 'waiting');
    const root = await reader.find('healthy 4.2.5');
    assert.match(root.text, /connection lost, retry 1 at \d\d:\d\d:\d\d/);
    const children = texts(await reader.children(root.element));
    assert.match(children[0] ?? '', /The connection was lost.*what stands below was read at/);
    await reader.find('healthy 4.2.5', 'shop', 'Data backups', 'Full set 8');
    await until(() => cluster.connection.state.kind === 'connected');
    assert.match((await reader.find('healthy 4.2.5')).text, /OceanBase 4\.2\.5\.0/);
  });

  it('jumps into a history by a time of the server, and says that newer entries are hidden', async () => {
    await open('4.2.5', 'healthy');
    const data = await reader.find('healthy 4.2.5', 'shop', 'Data backups');
    await reader.children(data.element);
    const { tree } = door.sidebar;
    const clock = tree.branch(data.element.clusterId)?.scene()?.snapshot.clock;
    assert.ok(clock !== undefined);
    const older = await reader.find('healthy 4.2.5', 'shop', 'Data backups', 'Full set 1 ');
    await vscode.commands.executeCommand('obBackup.history.goTo', data.element.id, '1');
    const jumped = texts(await reader.children(data.element));
    assert.ok(
      jumped.some((text) => text.startsWith('Newer entries are not shown')),
      jumped.join('\n'),
    );
    assert.ok(jumped.some((text) => text === older.text));
    assert.ok(!jumped.some((text) => text.startsWith('Full set 8')));
    await vscode.commands.executeCommand('obBackup.cluster.refresh', data.element.clusterId);
    await reader.find('healthy 4.2.5', 'shop', 'Data backups', 'Full set 8');
  });

  it('gives both clocks and every unit in the tooltip', async () => {
    await open('4.2.5', 'healthy');
    const set = await reader.find('healthy 4.2.5', 'shop', 'Data backups', 'Full set 8');
    const tooltip = reader.tooltip(set);
    assert.match(tooltip, /Started \| \d{4}-\d\d-\d\d 02:00:\d\d \(\+08:00\)/);
    if (new Date().getTimezoneOffset() !== -480) {
      assert.match(
        tooltip,
        /Started.*\n\| {2}\| \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(.+\)/,
        'the person’s own clock below it',
      );
    }
    assert.match(tooltip, /Earliest restore point \(SCN\) \| \d{19} \|\n\| {2}\| \d{4}-/);
    assert.match(tooltip, /Written \| [\d.]+ GB \(\d+ bytes\)/);
  });
});
