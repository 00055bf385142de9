import { simulatorCannot } from '../../serverError';
import type { ComparisonOperator, Expression } from './ast';
import { parseSum, parseUnary } from './operandParser';
import { acceptSigns, closeParenthesis, cover, parseList, type QueryParser } from './parserContext';

const COMPARISONS: Readonly<Record<string, ComparisonOperator>> = {
  '=': '=',
  '<=>': '<=>',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/**
 * An expression by MySQL's precedence: OR, XOR, AND, NOT, comparison, + and -, * and /, sign.
 *
 * @throws ServerError 1064 where no expression stands
 */
export function parseExpression(parser: QueryParser): Expression {
  const { reader } = parser;
  let left = parseXor(parser);
  while (reader.accept('OR') || reader.acceptSign('||')) {
    const right = parseXor(parser);
    left = { kind: 'logic', operator: 'OR', left, right, span: cover(left, right) };
  }
  return left;
}

function parseXor(parser: QueryParser): Expression {
  let left = parseAnd(parser);
  while (parser.reader.accept('XOR')) {
    const right = parseAnd(parser);
    left = { kind: 'logic', operator: 'XOR', left, right, span: cover(left, right) };
  }
  return left;
}

function parseAnd(parser: QueryParser): Expression {
  const { reader } = parser;
  let left = parseNot(parser);
  while (reader.accept('AND') || reader.acceptSign('&&')) {
    const right = parseNot(parser);
    left = { kind: 'logic', operator: 'AND', left, right, span: cover(left, right) };
  }
  return left;
}

function parseNot(parser: QueryParser): Expression {
  const start = parser.reader.peek()?.start ?? 0;
  if (parser.reader.accept('NOT')) {
    const operand = parseNot(parser);
    return { kind: 'not', operand, span: { start, end: operand.span.end } };
  }
  return parseComparison(parser);
}

function parseComparison(parser: QueryParser): Expression {
  const { reader } = parser;
  let left = parsePredicate(parser);
  for (;;) {
    const operator = acceptSigns(reader, COMPARISONS);
    if (operator !== undefined) {
      if (reader.isNext('ALL') || reader.isNext('ANY') || reader.isNext('SOME')) {
        throw simulatorCannot('a comparison with ALL, ANY or SOME');
      }
      const right = parsePredicate(parser);
      left = { kind: 'comparison', operator, left, right, span: cover(left, right) };
    } else if (reader.accept('IS')) {
      left = parseIsTest(parser, left);
    } else {
      return left;
    }
  }
}

function parseIsTest({ reader }: QueryParser, operand: Expression): Expression {
  const negated = reader.accept('NOT');
  const end = reader.peek()?.end ?? operand.span.end;
  const word = reader.expectOneOf('NULL', 'TRUE', 'FALSE');
  const test = word === 'NULL' ? 'null' : word === 'TRUE' ? 'true' : 'false';
  return { kind: 'isTest', operand, test, negated, span: { start: operand.span.start, end } };
}

function parsePredicate(parser: QueryParser): Expression {
  const { reader } = parser;
  const operand = parseSum(parser);
  const mayFollowNot = reader.isNext('NOT', 'IN') || reader.isNext('NOT', 'BETWEEN');
  const negated = (mayFollowNot || reader.isNext('NOT', 'LIKE')) && reader.accept('NOT');
  if (reader.accept('IN')) {
    return parseIn(parser, operand, negated);
  }
  if (reader.accept('BETWEEN')) {
    const low = parseSum(parser);
    reader.expect('AND');
    const high = parsePredicate(parser);
    return { kind: 'between', operand, low, high, negated, span: cover(operand, high) };
  }
  if (reader.accept('LIKE')) {
    return parseLike(parser, operand, negated);
  }
  if (reader.isNext('REGEXP') || reader.isNext('RLIKE') || reader.isNext('NOT', 'REGEXP')) {
    throw simulatorCannot('REGEXP');
  }
  return operand;
}

function parseIn(parser: QueryParser, operand: Expression, negated: boolean): Expression {
  const { reader } = parser;
  reader.expectSign('(');
  if (reader.isNext('SELECT')) {
    const query = parser.parseQuery();
    const span = { start: operand.span.start, end: closeParenthesis(reader) };
    return { kind: 'inQuery', operand, query, negated, span };
  }
  const list = parseList(parser);
  const span = { start: operand.span.start, end: closeParenthesis(reader) };
  return { kind: 'inList', operand, list, negated, span };
}

function parseLike(parser: QueryParser, operand: Expression, negated: boolean): Expression {
  const { reader } = parser;
  const pattern = parseUnary(parser);
  let escapeSign = '\\';
  let end = pattern.span.end;
  if (reader.accept('ESCAPE')) {
    end = reader.peek()?.end ?? end;
    escapeSign = reader.expectText();
  }
  return { kind: 'like', operand, pattern, escapeSign, negated, span: { start: operand.span.start, end } };
}
