import assert from 'node:assert/strict';
import type { Disposable } from '../../src/core/disposable';
import { Emitter } from '../../src/core/event';
import { openConnectionsWhenSeen } from '../../src/host/connections/openConnections';
import type { TestDoor } from '../../src/host/testDoor';
import { openDoor, until } from './support/door';
import { Person } from './support/person';
import { SimulatorProcess } from './support/simulatorProcess';

/** A view that is out of sight until the test turns to it. */
class View {
  readonly #turned = new Emitter<void>();
  visible = false;
  readonly onDidChangeVisibility = (listener: () => void): Disposable => this.#turned.event(listener);
  turnTo(): void {
    this.visible = true;
    this.#turned.fire();
  }
}

describe('a demo cluster handed over by environment', () => {
  let door: TestDoor;
  let simulator: SimulatorProcess;
  const lines: string[] = [];
  const shown: string[] = [];
  const log = {
    info: (line: string) => lines.push(line),
    warn: (line: string) => lines.push(line),
    error: (line: string) => lines.push(line),
  };

  before(async () => {
    const opened = await openDoor();
    door = opened.door;
    simulator = await SimulatorProcess.start(opened.extensionPath, { password: 'geheim' });
  });

  after(async () => {
    await simulator.stop();
  });

  const begin = (view: View, person: Person, text: string): Disposable =>
    openConnectionsWhenSeen(view, {
      clusters: door.clusters,
      passwords: door.passwords,
      dialogs: person,
      log,
      environment: { OB_BACKUP_DEMO_CONNECTION: text },
      showCluster: (id) => {
        shown.push(id);
        return Promise.resolve();
      },
    });

  it('is listed and connected when somebody looks, and stored nowhere', async () => {
    const text = JSON.stringify({
      name: 'Handed over',
      host: '127.0.0.1',
      port: simulator.port,
      user: 'root@sys',
      password: 'geheim',
      demo: true,
    });
    const view = new View();
    const begun = begin(view, new Person(), text);
    try {
      assert.equal(door.clusters.all.length, 0);
      view.turnTo();
      await until(() => door.clusters.all[0]?.connection.state.kind === 'connected');
      const [cluster] = door.clusters.all;
      assert.equal(cluster?.profile.name, 'Handed over');
      assert.equal(cluster?.profile.demo, true);
      assert.deepEqual(door.store.read(), { profiles: [], broken: [] });
      await until(() => shown.length > 0);
      assert.deepEqual(shown, [cluster?.profile.id]);
      await door.clusters.remove(cluster?.profile.id ?? '');
    } finally {
      begun.dispose();
    }
    assert.ok(!lines.join().includes('geheim'));
  });

  it('that cannot be read is told with what is wrong, and without what stands there', async () => {
    const person = new Person();
    const view = new View();
    const begun = begin(view, person, '{"name": "x", "password": "geheim"');
    try {
      view.turnTo();
      await until(() => person.notices.length > 0);
      assert.equal(person.notices[0]?.severity, 'warning');
      assert.match(person.notices[0]?.message ?? '', /OB_BACKUP_DEMO_CONNECTION.*not a JSON object/);
      assert.equal(door.clusters.all.length, 0);
      assert.ok(!JSON.stringify(person.notices).includes('geheim'));
    } finally {
      begun.dispose();
    }
  });
});
