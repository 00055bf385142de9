/** A statement that the server received. */
export interface StatementRecord {
  readonly sessionId: number;
  readonly text: string;
  /** Number of the error it was answered with; undefined for success, or when it was never answered. */
  readonly error: number | undefined;
  /** Rows of the answer. */
  readonly rows: number;
}

const KEPT = 10_000;

/** What a server received: all of it counted, the newest kept. In memory only: texts hold passwords. */
export class StatementLog {
  readonly #records: StatementRecord[] = [];
  #total = 0;

  /** How many statements there were since the start. */
  get total(): number {
    return this.#total;
  }

  /** The newest 10 000 statements, oldest first. */
  records(): readonly StatementRecord[] {
    return [...this.#records];
  }

  add(record: StatementRecord): void {
    this.#total += 1;
    this.#records.push(record);
    if (this.#records.length > KEPT) {
      this.#records.shift();
    }
  }
}
