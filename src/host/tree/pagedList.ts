import type { Page } from '../../core/dialects/dialect';
import type { ReadProblem } from '../../core/model/rowOrigin';

/** After so many pages a person is better served by a jump than by another page. */
export const PAGES_BEFORE_JUMP = 20;

/**
 * The part of a history that has been read: newest first, without holes. Reading the newest page again
 * keeps what was read before, as long as the two touch.
 */
export interface PagedList<T> {
  readonly items: readonly T[];
  /** Reads on from here; absent when the end was reached. */
  readonly olderThan: bigint | undefined;
  readonly pagesRead: number;
  /** The list was started by a jump, and newer entries stand before it. */
  readonly jumped: boolean;
  readonly problems: readonly ReadProblem[];
}

/** The list as its first page shows it. */
export function firstPage<T>(page: Page<T>, jumped = false): PagedList<T> {
  return {
    items: page.items,
    olderThan: page.olderThan,
    pagesRead: 1,
    jumped,
    problems: page.problems,
  };
}

/** The list with one older page at its end. */
export function withOlderPage<T>(
  list: PagedList<T>,
  page: Page<T>,
  keyOf: (item: T) => string,
): PagedList<T> {
  const known = new Set(list.items.map(keyOf));
  return {
    items: [...list.items, ...page.items.filter((item) => !known.has(keyOf(item)))],
    olderThan: page.olderThan,
    pagesRead: list.pagesRead + 1,
    jumped: list.jumped,
    problems: [...list.problems, ...page.problems],
  };
}

/**
 * The list with its newest page read again. What lies within the page's range and is no longer in it is gone;
 * what lies below it is kept. Where so much is new that page and list no longer touch, the list starts afresh:
 * a hole that nobody sees would be worse than a page to read again.
 */
export function withNewestPage<T>(
  list: PagedList<T>,
  page: Page<T>,
  idOf: (item: T) => bigint,
): PagedList<T> {
  if (list.jumped) {
    return list;
  }
  const lowest = page.olderThan;
  if (lowest === undefined) {
    return firstPage(page);
  }
  const older = list.items.filter((item) => idOf(item) < lowest);
  const touches = list.items.some((item) => idOf(item) >= lowest);
  if (!touches || list.pagesRead === 1) {
    return firstPage(page);
  }
  return {
    items: [...page.items, ...older],
    olderThan: list.olderThan,
    pagesRead: list.pagesRead,
    jumped: false,
    problems: page.problems,
  };
}
