import type { ColumnDefinition } from '../../columns';
import type { Expression, Query, TableReference } from '../parse/ast';
import { notUniqueTable } from '../sqlErrors';
import { compare } from './comparison';
import type { MaterializedTable, StatementEnvironment } from './environment';
import { resolveColumn, type Scope, type ScopeColumn } from './scope';
import { asCondition, type Representation, type Typed } from './typed';

/** The result of a derived table's query. */
export interface DerivedTable {
  readonly sql: string;
  readonly columns: readonly { readonly label: string; readonly value: Typed }[];
}

/** What FROM needs of the compiler of queries. */
export interface FromContext {
  readonly environment: StatementEnvironment;
  readonly parent: Scope | undefined;
  nextAlias(): string;
  compileDerived(query: Query): DerivedTable;
  compileOn(on: Expression, scope: Scope): Typed;
}

/** A compiled FROM: SQL and the columns that names can mean. */
export interface CompiledFrom {
  readonly sql: string;
  readonly columns: readonly ScopeColumn[];
}

/** Compiles a FROM clause; 1066 where two tables have the same name. */
export function compileFrom(reference: TableReference, context: FromContext): CompiledFrom {
  switch (reference.kind) {
    case 'table':
      return compileTable(
        context.environment.table(reference.schema, reference.name),
        reference.alias,
        context.nextAlias(),
      );
    case 'derived':
      return compileDerivedTable(
        context.compileDerived(reference.query),
        reference.alias,
        context.nextAlias(),
      );
    case 'join':
      return compileJoin(reference, context);
  }
}

function compileTable(table: MaterializedTable, alias: string | undefined, sqlAlias: string): CompiledFrom {
  const name = (alias ?? table.name).toLowerCase();
  const columns = table.columns.map(
    (column): ScopeColumn => ({
      schema: table.schema,
      table: name,
      name: column.name,
      merged: false,
      value: {
        sql: `${sqlAlias}."${column.name}"`,
        rep: table.wideColumns.has(column.name) ? 'decimal' : representationOf(column),
        type: column.type,
        nullable: column.nullable,
        hasAggregate: false,
        origin: {
          schema: table.schema,
          tableAlias: alias ?? table.name,
          table: table.name,
          column: column.name,
        },
      },
    }),
  );
  return { sql: `${table.sqlName} ${sqlAlias}`, columns };
}

/** How a column of a view lies in the embedded engine. */
export function representationOf({ type }: Pick<ColumnDefinition, 'type'>): Representation {
  switch (type.kind) {
    case 'bigint':
      return 'int';
    case 'decimal':
      return 'decimal';
    case 'double':
      return 'double';
    case 'varchar':
    case 'longtext':
      return 'text';
    case 'timestamp':
    case 'datetime':
      return 'moment';
    case 'time':
      return 'duration';
    case 'null':
      return 'null';
  }
}

function compileDerivedTable(table: DerivedTable, alias: string, sqlAlias: string): CompiledFrom {
  const columns = table.columns.map(({ label, value }, i): ScopeColumn => {
    const { rep, type, nullable } = value;
    const origin = { schema: '', tableAlias: alias, table: '', column: label };
    return {
      schema: undefined,
      table: alias.toLowerCase(),
      name: label,
      merged: false,
      value: { sql: `${sqlAlias}.c${i}`, rep, type, nullable, hasAggregate: false, origin },
    };
  });
  return { sql: `(${table.sql}) ${sqlAlias}`, columns };
}

function compileJoin(join: Extract<TableReference, { kind: 'join' }>, context: FromContext): CompiledFrom {
  const left = compileFrom(join.left, context);
  const right = compileFrom(join.right, context);
  refuseSameNames(left.columns, right.columns);
  const leftColumns = join.type === 'RIGHT' ? left.columns.map(asNullable) : left.columns;
  const rightColumns = join.type === 'LEFT' ? right.columns.map(asNullable) : right.columns;
  const merged = new Set(join.using.map((name) => name.toLowerCase()));
  // of two columns joined by USING the one that cannot be missing keeps the plain name
  const hide = (column: ScopeColumn): ScopeColumn =>
    merged.has(column.name.toLowerCase()) ? { ...column, merged: true } : column;
  const columns =
    join.type === 'RIGHT'
      ? [...rightColumns, ...leftColumns.map(hide)]
      : [...leftColumns, ...rightColumns.map(hide)];
  const condition = joinCondition(join, { left: left.columns, right: right.columns }, context);
  const rightSql = join.right.kind === 'join' ? `(${right.sql})` : right.sql;
  return {
    sql: `${left.sql} ${join.type} JOIN ${rightSql}${condition}`,
    columns: reorder(join, columns, left),
  };
}

/** `*` shows the left table first; with USING the joined columns first. */
function reorder(
  join: Extract<TableReference, { kind: 'join' }>,
  columns: readonly ScopeColumn[],
  left: CompiledFrom,
): readonly ScopeColumn[] {
  if (join.using.length > 0) {
    const isJoined = (column: ScopeColumn): boolean =>
      join.using.some((name) => name.toLowerCase() === column.name.toLowerCase()) && !column.merged;
    return [...columns.filter(isJoined), ...columns.filter((column) => !isJoined(column))];
  }
  const leftTables = new Set(left.columns.map((column) => column.table));
  return join.type === 'RIGHT'
    ? [
        ...columns.filter((column) => leftTables.has(column.table)),
        ...columns.filter((column) => !leftTables.has(column.table)),
      ]
    : columns;
}

function joinCondition(
  join: Extract<TableReference, { kind: 'join' }>,
  sides: { readonly left: readonly ScopeColumn[]; readonly right: readonly ScopeColumn[] },
  context: FromContext,
): string {
  if (join.on !== undefined) {
    const scope = { columns: [...sides.left, ...sides.right], parent: context.parent };
    return ` ON ${asCondition(context.compileOn(join.on, scope))}`;
  }
  if (join.using.length === 0) {
    return '';
  }
  const find = (columns: readonly ScopeColumn[], name: string): Typed =>
    resolveColumn({ columns, parent: undefined }, [name], 'on clause');
  const tests = join.using.map((name) => compare('=', find(sides.left, name), find(sides.right, name)).sql);
  return ` ON ${tests.join(' AND ')}`;
}

function refuseSameNames(left: readonly ScopeColumn[], right: readonly ScopeColumn[]): void {
  const name = (column: ScopeColumn): string => `${column.schema ?? ''}.${column.table}`;
  const taken = new Set(left.map(name));
  const twice = right.find((column) => taken.has(name(column)));
  if (twice !== undefined) {
    throw notUniqueTable(twice.table);
  }
}

function asNullable(column: ScopeColumn): ScopeColumn {
  return { ...column, value: { ...column.value, nullable: true } };
}
