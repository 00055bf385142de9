/** Virtual time is counted in microseconds since the Unix epoch. */
export const SECOND = 1_000_000n;
export const MINUTE = 60n * SECOND;
export const HOUR = 60n * MINUTE;
export const DAY = 24n * HOUR;

export const KIB = 1024n;
export const MIB = 1024n * KIB;
export const GIB = 1024n * MIB;

/** An SCN: nanoseconds since the Unix epoch. */
export const scnOf = (micros: bigint): bigint => micros * 1000n;

export const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
export const greatest = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/**
 * A number from 0 to 9999 that depends on nothing but its arguments: for what a view computes at
 * reading time, where a stream of random numbers would make the world depend on who reads it.
 */
export function scatter(seed: number, ...parts: readonly bigint[]): bigint {
  let hash = (seed ^ 0x9e3779b9) >>> 0;
  for (const part of parts) {
    hash = Math.imul(hash ^ Number(part & 0xffff_ffffn), 0x85ebca6b) >>> 0;
    hash = Math.imul(hash ^ Number((part >> 32n) & 0xffff_ffffn), 0xc2b2ae35) >>> 0;
    hash = (hash ^ (hash >>> 13)) >>> 0;
  }
  return BigInt(hash % 10_000);
}

/** A quotient with a fixed number of decimals, rounded half up as MySQL's decimals are; both ≥ 0. */
export function decimalText(numerator: bigint, denominator: bigint, scale: number): string {
  if (denominator === 0n) {
    return scale === 0 ? '0' : `0.${'0'.repeat(scale)}`;
  }
  const scaled = (2n * numerator * 10n ** BigInt(scale) + denominator) / (2n * denominator);
  if (scale === 0) {
    return scaled.toString();
  }
  const digits = scaled.toString().padStart(scale + 1, '0');
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** `52.01MB`: 1024-based, the smallest unit is MB (view definitions of `CDB_OB_ARCHIVELOG…`). */
export function bytesDisplay(bytes: bigint): string {
  const units = [
    ['PB', 1024n ** 5n],
    ['TB', 1024n ** 4n],
    ['GB', GIB],
  ] as const;
  const [name, size] = units.find(([, unit]) => bytes >= unit) ?? (['MB', MIB] as const);
  return `${decimalText(bytes, size, 2)}${name}`;
}
