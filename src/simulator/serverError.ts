/** An error that the server answers with: number, SQLSTATE and text as a MySQL client sees them. */
export class ServerError extends Error {
  override readonly name = 'ServerError';

  /** The number that the client sees: MySQL's where one is assigned, else the absolute OceanBase code. */
  readonly number: number;
  /** Five characters; `HY000` for all numbers of the 9xxx range. */
  readonly sqlState: string;

  constructor(number: number, sqlState: string, message: string) {
    super(message);
    this.number = number;
    this.sqlState = sqlState;
  }
}

/** 1235 (0A000): `<what> not supported`. */
export const notSupported = (what: string): ServerError =>
  new ServerError(1235, '0A000', `${what} not supported`);

/** 1064 (42000), in the words of OceanBase's parser; `near` is the text from the offending token on. */
export const syntaxError = (near: string): ServerError =>
  new ServerError(
    1064,
    '42000',
    'You have an error in your SQL syntax; check the manual that corresponds to your OceanBase ' +
      `version for the right syntax to use near '${near.slice(0, 80)}' at line 1`,
  );

/**
 * 1235 with the simulator's own name: a real server would understand this, the simulator does not.
 * It says so rather than give an answer that might be wrong.
 */
export const simulatorCannot = (what: string): ServerError =>
  new ServerError(1235, '0A000', `OceanBase simulator: ${what} is not simulated`);
