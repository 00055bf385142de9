import assert from 'node:assert/strict';
import type { ConnectionState } from '../../src/core/clusterConnection';
import { BackupError } from '../../src/core/errors';
import { faceOf, jobsAtWork, type WatchedCluster } from '../../src/host/statusBar';
import type { TestDoor } from '../../src/host/testDoor';
import { openDoor } from './support/door';
import { type OpenedCluster, openCluster } from './support/openedCluster';

describe('the status bar', function () {
  this.timeout(60_000);
  let door: TestDoor;
  let extensionPath: string;
  const opened: OpenedCluster[] = [];

  before(async () => {
    ({ door, extensionPath } = await openDoor());
  });

  afterEach(async () => {
    for (const cluster of opened.splice(0)) await cluster.close();
  });

  const open = async (version: '4.2.5' | '3.2.3', scenario: string): Promise<void> => {
    opened.push(await openCluster(door, extensionPath, { version, scenario, speed: 0 }));
  };

  const face = () => {
    const clusters = opened.map(({ cluster }) => cluster);
    return faceOf(clusters, jobsAtWork(clusters));
  };

  it('names the one cluster that is connected while nothing runs, and claims nothing about it', async () => {
    await open('4.2.5', 'healthy');
    assert.deepEqual(face(), {
      text: '$(archive) healthy 4.2.5 (Demo)',
      spoken: 'OceanBase Backup: healthy 4.2.5 (Demo) connected, no backup running',
    });
  });

  it('counts the tenants at work and names the slowest', async () => {
    await open('4.2.5', 'running');
    const { text, spoken } = face();
    assert.match(text, /^\$\(sync~spin\) (\d backups, slowest )?\w+ (\d+ %|preparing) \(Demo\)$/);
    assert.ok(!spoken.includes('$('), 'no icon is read out');
  });

  it('calls a demo a demo, and nothing else', async () => {
    await open('4.2.5', 'running');
    const [one] = opened;
    assert.ok(one !== undefined);
    const { profile, watcher, connection } = one.cluster;
    const real: WatchedCluster = {
      profile: { ...profile, demo: false, name: '$(flame)' },
      watcher,
      connection,
    };
    assert.ok(!faceOf([real], jobsAtWork([real])).text.includes('Demo'));
    assert.equal(faceOf([real], []).text, '$(archive) \\$(flame)');
  });

  it('speaks of the cluster on 3.x', async () => {
    await open('3.2.3', 'running');
    assert.match(face().text, /^\$\(sync~spin\) running 3\.2\.3 (\d+ %|preparing) \(Demo\)$/);
  });

  it('spins for nothing whose connection is lost, also while it is made again', async () => {
    await open('4.2.5', 'running');
    const [one] = opened;
    assert.ok(one !== undefined);
    const error = new BackupError('connectionLost', 'cut');
    const states: readonly ConnectionState[] = [
      { kind: 'waiting', attempt: 1, error, retryAtMs: 0 },
      { kind: 'connecting', attempt: 1 },
    ];
    for (const state of states) {
      const { profile, watcher } = one.cluster;
      const lost: WatchedCluster = { profile, watcher, connection: { state } };
      const { text, spoken } = faceOf([lost], jobsAtWork([lost]));
      assert.match(text, /^\$\(debug-disconnect\) .*(\d+ %|preparing) \(Demo\): connection lost$/);
      assert.match(spoken, /^OceanBase Backup: .*: connection lost$/);
    }
  });

  it('shows a backup that moves rather than one whose connection is lost', async () => {
    await open('4.2.5', 'running');
    await open('3.2.3', 'running');
    const [one, other] = opened.map(({ cluster }) => cluster);
    assert.ok(one !== undefined && other !== undefined);
    const lost: WatchedCluster = {
      profile: one.profile,
      watcher: one.watcher,
      connection: { state: { kind: 'connecting', attempt: 2 } },
    };
    const clusters = [lost, other];
    assert.match(faceOf(clusters, jobsAtWork(clusters)).text, /^\$\(sync~spin\) running 3\.2\.3 /);
  });

  it('counts the backups of several clusters together', async () => {
    await open('4.2.5', 'running');
    await open('3.2.3', 'running');
    assert.match(face().text, /^\$\(sync~spin\) \d backups, slowest /);
  });
});
