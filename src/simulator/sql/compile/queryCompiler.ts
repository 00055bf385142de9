import { ServerError, simulatorCannot } from '../../serverError';
import type { Expression, Limit, OrderItem, Query, SelectCore, SelectItem, Union } from '../parse/ast';
import { type Clause, differentColumnCounts, unknownColumn, unknownStarTable } from '../sqlErrors';
import { sortKey } from './comparison';
import {
  byLabel,
  byPosition,
  type CompiledColumn,
  CoreClauses,
  notAPosition,
  type OrderTerm,
} from './coreClauses';
import type { StatementEnvironment } from './environment';
import { type CompiledSubquery, compileExpression, type ExpressionContext } from './expressionCompiler';
import { type CompiledFrom, compileFrom } from './fromCompiler';
import { convertTo, mergeTypes } from './mergedType';
import { resolveColumn, type Scope } from './scope';

/** A query for the embedded engine; its columns are called `c0`, `c1`, … there. */
export interface CompiledQuery {
  readonly sql: string;
  readonly columns: readonly CompiledColumn[];
  readonly isSingleRow: boolean;
}

/** Compiles one statement; tables get unique names over all its subqueries. */
export class QueryCompiler {
  readonly #environment: StatementEnvironment;
  readonly #statement: string;
  #aliases = 0;

  constructor(environment: StatementEnvironment, statement: string) {
    this.#environment = environment;
    this.#statement = statement;
  }

  /**
   * @param parent the FROMs around a correlated subquery
   * @throws ServerError as the server answers, or a refusal in the simulator's name
   */
  compile(query: Query, parent?: Scope): CompiledQuery {
    return query.body.kind === 'core'
      ? this.#compileCore(query.body, query, parent)
      : this.#compileUnion(query.body, query, parent);
  }

  #compileCore(core: SelectCore, query: Query, parent: Scope | undefined): CompiledQuery {
    const from = core.from === undefined ? undefined : this.#compileFrom(core, parent);
    const scope: Scope = { columns: from?.columns ?? [], parent };
    const columns = this.#compileItems(core.items, scope, from);
    const inner = new CoreClauses(core, columns, (clause, aggregates) =>
      this.#context(scope, clause, aggregates),
    );
    const select = columns.map(({ value }, i) => `${value.sql} AS c${i}`).join(', ');
    const body = `SELECT ${select}${from === undefined ? '' : ` FROM ${from.sql}`}${inner.filters()}`;
    const order = inner.orderBy(query.orderBy);
    const isSingleRow = (inner.isAggregate && core.groupBy.length === 0) || query.limit?.count === 1n;
    const limit = limitSql(query.limit);
    const sql = core.distinct
      ? distinctSql(body, columns, order, limit)
      : `${body}${orderSql(order)}${limit}`;
    return { sql, columns, isSingleRow: isSingleRow || from === undefined };
  }

  #compileUnion(union: Union, query: Query, parent: Scope | undefined): CompiledQuery {
    const [left, right] = [this.compile(union.left, parent), this.compile(union.right, parent)];
    if (left.columns.length !== right.columns.length) {
      throw differentColumnCounts();
    }
    const types = left.columns.map(({ value }, i) => mergeTypes([value, right.columns[i]?.value ?? value]));
    const side = ({ sql, columns }: CompiledQuery): string => {
      const converted = columns.map(({ value }, i) => {
        const type = types[i];
        const column = { ...value, sql: `c${i}` };
        return `${type === undefined ? column.sql : convertTo(column, type).sql} AS c${i}`;
      });
      return `SELECT ${converted.join(', ')} FROM (${sql})`;
    };
    const columns = left.columns.map(({ label, value }, i): CompiledColumn => {
      const nullable = value.nullable || right.columns[i]?.value.nullable === true;
      const { rep, type } = types[i] ?? value;
      return { label, value: { sql: `c${i}`, rep, type, nullable, hasAggregate: false } };
    });
    const body = `SELECT * FROM (${side(left)} UNION ALL ${side(right)})`;
    const groups = union.all ? '' : ` GROUP BY ${columns.map(({ value }) => sortKey(value)).join(', ')}`;
    const order = query.orderBy.map((item) => this.#unionOrder(item, columns));
    const sql = `${body}${groups}${orderSql(order)}${limitSql(query.limit)}`;
    return { sql, columns, isSingleRow: false };
  }

  /** The result of a UNION is ordered by its columns and by expressions over them. */
  #unionOrder({ expression, descending }: OrderItem, columns: readonly CompiledColumn[]): OrderTerm {
    const context: ExpressionContext = {
      ...this.#context({ columns: [], parent: undefined }, 'order clause', false),
      resolve: (path) => {
        const found = byLabel(columns, path);
        if (found === undefined) {
          throw unknownColumn(path.join('.'), 'order clause');
        }
        return found;
      },
    };
    const value = byPosition(columns, expression) ?? compileExpression(expression, context);
    return { value, descending };
  }

  #compileFrom({ from }: SelectCore, parent: Scope | undefined): CompiledFrom | undefined {
    return from === undefined
      ? undefined
      : compileFrom(from, {
          environment: this.#environment,
          parent,
          nextAlias: () => {
            this.#aliases += 1;
            return `t${this.#aliases}`;
          },
          compileDerived: (query) => this.compile(query),
          compileOn: (on, scope) => compileExpression(on, this.#context(scope, 'on clause', false)),
        });
  }

  #context(scope: Scope, clause: Clause, allowsAggregates: boolean): ExpressionContext {
    return {
      environment: this.#environment,
      allowsAggregates,
      resolve: (path) => resolveColumn(scope, path, clause),
      compileSubquery: (query): CompiledSubquery => {
        const { sql, columns, isSingleRow } = this.compile(query, scope);
        return { sql, isSingleRow, columns: columns.map(({ value }, i) => ({ ...value, sql: `c${i}` })) };
      },
    };
  }

  #compileItems(
    items: readonly SelectItem[],
    scope: Scope,
    from: CompiledFrom | undefined,
  ): readonly CompiledColumn[] {
    return items.flatMap((item): readonly CompiledColumn[] => {
      if (item.kind === 'star') {
        return expandStar(item.qualifier, from);
      }
      const value = compileExpression(item.expression, this.#context(scope, 'field list', true));
      return [{ label: item.alias ?? this.#labelOf(item.expression), value }];
    });
  }

  /** A column is called as it was written; any other expression by its text. */
  #labelOf(expression: Expression): string {
    switch (expression.kind) {
      case 'column':
        return expression.path.at(-1) ?? '';
      case 'text':
        return expression.value;
      case 'null':
      case 'boolean':
        return this.#statement.slice(expression.span.start, expression.span.end).toUpperCase();
      default:
        return this.#statement.slice(expression.span.start, expression.span.end);
    }
  }
}

function expandStar(qualifier: readonly string[], from: CompiledFrom | undefined): readonly CompiledColumn[] {
  if (from === undefined) {
    throw new ServerError(1096, 'HY000', 'No tables used');
  }
  const table = qualifier.at(-1)?.toLowerCase();
  const columns = from.columns.filter((column) =>
    table === undefined ? !column.merged : column.table === table,
  );
  if (columns.length === 0) {
    throw unknownStarTable(qualifier.join('.'));
  }
  return columns.map((column) => ({ label: column.name, value: column.value }));
}

function orderSql(terms: readonly OrderTerm[]): string {
  const keys = terms.map(
    ({ value, descending }) => `${notAPosition(sortKey(value))}${descending ? ' DESC' : ''}`,
  );
  return keys.length === 0 ? '' : ` ORDER BY ${keys.join(', ')}`;
}

function limitSql(limit: Limit | undefined): string {
  return limit === undefined ? '' : ` LIMIT ${limit.count} OFFSET ${limit.offset}`;
}

/** Texts that differ only by case are one: so DISTINCT becomes groups around the whole SELECT. */
function distinctSql(
  body: string,
  columns: readonly CompiledColumn[],
  order: readonly OrderTerm[],
  limit: string,
): string {
  const outer = columns.map(({ value }, i) => ({ ...value, sql: `c${i}` }));
  const keys = outer.map((value) => notAPosition(sortKey(value))).join(', ');
  const terms = order.map(({ value, descending }) => {
    const index = columns.findIndex((column) => column.value.sql === value.sql);
    const found = outer[index];
    if (found === undefined) {
      throw simulatorCannot('DISTINCT ordered by something that it does not select');
    }
    return { value: found, descending };
  });
  return `SELECT * FROM (${body}) GROUP BY ${keys}${orderSql(terms)}${limit}`;
}
