import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import initSqlJs from 'sql.js';
import type { ServerError } from '../serverError';
import { addEngineFunctions, type FunctionHost } from './engineFunctions';

/** What the embedded engine gives for one column of one row. */
export type EngineCell = bigint | number | string | null;

/** The part of sql.js's statement that is used; its own types know nothing of `useBigInt`. */
interface PreparedStatement {
  bind(values: readonly EngineCell[]): boolean;
  step(): boolean;
  get(params: null, config: { readonly useBigInt: true }): EngineCell[];
  run(values: readonly EngineCell[]): void;
  free(): boolean;
}

interface Database extends FunctionHost {
  run(sql: string): unknown;
  prepare(sql: string): PreparedStatement;
  close(): void;
}

const WASM = 'sql-wasm.wasm';

/** SQLite in WebAssembly with MySQL's functions added. Synchronous once it has been opened. */
export class EmbeddedEngine {
  readonly #database: Database;
  #failure: ServerError | undefined;

  private constructor(database: Database) {
    this.#database = database;
    addEngineFunctions(database, (error) => {
      this.#failure = error;
      throw error;
    });
  }

  /** Loads the engine. Rejects where its WebAssembly file is missing. */
  static async open(): Promise<EmbeddedEngine> {
    const engine = await initSqlJs({ wasmBinary: Uint8Array.from(readFileSync(findWasm())).buffer });
    // the published types lack big integers and type functions with `any`
    return new EmbeddedEngine(new engine.Database() as unknown as Database);
  }

  /** Makes a table of untyped, integer, real or text columns and fills it. */
  fill(table: string, columns: readonly string[], rows: Iterable<readonly EngineCell[]>): void {
    this.#database.run(`CREATE TABLE ${table} (${columns.join(', ')})`);
    const insert = this.#database.prepare(
      `INSERT INTO ${table} VALUES (${columns.map(() => '?').join(', ')})`,
    );
    this.#database.run('BEGIN');
    try {
      for (const row of rows) {
        insert.run(row);
      }
    } finally {
      this.#database.run('COMMIT');
      insert.free();
    }
  }

  /** Forgets a table. */
  drop(table: string): void {
    this.#database.run(`DROP TABLE IF EXISTS ${table}`);
  }

  /**
   * All rows of a query; whole numbers as bigint.
   *
   * @throws ServerError raised by one of MySQL's functions; Error from the engine itself
   */
  query(sql: string): readonly (readonly EngineCell[])[] {
    this.#failure = undefined;
    const rows: EngineCell[][] = [];
    const statement = this.#database.prepare(sql);
    try {
      while (statement.step()) {
        rows.push(statement.get(null, { useBigInt: true }));
      }
    } catch (error) {
      throw this.#failure ?? error;
    } finally {
      statement.free();
    }
    return rows;
  }

  /** Gives back the engine's memory. */
  close(): void {
    this.#database.close();
  }
}

/** Beside the bundle, or in the modules of the project that the tests run from. */
function findWasm(): string {
  const beside = path.join(__dirname, WASM);
  if (existsSync(beside)) {
    return beside;
  }
  for (let folder = __dirname; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const installed = path.join(folder, 'node_modules/sql.js/dist', WASM);
    if (existsSync(installed)) {
      return installed;
    }
  }
  throw new Error(`${WASM} is neither beside ${__dirname} nor installed with sql.js`);
}
