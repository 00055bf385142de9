import assert from 'node:assert/strict';
import { ServerError } from '../../../src/simulator/serverError';
import type { Session } from '../../../src/simulator/session';
import { EmbeddedEngine } from '../../../src/simulator/sql/embeddedEngine';
import type { Answer, ResultSet } from '../../../src/simulator/sql/resultSet';
import { StatementExecutor } from '../../../src/simulator/sql/statementExecutor';
import { type TinyOptions, TinyWorld } from './tinyWorld';

type Rows = readonly (readonly (string | null)[])[];

/** The SQL engine on the tiny world, without the network. */
export class TinyExecutor {
  readonly world: TinyWorld;
  readonly killed: number[] = [];
  readonly #engine: EmbeddedEngine;
  readonly #executor: StatementExecutor;
  readonly #sessions: Session[] = [];

  private constructor(world: TinyWorld, engine: EmbeddedEngine) {
    this.world = world;
    this.#engine = engine;
    this.#executor = new StatementExecutor(world, engine, {
      sessions: () => this.#sessions,
      kill: (id) => {
        this.killed.push(id);
        return this.#sessions.some((session) => session.id === id);
      },
    });
    this.login('sys', 'oceanbase');
  }

  static async open(options: TinyOptions = {}): Promise<TinyExecutor> {
    return new TinyExecutor(new TinyWorld(options), await EmbeddedEngine.open());
  }

  close(): void {
    this.#engine.close();
  }

  /** A new session; later statements go through it. */
  login(tenantName: string, database?: string): Session {
    const tenant = this.world.tenants().find(({ name }) => name === tenantName);
    assert.ok(tenant);
    const id = this.#sessions.length + 1;
    const session = this.#executor.openSession({ id, user: 'root', clientHost: '127.0.0.1', tenant });
    if (database !== undefined) {
      this.#executor.useDatabase(database, session);
    }
    this.#sessions.push(session);
    return session;
  }

  answer(sql: string): Answer {
    const session = this.#sessions.at(-1);
    assert.ok(session);
    return this.#executor.execute(sql, session);
  }

  result(sql: string): ResultSet {
    const answer = this.answer(sql);
    assert.equal(answer.kind, 'rows', sql);
    return answer;
  }

  rows(sql: string): Rows {
    return this.result(sql).rows;
  }

  labels(sql: string): readonly string[] {
    return this.result(sql).columns.map(({ label }) => label);
  }

  /** The first value of the first row. */
  value(sql: string): string | null | undefined {
    return this.rows(sql)[0]?.[0];
  }

  /** The error that a statement is answered with. */
  error(sql: string): { readonly number: number; readonly sqlState: string; readonly message: string } {
    try {
      this.answer(sql);
    } catch (error) {
      assert.ok(error instanceof ServerError, `${sql}: ${String(error)}`);
      return { number: error.number, sqlState: error.sqlState, message: error.message };
    }
    throw new assert.AssertionError({ message: `${sql} was not refused` });
  }
}
