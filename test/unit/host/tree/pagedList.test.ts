import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Page } from '../../../../src/core/dialects/dialect';
import { firstPage, withNewestPage, withOlderPage } from '../../../../src/host/tree/pagedList';

const SIZE = 5;

/** A page of a history whose ids are given, as the dialects read it: newest first, by key. */
function pageOf(ids: readonly bigint[], olderThan?: bigint): Page<bigint> {
  const older = [...ids]
    .sort((a, b) => (a < b ? 1 : -1))
    .filter((id) => olderThan === undefined || id < olderThan);
  const items = older.slice(0, SIZE);
  return { items, olderThan: older.length > SIZE ? items.at(-1) : undefined, problems: [] };
}

const range = (from: number, to: number): bigint[] =>
  Array.from({ length: to - from + 1 }, (_, index) => BigInt(from + index));

const same = (id: bigint): bigint => id;
const text = (id: bigint): string => `${id}`;

describe('a history read page by page', () => {
  it('keeps the older pages when the newest is read again', () => {
    const before = range(1, 20);
    const first = firstPage(pageOf(before));
    const two = withOlderPage(first, pageOf(before, first.olderThan), text);
    const refreshed = withNewestPage(two, pageOf([...before, 21n]), same);
    assert.deepEqual(refreshed.items, range(11, 21).reverse());
    assert.equal(refreshed.pagesRead, 2);
    assert.equal(refreshed.olderThan, two.olderThan);
  });

  it('lets go of what is gone from the newest page', () => {
    const two = withOlderPage(firstPage(pageOf(range(1, 20))), pageOf(range(1, 20), 16n), text);
    const refreshed = withNewestPage(two, pageOf(range(1, 20).filter((id) => id !== 18n)), same);
    assert.ok(!refreshed.items.includes(18n));
  });

  it('starts afresh rather than hide a hole, when more is new than a page holds', () => {
    const two = withOlderPage(firstPage(pageOf(range(1, 10))), pageOf(range(1, 10), 6n), text);
    const refreshed = withNewestPage(two, pageOf(range(1, 40)), same);
    assert.deepEqual(refreshed.items, range(36, 40).reverse());
    assert.equal(refreshed.olderThan, 36n);
  });

  it('stays where a jump has led', () => {
    const jumped = firstPage(pageOf(range(1, 20), 8n), true);
    assert.equal(withNewestPage(jumped, pageOf(range(1, 20)), same), jumped);
  });

  it('shows, whatever comes and goes, an unbroken stretch from the newest entry down, each entry once', () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('add' as const), count: fc.integer({ min: 1, max: 12 }) }),
        fc.record({ kind: fc.constant('older' as const) }),
        fc.record({ kind: fc.constant('drop' as const), index: fc.nat(60) }),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(steps, (acts) => {
        let ids = range(1, 12);
        let next = 13n;
        let list = firstPage(pageOf(ids));
        for (const act of acts) {
          if (act.kind === 'add') {
            for (let added = 0; added < act.count; added += 1) ids = [...ids, next++];
            list = withNewestPage(list, pageOf(ids), same);
          } else if (act.kind === 'older' && list.olderThan !== undefined) {
            list = withOlderPage(list, pageOf(ids, list.olderThan), text);
          } else if (act.kind === 'drop') {
            ids = ids.filter((_, index) => index !== act.index);
          }
        }
        list = withNewestPage(list, pageOf(ids), same);
        assert.equal(new Set(list.items).size, list.items.length, 'each once');
        const lowest = list.items.at(-1);
        const there = ids.filter((id) => lowest !== undefined && id >= lowest);
        for (const id of there) assert.ok(list.items.includes(id), `${id} is in the stretch`);
      }),
    );
  });
});
