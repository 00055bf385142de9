import assert from 'node:assert/strict';
import type { ConnectionProfile } from '../../../src/core/connection';
import { BackupError } from '../../../src/core/errors';
import { Clusters } from '../../../src/host/connections/clusters';
import { OpenClusters } from '../../../src/host/connections/openClusters';
import { Passwords } from '../../../src/host/connections/passwords';
import { ProfileStore } from '../../../src/host/connections/profileStore';
import {
  FakeServer,
  identifyIdle,
  MemoryLog,
  MemorySecrets,
  MemoryState,
  profile,
  StillClock,
} from './support/fakes';

const WRONG = new BackupError('loginRefused', 'no', {
  server: { number: 1045, sqlState: '42000', message: 'Access denied' },
});

/** A window with its stores; `reload` is the same computer after the window was loaded again. */
class Window {
  readonly server = new FakeServer();
  readonly log = new MemoryLog();
  readonly clock = new StillClock();
  readonly questions: string[] = [];
  /** What the person types, one after the other; then they press Escape. */
  answers: string[] = [];
  readonly passwords: Passwords;
  readonly clusters: Clusters;
  readonly state: MemoryState;
  readonly secrets: MemorySecrets;

  constructor(state = new MemoryState(), secrets = new MemorySecrets()) {
    this.state = state;
    this.secrets = secrets;
    this.server.refuse = ({ password }) => (password === this.server.password ? undefined : WRONG);
    const ask = async (_profile: ConnectionProfile, why: string): Promise<string | undefined> => {
      this.questions.push(why);
      return this.answers.shift();
    };
    this.passwords = new Passwords(secrets, ask, this.log);
    this.clusters = new Clusters({
      passwords: this.passwords,
      open: this.server.open,
      identify: identifyIdle,
      clock: this.clock,
      log: this.log,
      connectTimeoutMs: () => 1000,
      intervals: { activeSeenMs: 2000, activeUnseenMs: 5000, idleMs: 30_000 },
      store: new ProfileStore(state),
      remembered: new OpenClusters(state),
    });
  }

  reload(): Window {
    this.clusters.dispose();
    return new Window(this.state, this.secrets);
  }

  stateOf(id: string): string | undefined {
    return this.clusters.get(id)?.connection.state.kind;
  }
}

/** Lets everything that is ready to go on, go on. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) {
    await Promise.resolve();
  }
}

describe('the clusters of a window', () => {
  it('connect with the stored password and ask nobody', async () => {
    const window = new Window();
    await window.clusters.add(profile(), 'right');
    assert.equal((await window.clusters.connect('one')).kind, 'connected');
    assert.deepEqual(window.questions, []);
    assert.equal(window.server.logins[0]?.login, 'root@sys');
  });

  it('ask once where no password is kept, and store it only after it worked', async () => {
    const window = new Window();
    await window.clusters.add(profile());
    window.answers = ['wrong'];
    assert.equal((await window.clusters.connect('one')).kind, 'failed');
    assert.deepEqual(window.questions, ['notKnown']);
    assert.equal(await window.passwords.known(profile()), undefined);
    window.answers = ['right'];
    assert.equal((await window.clusters.connect('one')).kind, 'connected');
    assert.equal(await window.passwords.known(profile()), 'right');
  });

  it('keep the stored password through any number of refused logins', async () => {
    const window = new Window();
    await window.clusters.add(profile(), 'outdated');
    assert.equal((await window.clusters.connect('one')).kind, 'failed');
    window.answers = ['also wrong'];
    assert.equal((await window.clusters.connect('one')).kind, 'failed');
    assert.deepEqual(window.questions, ['refused', 'refused']);
    assert.equal(await window.passwords.known(profile()), 'outdated');
  });

  it('ask once for a changed password and put the one that worked in the place of the old', async () => {
    const window = new Window();
    await window.clusters.add(profile(), 'outdated');
    window.answers = ['right'];
    assert.equal((await window.clusters.connect('one')).kind, 'connected');
    assert.deepEqual(window.questions, ['refused']);
    assert.equal(await window.passwords.known(profile()), 'right');
  });

  it('ask for no password where the server says that the tenant is the matter', async () => {
    const window = new Window();
    await window.clusters.add(profile(), 'right');
    window.server.refuse = () =>
      new BackupError('loginRefused', 'no', {
        server: { number: 5160, sqlState: 'HY000', message: 'invalid tenant name' },
      });
    assert.equal((await window.clusters.connect('one')).kind, 'failed');
    assert.deepEqual(window.questions, []);
  });

  it('stay as they were when the question for a password is dismissed', async () => {
    const window = new Window();
    await window.clusters.add(profile());
    assert.equal((await window.clusters.connect('one')).kind, 'disconnected');
    assert.equal(window.server.logins.length, 0);
  });

  it('ask one question when two places connect at the same time', async () => {
    const window = new Window();
    await window.clusters.add(profile());
    window.answers = ['right', 'never typed'];
    const states = await Promise.all([window.clusters.connect('one'), window.clusters.connect('one')]);
    assert.deepEqual(
      states.map(({ kind }) => kind),
      ['connected', 'connected'],
    );
    assert.deepEqual(window.questions, ['notKnown']);
    assert.equal(window.server.logins.length, 1);
  });

  it('come back with the password in use when the line is lost, without a word', async () => {
    const window = new Window();
    await window.clusters.add(profile({ passwordKeeping: 'askEveryTime' }));
    window.answers = ['right'];
    await window.clusters.connect('one');
    window.server.databases[0]?.cut();
    assert.equal(window.stateOf('one'), 'waiting');
    window.clock.ringShortest();
    await settled();
    assert.equal(window.stateOf('one'), 'connected');
    assert.deepEqual(window.questions, ['notKnown']);
  });

  it('ask again at the next connect where the password is not to be kept', async () => {
    const window = new Window();
    await window.clusters.add(profile({ passwordKeeping: 'askEveryTime' }));
    window.answers = ['right', 'right'];
    await window.clusters.connect('one');
    await window.clusters.disconnect('one');
    await window.clusters.connect('one');
    assert.deepEqual(window.questions, ['notKnown', 'notKnown']);
  });

  it('say once, and ask nothing, when a lost line is refused because the password has changed', async () => {
    const window = new Window();
    await window.clusters.add(profile(), 'right');
    await window.clusters.connect('one');
    const told: string[] = [];
    window.clusters.onDidRefuseAlone(({ cluster, error }) =>
      told.push(`${cluster.profile.id} ${error.reason}`),
    );
    window.server.password = 'changed';
    window.server.databases[0]?.cut();
    window.clock.ringShortest();
    await settled();
    assert.equal(window.stateOf('one'), 'failed');
    assert.deepEqual(told, ['one loginRefused']);
    assert.deepEqual(window.questions, []);
    window.answers = ['changed'];
    assert.equal((await window.clusters.connect('one')).kind, 'connected');
    assert.equal(await window.passwords.known(profile()), 'changed');
  });

  it('are several at once', async () => {
    const window = new Window();
    await window.clusters.add(profile(), 'right');
    await window.clusters.add(profile({ id: 'two', name: 'Two' }), 'right');
    await Promise.all([window.clusters.connect('one'), window.clusters.connect('two')]);
    await window.clusters.disconnect('one');
    assert.deepEqual([window.stateOf('one'), window.stateOf('two')], ['disconnected', 'connected']);
  });

  it('that were connected come back after a reload, as far as nobody must be asked', async () => {
    const window = new Window();
    await window.clusters.add(profile(), 'right');
    await window.clusters.add(profile({ id: 'asks', passwordKeeping: 'askEveryTime' }));
    await window.clusters.add(profile({ id: 'closed' }), 'right');
    window.answers = ['right'];
    await window.clusters.connect('one');
    await window.clusters.connect('asks');
    await window.clusters.connect('closed');
    await window.clusters.disconnect('closed');
    const after = window.reload();
    await after.clusters.reopen();
    assert.deepEqual(
      ['one', 'asks', 'closed'].map((id) => after.stateOf(id)),
      ['connected', 'disconnected', 'disconnected'],
    );
    assert.deepEqual(after.questions, []);
  });

  it('ask nothing when a reload finds an outdated password', async () => {
    const window = new Window();
    await window.clusters.add(profile(), 'right');
    await window.clusters.connect('one');
    const after = window.reload();
    after.server.password = 'changed';
    await after.clusters.reopen();
    assert.equal(after.stateOf('one'), 'failed');
    assert.deepEqual(after.questions, []);
    assert.equal(await after.passwords.known(profile()), 'right');
  });

  it('leave no secret and no entry behind when they are removed', async () => {
    const window = new Window();
    await window.clusters.add(profile(), 'right');
    await window.clusters.connect('one');
    await window.clusters.remove('one');
    assert.equal(window.clusters.all.length, 0);
    assert.equal(window.secrets.values.size, 0);
    assert.ok(![...window.state.values.values()].join().includes('one'));
    await settled();
    assert.equal(window.server.databases[0]?.closed, true);
    assert.deepEqual(window.reload().clusters.all, []);
  });

  it('keep their line when only their name changes', async () => {
    const window = new Window();
    await window.clusters.add(profile(), 'right');
    await window.clusters.connect('one');
    await window.clusters.update(profile({ name: 'Renamed' }));
    assert.equal(window.stateOf('one'), 'connected');
    assert.equal(window.clusters.get('one')?.profile.name, 'Renamed');
    assert.equal(window.reload().clusters.all[0]?.profile.name, 'Renamed');
  });

  it('close the old line when they lead elsewhere', async () => {
    const window = new Window();
    await window.clusters.add(profile(), 'right');
    await window.clusters.connect('one');
    await window.clusters.update(profile({ tenant: 't1' }));
    await settled();
    assert.equal(window.server.databases[0]?.closed, true);
    await window.clusters.connect('one');
    assert.equal(window.server.logins[1]?.login, 'root@t1');
  });

  it('take a demo in without storing anything of it', async () => {
    const window = new Window();
    window.clusters.addDemo(profile({ id: 'demo', demo: true }), 'right');
    assert.equal((await window.clusters.connect('demo')).kind, 'connected');
    assert.equal(window.state.values.size + window.secrets.values.size, 0);
    assert.deepEqual(window.reload().clusters.all, []);
  });

  it('never ask a person for the password of a demo', async () => {
    const window = new Window();
    window.clusters.addDemo(profile({ id: 'demo', demo: true }), 'wrong');
    assert.equal((await window.clusters.connect('demo')).kind, 'failed');
    assert.deepEqual(window.questions, []);
  });

  it('never let a password into the log', async () => {
    const window = new Window();
    await window.clusters.add(profile(), 'geheim-1');
    window.answers = ['geheim-2'];
    await window.clusters.connect('one');
    assert.ok(window.log.lines.length > 0);
    assert.ok(!window.log.lines.join('\n').includes('geheim'));
  });
});
