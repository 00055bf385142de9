import { ambiguousColumn, type Clause, unknownColumn } from '../sqlErrors';
import type { Typed } from './typed';

/** A column that a name in a SELECT can mean. */
export interface ScopeColumn {
  /** Lower case; undefined for a derived table. */
  readonly schema: string | undefined;
  /** Alias of its table, lower case. */
  readonly table: string;
  readonly name: string;
  readonly value: Typed;
  /** The right side of USING: found under its table's name, not under its own, nor by `*`. */
  readonly merged: boolean;
}

/** The columns of one FROM, and of the FROMs around it for a correlated subquery. */
export interface Scope {
  readonly columns: readonly ScopeColumn[];
  readonly parent: Scope | undefined;
}

/**
 * Finds `column`, `table.column` or `schema.table.column`, in any letter case, the innermost FROM
 * first.
 *
 * @throws ServerError 1052 where it is ambiguous, 1054 where nothing is called so
 */
export function resolveColumn(scope: Scope, path: readonly string[], clause: Clause): Typed {
  for (let level: Scope | undefined = scope; level !== undefined; level = level.parent) {
    const matches = level.columns.filter((column) => answersTo(column, path));
    const [first, second] = matches;
    if (second !== undefined) {
      throw ambiguousColumn(path.join('.'), clause);
    }
    if (first !== undefined) {
      return first.value;
    }
  }
  throw unknownColumn(path.join('.'), clause);
}

function answersTo(column: ScopeColumn, path: readonly string[]): boolean {
  const [name, table, schema] = [...path].reverse().map((part) => part.toLowerCase());
  return (
    column.name.toLowerCase() === name &&
    (table === undefined ? !column.merged : column.table === table) &&
    (schema === undefined || column.schema === schema)
  );
}
