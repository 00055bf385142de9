import { BackupError } from '../../../../src/core/errors';
import { Emitter } from '../../../../src/core/event';
import type { Database, Log, QueryOptions, ResultSet } from '../../../../src/core/ports';

/** What a fake server says to a statement: rows, an error, or nothing for ever. */
export type Answer = ResultSet | BackupError | Promise<ResultSet>;

/** A connection whose answers are given by a function; it remembers what it was sent. */
export class FakeDatabase implements Database {
  readonly endpoint = { host: 'db.example', port: 2881 };
  readonly statements: string[] = [];
  readonly #answer: (text: string, options: QueryOptions | undefined) => Answer;
  readonly #lost = new Emitter<unknown>();
  readonly onDidLose = this.#lost.event;
  closed = 0;

  constructor(answer: (text: string, options: QueryOptions | undefined) => Answer = () => rows([])) {
    this.#answer = answer;
  }

  async query(text: string, options?: QueryOptions): Promise<ResultSet> {
    this.statements.push(text);
    const answer = await this.#answer(text, options);
    if (answer instanceof BackupError) {
      throw answer;
    }
    return answer;
  }

  close(): Promise<void> {
    this.closed += 1;
    return Promise.resolve();
  }

  lose(): void {
    this.#lost.fire(undefined);
  }
}

/** Rows from plain objects; the columns are those of the first. */
export function rows(objects: readonly Readonly<Record<string, string | null>>[]): ResultSet {
  const columns = Object.keys(objects[0] ?? {});
  return { columns, rows: objects.map((object) => columns.map((column) => object[column] ?? null)) };
}

export function refusedBy(number: number, message = 'refused', sqlState = 'HY000'): BackupError {
  return new BackupError('serverRefused', message, { server: { number, sqlState, message } });
}

export function never<T>(): Promise<T> {
  return new Promise<T>(() => undefined);
}

/** Collects lines instead of writing them. */
export class MemoryLog implements Log {
  readonly lines: string[] = [];
  info(message: string): void {
    this.lines.push(message);
  }
  warn(message: string): void {
    this.lines.push(message);
  }
  error(message: string): void {
    this.lines.push(message);
  }
}
