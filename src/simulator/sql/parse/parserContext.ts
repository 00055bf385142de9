import type { TokenReader } from '../tokenReader';
import type { Expression, Query, Span } from './ast';

/** What the parts of the SELECT parser ask of the whole. */
export interface QueryParser {
  readonly reader: TokenReader;
  parseQuery(): Query;
  parseExpression(): Expression;
}

/** `a, b, c`: at least one expression. */
export function parseList(parser: QueryParser): readonly Expression[] {
  const items = [parser.parseExpression()];
  while (parser.reader.acceptSign(',')) {
    items.push(parser.parseExpression());
  }
  return items;
}

/** Takes `)` and returns the offset behind it. */
export function closeParenthesis(reader: TokenReader): number {
  const end = reader.peek()?.end ?? 0;
  reader.expectSign(')');
  return end;
}

/** Takes a sign that stands for an operator; undefined where none stands next. */
export function acceptSigns<Operator>(
  reader: TokenReader,
  signs: Readonly<Record<string, Operator>>,
): Operator | undefined {
  const token = reader.peek();
  const operator = token?.kind === 'sign' ? signs[token.value] : undefined;
  if (operator !== undefined) {
    reader.next();
  }
  return operator;
}

/** From the start of one expression to the end of another. */
export function cover(left: Expression, right: Expression): Span {
  return { start: left.span.start, end: right.span.end };
}
