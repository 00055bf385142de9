import { simulatorCannot } from '../../serverError';
import type { ComparisonOperator } from '../parse/ast';
import { asDecimal, asDouble, asMoment, numberLiteral, type Typed, truthValue } from './typed';

/** How two values are compared. */
type Domain = 'int' | 'decimal' | 'double' | 'text' | 'moment';

const EXACT_NUMBER = /^\s*([+-]?)([0-9]+(?:\.[0-9]+)?)\s*$/;

/** `left operator right` by MySQL's rules; NULL where either is NULL, except for `<=>`. */
export function compare(operator: ComparisonOperator, left: Typed, right: Typed): Typed {
  const [a, b] = comparableKeys(left, right);
  const sign = operator === '<=>' ? 'IS' : operator;
  const value = truthValue(`(${a} ${sign} ${b})`, [left, right]);
  return operator === '<=>' ? { ...value, nullable: false } : value;
}

/**
 * The two values in a form in which the engine's own comparison gives MySQL's answer: texts without
 * case, exact numbers exactly, moments in the normal form.
 */
export function comparableKeys(left: Typed, right: Typed): readonly [string, string] {
  const [a, b] = [readLiteralAsNumber(left, right), readLiteralAsNumber(right, left)];
  const domain = commonDomain(a, b);
  return [keyIn(a, domain), keyIn(b, domain)];
}

/** A value as ORDER BY, GROUP BY and DISTINCT see it. */
export function sortKey(value: Typed): string {
  return value.rep === 'null' || value.rep === 'duration' ? value.sql : keyIn(value, value.rep);
}

/** `'123'` beside a number is the number, exactly; MySQL does the same for a column and a constant. */
function readLiteralAsNumber(value: Typed, other: Typed): Typed {
  if (value.literal === undefined || (other.rep !== 'int' && other.rep !== 'decimal')) {
    return value;
  }
  const [, sign = '', digits] = EXACT_NUMBER.exec(value.literal) ?? [];
  if (digits === undefined) {
    return value;
  }
  const number = numberLiteral(digits);
  if (sign !== '-') {
    return number;
  }
  return number.rep === 'int'
    ? { ...number, sql: `-${number.sql}` }
    : { ...number, sql: `negate_decimal(${number.sql})` };
}

function commonDomain(left: Typed, right: Typed): Domain {
  const reps = [left.rep, right.rep].filter((rep) => rep !== 'null');
  const all = (...allowed: readonly string[]): boolean => reps.every((rep) => allowed.includes(rep));
  if (all('int')) {
    return 'int';
  }
  if (all('int', 'decimal')) {
    return 'decimal';
  }
  if (all('text')) {
    return 'text';
  }
  if (all('moment', 'text')) {
    return 'moment';
  }
  if (all('int', 'decimal', 'double', 'text')) {
    return 'double';
  }
  throw simulatorCannot('a comparison of these types');
}

function keyIn(value: Typed, domain: Domain): string {
  switch (domain) {
    case 'int':
      return value.sql;
    case 'decimal':
      return `decimal_key(${asDecimal(value)})`;
    case 'double':
      return asDouble(value);
    case 'text':
      return `fold(${value.sql})`;
    case 'moment':
      return asMoment(value);
  }
}
