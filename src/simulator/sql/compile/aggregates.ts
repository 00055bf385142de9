import { bigint, decimal } from '../../columns';
import { simulatorCannot } from '../../serverError';
import { sortKey } from './comparison';
import { asDecimal, asDouble, scaleOf, type Typed, wholeDigitsOf } from './typed';

const MAX_PRECISION = 65;
const SUM_EXTRA_DIGITS = 22;
const AVERAGE_EXTRA_SCALE = 4;

/** `COUNT`, `SUM`, `MIN`, `MAX`, `AVG`; exact for whole and decimal numbers, without an argument `COUNT(*)`. */
export function compileAggregate(
  name: 'COUNT' | 'SUM' | 'MIN' | 'MAX' | 'AVG',
  distinct: boolean,
  argument: Typed | undefined,
): Typed {
  if (argument === undefined) {
    return count('count(*)');
  }
  switch (name) {
    case 'COUNT':
      return count(distinct ? `count(DISTINCT ${sortKey(argument)})` : `count(${argument.sql})`);
    case 'SUM':
      return sum(argument);
    case 'AVG':
      return average(argument);
    case 'MIN':
      return extreme('min', argument);
    case 'MAX':
      return extreme('max', argument);
  }
}

function count(sql: string): Typed {
  return { sql, rep: 'int', type: bigint(21), nullable: false, hasAggregate: true };
}

const aggregated = { nullable: true, hasAggregate: true };

function isExact(argument: Typed): boolean {
  return argument.rep === 'int' || argument.rep === 'decimal';
}

function sum(argument: Typed): Typed {
  if (!isExact(argument)) {
    return { sql: `sum(${asDouble(argument)})`, rep: 'double', type: { kind: 'double' }, ...aggregated };
  }
  const scale = scaleOf(argument.type);
  const precision = Math.min(MAX_PRECISION, wholeDigitsOf(argument.type) + scale + SUM_EXTRA_DIGITS);
  const sql = `sum_decimals(${asDecimal(argument)})`;
  return { sql, rep: 'decimal', type: decimal(precision, scale), ...aggregated };
}

function average(argument: Typed): Typed {
  if (!isExact(argument)) {
    return { sql: `avg(${asDouble(argument)})`, rep: 'double', type: { kind: 'double' }, ...aggregated };
  }
  const scale = scaleOf(argument.type) + AVERAGE_EXTRA_SCALE;
  const precision = Math.min(MAX_PRECISION, wholeDigitsOf(argument.type) + scale);
  const sql = `average_decimals(${asDecimal(argument)})`;
  return { sql, rep: 'decimal', type: decimal(precision, scale), ...aggregated };
}

function extreme(name: 'min' | 'max', argument: Typed): Typed {
  const { rep, type } = argument;
  switch (rep) {
    case 'int':
    case 'double':
    case 'moment':
    case 'null':
      return { sql: `${name}(${argument.sql})`, rep, type, ...aggregated };
    case 'decimal':
      return { sql: `${name}_decimals(${argument.sql})`, rep, type, ...aggregated };
    case 'text':
      return { sql: `${name}_texts(${argument.sql})`, rep, type, ...aggregated };
    case 'duration':
      throw simulatorCannot('MIN or MAX of a duration');
  }
}
