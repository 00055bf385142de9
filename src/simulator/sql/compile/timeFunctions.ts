import { type ColumnType, datetime, decimal, varchar } from '../../columns';
import { ServerError, simulatorCannot } from '../../serverError';
import type { TimeUnit } from '../parse/ast';
import { formatMicros, normalDateTime } from '../values/dateTime';
import { at, type Compile, define, type FunctionDefinition } from './functionDefinition';
import {
  asDecimal,
  asMoment,
  asText,
  derived,
  integer,
  integerLiteral,
  quote,
  type Typed,
  textLengthOf,
} from './typed';

const MICROS_PER_SECOND = 1_000_000n;
const NANOS_PER_MICRO = 1000n;
const MAX_FRACTION = 6;

function momentLiteral(micros: bigint, offsetMinutes: number, fraction: number): Typed {
  const written = formatMicros(micros, offsetMinutes).slice(0, textLengthOf(datetime(fraction)));
  const sql = quote(normalDateTime(written) ?? written);
  return { sql, rep: 'moment', type: datetime(fraction), nullable: false, hasAggregate: false };
}

function fractionOf(args: readonly Typed[]): number {
  const [fraction] = args;
  if (fraction === undefined) {
    return 0;
  }
  if (!/^[0-6]$/.test(fraction.sql)) {
    throw new ServerError(1426, '42000', `Too big precision specified. Maximum is ${MAX_FRACTION}.`);
  }
  return Number(fraction.sql);
}

const now: Compile = (args, { nowMicros, offsetMinutes }) =>
  momentLiteral(nowMicros, offsetMinutes, fractionOf(args));

const unixTimestamp: Compile = (args, { nowMicros, offsetMinutes }) => {
  const [moment] = args;
  if (moment === undefined) {
    return integerLiteral(nowMicros / MICROS_PER_SECOND);
  }
  const fraction = shownFraction(moment);
  const seconds = `unix_seconds(${asMoment(moment)}, ${offsetMinutes})`;
  if (fraction === 0) {
    return integer(`CAST(round_decimal(${seconds}, 0) AS INTEGER)`, args, 17);
  }
  const type = decimal(11 + fraction, fraction);
  return { sql: `round_decimal(${seconds}, ${fraction})`, rep: 'decimal', type, ...derived(args) };
};

/** Digits behind the point of a moment; of a text those that it spells, or six where that is not known. */
function shownFraction({ type, rep, literal }: Typed): number {
  if (literal !== undefined) {
    return Math.min(MAX_FRACTION, literal.split('.')[1]?.length ?? 0);
  }
  if (rep === 'moment' && (type.kind === 'timestamp' || type.kind === 'datetime')) {
    return type.fraction;
  }
  return MAX_FRACTION;
}

const fromMicros =
  (microsPerUnit: { readonly multiply: bigint; readonly divide: bigint }, fraction: number): Compile =>
  (args, { offsetMinutes }) => {
    const value = at(args, 0);
    const micros = `divide_whole(multiply_decimals(${asDecimal(value)}, '${microsPerUnit.multiply}'), '${microsPerUnit.divide}')`;
    const type: ColumnType = { kind: 'timestamp', fraction };
    const sql = `moment_of_micros(${micros}, ${offsetMinutes})`;
    return { sql, rep: 'moment', type, ...derived(args), nullable: true };
  };

const timeToMicros: Compile = (args, { offsetMinutes }) => {
  const sql = `micros_of_moment(${asMoment(at(args, 0))}, ${offsetMinutes})`;
  return integer(`CAST(${sql} AS INTEGER)`, args, 20);
};

const dateFormat: Compile = (args) => {
  const format = at(args, 1);
  const sql = `format_moment(${asMoment(at(args, 0))}, ${asText(format)})`;
  return { sql, rep: 'text', type: varchar(textLengthOf(format.type) * 10), ...derived(args) };
};

/** Functions of moments, MySQL's and OceanBase's own. */
export const TIME_FUNCTIONS: Readonly<Record<string, FunctionDefinition>> = {
  CURRENT_TIMESTAMP: define(0, 1, now),
  DATE_FORMAT: define(2, 2, dateFormat),
  FROM_UNIXTIME: define(1, 1, fromMicros({ multiply: MICROS_PER_SECOND, divide: 1n }, 0)),
  LOCALTIME: define(0, 1, now),
  LOCALTIMESTAMP: define(0, 1, now),
  NOW: define(0, 1, now),
  SCN_TO_TIMESTAMP: define(1, 1, fromMicros({ multiply: 1n, divide: NANOS_PER_MICRO }, MAX_FRACTION)),
  SYSDATE: define(0, 1, now),
  TIME_TO_USEC: define(1, 1, timeToMicros),
  UNIX_TIMESTAMP: define(0, 1, unixTimestamp),
  USEC_TO_TIME: define(1, 1, fromMicros({ multiply: 1n, divide: 1n }, MAX_FRACTION)),
  UTC_TIMESTAMP: define(0, 1, (args, { nowMicros }) => momentLiteral(nowMicros, 0, fractionOf(args))),
};

/** `moment ± INTERVAL amount unit`. A text stays a text in MySQL; its time shows only where there is one. */
export function shiftMoment(operand: Typed, amount: Typed, unit: TimeUnit, direction: 1 | -1): Typed {
  if (amount.rep !== 'int' && amount.rep !== 'null') {
    throw simulatorCannot('INTERVAL with something else than a whole number');
  }
  const count = `CAST(${amount.sql} AS TEXT)`;
  const { hasAggregate } = derived([operand, amount]);
  if (operand.rep !== 'moment') {
    asMoment(operand);
    const sql = `shift_text(${operand.sql}, ${count}, '${unit}', ${direction})`;
    return { sql, rep: 'text', type: varchar(29), nullable: true, hasAggregate };
  }
  const sql = `shift_moment(${operand.sql}, ${count}, '${unit}', ${direction})`;
  const fraction = unit === 'MICROSECOND' ? MAX_FRACTION : shownFraction(operand);
  return { sql, rep: 'moment', type: datetime(fraction), nullable: true, hasAggregate };
}

/** `TIMESTAMPDIFF(unit, from, to)`. */
export function timeDifference(unit: TimeUnit, from: Typed, to: Typed): Typed {
  const sql = `moment_difference(${asMoment(from)}, ${asMoment(to)}, '${unit}')`;
  return { ...integer(`CAST(${sql} AS INTEGER)`, [from, to], 21), nullable: true };
}
