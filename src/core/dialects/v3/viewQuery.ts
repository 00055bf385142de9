import type { ViewQuery } from '../../reading';
import { literalNumber } from '../../sql';
import { CLOCK_COLUMNS } from '../../time';

/** The tenant in which 3.x keeps all of backup. */
export const SYS_TENANT_ID = 1n;

/** Condition for the originals: other numbers are copies of a backup in a second destination. */
export const ORIGINALS = 'COPY_ID = 0';

/**
 * All columns of a view, and the clock. By `*`, because the builds of 3.1 and 3.2 differ in columns
 * (START_PIECE_ID, COPY_ID, START_REPLAY_LOG_TS, …) and a name that one of them lacks would cost the
 * whole view; what is read is read by name, and none of these views carries more than it shows.
 */
export function selectAll(view: string, tail: string): ViewQuery {
  const rest = tail === '' ? '' : ` ${tail}`;
  return { view, text: `SELECT v.*, ${CLOCK_COLUMNS} FROM ${view} v${rest}` };
}

/** Whole groups by their number: from the newest down to the oldest that belongs to the page. */
export function between(key: string, lowest: bigint, highest: bigint): string {
  return `${key} >= ${literalNumber(lowest)} AND ${key} <= ${literalNumber(highest)}`;
}

export function oneOf(key: string, numbers: readonly bigint[]): string {
  return `${key} IN (${numbers.map(literalNumber).join(', ')})`;
}
