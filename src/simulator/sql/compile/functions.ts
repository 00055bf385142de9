import { simulatorCannot } from '../../serverError';
import { wrongArgumentCount } from '../sqlErrors';
import { calculate } from './arithmetic';
import { compare } from './comparison';
import type { SessionEnvironment } from './environment';
import { at, type Compile, define, type FunctionDefinition } from './functionDefinition';
import { convertTo, mergeTypes } from './mergedType';
import { roundNumber, wholeNumber } from './rounding';
import { SESSION_FUNCTIONS } from './sessionFunctions';
import { TEXT_FUNCTIONS } from './textFunctions';
import { TIME_FUNCTIONS } from './timeFunctions';
import { asCondition, derived, integer, NULL, type Typed, truthValue } from './typed';

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

const isNull: Compile = (args) => ({ ...truthValue(`(${at(args, 0).sql} IS NULL)`, args), nullable: false });

const FUNCTIONS: ReadonlyMap<string, FunctionDefinition> = new Map(
  Object.entries({
    ...TEXT_FUNCTIONS,
    ...TIME_FUNCTIONS,
    ...SESSION_FUNCTIONS,
    ABS: define(1, 1, absolute),
    CEIL: define(1, 1, (args) => wholeNumber(at(args, 0), 'ceiling')),
    CEILING: define(1, 1, (args) => wholeNumber(at(args, 0), 'ceiling')),
    COALESCE: define(1, 64, coalesce),
    FLOOR: define(1, 1, (args) => wholeNumber(at(args, 0), 'floor')),
    GREATEST: define(2, 64, extreme('>')),
    IF: define(3, 3, ifFunction),
    IFNULL: define(2, 2, coalesce),
    ISNULL: define(1, 1, isNull),
    LEAST: define(2, 64, extreme('<')),
    MOD: define(2, 2, (args) => calculate('%', at(args, 0), at(args, 1))),
    NULLIF: define(2, 2, nullIf),
    NVL: define(2, 2, coalesce),
    ROUND: define(1, 2, (args) => roundNumber(at(args, 0), args[1])),
  }),
);

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
