import { maskColumn, maskCredentials } from './masking';
import type { ReadProblem, RowOrigin } from './model/rowOrigin';
import type { ServerClock, ServerTime } from './model/serverTime';
import type { ResultSet } from './ports';
import { knownScn, scnToMicros } from './scn';
import { literalNumber, nameText, quoteText } from './sql';
import { isClockColumn, readServerClock, serverTime } from './time';

/** What a result set gave: rows that could be read, and what could not. */
export interface RowsRead<T> {
  readonly items: readonly T[];
  readonly problems: readonly ReadProblem[];
  /** Rows that the server sent, readable or not: tells whether a page is full. */
  readonly rowCount: number;
  /** Of the same SELECT; absent where it carried no clock or had no rows. */
  readonly clock: ServerClock | undefined;
}

/**
 * Reads each row with `read`. A row that lacks what it must have becomes a problem and costs the other
 * rows nothing; columns that nobody asks for are ignored.
 *
 * @param view name with schema, for the origins and problems: `oceanbase.CDB_OB_BACKUP_JOBS`
 */
export function readRows<T>(view: string, result: ResultSet, read: (row: RowReader) => T): RowsRead<T> {
  const problems = new Problems(view);
  const indexes = new Map(result.columns.map((name, index) => [name.toUpperCase(), index]));
  const first = result.rows[0];
  const clock = readServerClock((column) => valueAt(first, indexes.get(column)));
  const items: T[] = [];
  for (const values of result.rows) {
    try {
      items.push(read(new RowReader({ view, columns: result.columns, indexes, clock, problems }, values)));
    } catch (error) {
      if (!(error instanceof RowFault)) {
        throw error;
      }
      problems.add(error.kind, error.detail);
    }
  }
  return { items, problems: problems.all, rowCount: result.rows.length, clock };
}

interface ResultShape {
  readonly view: string;
  readonly columns: readonly string[];
  readonly indexes: ReadonlyMap<string, number>;
  readonly clock: ServerClock | undefined;
  readonly problems: Problems;
}

/** The server keeps count in the millions; a column that is bad in every row is one problem, not one per row. */
class Problems {
  readonly #view: string;
  readonly #all = new Map<string, ReadProblem>();

  constructor(view: string) {
    this.#view = view;
  }

  get all(): readonly ReadProblem[] {
    return [...this.#all.values()];
  }

  add(kind: 'badRow' | 'missingColumn', detail: string): void {
    this.#all.set(`${kind} ${detail}`, { view: this.#view, kind, detail });
  }
}

/** Thrown within a row, and caught by `readRows`: this row cannot be understood. */
class RowFault extends Error {
  readonly kind: 'badRow' | 'missingColumn';
  readonly detail: string;

  constructor(kind: 'badRow' | 'missingColumn', detail: string) {
    super(detail);
    this.kind = kind;
    this.detail = detail;
  }
}

const WHOLE_NUMBER = /^([+-]?\d+)(?:\.0*)?$/;
const DECIMAL = /^[+-]?\d+(?:\.\d+)?$/;
const LONGEST_DETAIL = 120;

/** One row, asked for by column name in any case. What must be there is `text`, `bigint`; the rest may be absent. */
export class RowReader {
  readonly #shape: ResultShape;
  readonly #values: readonly (string | null)[];

  constructor(shape: ResultShape, values: readonly (string | null)[]) {
    this.#shape = shape;
    this.#values = values;
  }

  has(column: string): boolean {
    return this.#shape.indexes.has(column.toUpperCase());
  }

  /** Must be there and not NULL. */
  text(column: string): string {
    return this.optionalText(column) ?? this.#missing(column);
  }

  /** Absent for NULL and for a column that this version does not have. */
  optionalText(column: string): string | undefined {
    return valueAt(this.#values, this.#shape.indexes.get(column.toUpperCase())) ?? undefined;
  }

  /** The same, with credentials masked: for addresses and for words that may quote one. */
  maskedText(column: string): string | undefined {
    const text = this.optionalText(column);
    return text === undefined ? undefined : maskCredentials(text);
  }

  /** Must be a whole number. */
  bigint(column: string): bigint {
    const text = this.text(column);
    return wholeNumber(text) ?? this.#unreadable(column, text);
  }

  /** Absent for NULL, an empty text and a missing column; a value that is no number is reported and then absent. */
  optionalBigint(column: string): bigint | undefined {
    const text = this.optionalText(column);
    if (text === undefined || text.trim() === '') {
      return undefined;
    }
    const value = wholeNumber(text);
    if (value === undefined) {
      this.#report(column, text);
    }
    return value;
  }

  /** An id, or an SCN, where the server writes 0 for "none". */
  knownId(column: string): bigint | undefined {
    return knownScn(this.optionalBigint(column));
  }

  /** A decimal number as the server wrote it. */
  decimalText(column: string): string | undefined {
    const text = this.optionalText(column)?.trim();
    if (text === undefined || text === '') {
      return undefined;
    }
    if (!DECIMAL.test(text)) {
      this.#report(column, text);
      return undefined;
    }
    return text;
  }

  /** A time in the session's zone; absent for NULL and an empty text. */
  time(column: string): ServerTime | undefined {
    const text = this.optionalText(column);
    return text === undefined || text.trim() === '' ? undefined : serverTime(text, this.#shape.clock);
  }

  /** The moment of an SCN with the text that the server shows for it; absent while the SCN is 0. */
  scnTime(scnColumn: string, displayColumn: string): ServerTime | undefined {
    const scn = this.knownId(scnColumn);
    if (scn === undefined) {
      return undefined;
    }
    return { text: this.optionalText(displayColumn) ?? '', epochMicros: scnToMicros(scn) };
  }

  /**
   * Where the row comes from, credentials masked, with a SELECT that reads it again.
   *
   * @param keys columns that tell this row from all others; those that the view lacks are left out
   */
  origin(...keys: readonly string[]): RowOrigin {
    const columns = this.#shape.columns.filter((column) => !isClockColumn(column));
    const row = new Map(
      columns.map((column) => [column, maskColumn(column, this.optionalText(column) ?? null)]),
    );
    const conditions = keys.filter((key) => this.has(key)).map((key) => this.#condition(key));
    const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
    const select = `SELECT ${columns.map(nameText).join(', ')} FROM ${this.#shape.view}${where};`;
    return { view: this.#shape.view, row, select };
  }

  #condition(key: string): string {
    const value = this.optionalText(key);
    if (value === undefined) {
      return `${nameText(key)} IS NULL`;
    }
    const number = wholeNumber(value);
    return `${nameText(key)} = ${number === undefined ? quoteText(value) : literalNumber(number)}`;
  }

  #missing(column: string): never {
    throw new RowFault(
      this.has(column) ? 'badRow' : 'missingColumn',
      this.has(column) ? `${column}: NULL` : column,
    );
  }

  #unreadable(column: string, text: string): never {
    throw new RowFault('badRow', problemDetail(column, text));
  }

  #report(column: string, text: string): void {
    this.#shape.problems.add('badRow', problemDetail(column, text));
  }
}

function problemDetail(column: string, text: string): string {
  return `${column}: ${maskColumn(column, text) ?? 'NULL'}`.slice(0, LONGEST_DETAIL);
}

function wholeNumber(text: string): bigint | undefined {
  const digits = WHOLE_NUMBER.exec(text.trim())?.[1];
  return digits === undefined ? undefined : BigInt(digits);
}

function valueAt(
  values: readonly (string | null)[] | undefined,
  index: number | undefined,
): string | null | undefined {
  return index === undefined ? undefined : values?.[index];
}
