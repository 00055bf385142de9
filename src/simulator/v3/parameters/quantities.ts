import { invalidConfig } from '../errors';
import { DAY, HOUR, MINUTE, SECOND } from '../instants';

const TIME = /^(\d+)(us|ms|s|m|h|d)?$/i;
const TIME_UNITS: Readonly<Record<string, bigint>> = {
  us: 1n,
  ms: 1000n,
  s: SECOND,
  m: MINUTE,
  h: HOUR,
  d: DAY,
};
const CAPACITY = /^(\d+)(b|k|kb|m|mb|g|gb|t|tb|p|pb)?$/i;
const CAPACITY_SHIFT: Readonly<Record<string, bigint>> = { b: 0n, k: 10n, m: 20n, g: 30n, t: 40n, p: 50n };

/** Microseconds of a time value such as `120s`; seconds where the unit is missing; undefined if malformed. */
export function parseTimeMicros(text: string): bigint | undefined {
  const match = TIME.exec(text);
  const unit = TIME_UNITS[(match?.[2] ?? 's').toLowerCase()];
  return match?.[1] === undefined || unit === undefined ? undefined : BigInt(match[1]) * unit;
}

/** Bytes of a capacity such as `10M`; megabytes where the unit is missing; undefined if malformed. */
export function parseCapacityBytes(text: string): bigint | undefined {
  const match = CAPACITY.exec(text);
  const shift = CAPACITY_SHIFT[(match?.[2] ?? 'm').toLowerCase().charAt(0)];
  return match?.[1] === undefined || shift === undefined ? undefined : BigInt(match[1]) << shift;
}

/** A boolean in OceanBase's spellings; undefined if it is none of them. */
export function parseBoolean(text: string): boolean | undefined {
  if (/^(true|t|yes|y|on|1)$/i.test(text)) {
    return true;
  }
  return /^(false|f|no|n|off|0)$/i.test(text) ? false : undefined;
}

/** @throws ServerError 4147 where a number lies outside `low` to `high` or could not be read */
export function requireWithin(value: bigint | undefined, low: bigint, high?: bigint): void {
  if (value === undefined || value < low || (high !== undefined && value > high)) {
    throw invalidConfig();
  }
}
