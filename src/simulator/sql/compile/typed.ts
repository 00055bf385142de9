import { bigint, bigintUnsigned, type ColumnType, decimal, longtext, varchar } from '../../columns';
import { simulatorCannot } from '../../serverError';
import { normalDateTime } from '../values/dateTime';

/**
 * How a value lies in the embedded engine: `int` as INTEGER; `decimal` as an exact text with any
 * number of digits; `double` as REAL; `text` as TEXT; `moment` as a text of 26 characters
 * (`YYYY-MM-DD HH:MM:SS.ffffff`, session time zone); `duration` as text.
 */
export type Representation = 'int' | 'decimal' | 'double' | 'text' | 'moment' | 'duration' | 'null';

/** Where a plain column comes from, for the result's metadata. */
export interface ColumnOrigin {
  readonly schema: string;
  readonly tableAlias: string;
  readonly table: string;
  readonly column: string;
}

/** A compiled expression: the engine's SQL, and what MySQL says about its type. */
export interface Typed {
  readonly sql: string;
  readonly rep: Representation;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly hasAggregate: boolean;
  /** The text of a text literal: comparisons may read it as a number or a moment. */
  readonly literal?: string;
  readonly origin?: ColumnOrigin;
}

export const NULL: Typed = {
  sql: 'NULL',
  rep: 'null',
  type: { kind: 'null' },
  nullable: true,
  hasAggregate: false,
};

/** A text as the engine's literal. */
export function quote(text: string): string {
  if (text.includes('\0')) {
    throw simulatorCannot('a NUL character in a text');
  }
  return `'${text.replaceAll("'", "''")}'`;
}

/** What a new expression takes over from its parts. */
export function derived(parts: readonly Typed[]): Pick<Typed, 'nullable' | 'hasAggregate'> {
  return {
    nullable: parts.some((part) => part.nullable),
    hasAggregate: parts.some((part) => part.hasAggregate),
  };
}

/** A constant text. */
export function textLiteral(text: string): Typed {
  return {
    sql: quote(text),
    rep: 'text',
    type: varchar(Array.from(text).length),
    nullable: false,
    hasAggregate: false,
    literal: text,
  };
}

const LARGEST_SIGNED = 2n ** 63n - 1n;
const LARGEST_UNSIGNED = 2n ** 64n - 1n;

/** A constant whole number; beyond 64 bits a decimal, as in MySQL. */
export function integerLiteral(value: bigint): Typed {
  const digits = value.toString();
  const base = { nullable: false, hasAggregate: false };
  if (value <= LARGEST_SIGNED) {
    return { ...base, sql: digits, rep: 'int', type: bigint(digits.length) };
  }
  const type = value <= LARGEST_UNSIGNED ? bigintUnsigned(digits.length) : decimal(digits.length, 0);
  return { ...base, sql: quote(digits), rep: 'decimal', type };
}

/** A number as it is written: whole, with a point (exact), or with an exponent (double). */
export function numberLiteral(written: string): Typed {
  if (/^[0-9]+$/.test(written)) {
    return integerLiteral(BigInt(written));
  }
  const base = { nullable: false, hasAggregate: false };
  if (/^0x/i.test(written)) {
    throw simulatorCannot('a hexadecimal literal');
  }
  if (/e/i.test(written)) {
    return { ...base, sql: `CAST(${quote(written)} AS REAL)`, rep: 'double', type: { kind: 'double' } };
  }
  const [whole = '', fraction = ''] = written.split('.');
  const digits = Math.max(1, whole.replace(/^0+/, '').length + fraction.length);
  return { ...base, sql: quote(written), rep: 'decimal', type: decimal(digits, fraction.length) };
}

/** A number of type BIGINT that the engine computes natively. */
export function integer(sql: string, parts: readonly Typed[], width = 20): Typed {
  return { sql, rep: 'int', type: bigint(width), ...derived(parts) };
}

/** 0 or 1. */
export function truthValue(sql: string, parts: readonly Typed[]): Typed {
  return integer(sql, parts, 1);
}

/** Digits behind the point that a number of this type shows. */
export function scaleOf(type: ColumnType): number {
  return type.kind === 'decimal' ? type.scale : 0;
}

/** Digits in front of the point. */
export function wholeDigitsOf(type: ColumnType): number {
  switch (type.kind) {
    case 'decimal':
      return type.precision - type.scale;
    case 'bigint':
      return Math.min(type.displayWidth, 20);
    default:
      return 20;
  }
}

/** How many characters a value of this type takes at most as a text. */
export function textLengthOf(type: ColumnType): number {
  switch (type.kind) {
    case 'bigint':
      return type.displayWidth;
    case 'decimal':
      return type.precision + (type.scale > 0 ? 2 : 1);
    case 'double':
      return 23;
    case 'varchar':
      return type.length;
    case 'longtext':
      return 4_294_967_295;
    case 'timestamp':
    case 'datetime':
      return 19 + (type.fraction > 0 ? type.fraction + 1 : 0);
    case 'time':
      return 10 + (type.fraction > 0 ? type.fraction + 1 : 0);
    case 'null':
      return 0;
  }
}

/** The value as the text that a client would see. */
export function asText(value: Typed): string {
  switch (value.rep) {
    case 'int':
      return `CAST(${value.sql} AS TEXT)`;
    case 'decimal':
      return `round_decimal(${value.sql}, ${scaleOf(value.type)})`;
    case 'double':
      return `double_text(${value.sql})`;
    case 'moment':
      return `substr(${value.sql}, 1, ${textLengthOf(value.type)})`;
    case 'text':
    case 'duration':
    case 'null':
      return value.sql;
  }
}

/** The value as an expression of a text type. */
export function toText(value: Typed): Typed {
  const type = value.type.kind === 'longtext' ? longtext : varchar(textLengthOf(value.type));
  return { sql: asText(value), rep: 'text', type, ...derived([value]) };
}

/** An exact number as the engine's decimal text. */
export function asDecimal(value: Typed): string {
  switch (value.rep) {
    case 'int':
      return `CAST(${value.sql} AS TEXT)`;
    case 'decimal':
    case 'null':
      return value.sql;
    default:
      throw simulatorCannot('this mixture of types');
  }
}

/** Any number, or the number at the start of a text, as a double. */
export function asDouble(value: Typed): string {
  switch (value.rep) {
    case 'int':
    case 'decimal':
      return `CAST(${value.sql} AS REAL)`;
    case 'double':
    case 'null':
      return value.sql;
    case 'text':
      return `leading_number(${value.sql})`;
    case 'moment':
    case 'duration':
      throw simulatorCannot('arithmetic with dates and times other than INTERVAL');
  }
}

/** A moment, or a text that spells one, in the normal form. */
export function asMoment(value: Typed): string {
  if (value.literal !== undefined) {
    const normal = normalDateTime(value.literal);
    if (normal === undefined) {
      throw simulatorCannot(`the date or time '${value.literal}'`);
    }
    return quote(normal);
  }
  switch (value.rep) {
    case 'moment':
    case 'null':
      return value.sql;
    case 'text':
      return `normal_moment(${value.sql})`;
    default:
      throw simulatorCannot('a number used as a date');
  }
}

/** The value as a condition: 0, 1 or another number, or NULL. */
export function asCondition(value: Typed): string {
  return value.rep === 'int' ? value.sql : asDouble(value);
}
