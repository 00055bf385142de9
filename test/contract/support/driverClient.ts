import mysql, { type FieldPacket } from 'mysql2/promise';

/** Where to log in. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/** What a client learns from an error packet. */
export interface ServerRefusal {
  readonly number: number;
  readonly sqlState: string;
  readonly message: string;
}

/** A result: values as texts, exactly as they came over the wire. */
export interface DriverResult {
  readonly rows: readonly (readonly (string | null)[])[];
  readonly fields: readonly FieldPacket[];
}

/** Asks through mysql2, in the text protocol. */
export class DriverClient {
  readonly #connection: mysql.Connection;

  private constructor(connection: mysql.Connection) {
    this.#connection = connection;
    connection.on('error', () => undefined);
  }

  static async open(address: Address): Promise<DriverClient> {
    return new DriverClient(
      await mysql.createConnection({
        ...address,
        connectTimeout: 10_000,
        rowsAsArray: true,
        dateStrings: true,
        typeCast: (field) => field.string('utf8'),
      }),
    );
  }

  async ask(sql: string): Promise<DriverResult> {
    const [answer, fields] = await this.#connection.query(sql);
    return {
      rows: Array.isArray(answer) ? (answer as unknown as DriverResult['rows']) : [],
      fields: fields ?? [],
    };
  }

  async rows(sql: string): Promise<DriverResult['rows']> {
    return (await this.ask(sql)).rows;
  }

  /** The first value of the first row. */
  async value(sql: string): Promise<string | null | undefined> {
    return (await this.rows(sql))[0]?.[0];
  }

  /** The error that a statement is answered with. */
  async refusal(sql: string): Promise<ServerRefusal> {
    try {
      await this.ask(sql);
    } catch (error) {
      return refusalOf(error);
    }
    throw new Error(`${sql} was not refused`);
  }

  close(): void {
    this.#connection.destroy();
  }
}

/** The error of a login that must fail. */
export async function loginRefusal(address: Address): Promise<ServerRefusal> {
  try {
    (await DriverClient.open(address)).close();
  } catch (error) {
    return refusalOf(error);
  }
  throw new Error(`${address.user} was let in`);
}

function refusalOf(error: unknown): ServerRefusal {
  const {
    errno = 0,
    sqlState = '',
    message = '',
  } = error as Partial<Record<'sqlState' | 'message', string> & { readonly errno: number }>;
  return { number: errno, sqlState, message };
}
