import type { ViewAnswer } from '../reading';
import { literalNumber } from '../sql';
import type { Page } from './dialect';

/** Nouns on one page of history. */
export const PAGE_SIZE = 100;

/** The end of a SELECT that reads a page by key: what is older than an id, newest first, and one row more than fits. */
export function pageTail(key: string, olderThan: bigint | undefined, conditions: readonly string[]): string {
  const older = olderThan === undefined ? [] : [`${key} < ${literalNumber(olderThan)}`];
  const all = [...conditions, ...older];
  const condition = all.length === 0 ? '' : `WHERE ${all.join(' AND ')} `;
  return `${condition}ORDER BY ${key} DESC LIMIT ${PAGE_SIZE + 1}`;
}

/** Cuts the row that was one too many off and says where the next page begins. */
export function toPage<T>(answer: ViewAnswer<T>, idOf: (item: T) => bigint): Page<T> {
  if (answer.refused) {
    return { items: [], olderThan: undefined, problems: [answer.problem] };
  }
  const items = answer.items.slice(0, PAGE_SIZE);
  const last = items.at(-1);
  const more = answer.rowCount > PAGE_SIZE && last !== undefined;
  return { items, olderThan: more ? idOf(last) : undefined, problems: answer.problems };
}
