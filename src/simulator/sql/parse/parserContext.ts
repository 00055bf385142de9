import type { TokenReader } from '../tokenReader';
import type { Expression, Query } from './ast';

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
