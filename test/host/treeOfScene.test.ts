import assert from 'node:assert/strict';
import { archiveIcon } from '../../src/host/tree/archiveFace';
import { clusterRoundNodes } from '../../src/host/tree/archiveNodes';
import { policyNodes } from '../../src/host/tree/cleaningNodes';
import { jobFields, taskNodes } from '../../src/host/tree/jobNodes';
import { clusterSections } from '../../src/host/tree/sectionNodes';
import type { TreeNode } from '../../src/host/tree/treeNode';
import { badRow, job, origin, reading, round, scene, task } from '../unit/host/tree/support/scenes';

const WARNING = 'problemsWarningIcon.foreground';

function labelled(nodes: readonly TreeNode[], label: string): TreeNode {
  const found = nodes.find((node) => node.label === label);
  assert.ok(found !== undefined, `no "${label}" among ${nodes.map((node) => node.label).join(', ')}`);
  return found;
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
});
