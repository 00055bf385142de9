import { bigint, bigintUnsigned, type ColumnType, decimal, longtext, varchar } from '../../columns';
import {
  asDecimal,
  asDouble,
  asMoment,
  asText,
  derived,
  type Representation,
  scaleOf,
  type Typed,
  textLengthOf,
  wholeDigitsOf,
} from './typed';

const MAX_PRECISION = 65;

/** The one type that CASE, IF, COALESCE or UNION gives to values of several types. */
export interface MergedType {
  readonly rep: Representation;
  readonly type: ColumnType;
}

/** MySQL's rules: numbers stay numbers, moments stay moments, any other mixture becomes text. */
export function mergeTypes(values: readonly Pick<Typed, 'rep' | 'type'>[]): MergedType {
  const known = values.filter((value) => value.rep !== 'null');
  const reps = new Set(known.map((value) => value.rep));
  if (known.length === 0) {
    return { rep: 'null', type: { kind: 'null' } };
  }
  if (reps.size === 1 && reps.has('int')) {
    return mergeIntegers(known);
  }
  if ([...reps].every((rep) => rep === 'int' || rep === 'decimal')) {
    return mergeDecimals(known);
  }
  if ([...reps].every((rep) => rep === 'int' || rep === 'decimal' || rep === 'double')) {
    return { rep: 'double', type: { kind: 'double' } };
  }
  if (reps.size === 1 && reps.has('moment')) {
    return mergeMoments(known);
  }
  return mergeTexts(known);
}

function mergeIntegers(values: readonly Pick<Typed, 'type'>[]): MergedType {
  const width = Math.max(...values.map((value) => textLengthOf(value.type)));
  const unsigned = values.filter((value) => value.type.kind === 'bigint' && value.type.unsigned).length;
  if (unsigned === values.length) {
    return { rep: 'int', type: bigintUnsigned(width) };
  }
  return unsigned === 0 ? { rep: 'int', type: bigint(width) } : { rep: 'decimal', type: decimal(20, 0) };
}

function mergeDecimals(values: readonly Pick<Typed, 'type'>[]): MergedType {
  const [first] = values;
  if (first !== undefined && values.every((value) => isUnsignedBigint(value.type))) {
    return { rep: 'decimal', type: first.type };
  }
  const scale = Math.max(...values.map((value) => scaleOf(value.type)));
  const whole = Math.max(...values.map((value) => wholeDigitsOf(value.type)));
  return { rep: 'decimal', type: decimal(Math.min(MAX_PRECISION, whole + scale), scale) };
}

function isUnsignedBigint(type: ColumnType): boolean {
  return type.kind === 'bigint' && type.unsigned;
}

function mergeMoments(values: readonly Pick<Typed, 'type'>[]): MergedType {
  const fraction = Math.max(
    ...values.map(({ type }) => (type.kind === 'timestamp' || type.kind === 'datetime' ? type.fraction : 0)),
  );
  const areTimestamps = values.every((value) => value.type.kind === 'timestamp');
  return { rep: 'moment', type: { kind: areTimestamps ? 'timestamp' : 'datetime', fraction } };
}

function mergeTexts(values: readonly Pick<Typed, 'type'>[]): MergedType {
  const isLong = values.some((value) => value.type.kind === 'longtext');
  const length = Math.max(...values.map((value) => textLengthOf(value.type)));
  return { rep: 'text', type: isLong ? longtext : varchar(length) };
}

/** The value in the merged type. */
export function convertTo(value: Typed, target: MergedType): Typed {
  return { sql: convertedSql(value, target.rep), ...target, ...derived([value]) };
}

function convertedSql(value: Typed, rep: Representation): string {
  if (value.rep === rep || value.rep === 'null') {
    return value.sql;
  }
  switch (rep) {
    case 'decimal':
      return asDecimal(value);
    case 'double':
      return asDouble(value);
    case 'moment':
      return asMoment(value);
    case 'text':
      return asText(value);
    case 'int':
    case 'duration':
    case 'null':
      return value.sql;
  }
}
