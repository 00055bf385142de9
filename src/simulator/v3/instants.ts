/** Spans in microseconds: every instant of the simulated cluster is a bigint of microseconds since the epoch. */
export const SECOND = 1_000_000n;
export const MINUTE = 60n * SECOND;
export const HOUR = 60n * MINUTE;
export const DAY = 24n * HOUR;

/** The servers' time zone, `+08:00`: piece and set dates (`yyyymmdd`) are counted in it. */
const SERVER_ZONE_OFFSET = 8n * HOUR;

const MICROS_PER_MS = 1000n;

/** The date of an instant in the servers' time zone as the number `yyyymmdd`. */
export function dateNumber(micros: bigint): bigint {
  const local = new Date(Number((micros + SERVER_ZONE_OFFSET) / MICROS_PER_MS));
  return BigInt(local.getUTCFullYear() * 10_000 + (local.getUTCMonth() + 1) * 100 + local.getUTCDate());
}

/** The midnight at or before an instant in the servers' time zone. */
export function midnightBefore(micros: bigint): bigint {
  const local = micros + SERVER_ZONE_OFFSET;
  return local - (local % DAY) - SERVER_ZONE_OFFSET;
}

export const maxOf = (a: bigint, b: bigint): bigint => (a > b ? a : b);
export const minOf = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** The earliest of some instants; undefined where none is given. */
export function earliest(instants: Iterable<bigint | undefined>): bigint | undefined {
  let first: bigint | undefined;
  for (const instant of instants) {
    if (instant !== undefined && (first === undefined || instant < first)) {
      first = instant;
    }
  }
  return first;
}

/**
 * A span in [0, `span`) that depends on `key` only. Gives values that are read again and again the
 * irregularity of life without state: the same question has the same answer.
 */
export function scattered(key: bigint, span: bigint): bigint {
  const mixed = BigInt.asUintN(64, (key ^ (key >> 29n)) * 0x9e3779b97f4a7c15n);
  return BigInt.asUintN(64, (mixed ^ (mixed >> 32n)) * 0xbf58476d1ce4e5b9n) % span;
}
