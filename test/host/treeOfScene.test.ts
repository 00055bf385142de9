import assert from 'node:assert/strict';
import { archiveIcon } from '../../src/host/tree/archiveFace';
import { clusterRoundNodes, tenantRoundNodes } from '../../src/host/tree/archiveNodes';
import { policyNodes } from '../../src/host/tree/cleaningNodes';
import { jobFields, jobNode, taskNodes } from '../../src/host/tree/jobNodes';
import { clusterSections } from '../../src/host/tree/sectionNodes';
import { tenantSetNodes } from '../../src/host/tree/setNodes';
import type { TreeNode } from '../../src/host/tree/treeNode';
import { badRow, job, origin, reading, round, scene, set, task } from '../unit/host/tree/support/scenes';

const WARNING = 'problemsWarningIcon.foreground';

function labelled(nodes: readonly TreeNode[], label: string): TreeNode {
  const found = nodes.find((node) => node.label === label);
  assert.ok(found !== undefined, `no "${label}" among ${nodes.map((node) => node.label).join(', ')}`);
  return found;
}

function valuesOf(node: TreeNode | undefined): ReadonlyMap<string, string> {
  return new Map(node?.subject?.fields().map(({ name, value }) => [name, value]));
}

describe('the words of the tree, drawn from a made-up reading', () => {
  it('name the tenant of 3.x that stopped while others archive, in colour', () => {
    const rounds = [round(1n, 'doing'), round(1001n, 'stopped'), round(1002n, 'doing')];
    const drawn = scene(3, { currentRounds: reading(rounds) });
    const section = labelled(clusterSections(drawn), 'Log archive');
    assert.equal(section.description, 'not archiving: trade · lag 4 s');
    assert.deepEqual(section.icon, { id: 'history', color: WARNING });
    const [current] = clusterRoundNodes(rounds, drawn);
    assert.match(current?.description ?? '', /^not archiving: trade · /);
    assert.deepEqual(current?.icon, { id: 'warning', color: WARNING });
    const status = current?.subject?.fields().find(({ name }) => name === 'Status');
    assert.equal(status?.value, 'DOING (archiving), STOP (not archiving)');
  });

  it('leave an old round of 3.x a plain STOP', () => {
    const drawn = scene(3, { currentRounds: reading([round(1n, 'doing', { roundId: 2n })]) });
    const [old] = clusterRoundNodes([round(1n, 'stopped'), round(1001n, 'stopped')], drawn);
    assert.match(old?.description ?? '', /^STOP \(not archiving\)/);
  });

  it('colour a late archive on the section and on its tenant', () => {
    const rounds = [round(1001n, 'doing', { behindSeconds: 7200 }), round(1002n, 'doing')];
    const drawn = scene(4, { currentRounds: reading(rounds) });
    const [shop, trade] = clusterSections(drawn);
    assert.match(trade?.description ?? '', /late: lag 2 h$/);
    assert.deepEqual(trade?.icon, { id: 'database', color: WARNING });
    assert.deepEqual(archiveIcon(drawn, 1001n), { id: 'history', color: WARNING });
    assert.match(shop?.description ?? '', /archiving · lag 4 s$/);
    assert.deepEqual(shop?.icon, { id: 'database' });
  });

  it('say that a state is not known where the row could not be understood', () => {
    const drawn = scene(4, { currentRounds: reading([round(1001n, 'doing')], badRow) });
    const shop = labelled(clusterSections(drawn), 'shop');
    assert.equal(shop.description, 'state not known');
    assert.deepEqual(shop.icon, { id: 'database', color: WARNING });
    assert.deepEqual(archiveIcon(drawn, 1002n), { id: 'question', color: WARNING });
  });

  it('give a tenant of 3.x that is done its own end while its job still runs', () => {
    const tasks = [
      task(1n, 'RUNNING'),
      task(1001n, 'COMPLETED'),
      task(1002n, 'FAILED'),
      task(1003n, 'FAILED', { result: -4072n }),
      task(1004n, 'FAILED', { result: -4018n }),
    ];
    const nodes = taskNodes(job(tasks), scene(3));
    assert.deepEqual(
      nodes.map(({ description, icon }) => [icon.id, description]),
      [
        ['sync~spin', '30 % · RUNNING'],
        ['pass', 'COMPLETED'],
        ['stop', 'FAILED (failed or cancelled)'],
        ['circle-slash', 'FAILED (cancelled)'],
        ['error', 'FAILED'],
      ],
    );
  });

  it('count tablets on 4.x and partition groups on 3.x', () => {
    const names = (line: 3 | 4): readonly string[] =>
      jobFields(job([task(1001n, 'RUNNING')], { line }), scene(line)).map(({ name }) => name);
    assert.ok(names(4).includes('Tablets') && !names(4).includes('Partition groups'));
    assert.ok(names(3).includes('Partition groups') && !names(3).includes('Tablets'));
  });

  it('say that no cleaning policy is set, and only where that is known', () => {
    const [none] = policyNodes(scene(4), 1001n);
    assert.equal(none?.description, 'none is set: nothing is cleaned by itself');
    const refused = { known: false, problems: [{ ...badRow, kind: 'refused' }] } as const;
    assert.deepEqual(policyNodes(scene(4, { cleaningPolicies: refused }), 1001n), []);
    assert.deepEqual(policyNodes(scene(4, { cleaningPolicies: reading([], badRow) }), 1001n), []);
    const policy = { tenantId: 1001n, name: 'default', recoveryWindow: '7d', automatic: undefined };
    const drawn = scene(4, { cleaningPolicies: reading([{ ...policy, origin: origin() }]) });
    assert.equal(policyNodes(drawn, 1001n)[0]?.description, 'default · recovery window 7d');
    assert.equal(policyNodes(drawn, 1002n)[0]?.description, 'none is set: nothing is cleaned by itself');
  });

  it('show what sys cleans for its tenants under the cluster', () => {
    const cleaning = {
      tenantId: 1n,
      jobId: 5n,
      type: 'DELETE OBSOLETE BACKUP',
      status: 'DOING',
      startedAt: undefined,
      tasks: undefined,
      result: undefined,
      comment: '',
      origin: origin(),
    };
    const own = { ...cleaning, tenantId: 1001n, jobId: 6n };
    const nodes = clusterSections(scene(4, { cleaningJobs: reading([cleaning, own]) }));
    const shown = nodes.filter(({ kind }) => kind === 'cleaningJob');
    assert.deepEqual(
      shown.map(({ subject }) => subject?.copyableId),
      ['5'],
    );
  });

  it('do not take a parameter of 3.x that was not sent for a policy that is not set', () => {
    assert.equal(policyNodes(scene(3), undefined)[0]?.description, 'not told by any view');
  });

  it('tell the meaningful columns of a round, with units', () => {
    const row = { DEST_ID: '1002', PIECE_SWITCH_INTERVAL: '172800000000', COMPRESSION_RATIO: '0.42' };
    const current = round(1001n, 'doing', { origin: origin(row) });
    const [node] = tenantRoundNodes([current], scene(4, { currentRounds: reading([current]) }));
    const values = valuesOf(node);
    assert.equal(values.get('A new piece every'), '2 d');
    assert.equal(values.get('Destination id'), '1002');
    assert.equal(values.get('Compression ratio'), '0.42 (written by read)');
    const [bare] = tenantRoundNodes([round(1001n, 'doing')], scene(4));
    for (const name of ['A new piece every', 'Destination id', 'Compression ratio']) {
      assert.equal(valuesOf(bare).has(name), false, name);
    }
  });

  it('tell the meaningful columns of a set, an SCN in full', () => {
    const row = {
      DEST_ID: '1001',
      PLUS_ARCHIVELOG: 'OFF',
      CONSISTENT_SCN: '1763604000000000001',
      META_TURN_ID: '1',
      DATA_TURN_ID: '0',
      MINOR_TURN_ID: '3',
    };
    const values = valuesOf(tenantSetNodes([set(1001n, row)], scene(4), 1001n)[0]);
    assert.equal(values.get('Destination id'), '1001');
    assert.equal(values.get('With archived logs'), 'OFF');
    assert.equal(values.get('Consistent at (SCN)'), '1763604000000000001');
    assert.equal(values.get('Retries'), 'minor: retry 2');
  });

  it('say in the running job that a phase is tried again', () => {
    const own = { line: 4, scope: 'tenant' } as const;
    const once = job([task(1001n, 'BACKUP_DATA_MAJOR', { turns: { meta: 1n, major: 1n } })], own);
    assert.equal(jobNode(once, scene(4)).description, '30 % · BACKUP_DATA_MAJOR');
    const again = job([task(1001n, 'BACKUP_DATA_MAJOR', { turns: { meta: 1n, major: 2n } })], own);
    assert.equal(jobNode(again, scene(4)).description, '30 % · BACKUP_DATA_MAJOR · major: retry 1');
  });
});
