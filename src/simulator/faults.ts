import { ServerError } from './serverError';

/**
 * Something that shall go wrong, as data: it may come from a terminal or another process. It happens
 * `times` times (once unless said otherwise), then it is gone.
 */
export type Fault =
  /** The login is answered with this error. */
  | { readonly kind: 'refuseLogin'; readonly number: number; readonly times?: number }
  /** The connection is cut before the statement is carried out. */
  | { readonly kind: 'resetBefore'; readonly statement: string; readonly times?: number }
  /** The statement is carried out, then the connection is cut instead of an answer. */
  | { readonly kind: 'resetAfter'; readonly statement: string; readonly times?: number }
  /** The statement is not carried out and never answered; the connection stays open. */
  | { readonly kind: 'stall'; readonly statement: string; readonly times?: number }
  /** The statement is carried out but never answered; the connection stays open. */
  | { readonly kind: 'stallAfter'; readonly statement: string; readonly times?: number }
  /** The statement is not carried out and answered with this error. */
  | {
      readonly kind: 'error';
      readonly statement: string;
      readonly number: number;
      readonly times?: number;
    };

/** A fault that concerns a statement. */
export type StatementFault = Exclude<Fault, { kind: 'refuseLogin' }>;

const KNOWN_ERRORS: Readonly<Record<number, readonly [sqlState: string, text: string]>> = {
  1040: ['08004', 'Too many connections'],
  4012: ['HY000', 'Timeout, query has reached the maximum query timeout: 10000000(us)'],
  4016: ['HY000', 'Internal error'],
  4638: ['HY000', 'The RootServer is not the master'],
  8001: ['08004', 'Server is initializing'],
  8002: ['08004', 'Server is shutdown in progress'],
};

/** The error that a fault with this number answers. */
export function faultError(number: number): ServerError {
  const [sqlState, text] = KNOWN_ERRORS[number] ?? ['HY000', `Error ${number} on demand`];
  return new ServerError(number, sqlState, text);
}

/** The faults that still wait. */
export class FaultPlan {
  #waiting: { readonly fault: Fault; left: number }[] = [];

  /** Adds a fault behind those that wait. */
  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }

  /** Forgets all that wait. */
  clear(): void {
    this.#waiting = [];
  }

  /** The fault for this login, which is thereby used up. */
  takeForLogin(): Extract<Fault, { kind: 'refuseLogin' }> | undefined {
    const fault = this.#take((candidate) => candidate.kind === 'refuseLogin');
    return fault?.kind === 'refuseLogin' ? fault : undefined;
  }

  /**
   * The fault for this statement, which is thereby used up: `statement` of a fault is part of its
   * text, whatever the letter case and white space.
   */
  takeForStatement(statement: string): StatementFault | undefined {
    const text = normal(statement);
    const fault = this.#take(
      (candidate) => candidate.kind !== 'refuseLogin' && text.includes(normal(candidate.statement)),
    );
    return fault === undefined || fault.kind === 'refuseLogin' ? undefined : fault;
  }

  #take(matches: (fault: Fault) => boolean): Fault | undefined {
    const found = this.#waiting.find(({ fault }) => matches(fault));
    if (found === undefined) {
      return undefined;
    }
    found.left -= 1;
    this.#waiting = this.#waiting.filter(({ left }) => left > 0);
    return found.fault;
  }
}

function normal(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase();
}

const SPELLING = /^([a-zA-Z]+)(?:\*([1-9][0-9]*))?:(.*)$/s;

/**
 * Reads a fault as the terminal spells it: `kind[*times]:argument`, for example
 * `resetAfter:BACKUP DATABASE`, `refuseLogin*3:1040`, `error:4012:ARCHIVELOG`.
 *
 * @throws RangeError naming the spelling
 */
export function parseFault(written: string): Fault {
  const [, kind, timesText, argument = ''] = SPELLING.exec(written) ?? [];
  const times = timesText === undefined ? {} : { times: Number(timesText) };
  switch (kind) {
    case 'refuseLogin':
      return { kind, number: errorNumber(argument, written), ...times };
    case 'resetBefore':
    case 'resetAfter':
    case 'stall':
    case 'stallAfter':
      return { kind, statement: argument, ...times };
    case 'error': {
      const [number = '', ...rest] = argument.split(':');
      return { kind, number: errorNumber(number, written), statement: rest.join(':'), ...times };
    }
    default:
      throw new RangeError(
        `'${written}' is no fault: kind[*times]:argument, with resetBefore, resetAfter, stall or ` +
          'stallAfter and part of a statement, error:number:part of a statement, or refuseLogin:number',
      );
  }
}

function errorNumber(text: string, written: string): number {
  if (!/^[1-9][0-9]{0,4}$/.test(text)) {
    throw new RangeError(`'${written}' needs the number of an error`);
  }
  return Number(text);
}
