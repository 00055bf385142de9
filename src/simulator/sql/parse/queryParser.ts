import { simulatorCannot } from '../../serverError';
import { derivedTableWithoutAlias } from '../sqlErrors';
import { TokenReader } from '../tokenReader';
import type { Token } from '../tokens';
import type { Expression, Limit, OrderItem, Query, SelectCore, SelectItem, TableReference } from './ast';
import { parseExpression } from './expressionParser';
import { isReserved } from './keywords';
import { parseList, type QueryParser } from './parserContext';

/**
 * Parses a whole SELECT or UNION.
 *
 * @throws ServerError 1064 where MySQL's grammar ends; the simulator's own refusal for what the
 *   grammar knows and the simulator does not
 */
export function parseSelectStatement(tokens: readonly Token[]): Query {
  const parser = new SelectParser(new TokenReader(tokens));
  const query = parser.parseQuery();
  parser.reader.expectEnd();
  return query;
}

/** One expression behind a SET's `=`; the reader stays behind it. `ON` is a word like any other there. */
export function parseAssignedExpression(reader: TokenReader): Expression {
  const next = reader.peek();
  if (next !== undefined && reader.isNext('ON')) {
    reader.next();
    return { kind: 'column', path: [next.value], span: { start: next.start, end: next.end } };
  }
  return parseExpression(new SelectParser(reader));
}

/** `LIKE 'x'` or `WHERE …` behind a SHOW, as a condition; LIKE is about `column`. */
export function parseShowFilter(reader: TokenReader, column: string): Expression | undefined {
  const span = { start: 0, end: 0 };
  if (reader.accept('LIKE')) {
    const pattern: Expression = { kind: 'text', value: reader.expectText(), span };
    const operand: Expression = { kind: 'column', path: [column], span };
    return { kind: 'like', operand, pattern, escapeSign: '\\', negated: false, span };
  }
  return reader.accept('WHERE') ? parseExpression(new SelectParser(reader)) : undefined;
}

class SelectParser implements QueryParser {
  readonly reader: TokenReader;

  constructor(reader: TokenReader) {
    this.reader = reader;
  }

  parseExpression(): Expression {
    return parseExpression(this);
  }

  parseQuery(): Query {
    const { reader } = this;
    let query = this.#parseTerm();
    while (reader.accept('UNION')) {
      const all = reader.accept('ALL');
      if (!all) {
        reader.accept('DISTINCT');
      }
      const right = this.#parseTerm();
      query = { body: { kind: 'union', all, left: query, right }, orderBy: [], limit: undefined };
    }
    return this.#parseTail(query);
  }

  #parseTerm(): Query {
    const { reader } = this;
    if (reader.acceptSign('(')) {
      const query = this.parseQuery();
      reader.expectSign(')');
      return query;
    }
    return { body: this.#parseCore(), orderBy: [], limit: undefined };
  }

  #parseTail(query: Query): Query {
    const orderBy = this.#parseOrderBy();
    const limit = this.#parseLimit();
    if (this.reader.isNext('FOR') || this.reader.isNext('LOCK') || this.reader.isNext('INTO')) {
      throw simulatorCannot('SELECT … FOR UPDATE or INTO');
    }
    if (orderBy.length === 0 && limit === undefined) {
      return query;
    }
    if (query.orderBy.length > 0 || query.limit !== undefined) {
      throw simulatorCannot('a second ORDER BY or LIMIT behind the parentheses of a SELECT');
    }
    return { body: query.body, orderBy, limit };
  }

  #parseCore(): SelectCore {
    const { reader } = this;
    reader.expect('SELECT');
    const distinct = reader.acceptOneOf('DISTINCT', 'DISTINCTROW', 'ALL');
    const items = [this.#parseItem()];
    while (reader.acceptSign(',')) {
      items.push(this.#parseItem());
    }
    const from = reader.accept('FROM') ? this.#parseFrom() : undefined;
    const where = reader.accept('WHERE') ? parseExpression(this) : undefined;
    const groupBy = this.#parseGroupBy();
    const having = reader.accept('HAVING') ? parseExpression(this) : undefined;
    return {
      kind: 'core',
      distinct: distinct !== undefined && distinct !== 'ALL',
      items,
      from,
      where,
      groupBy,
      having,
    };
  }

  #parseGroupBy(): SelectCore['groupBy'] {
    const { reader } = this;
    if (!reader.accept('GROUP', 'BY')) {
      return [];
    }
    const list = parseList(this);
    if (reader.isNext('WITH')) {
      throw simulatorCannot('GROUP BY … WITH ROLLUP');
    }
    return list;
  }

  #parseItem(): SelectItem {
    const { reader } = this;
    if (reader.acceptSign('*')) {
      return { kind: 'star', qualifier: [] };
    }
    const qualifier = this.#acceptQualifiedStar();
    if (qualifier !== undefined) {
      return { kind: 'star', qualifier };
    }
    const expression = parseExpression(this);
    const next = reader.peek();
    if (next?.kind === 'sign' && next.value === ':=') {
      throw simulatorCannot('an assignment inside a SELECT');
    }
    return { kind: 'expression', expression, alias: this.#parseAlias() };
  }

  /** `t.*` or `schema.t.*`. */
  #acceptQualifiedStar(): readonly string[] | undefined {
    const { reader } = this;
    const isSign = (ahead: number, sign: string): boolean =>
      reader.peek(ahead)?.kind === 'sign' && reader.peek(ahead)?.value === sign;
    const depth =
      isSign(1, '.') && isSign(2, '*') ? 1 : isSign(1, '.') && isSign(3, '.') && isSign(4, '*') ? 2 : 0;
    if (depth === 0) {
      return undefined;
    }
    const path: string[] = [];
    for (let i = 0; i < depth; i += 1) {
      path.push(reader.expectName());
      reader.expectSign('.');
    }
    reader.expectSign('*');
    return path;
  }

  /** An alias with or without AS; as a text only for columns, which MySQL allows. */
  #parseAlias(): string | undefined {
    const { reader } = this;
    if (reader.accept('AS')) {
      return reader.acceptText() ?? reader.expectName();
    }
    const next = reader.peek();
    if (next?.kind === 'word' && isReserved(next.value)) {
      return undefined;
    }
    return reader.acceptText() ?? reader.acceptName();
  }

  #parseFrom(): TableReference | undefined {
    const { reader } = this;
    if (reader.accept('DUAL')) {
      return undefined;
    }
    let left = this.#parseJoins();
    while (reader.acceptSign(',')) {
      const right = this.#parseJoins();
      left = { kind: 'join', type: 'INNER', left, right, on: undefined, using: [] };
    }
    return left;
  }

  #parseJoins(): TableReference {
    let left = this.#parseTable();
    for (let type = this.#acceptJoin(); type !== undefined; type = this.#acceptJoin()) {
      const right = this.#parseTable();
      const on = this.reader.accept('ON') ? parseExpression(this) : undefined;
      const using = on === undefined ? this.#parseUsing() : [];
      if (type !== 'INNER' && on === undefined && using.length === 0) {
        throw this.reader.syntaxError();
      }
      left = { kind: 'join', type, left, right, on, using };
    }
    return left;
  }

  #acceptJoin(): 'INNER' | 'LEFT' | 'RIGHT' | undefined {
    const { reader } = this;
    if (reader.isNext('NATURAL')) {
      throw simulatorCannot('NATURAL JOIN');
    }
    if (
      reader.accept('JOIN') ||
      reader.accept('INNER', 'JOIN') ||
      reader.accept('CROSS', 'JOIN') ||
      reader.accept('STRAIGHT_JOIN')
    ) {
      return 'INNER';
    }
    for (const side of ['LEFT', 'RIGHT'] as const) {
      if (reader.accept(side, 'JOIN') || reader.accept(side, 'OUTER', 'JOIN')) {
        return side;
      }
    }
    return undefined;
  }

  #parseUsing(): readonly string[] {
    const { reader } = this;
    if (!reader.accept('USING')) {
      return [];
    }
    reader.expectSign('(');
    const names = reader.expectNameList();
    reader.expectSign(')');
    return names;
  }

  #parseTable(): TableReference {
    const { reader } = this;
    if (reader.acceptSign('(')) {
      return this.#parseParenthesis();
    }
    const first = reader.expectName();
    const name = reader.acceptSign('.') ? reader.expectName() : undefined;
    const alias = this.#parseTableAlias();
    return name === undefined
      ? { kind: 'table', schema: undefined, name: first, alias }
      : { kind: 'table', schema: first, name, alias };
  }

  #parseParenthesis(): TableReference {
    const { reader } = this;
    if (!reader.isNext('SELECT')) {
      const inner = this.#parseFrom();
      reader.expectSign(')');
      if (inner === undefined) {
        throw reader.syntaxError();
      }
      return inner;
    }
    const query = this.parseQuery();
    reader.expectSign(')');
    const alias = this.#parseTableAlias();
    if (alias === undefined) {
      throw derivedTableWithoutAlias();
    }
    return { kind: 'derived', query, alias };
  }

  #parseTableAlias(): string | undefined {
    const { reader } = this;
    if (reader.accept('AS')) {
      return reader.expectName();
    }
    const next = reader.peek();
    const isName = next?.kind === 'quotedName' || (next?.kind === 'word' && !isReserved(next.value));
    return isName ? reader.expectName() : undefined;
  }

  #parseOrderBy(): readonly OrderItem[] {
    const { reader } = this;
    if (!reader.accept('ORDER', 'BY')) {
      return [];
    }
    const items: OrderItem[] = [];
    do {
      const expression = parseExpression(this);
      const descending = reader.acceptOneOf('DESC', 'ASC') === 'DESC';
      items.push({ expression, descending });
    } while (reader.acceptSign(','));
    return items;
  }

  #parseLimit(): Limit | undefined {
    const { reader } = this;
    if (!reader.accept('LIMIT')) {
      return undefined;
    }
    const first = reader.expectInteger();
    if (reader.acceptSign(',')) {
      return { offset: first, count: reader.expectInteger() };
    }
    return { count: first, offset: reader.accept('OFFSET') ? reader.expectInteger() : 0n };
  }
}
