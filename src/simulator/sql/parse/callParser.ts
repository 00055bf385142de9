import { simulatorCannot } from '../../serverError';
import type { TokenReader } from '../tokenReader';
import type { CaseBranch, CastTarget, Expression, TimeUnit } from './ast';
import { closeParenthesis, parseList, type QueryParser } from './parserContext';

const UNITS: readonly TimeUnit[] = [
  'MICROSECOND',
  'SECOND',
  'MINUTE',
  'HOUR',
  'DAY',
  'WEEK',
  'MONTH',
  'QUARTER',
  'YEAR',
];
const AGGREGATES = ['COUNT', 'SUM', 'MIN', 'MAX', 'AVG'] as const;

/** `SECOND`, `DAY` …; the compound ones (`DAY_HOUR`) are refused. */
export function parseTimeUnit(reader: TokenReader): TimeUnit {
  const unit = reader.acceptOneOf(...UNITS);
  if (unit === undefined) {
    const word = reader.peek();
    throw word?.kind === 'word' && word.value.includes('_')
      ? simulatorCannot(`the unit ${word.value}`)
      : reader.syntaxError();
  }
  return unit;
}

/** `name(…)`, or a word that is a function without parentheses (`CURRENT_TIMESTAMP`). */
export function parseCall(parser: QueryParser): Expression {
  const { reader } = parser;
  const start = reader.peek()?.start ?? 0;
  const wordEnd = reader.peek()?.end ?? start;
  const name = reader.expectName().toUpperCase();
  if (!reader.acceptSign('(')) {
    return { kind: 'call', name, args: [], span: { start, end: wordEnd } };
  }
  const aggregate = AGGREGATES.find((candidate) => candidate === name);
  const call =
    aggregate !== undefined
      ? parseAggregate(parser, aggregate, start)
      : (parseSpecialCall(parser, name, start) ?? parsePlainCall(parser, name, start));
  if (reader.isNext('OVER')) {
    throw simulatorCannot('a window function');
  }
  return call;
}

function parsePlainCall(parser: QueryParser, name: string, start: number): Expression {
  const { reader } = parser;
  const isEmpty = reader.peek()?.kind === 'sign' && reader.peek()?.value === ')';
  const args = isEmpty ? [] : parseList(parser);
  return { kind: 'call', name, args, span: { start, end: closeParenthesis(reader) } };
}

function parseSpecialCall(parser: QueryParser, name: string, start: number): Expression | undefined {
  switch (name) {
    case 'EXISTS':
      return parseExists(parser, start);
    case 'TIMESTAMPDIFF':
      return parseTimestampDiff(parser, start);
    case 'DATE_ADD':
    case 'ADDDATE':
      return parseShift(parser, start, 1);
    case 'DATE_SUB':
    case 'SUBDATE':
      return parseShift(parser, start, -1);
    case 'GROUP_CONCAT':
    case 'EXTRACT':
    case 'TIMESTAMPADD':
      throw simulatorCannot(name);
    default:
      return undefined;
  }
}

function parseExists(parser: QueryParser, start: number): Expression {
  const query = parser.parseQuery();
  return { kind: 'exists', query, span: { start, end: closeParenthesis(parser.reader) } };
}

function parseTimestampDiff(parser: QueryParser, start: number): Expression {
  const { reader } = parser;
  const unit = parseTimeUnit(reader);
  reader.expectSign(',');
  const from = parser.parseExpression();
  reader.expectSign(',');
  const to = parser.parseExpression();
  return { kind: 'timeDifference', unit, from, to, span: { start, end: closeParenthesis(reader) } };
}

function parseShift(parser: QueryParser, start: number, direction: 1 | -1): Expression {
  const { reader } = parser;
  const operand = parser.parseExpression();
  reader.expectSign(',');
  if (!reader.accept('INTERVAL')) {
    throw simulatorCannot('ADDDATE or SUBDATE without INTERVAL');
  }
  const amount = parser.parseExpression();
  const unit = parseTimeUnit(reader);
  const span = { start, end: closeParenthesis(reader) };
  return { kind: 'shiftTime', operand, amount, unit, direction, span };
}

function parseAggregate(parser: QueryParser, name: (typeof AGGREGATES)[number], start: number): Expression {
  const { reader } = parser;
  if (name === 'COUNT' && reader.acceptSign('*')) {
    const span = { start, end: closeParenthesis(reader) };
    return { kind: 'aggregate', name, distinct: false, argument: undefined, span };
  }
  const distinct = reader.accept('DISTINCT');
  if (!distinct) {
    reader.accept('ALL');
  }
  const [argument, ...more] = parseList(parser);
  if (more.length > 0) {
    throw simulatorCannot(`${name} of several expressions`);
  }
  return { kind: 'aggregate', name, distinct, argument, span: { start, end: closeParenthesis(reader) } };
}

/** `CASE [x] WHEN … THEN … [ELSE …] END`. */
export function parseCase(parser: QueryParser): Expression {
  const { reader } = parser;
  const start = reader.peek()?.start ?? 0;
  reader.expect('CASE');
  const subject = reader.isNext('WHEN') ? undefined : parser.parseExpression();
  const branches: CaseBranch[] = [];
  while (reader.accept('WHEN')) {
    const when = parser.parseExpression();
    reader.expect('THEN');
    branches.push({ when, result: parser.parseExpression() });
  }
  const otherwise = reader.accept('ELSE') ? parser.parseExpression() : undefined;
  const end = reader.peek()?.end ?? start;
  if (branches.length === 0) {
    throw reader.syntaxError();
  }
  reader.expect('END');
  return { kind: 'case', subject, branches, otherwise, span: { start, end } };
}

/** `CAST(x AS type)` and `CONVERT(x, type)`. */
export function parseCast(parser: QueryParser): Expression {
  const { reader } = parser;
  const start = reader.peek()?.start ?? 0;
  const isConvert = reader.accept('CONVERT');
  if (!isConvert) {
    reader.expect('CAST');
  }
  reader.expectSign('(');
  const operand = parser.parseExpression();
  if (isConvert) {
    if (reader.isNext('USING')) {
      throw simulatorCannot('CONVERT … USING');
    }
    reader.expectSign(',');
  } else {
    reader.expect('AS');
  }
  const target = parseCastTarget(reader);
  return { kind: 'cast', operand, target, span: { start, end: closeParenthesis(reader) } };
}

function parseCastTarget(reader: TokenReader): CastTarget {
  const word = reader.acceptOneOf('SIGNED', 'UNSIGNED', 'CHAR', 'DECIMAL', 'DATETIME');
  switch (word) {
    case 'SIGNED':
      reader.acceptOneOf('INTEGER', 'INT');
      return { kind: 'signed' };
    case 'UNSIGNED':
      reader.acceptOneOf('INTEGER', 'INT');
      return { kind: 'unsigned' };
    case 'CHAR':
      return { kind: 'char', length: parseSizes(reader)[0] };
    case 'DECIMAL': {
      const [precision = 10, scale = 0] = parseSizes(reader);
      return { kind: 'decimal', precision, scale };
    }
    case 'DATETIME':
      return { kind: 'datetime', fraction: parseSizes(reader)[0] ?? 0 };
    case undefined:
      throw simulatorCannot(`CAST AS ${reader.peek()?.value ?? ''}`);
  }
}

function parseSizes(reader: TokenReader): readonly number[] {
  if (!reader.acceptSign('(')) {
    return [];
  }
  const sizes = [Number(reader.expectInteger())];
  while (reader.acceptSign(',')) {
    sizes.push(Number(reader.expectInteger()));
  }
  reader.expectSign(')');
  return sizes;
}
