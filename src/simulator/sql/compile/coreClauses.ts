import { ServerError, simulatorCannot } from '../../serverError';
import type { Expression, OrderItem, SelectCore } from '../parse/ast';
import { type Clause, unknownColumn } from '../sqlErrors';
import { sortKey } from './comparison';
import { compileExpression, type ExpressionContext } from './expressionCompiler';
import { asCondition, type Typed } from './typed';

/** A column of a result: what it is called and what is in it. */
export interface CompiledColumn {
  readonly label: string;
  readonly value: Typed;
}

/** One term of ORDER BY, compiled. */
export interface OrderTerm {
  readonly value: Typed;
  readonly descending: boolean;
}

/** WHERE, GROUP BY, HAVING and ORDER BY of one SELECT. */
export class CoreClauses {
  readonly isAggregate: boolean;
  readonly #core: SelectCore;
  readonly #columns: readonly CompiledColumn[];
  readonly #context: (clause: Clause, allowsAggregates: boolean) => ExpressionContext;
  readonly #having: Typed | undefined;

  constructor(
    core: SelectCore,
    columns: readonly CompiledColumn[],
    context: (clause: Clause, allowsAggregates: boolean) => ExpressionContext,
  ) {
    this.#core = core;
    this.#columns = columns;
    this.#context = context;
    this.#having =
      core.having === undefined
        ? undefined
        : compileExpression(core.having, this.#withLabels('having clause', 'labels first'));
    this.isAggregate =
      core.groupBy.length > 0 ||
      columns.some(({ value }) => value.hasAggregate) ||
      this.#having?.hasAggregate === true;
  }

  filters(): string {
    const { where, groupBy } = this.#core;
    const conditions =
      where === undefined ? [] : [compileExpression(where, this.#context('where clause', false))];
    const having = this.#having;
    // HAVING without groups filters rows, which the embedded engine does not allow
    if (having !== undefined && !this.isAggregate) {
      conditions.push(having);
    }
    const keys = groupBy.map((expression) => sortKey(this.#groupKey(expression)));
    return [
      conditions.length === 0 ? '' : ` WHERE ${conditions.map(asCondition).join(' AND ')}`,
      keys.length === 0 ? '' : ` GROUP BY ${keys.map(notAPosition).join(', ')}`,
      having === undefined || !this.isAggregate ? '' : ` HAVING ${asCondition(having)}`,
    ].join('');
  }

  orderBy(items: readonly OrderItem[]): readonly OrderTerm[] {
    return items.map(({ expression, descending }) => {
      const value =
        byPosition(this.#columns, expression) ??
        compileExpression(expression, this.#withLabels('order clause', 'labels first'));
      if (value.hasAggregate && !this.isAggregate) {
        throw simulatorCannot('an aggregate in ORDER BY of a SELECT without groups');
      }
      return { value, descending };
    });
  }

  #groupKey(expression: Expression): Typed {
    const value =
      byPosition(this.#columns, expression) ??
      compileExpression(expression, this.#withLabels('group statement', 'columns first'));
    if (value.hasAggregate) {
      throw new ServerError(1056, '42000', `Can't group on an aggregate`);
    }
    return value;
  }

  /** Names may also mean the aliases of the SELECT's list; which comes first depends on the clause. */
  #withLabels(clause: Clause, order: 'labels first' | 'columns first'): ExpressionContext {
    const plain = this.#context(clause, clause !== 'group statement');
    return {
      ...plain,
      resolve: (path) => {
        const label = byLabel(this.#columns, path);
        if (label === undefined || order === 'labels first') {
          return label ?? plain.resolve(path);
        }
        return tryResolve(plain, path) ?? label;
      },
    };
  }
}

function tryResolve(context: ExpressionContext, path: readonly string[]): Typed | undefined {
  try {
    return context.resolve(path);
  } catch (error) {
    if (error instanceof ServerError && error.number === 1054) {
      return undefined;
    }
    throw error;
  }
}

/** The column of that name, if the path is a bare name. */
export function byLabel(columns: readonly CompiledColumn[], path: readonly string[]): Typed | undefined {
  const [name, ...more] = path;
  return more.length > 0
    ? undefined
    : columns.find(({ label }) => label.toLowerCase() === name?.toLowerCase())?.value;
}

/** The column that `ORDER BY 2` means; 1054 where there is none. */
export function byPosition(columns: readonly CompiledColumn[], expression: Expression): Typed | undefined {
  if (expression.kind !== 'number' || !/^[0-9]+$/.test(expression.text)) {
    return undefined;
  }
  const column = columns[Number(expression.text) - 1];
  if (column === undefined) {
    throw unknownColumn(expression.text, 'order clause');
  }
  return column.value;
}

/** A constant number in ORDER BY or GROUP BY would be read as a position by the embedded engine. */
export function notAPosition(sql: string): string {
  return `+(${sql})`;
}
