import { bigint, bigintUnsigned, type ColumnType, datetime, decimal, varchar } from '../../columns';
import { simulatorCannot } from '../../serverError';
import type { CastTarget } from '../parse/ast';
import {
  asDecimal,
  asDouble,
  asMoment,
  asText,
  derived,
  integer,
  scaleOf,
  type Typed,
  toText,
  wholeDigitsOf,
} from './typed';

/** `FLOOR` and `CEILING`. */
export function wholeNumber(value: Typed, side: 'floor' | 'ceiling'): Typed {
  switch (value.rep) {
    case 'int':
    case 'null':
      return value;
    case 'decimal':
      return integer(`CAST(check_signed(whole_beside(${value.sql}, '${side}')) AS INTEGER)`, [value]);
    case 'double':
    case 'text':
      return {
        sql: `${side === 'floor' ? 'floor' : 'ceil'}(${asDouble(value)})`,
        rep: 'double',
        type: { kind: 'double' },
        ...derived([value]),
      };
    case 'moment':
    case 'duration':
      throw simulatorCannot('FLOOR or CEILING of a date');
  }
}

/** `ROUND(value[, digits])`; digits as a literal only. */
export function roundNumber(value: Typed, digits: Typed | undefined): Typed {
  const count = digits === undefined ? 0 : Number(digits.sql);
  if (!Number.isInteger(count) || count < 0) {
    throw simulatorCannot('ROUND to something else than a whole number of digits');
  }
  switch (value.rep) {
    case 'int':
    case 'null':
      return value;
    case 'decimal': {
      const scale = Math.min(count, scaleOf(value.type));
      const type = decimal(wholeDigitsOf(value.type) + 1 + scale, scale);
      return { sql: `round_decimal(${value.sql}, ${scale})`, rep: 'decimal', type, ...derived([value]) };
    }
    case 'double':
    case 'text':
      return {
        sql: `round(${asDouble(value)}, ${count})`,
        rep: 'double',
        type: { kind: 'double' },
        ...derived([value]),
      };
    case 'moment':
    case 'duration':
      throw simulatorCannot('ROUND of a date');
  }
}

/** `CAST(value AS target)`. */
export function castTo(value: Typed, target: CastTarget): Typed {
  switch (target.kind) {
    case 'char':
      return castToText(value, target.length);
    case 'signed':
      return { ...integer(`CAST(check_signed(${wholeText(value)}) AS INTEGER)`, [value]), type: bigint() };
    case 'unsigned':
      return {
        // a negative whole number keeps its bits: -1 becomes 2^64 - 1
        sql: `${value.rep === 'int' ? 'wrap_unsigned' : 'check_unsigned'}(${wholeText(value)})`,
        rep: 'decimal',
        type: bigintUnsigned(),
        ...derived([value]),
      };
    case 'decimal': {
      const type: ColumnType = decimal(target.precision, target.scale);
      const sql = `round_decimal(${exactText(value)}, ${target.scale})`;
      return {
        sql: `check_precision(${sql}, ${target.precision})`,
        rep: 'decimal',
        type,
        ...derived([value]),
      };
    }
    case 'datetime': {
      const type = datetime(target.fraction);
      const sql = `cut_moment(${asMoment(value)}, ${target.fraction})`;
      return { sql, rep: 'moment', type, ...derived([value]), nullable: true };
    }
  }
}

function castToText(value: Typed, length: number | undefined): Typed {
  const text = toText(value);
  return length === undefined
    ? text
    : { ...text, sql: `substr(${asText(value)}, 1, ${length})`, type: varchar(length) };
}

/** The value rounded to a whole number, as a decimal text. */
function wholeText(value: Typed): string {
  switch (value.rep) {
    case 'text':
      // '12.7' is 12 here: a text is cut, a number rounded
      return `leading_integer(${value.sql})`;
    default:
      return `round_decimal(${exactText(value)}, 0)`;
  }
}

function exactText(value: Typed): string {
  switch (value.rep) {
    case 'int':
    case 'decimal':
    case 'null':
      return asDecimal(value);
    case 'double':
      return `plain_decimal(double_text(${value.sql}))`;
    case 'text':
      return `leading_decimal(${value.sql})`;
    case 'moment':
    case 'duration':
      throw simulatorCannot('a date cast to a number');
  }
}
