import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Disposable } from '../../src/core/disposable';
import { noticeOfClosed } from '../../src/host/commands/backupOutcome';
import { demoProfile } from '../../src/host/connections/demoConnection';
import type { TestDoor } from '../../src/host/testDoor';
import { openDoor, until } from './support/door';
import { type OpenedCluster, type OpenedClusterOptions, openCluster } from './support/openedCluster';
import { Person } from './support/person';
import { SimulatorProcess } from './support/simulatorProcess';
import { TreeReader } from './support/treeText';

/** The clock is stepped by hand: a backup is as long as the test wants it to be. */
const MINUTE_MICROS = 60_000_000n;

const DISCONNECT = 'obBackup.connection.disconnect';

/** The connection is edited so that it goes to another server. */
async function leadElsewhere({ clusters, store }: TestDoor, id: string): Promise<void> {
  const profile = clusters.get(id)?.profile;
  assert.ok(profile !== undefined);
  await clusters.update({ ...profile, tenant: 'shop' });
  await store.remove(id);
}

describe('a full backup', function () {
  this.timeout(120_000);
  let door: TestDoor;
  let extensionPath: string;
  let reader: TreeReader;
  let person: Person;
  let replaced: Disposable;
  let opened: OpenedCluster | undefined;

  before(async () => {
    ({ door, extensionPath } = await openDoor());
    reader = new TreeReader(door);
  });

  beforeEach(() => {
    person = new Person();
    replaced = door.dialogs.replace(person);
  });

  afterEach(async () => {
    replaced.dispose();
    await opened?.close();
    opened = undefined;
    person.assertDone();
  });

  const open = async (options: OpenedClusterOptions): Promise<OpenedCluster> => {
    opened = await openCluster(door, extensionPath, options);
    return opened;
  };

  const start = (id?: string) => vscode.commands.executeCommand('obBackup.backup.startFull', id);

  const notices = (): string => person.notices.map(({ message }) => message).join('\n');

  /** How often the server was told to start a backup. */
  const sent = async ({ simulator }: OpenedCluster): Promise<number> =>
    [...(await simulator.ask('statements')).matchAll(/ALTER SYSTEM BACKUP/gi)].length;

  it('of chosen 4.x tenants is shown word for word, sent once, followed to its end, and found in the tree', async () => {
    const cluster = await open({ version: '4.2.5', scenario: 'healthy', speed: 60 });
    person.pick(['ledger', 'shop']).confirms('run');
    await start(cluster.id);
    const [shown] = person.confirmations;
    assert.equal(shown?.message, 'Start a full backup of 2 tenants in healthy 4.2.5?');
    assert.match(shown?.detail ?? '', /\nALTER SYSTEM BACKUP TENANT = ledger, shop;\n/);
    assert.match(shown?.detail ?? '', /Cluster: healthy 4\.2\.5 \(OceanBase 4\.2\.5\.0\)/);
    assert.match(shown?.detail ?? '', /ledger \(Oracle\)/);
    assert.match(shown?.detail ?? '', /demo cluster/);
    assert.deepEqual(
      shown?.choices.map(({ label }) => label),
      ['Start Backup', 'Copy SQL', 'Open in Editor'],
    );
    assert.deepEqual(person.progressTitles, [
      'Checking healthy 4.2.5 for a full backup…',
      'Starting the full backup in healthy 4.2.5…',
    ]);
    assert.equal(person.progressShown, 0, 'nothing turns any more');
    const running = await reader.find('healthy 4.2.5', 'shop', 'Data backups', 'Full backup to set');
    assert.match(running.text, /preparing|%/);
    await cluster.simulator.ask('advance', `${120n * MINUTE_MICROS}`);
    await until(() => person.notices.length > 0);
    assert.match(
      notices(),
      /^Demo: The full backup of (shop, ledger|ledger, shop) is completed after .*written\.$/,
    );
    assert.equal(person.notices.length, 1, 'one notice, whatever the number of tenants');
    assert.equal(person.notices[0]?.severity, 'info');
    assert.equal(await sent(cluster), 1);
    const set = await reader.find('healthy 4.2.5', 'shop', 'Data backups', 'Full set 16');
    assert.match(set.text, /SUCCESS/);
  });

  it('of a 3.x cluster is of the whole cluster, and says so', async () => {
    const cluster = await open({ version: '3.2.3', scenario: 'healthy', speed: 60 });
    person.confirms('run');
    await start(cluster.id);
    const [shown] = person.confirmations;
    assert.equal(shown?.message, 'Start a full backup of the whole cluster healthy 3.2.3?');
    assert.match(shown?.detail ?? '', /\nALTER SYSTEM BACKUP DATABASE;\n/);
    assert.match(shown?.detail ?? '', /Tenants: all \(/);
    await cluster.simulator.ask('advance', `${120n * MINUTE_MICROS}`);
    await until(() => person.notices.length > 0);
    assert.match(notices(), /^Demo: The full backup of healthy 3\.2\.3 is completed/);
    assert.equal(await sent(cluster), 1);
    assert.match((await reader.find('healthy 3.2.3', 'Backup sets', 'Full set 18')).text, /COMPLETED/);
  });

  it('in a user tenant of 4.x needs no choice and names no tenant in its statement', async () => {
    const cluster = await open({ version: '4.2.5', scenario: 'healthy', tenant: 'shop' });
    person.escapes();
    await start(cluster.id);
    assert.match(person.confirmations[0]?.detail ?? '', /\nALTER SYSTEM BACKUP DATABASE;\n/);
    assert.equal(await sent(cluster), 0);
  });

  it('is not sent when the person says no, and nothing more is said', async () => {
    const cluster = await open({ version: '4.2.5', scenario: 'healthy' });
    person.pick(['shop']).escapes();
    await start(cluster.id);
    assert.equal(await sent(cluster), 0);
    assert.equal(notices(), '');
    assert.deepEqual([person.progressTitles.length, person.progressShown], [1, 0]);
  });

  it('of no tenant is not begun, and that is said', async () => {
    const cluster = await open({ version: '4.2.5', scenario: 'healthy' });
    person.pick([]);
    await start(cluster.id);
    assert.equal(notices(), 'No tenant was chosen, so no backup was started.');
    assert.equal(await sent(cluster), 0);
  });

  it('says that the tenants could not be read, and why, instead of that there are none', async () => {
    const cluster = await open({ version: '4.2.5', scenario: 'healthy' });
    await cluster.simulator.ask('fault', 'error*99:1142:DBA_OB_TENANTS');
    await cluster.cluster.watcher.refresh();
    await start(cluster.id);
    assert.match(notices(), /^The tenants could not be read, so no backup was started: .*TENANTS.*\(1142/);
  });

  it('says why a server that is connected for it refuses', async () => {
    const simulator = await SimulatorProcess.start(extensionPath, { version: '3.2.3' });
    try {
      const address = { id: 'user-3x', name: 'user 3.x', host: '127.0.0.1', port: simulator.port };
      door.clusters.addDemo(demoProfile({ ...address, user: 'root', tenant: 'trade' }), '');
      await start('user-3x');
      assert.match(notices(), /^user 3\.x: .*can be seen from the sys tenant only.*log in to tenant sys/);
      assert.deepEqual(person.progressTitles, ['Connecting to user 3.x…']);
    } finally {
      await door.clusters.remove('user-3x');
      await simulator.stop();
    }
  });

  for (const [how, act] of [
    ['disconnects', async (id: string) => vscode.commands.executeCommand(DISCONNECT, id)],
    ['removes', async (id: string) => door.clusters.remove(id)],
    ['leads elsewhere', async (id: string) => leadElsewhere(door, id)],
  ] as const) {
    it(`is not followed any more when the person ${how} the connection, and that is said once`, async () => {
      const cluster = await open({ version: '4.2.5', scenario: 'healthy' });
      person.pick(['shop']).confirms('run');
      await start(cluster.id);
      await act(cluster.id);
      await until(() => person.notices.length > 0);
      assert.equal(
        notices(),
        'Demo: How the full backup of shop ends is not followed any more, because the connection was closed.',
      );
    });
  }

  it('on a server goes on when nobody follows it, and the notice says so', () => {
    const { message } = noticeOfClosed([], { name: 'prod', demo: false, whole: true });
    assert.match(
      message,
      /^How the full backup of prod ends .* closed\. The backup goes on on the server\.$/,
    );
  });

  it('lets the statement be copied, and asks again', async () => {
    const cluster = await open({ version: '4.2.5', scenario: 'healthy' });
    person.pick(['shop']).confirms('copy').escapes();
    await start(cluster.id);
    assert.equal(await vscode.env.clipboard.readText(), 'ALTER SYSTEM BACKUP TENANT = shop;');
    assert.equal(person.confirmations.length, 2);
    assert.equal(await sent(cluster), 0);
  });

  it('lets the statement be taken to an editor instead of being sent', async () => {
    const cluster = await open({ version: '4.2.5', scenario: 'healthy' });
    person.pick(['shop']).confirms('open');
    await start(cluster.id);
    assert.equal(vscode.window.activeTextEditor?.document.getText(), 'ALTER SYSTEM BACKUP TENANT = shop;\n');
    assert.equal(await sent(cluster), 0);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('is stopped before the question where logs are not archived, with what to do', async () => {
    const cluster = await open({ version: '4.2.5', scenario: 'interrupted' });
    person.pick(['shop']);
    await start(cluster.id);
    await until(() => person.notices.length > 0);
    assert.match(
      notices(),
      /^Demo: Nothing was sent\. shop: log archiving is not in status DOING \(INTERRUPTED\)\./,
    );
    assert.match(notices(), /does not heal by itself: repair the cause, NOARCHIVELOG/);
    assert.equal(person.confirmations.length, 0);
    assert.equal(await sent(cluster), 0);
  });

  it('is stopped on an empty 3.x cluster, which has neither archive nor destination', async () => {
    const cluster = await open({ version: '3.2.3', scenario: 'empty' });
    await start(cluster.id);
    await until(() => person.notices.length > 0);
    assert.match(notices(), /Start it with ALTER SYSTEM ARCHIVELOG/);
    assert.equal(await sent(cluster), 0);
  });

  it('shows the number and the words when the server refuses', async () => {
    const cluster = await open({ version: '4.2.5', scenario: 'healthy' });
    await cluster.simulator.ask('fault', 'error:9040:ALTER SYSTEM BACKUP');
    person.pick(['shop']).confirms('run');
    await start(cluster.id);
    await until(() => person.notices.length > 0);
    assert.match(notices(), /^Demo: No backup was started\..*9040/);
    assert.equal(person.notices[0]?.severity, 'error');
    assert.equal(await sent(cluster), 1);
  });

  it('whose answer is lost is never sent twice: the views tell that it began', async () => {
    const cluster = await open({ version: '4.2.5', scenario: 'healthy', speed: 60 });
    await cluster.simulator.ask('fault', 'resetAfter:ALTER SYSTEM BACKUP');
    person.pick(['shop']).confirms('run');
    await start(cluster.id);
    await cluster.simulator.ask('advance', `${120n * MINUTE_MICROS}`);
    await until(() => person.notices.length > 0);
    assert.match(notices(), /^Demo: The full backup of shop is completed/);
    assert.equal(await sent(cluster), 1);
  });

  it('that fails says so once, with the tenant and the number', async () => {
    const cluster = await open({ version: '4.2.5', scenario: 'healthy', speed: 60 });
    person.pick(['shop']).confirms('run');
    await start(cluster.id);
    await cluster.simulator.ask('control', 'failBackup', 'shop');
    await cluster.simulator.ask('advance', `${30n * MINUTE_MICROS}`);
    await until(() => person.notices.length > 0);
    assert.match(
      notices(),
      /^Demo: The full backup of shop did not succeed\. shop: failed, OceanBase error -\d+/,
    );
    assert.equal(person.notices[0]?.severity, 'error');
    assert.deepEqual(
      person.notices[0]?.choices.map(({ label }) => label),
      ['Show Details'],
    );
  });

  it('of somebody else shows in the tree, and is not announced', async () => {
    const cluster = await open({ version: '4.2.5', scenario: 'running' });
    const job = await reader.find('running 4.2.5', 'shop', 'Data backups', 'Full backup to set');
    assert.match(job.text, /\d+ % · BACKUP_DATA_MAJOR/);
    await cluster.simulator.ask('advance', `${600n * MINUTE_MICROS}`);
    await cluster.cluster.watcher.refresh();
    await reader.find('running 4.2.5', 'shop', 'Data backups', 'Full set');
    assert.equal(notices(), '');
  });
});
