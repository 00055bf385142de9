import assert from 'node:assert/strict';
import { archiveSummary, worstRound } from '../../../../src/host/tree/archiveState';
import { badRow, reading, round, snapshot } from './support/scenes';

describe('what the rounds of several tenants amount to', () => {
  it('is not archiving everywhere when one has stopped beside others', () => {
    const rounds = [round(1n, 'doing'), round(1001n, 'stopped'), round(1002n, 'doing')];
    const summary = archiveSummary(snapshot({ currentRounds: reading(rounds) }), undefined);
    assert.ok(summary.kind === 'partly');
    assert.deepEqual(summary.withoutIds, [1001n]);
    assert.deepEqual(
      summary.doing.map(({ tenantId }) => tenantId),
      [1n, 1002n],
    );
    assert.equal(worstRound(rounds).state, 'stopped');
  });

  it('names a tenant that has no row while others archive', () => {
    const rounds = [round(1n, 'doing'), round(1002n, 'doing')];
    const summary = archiveSummary(snapshot({ currentRounds: reading(rounds) }), undefined);
    assert.ok(summary.kind === 'partly');
    assert.deepEqual(summary.withoutIds, [1001n]);
  });

  it('does not say of a tenant that it is not archived when a row was not understood', () => {
    const rounds = [round(1n, 'doing'), round(1002n, 'doing')];
    const summary = archiveSummary(snapshot({ currentRounds: reading(rounds, badRow) }), undefined);
    assert.deepEqual(summary, { kind: 'unknown', tenantIds: [1001n] });
  });

  it('is a plain stop when only sys is left, as 3.x leaves it', () => {
    const summary = archiveSummary(snapshot({ currentRounds: reading([round(1n, 'stopped')]) }), undefined);
    assert.ok(summary.kind === 'round');
    assert.equal(summary.worst.state, 'stopped');
  });

  it('is interrupted before all else', () => {
    const rounds = [round(1n, 'doing'), round(1001n, 'interrupted'), round(1002n, 'stopped')];
    const summary = archiveSummary(snapshot({ currentRounds: reading(rounds) }), undefined);
    assert.ok(summary.kind === 'round');
    assert.equal(summary.worst.state, 'interrupted');
  });

  it('asks only for the tenant’s own round on 4.x', () => {
    const read = snapshot({ currentRounds: reading([round(1001n, 'doing')]) });
    assert.equal(archiveSummary(read, 1001n).kind, 'round');
    assert.equal(archiveSummary(read, 1002n).kind, 'none');
  });

  it('is not known, rather than "not archiving", where a row could not be understood', () => {
    const read = snapshot({ currentRounds: reading([round(1001n, 'doing')], badRow) });
    assert.equal(archiveSummary(read, 1002n).kind, 'unknown');
    assert.equal(archiveSummary(read, 1001n).kind, 'round');
  });
});
