import type { TimeUnit } from '../parse/ast';

const MICROS_PER_SECOND = 1_000_000n;
const SECONDS_PER: Readonly<Record<'SECOND' | 'MINUTE' | 'HOUR' | 'DAY' | 'WEEK', bigint>> = {
  SECOND: 1n,
  MINUTE: 60n,
  HOUR: 3600n,
  DAY: 86_400n,
  WEEK: 604_800n,
};
const MONTHS_PER: Readonly<Record<'MONTH' | 'QUARTER' | 'YEAR', number>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };
const WRITTEN = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{0,9}))?)?)?$/;
const OFFSET = /^([+-])(\d{1,2}):(\d{2})$/;
const EARLIEST = BigInt(Date.parse('0000-01-01T00:00:00Z')) * 1000n;
const LATEST = BigInt(Date.parse('9999-12-31T23:59:59.999Z')) * 1000n + 999n;
const ZERO = '0000-00-00 00:00:00.000000';

/**
 * Minutes east of UTC of `+08:00`; undefined for anything else, or beyond ±14 hours (MySQL: -12:59
 * to +14:00).
 */
export function parseOffsetMinutes(offset: string): number | undefined {
  const [, sign, hours, minutes] = OFFSET.exec(offset) ?? [];
  if (sign === undefined || Number(minutes) > 59) {
    return undefined;
  }
  const total = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  return total < -779 || total > 840 ? undefined : total;
}

/** `YYYY-MM-DD HH:MM:SS.ffffff` of a moment in a zone that lies `offsetMinutes` east of UTC. */
export function formatMicros(micros: bigint, offsetMinutes: number): string {
  const local = micros + BigInt(offsetMinutes) * 60n * MICROS_PER_SECOND;
  const fraction = ((local % MICROS_PER_SECOND) + MICROS_PER_SECOND) % MICROS_PER_SECOND;
  const seconds = (local - fraction) / MICROS_PER_SECOND;
  const written = new Date(Number(seconds) * 1000).toISOString();
  return `${written.slice(0, 10)} ${written.slice(11, 19)}.${fraction.toString().padStart(6, '0')}`;
}

/** Local microseconds (as if the text were UTC) of a normal text; undefined for the zero date. */
function localMicros(normal: string): bigint | undefined {
  const millis = Date.parse(`${normal.slice(0, 10)}T${normal.slice(11, 19)}Z`);
  return Number.isNaN(millis) ? undefined : BigInt(millis) * 1000n + BigInt(normal.slice(20));
}

/** Microseconds since the epoch of a normal text read in a zone; undefined for the zero date. */
export function microsOf(normal: string, offsetMinutes: number): bigint | undefined {
  const local = localMicros(normal);
  return local === undefined ? undefined : local - BigInt(offsetMinutes) * 60n * MICROS_PER_SECOND;
}

/**
 * The normal form (26 characters) of a date or time as people write it: `2024-1-2`,
 * `2024-01-02 03:04`, `2024-01-02T03:04:05.6`. Undefined where MySQL would warn and compare with zero.
 */
export function normalDateTime(written: string): string | undefined {
  const match = WRITTEN.exec(written.trim());
  if (match === null) {
    return undefined;
  }
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0', fraction = ''] = match;
  const two = (part: string): string => part.padStart(2, '0');
  const date = `${year}-${two(month)}-${two(day)}`;
  const normal = `${date} ${two(hour)}:${two(minute)}:${two(second)}.${fraction.slice(0, 6).padEnd(6, '0')}`;
  if (normal === ZERO) {
    return normal;
  }
  const micros = localMicros(normal);
  return micros !== undefined && formatMicros(micros, 0) === normal ? normal : undefined;
}

/** Adds `amount` units to a normal text; null for the zero date or beyond the year 9999. */
export function shiftDateTime(normal: string, amount: bigint, unit: TimeUnit): string | null {
  const local = localMicros(normal);
  if (local === undefined) {
    return null;
  }
  const shifted = isMonths(unit)
    ? shiftMonths(normal, Number(amount) * MONTHS_PER[unit])
    : local + amount * microsPer(unit);
  const outside = shifted < EARLIEST || shifted > LATEST;
  return outside ? null : formatMicros(shifted, 0);
}

/** `TIMESTAMPDIFF`: whole units from one normal text to another, cut off toward zero. */
export function differenceOfDateTimes(from: string, to: string, unit: TimeUnit): bigint | null {
  const [a, b] = [localMicros(from), localMicros(to)];
  if (a === undefined || b === undefined) {
    return null;
  }
  return isMonths(unit) ? monthsBetween(from, to) / BigInt(MONTHS_PER[unit]) : (b - a) / microsPer(unit);
}

function isMonths(unit: TimeUnit): unit is 'MONTH' | 'QUARTER' | 'YEAR' {
  return unit === 'MONTH' || unit === 'QUARTER' || unit === 'YEAR';
}

function microsPer(unit: Exclude<TimeUnit, 'MONTH' | 'QUARTER' | 'YEAR'>): bigint {
  return unit === 'MICROSECOND' ? 1n : SECONDS_PER[unit] * MICROS_PER_SECOND;
}

/** The day stays within the new month: 31 January plus a month is 28 or 29 February. */
function shiftMonths(normal: string, months: number): bigint {
  const total = Number(normal.slice(0, 4)) * 12 + Number(normal.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(total / 12), ((total % 12) + 12) % 12];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(Number(normal.slice(8, 10)), lastDay);
  const [hours, minutes, seconds] = [normal.slice(11, 13), normal.slice(14, 16), normal.slice(17, 19)];
  const millis = Date.UTC(year, month, day, Number(hours), Number(minutes), Number(seconds));
  return BigInt(millis) * 1000n + BigInt(normal.slice(20));
}

function monthsBetween(from: string, to: string): bigint {
  if (from > to) {
    return -monthsBetween(to, from);
  }
  const months =
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
    Number(to.slice(5, 7)) -
    Number(from.slice(5, 7));
  return BigInt(to.slice(8) < from.slice(8) ? months - 1 : months);
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/**
 * `DATE_FORMAT` of a normal text. Undefined for a specifier that is not known here (weeks of the
 * year).
 */
export function formatDateTime(normal: string, format: string): string | undefined {
  let result = '';
  for (let i = 0; i < format.length; i += 1) {
    const char = format.charAt(i);
    if (char !== '%' || i + 1 >= format.length) {
      result += char;
      continue;
    }
    i += 1;
    const part = formatPart(normal, format.charAt(i));
    if (part === undefined) {
      return undefined;
    }
    result += part;
  }
  return result;
}

function ordinal(day: number): string {
  const isTeen = day >= 11 && day <= 13;
  const ending = ['th', 'st', 'nd', 'rd'][isTeen ? 0 : day % 10] ?? 'th';
  return `${day}${ending}`;
}

function formatPart(normal: string, specifier: string): string | undefined {
  const hour = Number(normal.slice(11, 13));
  const hour12 = String(hour % 12 === 0 ? 12 : hour % 12);
  const weekday = new Date(`${normal.slice(0, 10)}T00:00:00Z`).getUTCDay();
  const parts: Readonly<Record<string, string>> = {
    Y: normal.slice(0, 4),
    y: normal.slice(2, 4),
    m: normal.slice(5, 7),
    c: String(Number(normal.slice(5, 7))),
    M: MONTHS[Number(normal.slice(5, 7)) - 1] ?? '',
    b: (MONTHS[Number(normal.slice(5, 7)) - 1] ?? '').slice(0, 3),
    d: normal.slice(8, 10),
    D: ordinal(Number(normal.slice(8, 10))),
    e: String(Number(normal.slice(8, 10))),
    H: normal.slice(11, 13),
    k: String(hour),
    h: hour12.padStart(2, '0'),
    I: hour12.padStart(2, '0'),
    l: hour12,
    i: normal.slice(14, 16),
    s: normal.slice(17, 19),
    S: normal.slice(17, 19),
    f: normal.slice(20, 26),
    p: hour < 12 ? 'AM' : 'PM',
    T: normal.slice(11, 19),
    r: `${hour12.padStart(2, '0')}:${normal.slice(14, 19)} ${hour < 12 ? 'AM' : 'PM'}`,
    W: DAYS[weekday] ?? '',
    a: (DAYS[weekday] ?? '').slice(0, 3),
    w: String(weekday),
    '%': '%',
  };
  return parts[specifier];
}
