import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ClusterConnection } from '../../src/core/clusterConnection';
import type { Dialect, PageRequest } from '../../src/core/dialects/dialect';
import { Emitter } from '../../src/core/event';
import type { BackupSet } from '../../src/core/model/backupSet';
import type { ClusterSnapshot } from '../../src/core/model/snapshot';
import type { ClusterWatcher } from '../../src/core/watcher';
import type { Cluster } from '../../src/host/connections/listedCluster';
import { ClusterTree } from '../../src/host/tree/clusterTree';
import type { TreeElement } from '../../src/host/tree/element';
import { IdleDatabase, identifyIdle, profile } from '../unit/host/support/fakes';

const TENANT = 1002n;
const PAGE = 100;

const origin = { view: 'oceanbase.TEST', row: new Map<string, string | null>(), select: 'SELECT 1' };

const snapshot: ClusterSnapshot = {
  clock: {
    nowText: '2026-11-20 10:00:00.000000',
    nowMicros: 1_795_140_000_000_000n,
    timeZone: '+08:00',
    systemTimeZone: 'CST',
  },
  tenants: {
    known: true,
    problems: [],
    value: [
      {
        id: TENANT,
        name: 't1',
        kind: 'user',
        mode: 'MYSQL',
        status: 'NORMAL',
        role: 'PRIMARY',
        logMode: 'ARCHIVELOG',
        origin,
      },
    ],
  },
  currentRounds: { known: true, problems: [], value: [] },
  destinations: { known: true, problems: [], value: [] },
  jobs: { known: true, problems: [], value: [] },
  cleaningPolicies: { known: true, problems: [], value: [] },
  cleaningJobs: { known: true, problems: [], value: [] },
  lagTargetsMs: new Map(),
};

/** Every seventh set is a full one; the others build on the one before them. */
function setOf(setId: bigint, changes: Partial<BackupSet> = {}): BackupSet {
  const full = setId % 7n === 1n;
  return {
    tenantId: TENANT,
    setId,
    copyId: undefined,
    kind: full ? 'full' : 'incremental',
    previousFullSetId: full ? undefined : setId - ((setId - 1n) % 7n),
    previousIncrementalSetId: undefined,
    state: 'succeeded',
    status: 'SUCCESS',
    fileState: 'available',
    fileStatus: 'AVAILABLE',
    startedAt: { text: '2026-11-20 02:00:00.000000', epochMicros: undefined },
    endedAt: undefined,
    elapsedSeconds: undefined,
    inputBytes: undefined,
    outputBytes: 1024n,
    outputRateBytesPerSecond: undefined,
    encryption: 'none',
    encryptionMode: undefined,
    minRestoreScn: undefined,
    minRestoreAt: undefined,
    startReplayScn: undefined,
    result: 0n,
    comment: '',
    tenantCompatible: undefined,
    clusterVersion: undefined,
    path: undefined,
    origin,
    ...changes,
  };
}

/** A cluster with a long history, without a server: what is asked of it is counted. */
class LongHistory {
  readonly requests: PageRequest[] = [];
  newest: bigint;
  readonly odd = new Map<bigint, Partial<BackupSet>>();
  tree: ClusterTree | undefined;

  constructor(newest: bigint) {
    this.newest = newest;
  }

  readonly readSets: Dialect['readSets'] = async (_database, _tenant, request) => {
    this.requests.push(request);
    const from = request.olderThan === undefined ? this.newest : request.olderThan - 1n;
    const ids = Array.from({ length: PAGE }, (_, index) => from - BigInt(index)).filter((id) => id > 0n);
    const lowest = ids.at(-1);
    return {
      items: ids.map((id) => setOf(id, this.odd.get(id))),
      olderThan: lowest === undefined || lowest === 1n ? undefined : lowest,
      problems: [],
    };
  };

  async open(): Promise<{ tree: ClusterTree; data: TreeElement }> {
    const database = new IdleDatabase();
    const identified = await identifyIdle(database);
    assert.ok('dialect' in identified);
    const dialect: Dialect = { ...identified.dialect, readSets: this.readSets };
    const never = new Emitter<never>().event;
    const connection: Pick<ClusterConnection, 'state'> = { state: { kind: 'connected', dialect, database } };
    const watcher: Pick<ClusterWatcher, 'snapshot' | 'lastError'> = { snapshot, lastError: undefined };
    // the tree reads no more of them than this
    const cluster = { profile: profile(), connection, watcher } as unknown as Cluster;
    const log = { info: () => undefined, warn: assert.fail, error: assert.fail };
    const clusters = { all: [cluster], onDidChangeList: never, onDidChangeCluster: never };
    const tree = new ClusterTree(clusters, log, () => false);
    this.tree = tree;
    const [root] = await tree.getChildren();
    const [tenant] = await tree.getChildren(root);
    const [, data] = await tree.getChildren(tenant);
    assert.ok(data !== undefined);
    return { tree, data };
  }
}

describe('a long history in the tree', () => {
  const lines = async (tree: ClusterTree, element: TreeElement): Promise<readonly string[]> =>
    (await tree.getChildren(element)).map((child) => {
      const { label, description } = tree.getTreeItem(child);
      return `${typeof label === 'string' ? label : ''} | ${typeof description === 'string' ? description : ''}`;
    });

  const older = async (tree: ClusterTree, data: TreeElement): Promise<void> => {
    await tree.branch(data.clusterId)?.histories.older({ kind: 'sets', tenantId: TENANT });
  };

  it('is read a page at a time, and "Show older…" keeps what was read', async () => {
    const history = new LongHistory(2_450n);
    const { tree, data } = await history.open();
    const first = await lines(tree, data);
    assert.equal(first.at(-1), 'Show older… | ');
    const firstSet = first.find((line) => /\bset \d|Incremental/.test(line));
    assert.match(firstSet ?? first.join('\n'), /^Full set 2444 \|/);
    await older(tree, data);
    const second = await lines(tree, data);
    assert.deepEqual(history.requests, [{}, { olderThan: 2_351n }]);
    assert.ok(second.length > first.length);
    assert.ok(second.some((line) => line.startsWith('Full set 2444')));
  });

  it('shows incrementals whose full set lies on an older page under a place that says so', async () => {
    const { tree, data } = await new LongHistory(2_450n).open();
    const shown = await lines(tree, data);
    const stub = shown.find((line) => line.includes('older than the sets shown'));
    assert.match(stub ?? shown.join('\n'), /^Full set 2346 \| .*2 incrementals build on it$/);
    await older(tree, data);
    const complete = (await lines(tree, data)).find((line) => line.startsWith('Full set 2346'));
    assert.match(complete ?? '', /SUCCESS$/);
  });

  it('offers a jump after twenty pages', async () => {
    const { tree, data } = await new LongHistory(2_450n).open();
    await lines(tree, data);
    for (let page = 2; page <= 20; page += 1) await older(tree, data);
    const shown = await lines(tree, data);
    assert.equal(shown.at(-1), 'Go to id or time… | ');
    assert.equal(tree.getTreeItem((await tree.getChildren(data)).at(-1) ?? data).contextValue, 'older');
  });

  it('reads only the newest page again when it is refreshed, whatever was read before', async () => {
    const history = new LongHistory(2_450n);
    const { tree, data } = await history.open();
    await lines(tree, data);
    for (let page = 2; page <= 5; page += 1) await older(tree, data);
    history.requests.length = 0;
    history.newest = 2_452n;
    await tree.branch(data.clusterId)?.histories.refreshAll();
    tree.redraw(data.clusterId);
    assert.deepEqual(history.requests, [{}]);
    const shown = await lines(tree, data);
    assert.match(shown.join('\n'), /Full set 2451/);
    assert.match(shown.join('\n'), /Full set 1961/, 'the fifth page is still there');
  });

  it('ends where the history ends', async () => {
    const { tree, data } = await new LongHistory(50n).open();
    assert.ok(!(await lines(tree, data)).some((line) => line.startsWith('Show older')));
  });

  it('shows a status that nobody knows as it was sent, with a question mark and without a promise', async () => {
    const history = new LongHistory(15n);
    history.odd.set(15n, { state: 'unknown', status: 'FLOATING' });
    const { tree, data } = await history.open();
    const children = await tree.getChildren(data);
    const odd = children.find(({ id }) => id.endsWith('set:15'));
    assert.ok(odd !== undefined);
    const item = tree.getTreeItem(odd);
    assert.match(
      String(item.description),
      /^FLOATING \(status not known to this version of the extension\) · /,
    );
    assert.ok(item.iconPath instanceof vscode.ThemeIcon);
    assert.equal(item.iconPath.id, 'question');
  });

  it('takes no text of the server for markup, a link or a command', async () => {
    const history = new LongHistory(15n);
    const evil = '[x](command:evil) <img src=x> `a` | b | $(trash) **bold**';
    history.odd.set(15n, { comment: evil });
    const { tree, data } = await history.open();
    const set = (await tree.getChildren(data)).find(({ id }) => id.endsWith('set:15'));
    assert.ok(set !== undefined);
    const { tooltip } = tree.resolveTreeItem(tree.getTreeItem(set), set);
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.equal(tooltip.isTrusted, false);
    const row = tooltip.value.split('\n').find((line) => line.startsWith('| Comment'));
    assert.doesNotMatch(row?.replace(/^\| Comment \| | \|$/g, '') ?? '[', /[[\]()<>`*$|]/);
  });
});
