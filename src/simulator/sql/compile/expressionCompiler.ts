import { ServerError, simulatorCannot } from '../../serverError';
import type { Expression, Query } from '../parse/ast';
import { invalidGroupFunction, wrongColumnCount } from '../sqlErrors';
import { compileAggregate } from './aggregates';
import { calculate, negate } from './arithmetic';
import { comparableKeys, compare } from './comparison';
import type { StatementEnvironment } from './environment';
import { compileCall } from './functions';
import { convertTo, mergeTypes } from './mergedType';
import { castTo } from './rounding';
import { shiftMoment, timeDifference } from './timeFunctions';
import {
  asCondition,
  asText,
  derived,
  integerLiteral,
  NULL,
  numberLiteral,
  quote,
  type Typed,
  textLiteral,
  truthValue,
} from './typed';

/** A compiled subquery: its SQL with the columns `c0`, `c1`, … */
export interface CompiledSubquery {
  readonly sql: string;
  readonly columns: readonly Typed[];
  /** Whether it cannot give more than one row. */
  readonly isSingleRow: boolean;
}

/** Where an expression stands: what its names mean and what it may contain. */
export interface ExpressionContext {
  readonly environment: StatementEnvironment;
  readonly allowsAggregates: boolean;
  resolve(path: readonly string[]): Typed;
  compileSubquery(query: Query): CompiledSubquery;
}

type Kind<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

/** Compiles an expression; errors are those of MySQL, or a refusal in the simulator's name. */
export function compileExpression(expression: Expression, context: ExpressionContext): Typed {
  const compile = (part: Expression): Typed => compileExpression(part, context);
  switch (expression.kind) {
    case 'null':
      return NULL;
    case 'boolean':
      return { ...integerLiteral(expression.value ? 1n : 0n) };
    case 'number':
      return numberLiteral(expression.text);
    case 'text':
      return textLiteral(expression.value);
    case 'column':
      return context.resolve(expression.path);
    case 'userVariable':
      return compileUserVariable(expression, context);
    case 'systemVariable':
      return compileSystemVariable(expression, context);
    case 'not':
      return not(compile(expression.operand));
    case 'negate':
      return negate(compile(expression.operand));
    case 'logic':
      return compileLogic(expression, compile);
    case 'comparison':
      return compileComparison(expression, compile);
    case 'arithmetic':
      return calculate(expression.operator, compile(expression.left), compile(expression.right));
    case 'isTest':
      return compileIsTest(expression, compile);
    case 'between':
      return compileBetween(expression, compile);
    case 'inList':
      return compileInList(expression, compile);
    case 'inQuery':
      return compileInQuery(expression, context);
    case 'like':
      return compileLike(expression, compile);
    case 'row':
      throw wrongColumnCount(1);
    case 'exists':
      return compileExists(expression, context);
    case 'scalarQuery':
      return compileScalarQuery(expression, context);
    case 'case':
      return compileCase(expression, compile);
    case 'cast':
      return castTo(compile(expression.operand), expression.target);
    case 'shiftTime':
      return shiftMoment(
        compile(expression.operand),
        compile(expression.amount),
        expression.unit,
        expression.direction,
      );
    case 'timeDifference':
      return timeDifference(expression.unit, compile(expression.from), compile(expression.to));
    case 'aggregate':
      return compileAggregateCall(expression, context);
    case 'call':
      return compileCall(expression.name, expression.args.map(compile), context.environment);
  }
}

type Compile = (part: Expression) => Typed;

function compileUserVariable({ name }: Kind<'userVariable'>, { environment }: ExpressionContext): Typed {
  const value = environment.userVariable(name);
  return value === undefined ? { ...NULL, rep: 'text', type: { kind: 'longtext' } } : textLiteral(value);
}

function compileSystemVariable(variable: Kind<'systemVariable'>, { environment }: ExpressionContext): Typed {
  const value = environment.systemVariable(variable.name, variable.scope);
  if (value === null) {
    return { ...NULL, rep: 'text', type: { kind: 'varchar', length: 0 } };
  }
  return typeof value === 'bigint' ? { ...integerLiteral(value) } : { ...textLiteral(value), nullable: true };
}

function compileLogic(logic: Kind<'logic'>, compile: Compile): Typed {
  const parts = [compile(logic.left), compile(logic.right)];
  const [left = '', right = ''] = parts.map(asCondition);
  const sql =
    logic.operator === 'XOR' ? `((${left} <> 0) <> (${right} <> 0))` : `(${left} ${logic.operator} ${right})`;
  return truthValue(sql, parts);
}

function not(value: Typed): Typed {
  return truthValue(`(NOT ${asCondition(value)})`, [value]);
}

/** Rows on both sides are compared item by item, as the engine does it itself. */
function compileComparison(comparison: Kind<'comparison'>, compile: Compile): Typed {
  const { left, right, operator } = comparison;
  if (left.kind !== 'row' && right.kind !== 'row') {
    return compare(operator, compile(left), compile(right));
  }
  const [a, b, parts] = rowKeys(left, right, compile);
  return truthValue(`((${a}) ${operator === '<=>' ? 'IS' : operator} (${b}))`, parts);
}

function rowKeys(
  left: Expression,
  right: Expression,
  compile: Compile,
): readonly [string, string, readonly Typed[]] {
  const leftItems = left.kind === 'row' ? left.items : [left];
  const rightItems = right.kind === 'row' ? right.items : [right];
  if (leftItems.length !== rightItems.length) {
    throw wrongColumnCount(leftItems.length);
  }
  const pairs = leftItems.map((item, i) => [compile(item), compile(rightItems[i] ?? item)] as const);
  const keys = pairs.map(([a, b]) => comparableKeys(a, b));
  return [keys.map(([a]) => a).join(', '), keys.map(([, b]) => b).join(', '), pairs.flat()];
}

function compileIsTest({ operand, test, negated }: Kind<'isTest'>, compile: Compile): Typed {
  const value = compile(operand);
  const sql =
    test === 'null'
      ? `(${value.sql} IS ${negated ? 'NOT ' : ''}NULL)`
      : `(${asCondition(value)} IS ${negated ? 'NOT ' : ''}${test.toUpperCase()})`;
  return { ...truthValue(sql, [value]), nullable: false };
}

function compileBetween(between: Kind<'between'>, compile: Compile): Typed {
  const [operand, low, high] = [between.operand, between.low, between.high].map(compile);
  if (operand === undefined || low === undefined || high === undefined) {
    throw new RangeError('BETWEEN has three parts');
  }
  const sql = `(${compare('>=', operand, low).sql} AND ${compare('<=', operand, high).sql})`;
  return truthValue(between.negated ? `(NOT ${sql})` : sql, [operand, low, high]);
}

function compileInList({ operand, list, negated }: Kind<'inList'>, compile: Compile): Typed {
  const tests = list.map((item) => {
    const [a, b, parts] = rowKeys(operand, item, compile);
    return truthValue(`((${a}) = (${b}))`, parts);
  });
  const sql = `(${tests.map((test) => test.sql).join(' OR ')})`;
  return truthValue(negated ? `(NOT ${sql})` : sql, tests);
}

function compileInQuery({ operand, query, negated }: Kind<'inQuery'>, context: ExpressionContext): Typed {
  const items = operand.kind === 'row' ? operand.items : [operand];
  const values = items.map((item) => compileExpression(item, context));
  const subquery = context.compileSubquery(query);
  if (subquery.columns.length !== values.length) {
    throw wrongColumnCount(values.length);
  }
  const keys = values.map((value, i) => comparableKeys(value, subquery.columns[i] ?? NULL));
  const left = keys.map(([key]) => key).join(', ');
  const right = keys.map(([, key]) => key).join(', ');
  const sql = `((${left}) ${negated ? 'NOT IN' : 'IN'} (SELECT ${right} FROM (${subquery.sql})))`;
  return truthValue(sql, [...values, ...subquery.columns.map(({ nullable }) => ({ ...NULL, nullable }))]);
}

function compileLike({ operand, pattern, escapeSign, negated }: Kind<'like'>, compile: Compile): Typed {
  const [text, like] = [compile(operand), compile(pattern)];
  if (Array.from(escapeSign).length > 1) {
    throw new ServerError(1210, 'HY000', 'Incorrect arguments to ESCAPE');
  }
  const sql = `CAST(like_text(${asText(text)}, ${asText(like)}, ${quote(escapeSign)}) AS INTEGER)`;
  return truthValue(negated ? `(NOT ${sql})` : sql, [text, like]);
}

function compileExists({ query }: Kind<'exists'>, context: ExpressionContext): Typed {
  return { ...truthValue(`EXISTS (${context.compileSubquery(query).sql})`, []), nullable: false };
}

function compileScalarQuery({ query }: Kind<'scalarQuery'>, context: ExpressionContext): Typed {
  const { sql, columns, isSingleRow } = context.compileSubquery(query);
  const [column, ...more] = columns;
  if (column === undefined || more.length > 0) {
    throw wrongColumnCount(1);
  }
  const { rep, type } = column;
  const value = `(SELECT ${column.sql} FROM (${sql}))`;
  const isTooMany = `(SELECT count(*) FROM (SELECT 1 FROM (${sql}) LIMIT 2)) > 1`;
  return {
    sql: isSingleRow ? value : `CASE WHEN ${isTooMany} THEN fail_more_than_one_row() ELSE ${value} END`,
    rep,
    type,
    nullable: true,
    hasAggregate: false,
  };
}

function compileCase(expression: Kind<'case'>, compile: Compile): Typed {
  const subject = expression.subject === undefined ? undefined : compile(expression.subject);
  const branches = expression.branches.map((branch) => ({
    when: compile(branch.when),
    result: compile(branch.result),
  }));
  const otherwise = expression.otherwise === undefined ? NULL : compile(expression.otherwise);
  const results = [...branches.map((branch) => branch.result), otherwise];
  const merged = mergeTypes(results);
  const arms = branches.map(({ when, result }) => {
    const condition = subject === undefined ? asCondition(when) : compare('=', subject, when).sql;
    return `WHEN ${condition} THEN ${convertTo(result, merged).sql}`;
  });
  const { hasAggregate } = derived([...branches.map((branch) => branch.when), ...results]);
  const sql = `CASE ${arms.join(' ')} ELSE ${convertTo(otherwise, merged).sql} END`;
  return { sql, ...merged, nullable: derived(results).nullable, hasAggregate };
}

function compileAggregateCall(call: Kind<'aggregate'>, context: ExpressionContext): Typed {
  if (!context.allowsAggregates) {
    throw invalidGroupFunction();
  }
  if (call.argument === undefined) {
    return compileAggregate(call.name, call.distinct, undefined);
  }
  const argument = compileExpression(call.argument, context);
  if (argument.hasAggregate) {
    throw invalidGroupFunction();
  }
  if (call.distinct && call.name !== 'COUNT') {
    throw simulatorCannot(`${call.name}(DISTINCT …)`);
  }
  return compileAggregate(call.name, call.distinct, argument);
}
