import type { ServerClock, ServerTime } from './model/serverTime';
import { zoneOffsetMicros } from './timeZone';

const MICROS_PER_MS = 1000n;
export const MICROS_PER_SECOND = 1_000_000n;
const MICROS_PER_MINUTE = 60n * MICROS_PER_SECOND;

/**
 * To be put into the SELECT whose rows carry times: the server's clock and both zones come with the
 * rows that they date, and the session's own `time_zone` is never changed.
 */
export const CLOCK_COLUMNS =
  'NOW(6) AS OB_CLOCK_NOW, UNIX_TIMESTAMP(NOW(6)) AS OB_CLOCK_EPOCH, ' +
  '@@time_zone AS OB_CLOCK_ZONE, @@system_time_zone AS OB_CLOCK_SYSTEM_ZONE';

const CLOCK_PREFIX = 'OB_CLOCK_';

/** Whether a column belongs to the clock and not to the view that was read. */
export function isClockColumn(column: string): boolean {
  return column.toUpperCase().startsWith(CLOCK_PREFIX);
}

/** Puts a clock together; `value` gives the text of one clock column. Absent when the columns are not there. */
export function readServerClock(
  value: (column: string) => string | null | undefined,
): ServerClock | undefined {
  const nowText = value('OB_CLOCK_NOW') ?? '';
  const nowMicros = secondsTextToMicros(value('OB_CLOCK_EPOCH') ?? '');
  if (nowText === '' || nowMicros === undefined) {
    return undefined;
  }
  return {
    nowText,
    nowMicros,
    timeZone: value('OB_CLOCK_ZONE') ?? '',
    systemTimeZone: value('OB_CLOCK_SYSTEM_ZONE') ?? '',
  };
}

/** Reads `1748764801.250417` (seconds) without passing through a double. */
export function secondsTextToMicros(text: string): bigint | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (match === null) {
    return undefined;
  }
  const [, sign = '', seconds = '', fraction = ''] = match;
  const micros = BigInt(seconds) * MICROS_PER_SECOND + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
  return sign === '-' ? -micros : micros;
}

const WALL_TIME = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?$/;

/**
 * The microseconds that a wall clock's text would mean in UTC: a step towards a moment, not a moment.
 * Absent where the text is no time that exists (`MAX`, `0000-00-00 00:00:00`, 31 February).
 */
export function wallMicros(text: string): bigint | undefined {
  const match = WALL_TIME.exec(text.trim());
  if (match === null) {
    return undefined;
  }
  const [, ...parts] = match;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(0, 6).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const exists =
    year >= 1000 &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second;
  if (!exists) {
    return undefined;
  }
  const fraction = (match[7] ?? '').slice(0, 6).padEnd(6, '0');
  return BigInt(date.getTime()) * MICROS_PER_MS + BigInt(fraction);
}

/** `2025-06-01 08:10:00.320417`: a wall clock's text from the microseconds that it would mean in UTC. */
export function wallText(micros: bigint): string {
  const fraction = ((micros % MICROS_PER_SECOND) + MICROS_PER_SECOND) % MICROS_PER_SECOND;
  const iso = new Date(Number((micros - fraction) / MICROS_PER_MS)).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}.${fraction.toString().padStart(6, '0')}`;
}

/**
 * A time of a view as text and as a moment. Without a clock, or where the text is no time, only the
 * text is kept.
 */
export function serverTime(text: string, clock: ServerClock | undefined): ServerTime {
  const wall = wallMicros(text);
  if (wall === undefined || clock === undefined) {
    return { text, epochMicros: undefined };
  }
  const offset = offsetAtWall(wall, clock);
  return { text, epochMicros: offset === undefined ? undefined : wall - offset };
}

/** How the session's zone writes a moment: for literals that a view's time column is compared with. */
export function formatServerTime(epochMicros: bigint, clock: ServerClock): string {
  const offset = namedOffset(clock, epochMicros) ?? clockOffset(clock) ?? 0n;
  return wallText(epochMicros + offset);
}

/** Microseconds that the session's zone is ahead of UTC, now. Whole minutes: no zone in use is finer. */
function clockOffset(clock: ServerClock): bigint | undefined {
  const wall = wallMicros(clock.nowText);
  if (wall === undefined) {
    return undefined;
  }
  const difference = wall - clock.nowMicros;
  const half = difference < 0n ? -MICROS_PER_MINUTE / 2n : MICROS_PER_MINUTE / 2n;
  return ((difference + half) / MICROS_PER_MINUTE) * MICROS_PER_MINUTE;
}

function offsetAtWall(wall: bigint, clock: ServerClock): bigint | undefined {
  const now = clockOffset(clock);
  if (now === undefined) {
    return undefined;
  }
  // Twice, because the first guess may lie on the other side of a change of summer time.
  const guess = namedOffset(clock, wall - now) ?? now;
  return namedOffset(clock, wall - guess) ?? now;
}

/**
 * The offset at another moment, for zones that change it over the year. The clock's own offset has
 * the last word: a name that does not agree with it now is not the zone in use.
 */
function namedOffset(clock: ServerClock, epochMicros: bigint): bigint | undefined {
  const name = clock.timeZone.toUpperCase() === 'SYSTEM' ? clock.systemTimeZone : clock.timeZone;
  if (zoneOffsetMicros(name, clock.nowMicros) !== clockOffset(clock)) {
    return undefined;
  }
  return zoneOffsetMicros(name, epochMicros);
}
