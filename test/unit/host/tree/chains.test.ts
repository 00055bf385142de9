import assert from 'node:assert/strict';
import type { BackupSet } from '../../../../src/core/model/backupSet';
import { chainsOf, groupById } from '../../../../src/host/tree/chains';
import { set as anySet } from './support/scenes';

function set(setId: bigint, kind: BackupSet['kind'], previousFullSetId?: bigint): BackupSet {
  return { ...anySet(1002n, {}), setId, kind, previousFullSetId };
}

/** `8(10,9)`: a full set with its incrementals; `?8` where the full one was not read; `!7` for a set by itself. */
function drawn(sets: readonly BackupSet[]): string {
  return chainsOf(sets)
    .map((entry) => {
      if (entry.kind === 'single') return `!${entry.set.setId}`;
      const { full, fullSetId, incrementals } = entry.chain;
      const below = incrementals.map(({ setId }) => setId).join(',');
      return `${full === undefined ? '?' : ''}${fullSetId}${below === '' ? '' : `(${below})`}`;
    })
    .join(' ');
}

describe('chains of backup sets', () => {
  it('hang incrementals under their full set, newest first', () => {
    const sets = [
      set(10n, 'incremental', 8n),
      set(9n, 'incremental', 8n),
      set(8n, 'full'),
      set(2n, 'incremental', 1n),
      set(1n, 'full'),
    ];
    assert.equal(drawn(sets), '8(10,9) 1(2)');
  });

  it('put incrementals whose full set was not read under a place that says so', () => {
    assert.equal(drawn([set(12n, 'full'), set(10n, 'incremental', 8n)]), '12 ?8(10)');
  });

  it('leave a set whose chain or type nobody knows by itself', () => {
    assert.equal(drawn([set(7n, 'unknown'), set(6n, 'incremental'), set(5n, 'full')]), '!7 !6 5');
  });

  it('are kept apart by their ids however the rows are mixed', () => {
    const groups = groupById(['a1', 'b1', 'a2'], (text) => BigInt(text.slice(1)));
    assert.deepEqual(
      groups.map(({ id, items }) => `${id}:${items.join('')}`),
      ['1:a1b1', '2:a2'],
    );
  });
});
