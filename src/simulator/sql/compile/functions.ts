import { type ColumnType, datetime, decimal, varchar } from '../../columns';
import { ServerError, simulatorCannot } from '../../serverError';
import type { TimeUnit } from '../parse/ast';
import { unknownFunction, wrongArgumentCount } from '../sqlErrors';
import { formatMicros, normalDateTime } from '../values/dateTime';
import { calculate } from './arithmetic';
import { compare } from './comparison';
import type { SessionEnvironment } from './environment';
import { convertTo, mergeTypes } from './mergedType';
import { roundNumber, wholeNumber } from './rounding';
import {
  asCondition,
  asDecimal,
  asMoment,
  asText,
  derived,
  integer,
  integerLiteral,
  NULL,
  quote,
  type Typed,
  textLengthOf,
  textLiteral,
  toText,
  truthValue,
} from './typed';

type Compile = (args: readonly Typed[], environment: SessionEnvironment) => Typed;

interface FunctionDefinition {
  readonly least: number;
  readonly most: number;
  readonly compile: Compile;
}

const MICROS_PER_SECOND = 1_000_000n;
const NANOS_PER_MICRO = 1000n;
const MAX_FRACTION = 6;

/**
 * A call of a function by MySQL's or OceanBase's name.
 *
 * @throws ServerError 1582 for a wrong number of arguments; a refusal in the simulator's name for a
 *   function that it does not know, since a real server may well know it
 */
export function compileCall(name: string, args: readonly Typed[], environment: SessionEnvironment): Typed {
  const definition = FUNCTIONS.get(name);
  if (definition === undefined) {
    throw simulatorCannot(`the function ${name}`);
  }
  if (args.length < definition.least || args.length > definition.most) {
    throw wrongArgumentCount(name);
  }
  return definition.compile(args, environment);
}

const define = (least: number, most: number, compile: Compile): FunctionDefinition => ({
  least,
  most,
  compile,
});

/** The argument in this place, which the definition's counts guarantee. */
function at(args: readonly Typed[], index: number): Typed {
  return args[index] ?? NULL;
}

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

const constantText =
  (value: (environment: SessionEnvironment) => string | undefined): Compile =>
  (_args, environment) => {
    const text = value(environment);
    // without `literal`: the text of a function is not read as a number in a comparison
    return text === undefined
      ? { ...NULL, rep: 'text', type: varchar(128) }
      : { sql: quote(text), rep: 'text', type: varchar(text.length), nullable: true, hasAggregate: false };
  };

const coalesce: Compile = (args) => {
  const merged = mergeTypes(args);
  const values = args.map((arg) => convertTo(arg, merged).sql);
  const { hasAggregate } = derived(args);
  const sql = values.length === 1 ? (values[0] ?? 'NULL') : `coalesce(${values.join(', ')})`;
  return { sql, ...merged, hasAggregate, nullable: args.every((arg) => arg.nullable) };
};

const ifFunction: Compile = (args) => {
  const [condition, yes, no] = [at(args, 0), at(args, 1), at(args, 2)];
  const merged = mergeTypes([yes, no]);
  const [a, b] = [convertTo(yes, merged), convertTo(no, merged)];
  const { nullable } = derived([yes, no]);
  const { hasAggregate } = derived(args);
  return { sql: `iif(${asCondition(condition)}, ${a.sql}, ${b.sql})`, ...merged, nullable, hasAggregate };
};

const nullIf: Compile = (args) => {
  const [value, other] = [at(args, 0), at(args, 1)];
  const { hasAggregate } = derived(args);
  const { rep, type } = value;
  const sql = `CASE WHEN ${compare('=', value, other).sql} THEN NULL ELSE ${value.sql} END`;
  return { sql, rep, type, nullable: true, hasAggregate };
};

const concat: Compile = (args) => {
  const length = args.reduce((sum, arg) => sum + textLengthOf(arg.type), 0);
  const sql = args.map((arg) => `(${asText(arg)})`).join(' || ');
  return { sql: `(${sql})`, rep: 'text', type: varchar(length), ...derived(args) };
};

const concatWithSeparator: Compile = (args) => {
  const [separator, ...values] = args.map(asText);
  const length = args.reduce((sum, arg) => sum + textLengthOf(arg.type), 0) * 2;
  // the engine's own concat_ws skips NULLs as MySQL's does
  const sql = `iif(${separator} IS NULL, NULL, concat_ws(${[separator, ...values].join(', ')}))`;
  return { sql, rep: 'text', type: varchar(length), ...derived(args), nullable: at(args, 0).nullable };
};

const textFunction =
  (name: string): Compile =>
  (args) => {
    const text = toText(at(args, 0));
    return { ...text, sql: `${name}(${text.sql})` };
  };

const lengthFunction =
  (name: string): Compile =>
  (args) =>
    integer(`CAST(${name}(${asText(at(args, 0))}) AS INTEGER)`, args, 10);

const substring: Compile = (args) => {
  const text = toText(at(args, 0));
  const start = at(args, 1);
  if (start.rep !== 'int' || (args[2] !== undefined && args[2].rep !== 'int')) {
    throw simulatorCannot('SUBSTRING with something else than whole numbers');
  }
  const length = args[2] === undefined ? '' : `, max(0, ${args[2].sql})`;
  // the engine reads position 0 as "before the first character", MySQL as "no text at all"
  const sql = `iif(${start.sql} = 0, '', substr(${text.sql}, ${start.sql}${length}))`;
  return { ...text, sql, ...derived(args) };
};

const side =
  (name: 'left' | 'right'): Compile =>
  (args) => {
    const text = toText(at(args, 0));
    const count = at(args, 1);
    if (count.rep !== 'int') {
      throw simulatorCannot(`${name} with something else than a whole number`);
    }
    return { ...text, sql: `text_${name}(${text.sql}, ${count.sql})`, ...derived(args) };
  };

const replace: Compile = (args) => {
  const text = toText(at(args, 0));
  const sql = `replace(${text.sql}, ${asText(at(args, 1))}, ${asText(at(args, 2))})`;
  return { ...text, sql, ...derived(args) };
};

const extreme =
  (operator: '<' | '>'): Compile =>
  (args) => {
    const merged = mergeTypes(args);
    const [first, ...rest] = args.map((arg) => convertTo(arg, merged));
    if (first === undefined) {
      return NULL;
    }
    // NULL as soon as one is NULL: the comparison is then neither true nor false
    return rest.reduce((best, value) => {
      const isBest = compare(operator, best, value).sql;
      const sql = `CASE ${isBest} WHEN 1 THEN ${best.sql} WHEN 0 THEN ${value.sql} END`;
      return { sql, ...merged, ...derived([best, value]) };
    }, first);
  };

const absolute: Compile = (args) => {
  const value = at(args, 0);
  if (value.rep === 'int') {
    return { ...integer(`abs(${value.sql})`, args), type: value.type };
  }
  if (value.rep === 'decimal') {
    return { sql: `ltrim(${value.sql}, '-')`, rep: 'decimal', type: value.type, ...derived(args) };
  }
  throw simulatorCannot('ABS of this type');
};

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

const isNull: Compile = (args) => ({ ...truthValue(`(${at(args, 0).sql} IS NULL)`, args), nullable: false });

const position: (needle: number, text: number) => Compile = (needle, text) => (args) =>
  integer(`CAST(text_position(${asText(at(args, text))}, ${asText(at(args, needle))}) AS INTEGER)`, args, 11);

const version: Compile = constantText(({ profile }) => profile.versionFunction);
const user: Compile = constantText(({ user: name, clientHost }) => `${name}@${clientHost}`);
const database: Compile = constantText(({ database: name }) => name);

const FUNCTIONS: ReadonlyMap<string, FunctionDefinition> = new Map(
  Object.entries({
    ABS: define(1, 1, absolute),
    CEIL: define(1, 1, (args) => wholeNumber(at(args, 0), 'ceiling')),
    CEILING: define(1, 1, (args) => wholeNumber(at(args, 0), 'ceiling')),
    CHAR_LENGTH: define(1, 1, lengthFunction('length')),
    COALESCE: define(1, 64, coalesce),
    CONCAT: define(1, 64, concat),
    CONCAT_WS: define(2, 64, concatWithSeparator),
    CONNECTION_ID: define(0, 0, (_args, { connectionId }) => integerLiteral(BigInt(connectionId))),
    CURRENT_TIMESTAMP: define(0, 1, now),
    CURRENT_USER: define(
      0,
      0,
      constantText(({ user: name }) => `${name}@%`),
    ),
    DATABASE: define(0, 0, database),
    DATE_FORMAT: define(2, 2, dateFormat),
    EFFECTIVE_TENANT: define(
      0,
      0,
      constantText(({ tenant }) => tenant.name),
    ),
    EFFECTIVE_TENANT_ID: define(0, 0, (_args, { tenant }) => integerLiteral(tenant.id)),
    FLOOR: define(1, 1, (args) => wholeNumber(at(args, 0), 'floor')),
    FROM_UNIXTIME: define(1, 1, fromMicros({ multiply: MICROS_PER_SECOND, divide: 1n }, 0)),
    GREATEST: define(2, 64, extreme('>')),
    IF: define(3, 3, ifFunction),
    IFNULL: define(2, 2, coalesce),
    INSTR: define(2, 2, position(1, 0)),
    ISNULL: define(1, 1, isNull),
    LCASE: define(1, 1, textFunction('lower_text')),
    LEAST: define(2, 64, extreme('<')),
    LEFT: define(2, 2, side('left')),
    LENGTH: define(1, 1, lengthFunction('byte_length')),
    LOCALTIME: define(0, 1, now),
    LOCALTIMESTAMP: define(0, 1, now),
    LOCATE: define(2, 2, position(0, 1)),
    LOWER: define(1, 1, textFunction('lower_text')),
    LTRIM: define(1, 1, textFunction('ltrim')),
    MOD: define(2, 2, (args) => calculate('%', at(args, 0), at(args, 1))),
    NOW: define(0, 1, now),
    NULLIF: define(2, 2, nullIf),
    NVL: define(2, 2, coalesce),
    OB_VERSION: define(0, 0, obVersion),
    REPLACE: define(3, 3, replace),
    RIGHT: define(2, 2, side('right')),
    ROUND: define(1, 2, (args) => roundNumber(at(args, 0), args[1])),
    RTRIM: define(1, 1, textFunction('rtrim')),
    SCHEMA: define(0, 0, database),
    SCN_TO_TIMESTAMP: define(1, 1, fromMicros({ multiply: 1n, divide: NANOS_PER_MICRO }, MAX_FRACTION)),
    SESSION_USER: define(0, 0, user),
    SUBSTR: define(2, 3, substring),
    SUBSTRING: define(2, 3, substring),
    SYSDATE: define(0, 1, now),
    SYSTEM_USER: define(0, 0, user),
    TIME_TO_USEC: define(1, 1, timeToMicros),
    TRIM: define(1, 1, textFunction('trim')),
    UCASE: define(1, 1, textFunction('upper_text')),
    UNIX_TIMESTAMP: define(0, 1, unixTimestamp),
    UPPER: define(1, 1, textFunction('upper_text')),
    USEC_TO_TIME: define(1, 1, fromMicros({ multiply: 1n, divide: 1n }, MAX_FRACTION)),
    USER: define(0, 0, user),
    UTC_TIMESTAMP: define(0, 1, (args, { nowMicros }) => momentLiteral(nowMicros, 0, fractionOf(args))),
    VERSION: define(0, 0, version),
  }),
);

function obVersion(_args: readonly Typed[], environment: SessionEnvironment): Typed {
  const { obVersion: answer } = environment.profile;
  if (answer === '') {
    throw unknownFunction('OB_VERSION');
  }
  return { ...textLiteral(answer), nullable: true };
}

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
