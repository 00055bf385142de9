import assert from 'node:assert/strict';
import type { Page, PageRequest } from '../../../src/core/dialects/dialect';
import type { RowOrigin } from '../../../src/core/model/rowOrigin';
import type { Reading } from '../../../src/core/model/snapshot';
import type { Database } from '../../../src/core/ports';

/** The value of a part that must be known, without a problem. */
export function knownValue<T>(reading: Reading<T>): T {
  assert.deepEqual(reading.problems, []);
  assert.ok(reading.known);
  return reading.value;
}

/** Every item of a history, page after page; no page may have a problem. */
export async function allPages<T>(read: (request: PageRequest) => Promise<Page<T>>): Promise<readonly T[]> {
  const items: T[] = [];
  let request: PageRequest = {};
  for (;;) {
    const page = await read(request);
    assert.deepEqual(page.problems, []);
    items.push(...page.items);
    if (page.olderThan === undefined) {
      return items;
    }
    request = { olderThan: page.olderThan };
  }
}

/** The SELECT that a noun carries must read the very row that it was made of. */
export async function assertReadsItself(database: Database, origin: RowOrigin): Promise<void> {
  const { columns, rows } = await database.query(origin.select);
  assert.equal(rows.length, 1, origin.select);
  for (const [index, column] of columns.entries()) {
    assert.equal(rows[0]?.[index], origin.row.get(column), `${column} of ${origin.select}`);
  }
}
