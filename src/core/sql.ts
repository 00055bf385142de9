import { BackupError } from './errors';
import { isReservedWord } from './reservedWords';

/** How much a statement can break, from harmless reads to what cannot be undone. */
type Danger = 'reading' | 'starting' | 'interrupting' | 'destroying';

/** A statement as a value: what to send, and what a person must know before it is sent. */
export interface Statement {
  /** The exact text that goes to the server. */
  readonly text: string;
  /** The same text for eyes and logs: every secret replaced by `***`. */
  readonly maskedText: string;
  readonly danger: Danger;
  /** What it does, as a code that the host has sentences for. */
  readonly effect: 'startFullBackup';
  /** Names of the tenants that it touches; empty where the statement has no such clause (the whole cluster). */
  readonly tenantNames: readonly string[];
}

const LONGEST_NAME = 128;

/** A text literal. Quotes are doubled and backslashes escaped, so that no SQL mode lets a value out of its quotes. */
export function quoteText(value: string): string {
  refuseNul(value);
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** A name in backticks, of at most 128 characters. */
export function quoteName(name: string): string {
  refuseNul(name);
  if (name === '' || [...name].length > LONGEST_NAME) {
    throw new BackupError('badInput', 'a name has 1 to 128 characters');
  }
  return `\`${name.replaceAll('`', '``')}\``;
}

const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A name as a person would write it: in backticks only where it would mean something else without. */
export function nameText(name: string): string {
  const quoted = quoteName(name);
  return PLAIN_NAME.test(name) && !isReservedWord(name) ? name : quoted;
}

/** A whole number from the wire or the model; never a double. */
export function literalNumber(value: bigint): string {
  return value.toString();
}

function refuseNul(value: string): void {
  if (value.includes('\0')) {
    throw new BackupError('badInput', 'a NUL character cannot be sent');
  }
}
