import assert from 'node:assert/strict';
import type { ConnectionState } from '../../../src/core/clusterConnection';
import { BackupError } from '../../../src/core/errors';
import { Emitter } from '../../../src/core/event';
import type { BackupJob } from '../../../src/core/model/backupJob';
import { BackupFollow, type FollowEnd } from '../../../src/host/commands/backupFollow';
import { job } from '../core/support/nouns';

/** A cluster whose line and jobs move when a test says so. */
class SteppedCluster {
  readonly states = new Emitter<ConnectionState>();
  readonly ends = new Emitter<BackupJob>();
  readonly watcher = { onDidEndJob: this.ends.event };
  readonly connection: {
    state: ConnectionState;
    readonly onDidChangeState: Emitter<ConnectionState>['event'];
  } = { state: { kind: 'connecting', attempt: 1 }, onDidChangeState: this.states.event };

  becomes(state: ConnectionState): void {
    this.connection.state = state;
    this.states.fire(state);
  }
}

const LOST: ConnectionState = {
  kind: 'waiting',
  attempt: 1,
  error: new BackupError('connectionLost', 'gone'),
  retryAtMs: 0,
};

describe('following the jobs of a backup', () => {
  /** What has been found out so far. */
  function watch(promise: Promise<FollowEnd>): readonly FollowEnd[] {
    const seen: FollowEnd[] = [];
    promise.then(
      (end) => seen.push(end),
      () => assert.fail('never rejects'),
    );
    return seen;
  }

  const turn = () => new Promise((resolve) => setImmediate(resolve));

  it('ends with all of them, also with one that was over before anybody waited', async () => {
    const cluster = new SteppedCluster();
    const follow = new BackupFollow(cluster);
    cluster.ends.fire(job({ key: 'a', state: 'completed' }));
    const seen = watch(follow.wait([job({ key: 'a' }), job({ key: 'b' })]));
    await turn();
    assert.equal(seen.length, 0);
    cluster.ends.fire(job({ key: 'b', state: 'failed' }));
    await turn();
    const states = seen.map((end) => (end.kind === 'ended' ? end.jobs.map(({ state }) => state) : []));
    assert.deepEqual(states, [['completed', 'failed']]);
  });

  it('goes on over a lost line and a refused login, and ends when the line is closed', async () => {
    const cluster = new SteppedCluster();
    const follow = new BackupFollow(cluster);
    const seen = watch(follow.wait([job()]));
    cluster.becomes(LOST);
    cluster.becomes({ kind: 'failed', error: new BackupError('loginRefused', 'no') });
    await turn();
    assert.equal(seen.length, 0);
    cluster.becomes({ kind: 'disconnected' });
    await turn();
    assert.deepEqual(seen, [{ kind: 'closed' }]);
  });

  it('ends at once where the line was closed before anybody waited', async () => {
    const cluster = new SteppedCluster();
    const follow = new BackupFollow(cluster);
    cluster.becomes({ kind: 'disconnected' });
    assert.deepEqual(await follow.wait([job()]), { kind: 'closed' });
  });

  it('knows what it has seen, although the line was closed after it', async () => {
    const cluster = new SteppedCluster();
    const follow = new BackupFollow(cluster);
    cluster.ends.fire(job({ state: 'completed' }));
    cluster.becomes({ kind: 'disconnected' });
    assert.equal((await follow.wait([job()])).kind, 'ended');
  });

  it('hears nothing any more when it is disposed of', async () => {
    const cluster = new SteppedCluster();
    const follow = new BackupFollow(cluster);
    const seen = watch(follow.wait([job()]));
    follow.dispose();
    cluster.becomes({ kind: 'disconnected' });
    cluster.ends.fire(job({ state: 'completed' }));
    await turn();
    assert.equal(seen.length, 0);
  });
});
