import { simulatorCannot } from '../../serverError';
import type { TokenReader } from '../tokenReader';
import type { ArithmeticOperator, Expression, Span } from './ast';
import { parseCall, parseCase, parseCast, parseTimeUnit } from './callParser';
import { isReserved } from './keywords';
import { acceptSigns, closeParenthesis, cover, parseList, type QueryParser } from './parserContext';

const FACTORS: Readonly<Record<string, ArithmeticOperator>> = { '*': '*', '/': '/', '%': '%' };

/** `a + b`, `a - INTERVAL 1 DAY` and all that binds tighter. */
export function parseSum(parser: QueryParser): Expression {
  const { reader } = parser;
  let left = parseProduct(parser);
  for (;;) {
    const sign = reader.peek();
    if (sign?.kind === 'sign' && ['|', '&', '<<', '>>'].includes(sign.value)) {
      throw simulatorCannot(`the operator ${sign.value}`);
    }
    const operator = reader.acceptSign('+') ? '+' : reader.acceptSign('-') ? '-' : undefined;
    if (operator === undefined) {
      return left;
    }
    left = parseSumTail(parser, left, operator);
  }
}

function parseSumTail(parser: QueryParser, left: Expression, operator: '+' | '-'): Expression {
  const { reader } = parser;
  if (reader.accept('INTERVAL')) {
    const amount = parser.parseExpression();
    const end = reader.peek()?.end ?? amount.span.end;
    const unit = parseTimeUnit(reader);
    const span = { start: left.span.start, end };
    return { kind: 'shiftTime', operand: left, amount, unit, direction: operator === '+' ? 1 : -1, span };
  }
  const right = parseProduct(parser);
  return { kind: 'arithmetic', operator, left, right, span: cover(left, right) };
}

function parseProduct(parser: QueryParser): Expression {
  const { reader } = parser;
  let left = parseUnary(parser);
  for (;;) {
    if (reader.peek()?.kind === 'sign' && reader.peek()?.value === '^') {
      throw simulatorCannot('the operator ^');
    }
    const operator =
      acceptSigns(reader, FACTORS) ?? (reader.accept('DIV') ? 'DIV' : reader.accept('MOD') ? '%' : undefined);
    if (operator === undefined) {
      return left;
    }
    const right = parseUnary(parser);
    left = { kind: 'arithmetic', operator, left, right, span: cover(left, right) };
  }
}

/** A sign and what it stands before, or an operand. */
export function parseUnary(parser: QueryParser): Expression {
  const { reader } = parser;
  const start = reader.peek()?.start ?? 0;
  if (reader.acceptSign('-')) {
    const operand = parseUnary(parser);
    return { kind: 'negate', operand, span: { start, end: operand.span.end } };
  }
  if (reader.acceptSign('+')) {
    return parseUnary(parser);
  }
  if (reader.acceptSign('!')) {
    const operand = parseUnary(parser);
    return { kind: 'not', operand, span: { start, end: operand.span.end } };
  }
  if (reader.isNext('BINARY')) {
    throw simulatorCannot('BINARY');
  }
  const primary = parsePrimary(parser);
  if (reader.isNext('COLLATE')) {
    throw simulatorCannot('COLLATE');
  }
  return primary;
}

function parsePrimary(parser: QueryParser): Expression {
  const { reader } = parser;
  const token = reader.peek();
  if (token === undefined) {
    throw reader.syntaxError();
  }
  const span = { start: token.start, end: token.end };
  switch (token.kind) {
    case 'number':
      reader.next();
      return { kind: 'number', text: token.value, span };
    case 'text':
      return parseText(reader);
    case 'variable':
      reader.next();
      return parseVariable(token.value, span);
    case 'sign':
      return parseParenthesis(parser);
    case 'quotedName':
      return parseColumn(reader);
    case 'word':
      return parseWord(parser, token.value, span);
  }
}

/** Texts that stand side by side are one text. */
function parseText(reader: TokenReader): Expression {
  const start = reader.peek()?.start ?? 0;
  let end = start;
  let value = '';
  for (let next = reader.peek(); next?.kind === 'text'; next = reader.peek()) {
    value += next.value;
    end = next.end;
    reader.next();
  }
  return { kind: 'text', value, span: { start, end } };
}

function parseVariable(written: string, span: Span): Expression {
  if (!written.startsWith('@@')) {
    return { kind: 'userVariable', name: written.slice(1).toLowerCase(), span };
  }
  const path = written.slice(2).toLowerCase().split('.');
  const name = path.at(-1) ?? '';
  return { kind: 'systemVariable', name, scope: path[0] === 'global' ? 'global' : 'session', span };
}

function parseParenthesis(parser: QueryParser): Expression {
  const { reader } = parser;
  const start = reader.peek()?.start ?? 0;
  reader.expectSign('(');
  if (reader.isNext('SELECT')) {
    const query = parser.parseQuery();
    return { kind: 'scalarQuery', query, span: { start, end: closeParenthesis(reader) } };
  }
  const items = parseList(parser);
  const span = { start, end: closeParenthesis(reader) };
  const [only] = items;
  return items.length === 1 && only !== undefined ? { ...only, span } : { kind: 'row', items, span };
}

function parseWord(parser: QueryParser, word: string, span: Span): Expression {
  const { reader } = parser;
  const upper = word.toUpperCase();
  const opensCall = reader.peek(1)?.kind === 'sign' && reader.peek(1)?.value === '(';
  switch (upper) {
    case 'NULL':
      reader.next();
      return { kind: 'null', span };
    case 'TRUE':
    case 'FALSE':
      reader.next();
      return { kind: 'boolean', value: upper === 'TRUE', span };
    case 'CASE':
      return parseCase(parser);
    case 'CAST':
    case 'CONVERT':
      return parseCast(parser);
    case 'CURRENT_TIMESTAMP':
    case 'LOCALTIME':
    case 'LOCALTIMESTAMP':
    case 'UTC_TIMESTAMP':
    case 'CURRENT_USER':
      return parseCall(parser);
    default:
      if (opensCall) {
        return parseCall(parser);
      }
      if (isReserved(word)) {
        throw reader.syntaxError();
      }
      return parseColumn(reader);
  }
}

function parseColumn(reader: TokenReader): Expression {
  const start = reader.peek()?.start ?? 0;
  let end = reader.peek()?.end ?? start;
  const path = [reader.expectName()];
  while (path.length < 3 && reader.acceptSign('.')) {
    end = reader.peek()?.end ?? end;
    path.push(reader.expectName());
  }
  return { kind: 'column', path, span: { start, end } };
}
