import type { Cell, ColumnDefinition, Row } from '../columns';
import { ServerError, simulatorCannot } from '../serverError';
import type { ViewContext, ViewDefinition } from '../world';
import type { CompiledColumn } from './compile/coreClauses';
import type { MaterializedTable, SessionEnvironment } from './compile/environment';
import { representationOf } from './compile/fromCompiler';
import { QueryCompiler } from './compile/queryCompiler';
import { scaleOf, textLengthOf } from './compile/typed';
import type { EmbeddedEngine, EngineCell } from './embeddedEngine';
import type { Query } from './parse/ast';
import type { ResultSet } from './resultSet';
import { noDatabaseSelected, outOfRange, unknownTable } from './sqlErrors';
import { roundDecimal } from './values/decimalText';
import { formatDouble } from './values/doubleText';

const LARGEST_SIGNED = 2n ** 63n - 1n;

/** What a SELECT runs on. */
export interface SelectSource {
  readonly session: SessionEnvironment;
  readonly viewContext: ViewContext;
  /** The view of that name if this session can see it; both names in lower case. */
  findView(schema: string, name: string): ViewDefinition | undefined;
}

/**
 * Runs a SELECT: brings the views that it names into the embedded engine, compiles it and reads the
 * result.
 *
 * @param statement the text of which the query was parsed, for the names of its columns
 * @throws ServerError as the server answers, or a refusal in the simulator's name
 */
export function runSelect(
  query: Query,
  statement: string,
  source: SelectSource,
  engine: EmbeddedEngine,
): ResultSet {
  const tables = new StatementTables(source, engine);
  try {
    const environment = {
      ...source.session,
      table: (schema: string | undefined, name: string) => tables.get(schema, name),
    };
    const { sql, columns } = new QueryCompiler(environment, statement).compile(query);
    const rows = queryEngine(engine, sql);
    return {
      kind: 'rows',
      columns: columns.map(({ label, value: { type, nullable, origin } }) => ({
        label,
        type,
        nullable,
        origin,
      })),
      rows: rows.map((row) => row.map((cell, i) => showCell(cell, columns[i]))),
    };
  } finally {
    tables.drop();
  }
}

function queryEngine(engine: EmbeddedEngine, sql: string): readonly (readonly EngineCell[])[] {
  try {
    return engine.query(sql);
  } catch (error) {
    if (error instanceof ServerError) {
      throw error;
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw simulatorCannot(`this SELECT (${reason})`);
  }
}

/** The views that one statement names, as tables of the embedded engine. */
class StatementTables {
  readonly #source: SelectSource;
  readonly #engine: EmbeddedEngine;
  readonly #tables = new Map<string, MaterializedTable>();

  constructor(source: SelectSource, engine: EmbeddedEngine) {
    this.#source = source;
    this.#engine = engine;
  }

  get(schema: string | undefined, name: string): MaterializedTable {
    const database = schema ?? this.#source.session.database;
    if (database === undefined) {
      throw noDatabaseSelected();
    }
    const key = `${database}.${name}`.toLowerCase();
    const known = this.#tables.get(key);
    if (known !== undefined) {
      return known;
    }
    const view = this.#source.findView(database.toLowerCase(), name.toLowerCase());
    if (view === undefined) {
      throw unknownTable(database, name);
    }
    const table = fillTable(view, `view${this.#tables.size}`, this.#source.viewContext, this.#engine);
    this.#tables.set(key, table);
    return table;
  }

  drop(): void {
    for (const { sqlName } of this.#tables.values()) {
      this.#engine.drop(sqlName);
    }
  }
}

function fillTable(
  view: ViewDefinition,
  sqlName: string,
  context: ViewContext,
  engine: EmbeddedEngine,
): MaterializedTable {
  const rows = [...view.rows(context)];
  const wideColumns = new Set(
    view.columns
      .filter(({ type }) => type.kind === 'bigint' && type.unsigned)
      .filter(({ name }) => rows.some((row) => isWide(row[name])))
      .map(({ name }) => name),
  );
  const declarations = view.columns.map((column) => {
    const isWideColumn = wideColumns.has(column.name);
    return `"${column.name}" ${isWideColumn ? 'TEXT' : affinityOf(column)}`;
  });
  engine.fill(sqlName, declarations, cellsOf(rows, view.columns));
  return { sqlName, schema: view.schema, name: view.name, columns: view.columns, wideColumns };
}

function isWide(cell: Cell | undefined): boolean {
  return typeof cell === 'bigint' && cell > LARGEST_SIGNED;
}

function* cellsOf(
  rows: readonly Row[],
  columns: readonly ColumnDefinition[],
): Generator<readonly EngineCell[]> {
  for (const row of rows) {
    // a bigint is bound as text; the column's affinity makes it a 64-bit integer again
    yield columns.map(({ name, type }) => normalCell(row[name] ?? null, type));
  }
}

/** Moments lie in the engine with six digits behind the point, whatever the column shows. */
function normalCell(cell: Cell, type: ColumnDefinition['type']): EngineCell {
  if (typeof cell !== 'string' || (type.kind !== 'timestamp' && type.kind !== 'datetime')) {
    return cell;
  }
  return cell.length >= 26 ? cell : `${cell.includes('.') ? cell : `${cell}.`}`.padEnd(26, '0');
}

function affinityOf(column: ColumnDefinition): 'INTEGER' | 'REAL' | 'TEXT' {
  switch (representationOf(column)) {
    case 'int':
      return 'INTEGER';
    case 'double':
      return 'REAL';
    case 'decimal':
    case 'text':
    case 'moment':
    case 'duration':
    case 'null':
      return 'TEXT';
  }
}

/** A value of the embedded engine as the text protocol shows it. */
function showCell(cell: EngineCell, column: CompiledColumn | undefined): string | null {
  if (cell === null || column === undefined) {
    return null;
  }
  const { rep, type } = column.value;
  switch (rep) {
    case 'decimal':
      return roundDecimal(String(cell), scaleOf(type));
    case 'double':
      return formatDouble(Number(cell));
    case 'moment':
      return String(cell).slice(0, textLengthOf(type));
    case 'int':
      // a whole number that left 64 bits has become a double in the engine
      if (typeof cell === 'number') {
        throw outOfRange('BIGINT');
      }
      return String(cell);
    case 'text':
    case 'duration':
    case 'null':
      return String(cell);
  }
}
