import { type ServerError, simulatorCannot } from '../serverError';
import type { TimeUnit } from './parse/ast';
import { moreThanOneRow, outOfRange } from './sqlErrors';
import {
  differenceOfDateTimes,
  formatDateTime,
  formatMicros,
  microsOf,
  normalDateTime,
  shiftDateTime,
} from './values/dateTime';
import {
  addDecimals,
  decimalKey,
  divideDecimals,
  divideWhole,
  multiplyDecimals,
  negateDecimal,
  remainderOfDecimals,
  roundDecimal,
  subtractDecimals,
  wholeBeside,
} from './values/decimalText';
import { formatDouble, leadingNumber } from './values/doubleText';
import { foldText, matchesLike } from './values/textOrder';

/** What the embedded engine hands over and takes back. Whole numbers of 64 bits travel as texts. */
export type EngineValue = string | number | null;

/** The part of the embedded engine to which functions are added. */
export interface FunctionHost {
  create_function(name: string, body: (...args: never[]) => EngineValue): unknown;
  create_aggregate(
    name: string,
    body: {
      init(): unknown;
      step(state: never, value: never): unknown;
      finalize(state: never): EngineValue;
    },
  ): unknown;
}

const DATE_UNITS: ReadonlySet<TimeUnit> = new Set(['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR']);
const SIGNED_MIN = -(2n ** 63n);
const SIGNED_MAX = 2n ** 63n - 1n;
const UNSIGNED_MAX = 2n ** 64n - 1n;

/**
 * Adds MySQL's behaviour to the embedded engine. All are NULL where an argument is NULL.
 *
 * @param fail called with the error that a function wants the statement to end with
 */
export function addEngineFunctions(host: FunctionHost, fail: (error: ServerError) => never): void {
  addDecimalFunctions(host, fail);
  addTextFunctions(host);
  addMomentFunctions(host, fail);
  addAggregates(host);
  host.create_function('fail_more_than_one_row', () => fail(moreThanOneRow()));
}

function one(host: FunctionHost, name: string, body: (value: string) => EngineValue): void {
  host.create_function(name, (value: string | null) => (value === null ? null : body(value)));
}

function two<A extends string | number, B extends string | number>(
  host: FunctionHost,
  name: string,
  body: (first: A, second: B) => EngineValue,
): void {
  host.create_function(name, (first: A | null, second: B | null) =>
    first === null || second === null ? null : body(first, second),
  );
}

function addDecimalFunctions(host: FunctionHost, fail: (error: ServerError) => never): void {
  two(host, 'add_decimals', addDecimals);
  two(host, 'subtract_decimals', subtractDecimals);
  two(host, 'multiply_decimals', multiplyDecimals);
  two(host, 'divide_decimals', divideDecimals);
  two(host, 'divide_whole', divideWhole);
  two(host, 'remainder_of_decimals', remainderOfDecimals);
  two(host, 'round_decimal', roundDecimal);
  two(host, 'whole_beside', (text: string, side: string) =>
    wholeBeside(text, side === 'floor' ? 'floor' : 'ceiling'),
  );
  two(host, 'double_remainder', (a: number, b: number) => (b === 0 ? null : a % b));
  two(host, 'check_precision', (text: string, precision: number) =>
    text.replace(/[^0-9]/g, '').replace(/^0+/, '').length > precision ? fail(outOfRange('DECIMAL')) : text,
  );
  one(host, 'negate_decimal', negateDecimal);
  one(host, 'decimal_key', decimalKey);
  one(host, 'check_signed', (text) => {
    const value = BigInt(text);
    return value < SIGNED_MIN || value > SIGNED_MAX ? fail(outOfRange('BIGINT')) : text;
  });
  one(host, 'check_unsigned', (text) => {
    const value = BigInt(text);
    return value < 0n || value > UNSIGNED_MAX ? fail(outOfRange('BIGINT UNSIGNED')) : text;
  });
  one(host, 'wrap_unsigned', (text) => BigInt.asUintN(64, BigInt(text)).toString());
  one(host, 'plain_decimal', (text) => (/e/.test(text) ? fail(outOfRange('DECIMAL')) : text));
}

function addTextFunctions(host: FunctionHost): void {
  one(host, 'fold', foldText);
  one(host, 'lower_text', (text) => text.toLowerCase());
  one(host, 'upper_text', (text) => text.toUpperCase());
  one(host, 'byte_length', (text) => Buffer.byteLength(text));
  one(host, 'leading_number', leadingNumber);
  one(host, 'leading_integer', (text) => /^\s*([+-]?[0-9]+)/.exec(text)?.[1]?.replace('+', '') ?? '0');
  one(host, 'leading_decimal', (text) => /^\s*([+-]?[0-9]*\.?[0-9]*)/.exec(text)?.[1] ?? '0');
  host.create_function('double_text', (value: number | null) =>
    value === null ? null : formatDouble(value),
  );
  host.create_function('like_text', (text: string | null, pattern: string | null, escapeSign: string) =>
    text === null || pattern === null ? null : Number(matchesLike(text, pattern, escapeSign)),
  );
  two(host, 'text_left', (text: string, count: number) =>
    Array.from(text).slice(0, Math.max(0, count)).join(''),
  );
  two(host, 'text_right', (text: string, count: number) =>
    count <= 0 ? '' : Array.from(text).slice(-count).join(''),
  );
  two(host, 'text_position', (text: string, needle: string) => foldText(text).indexOf(foldText(needle)) + 1);
}

function addMomentFunctions(host: FunctionHost, fail: (error: ServerError) => never): void {
  one(host, 'normal_moment', (text) => normalDateTime(text) ?? null);
  two(host, 'unix_seconds', (moment: string, offsetMinutes: number) => {
    const micros = microsOf(moment, offsetMinutes);
    return micros === undefined || micros < 0n ? '0' : divideExactly(micros);
  });
  two(host, 'micros_of_moment', (moment: string, offsetMinutes: number) => {
    const micros = microsOf(moment, offsetMinutes);
    return micros === undefined ? null : micros.toString();
  });
  two(host, 'moment_of_micros', (micros: string, offsetMinutes: number) =>
    formatMicros(BigInt(micros), offsetMinutes),
  );
  two(
    host,
    'format_moment',
    (moment: string, format: string) =>
      formatDateTime(moment, format) ?? fail(simulatorCannot(`DATE_FORMAT with '${format}'`)),
  );
  two(host, 'cut_moment', (moment: string, fraction: number) => {
    const length = fraction === 0 ? 19 : 20 + fraction;
    return normalDateTime(moment.slice(0, length)) ?? moment;
  });
  addShift(host, 'shift_moment', shiftDateTime);
  addShift(host, 'shift_text', shiftText);
  host.create_function('moment_difference', (from: string | null, to: string | null, unit: TimeUnit) =>
    from === null || to === null ? null : (differenceOfDateTimes(from, to, unit)?.toString() ?? null),
  );
}

function addShift(
  host: FunctionHost,
  name: string,
  shift: (moment: string, amount: bigint, unit: TimeUnit) => string | null,
): void {
  host.create_function(
    name,
    (moment: string | null, amount: string | null, unit: TimeUnit, direction: number) =>
      moment === null || amount === null ? null : shift(moment, BigInt(amount) * BigInt(direction), unit),
  );
}

/** A date without a time stays one as long as whole days are added. */
function shiftText(written: string, amount: bigint, unit: TimeUnit): string | null {
  const normal = normalDateTime(written);
  const shifted = normal === undefined ? null : shiftDateTime(normal, amount, unit);
  if (shifted === null) {
    return null;
  }
  const isDate = !written.includes(':') && DATE_UNITS.has(unit);
  return isDate ? shifted.slice(0, 10) : shifted.endsWith('.000000') ? shifted.slice(0, 19) : shifted;
}

/** Microseconds as seconds with six digits behind the point. */
function divideExactly(micros: bigint): string {
  const text = micros.toString().padStart(7, '0');
  return `${text.slice(0, -6)}.${text.slice(-6)}`;
}

interface Total {
  readonly sum: string;
  readonly count: number;
}

function addAggregates(host: FunctionHost): void {
  const total = (finalize: (state: Total) => EngineValue) => ({
    init: (): Total => ({ sum: '0', count: 0 }),
    step: (state: Total, value: string | null): Total =>
      value === null ? state : { sum: addDecimals(state.sum, value), count: state.count + 1 },
    finalize: (state: Total): EngineValue => (state.count === 0 ? null : finalize(state)),
  });
  host.create_aggregate(
    'sum_decimals',
    total(({ sum }) => sum),
  );
  host.create_aggregate(
    'average_decimals',
    total(({ sum, count }) => divideDecimals(sum, String(count))),
  );
  addExtremes(host, 'decimals', decimalKey);
  addExtremes(host, 'texts', foldText);
}

/** `min_…` and `max_…` by a key that the engine itself does not know. */
function addExtremes(host: FunctionHost, what: string, keyOf: (text: string) => string): void {
  for (const [name, sign] of [
    ['min', -1],
    ['max', 1],
  ] as const) {
    host.create_aggregate(`${name}_${what}`, {
      init: (): readonly string[] => [],
      step: (state: readonly string[], value: string | null): readonly string[] => {
        const [best] = state;
        if (value === null) {
          return state;
        }
        const isBetter = best === undefined || (keyOf(value) > keyOf(best) ? 1 : -1) === sign;
        return isBetter && (best === undefined || keyOf(value) !== keyOf(best)) ? [value] : state;
      },
      finalize: ([best]: readonly string[]): EngineValue => best ?? null,
    });
  }
}
