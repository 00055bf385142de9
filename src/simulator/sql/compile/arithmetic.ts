import { bigint, bigintUnsigned, type ColumnType, decimal } from '../../columns';
import type { ArithmeticOperator } from '../parse/ast';
import { asDecimal, asDouble, derived, NULL, scaleOf, type Typed, wholeDigitsOf } from './typed';

const MAX_PRECISION = 65;
const MAX_SCALE = 30;
const DIVISION_EXTRA_SCALE = 4;
const EXACT_FUNCTIONS: Readonly<Record<ArithmeticOperator, string>> = {
  '+': 'add_decimals',
  '-': 'subtract_decimals',
  '*': 'multiply_decimals',
  '/': 'divide_decimals',
  DIV: 'divide_whole',
  '%': 'remainder_of_decimals',
};

/**
 * `left operator right`: exact as long as no double and no text takes part; whole numbers are 64 bits
 * wide (1690 beyond), a division has four more digits than its dividend, by zero it is NULL.
 */
export function calculate(operator: ArithmeticOperator, left: Typed, right: Typed): Typed {
  if (left.rep === 'null' || right.rep === 'null') {
    return { ...NULL, hasAggregate: left.hasAggregate || right.hasAggregate };
  }
  const isExact = [left, right].every((value) => value.rep === 'int' || value.rep === 'decimal');
  return isExact ? calculateExactly(operator, left, right) : calculateInDoubles(operator, left, right);
}

function calculateExactly(operator: ArithmeticOperator, left: Typed, right: Typed): Typed {
  const sql = `${EXACT_FUNCTIONS[operator]}(${asDecimal(left)}, ${asDecimal(right)})`;
  const { hasAggregate, nullable } = derived([left, right]);
  const mayDivideByZero = operator === '/' || operator === 'DIV' || operator === '%';
  const base = { hasAggregate, nullable: nullable || mayDivideByZero };
  const isWhole = left.type.kind === 'bigint' && right.type.kind === 'bigint' && operator !== '/';
  if (!isWhole && operator !== 'DIV') {
    return { ...base, sql, rep: 'decimal', type: decimalResult(operator, left.type, right.type) };
  }
  if (isUnsigned(left.type) || isUnsigned(right.type)) {
    return { ...base, sql: `check_unsigned(${sql})`, rep: 'decimal', type: bigintUnsigned() };
  }
  return { ...base, sql: `CAST(check_signed(${sql}) AS INTEGER)`, rep: 'int', type: bigint() };
}

function isUnsigned(type: ColumnType): boolean {
  return type.kind === 'bigint' && type.unsigned;
}

function decimalResult(operator: ArithmeticOperator, left: ColumnType, right: ColumnType): ColumnType {
  const [leftScale, rightScale] = [scaleOf(left), scaleOf(right)];
  const [leftWhole, rightWhole] = [wholeDigitsOf(left), wholeDigitsOf(right)];
  const limited = (precision: number, scale: number): ColumnType =>
    decimal(Math.min(MAX_PRECISION, precision), Math.min(MAX_SCALE, scale));
  const scale = Math.max(leftScale, rightScale);
  switch (operator) {
    case '+':
    case '-':
      return limited(Math.max(leftWhole, rightWhole) + 1 + scale, scale);
    case '*':
      return limited(leftWhole + leftScale + rightWhole + rightScale, leftScale + rightScale);
    case '/':
      return limited(
        leftWhole + leftScale + rightScale + DIVISION_EXTRA_SCALE,
        leftScale + DIVISION_EXTRA_SCALE,
      );
    case '%':
    case 'DIV':
      return limited(Math.max(leftWhole, rightWhole) + scale, scale);
  }
}

function calculateInDoubles(operator: ArithmeticOperator, left: Typed, right: Typed): Typed {
  const [a, b] = [asDouble(left), asDouble(right)];
  const parts = derived([left, right]);
  switch (operator) {
    case '+':
    case '-':
    case '*':
      return { sql: `(${a} ${operator} ${b})`, rep: 'double', type: { kind: 'double' }, ...parts };
    case '/':
      return {
        sql: `(${a} / nullif(${b}, 0.0))`,
        rep: 'double',
        type: { kind: 'double' },
        ...parts,
        nullable: true,
      };
    case '%':
      return {
        sql: `double_remainder(${a}, ${b})`,
        rep: 'double',
        type: { kind: 'double' },
        ...parts,
        nullable: true,
      };
    case 'DIV':
      return {
        sql: `CAST(${a} / nullif(${b}, 0.0) AS INTEGER)`,
        rep: 'int',
        type: bigint(),
        ...parts,
        nullable: true,
      };
  }
}

/** `-value`. */
export function negate(value: Typed): Typed {
  switch (value.rep) {
    case 'int':
      return /^[0-9]+$/.test(value.sql)
        ? { ...value, sql: `-${value.sql}` }
        : calculate('-', { ...value, sql: '0', nullable: false, hasAggregate: false }, value);
    case 'decimal':
      return { ...withoutOrigin(value), sql: `negate_decimal(${value.sql})` };
    case 'null':
      return value;
    default:
      return { sql: `(-${asDouble(value)})`, rep: 'double', type: { kind: 'double' }, ...derived([value]) };
  }
}

function withoutOrigin({ origin: _origin, literal: _literal, ...rest }: Typed): Typed {
  return rest;
}
