import { BackupError } from '../core/errors';
import { Emitter, type Event } from '../core/event';
import type { Database, Endpoint, QueryOptions, ResultSet } from '../core/ports';
import { describeEndpoint, lossOf, serverAnswerOf } from './failures';
import { type Line, letGo } from './handshake';
import { PendingStatement } from './pendingStatement';
import { toResultSet } from './textRows';

/** For statements whose caller names no deadline. */
const DEFAULT_DEADLINE_MS = 30_000;
/** How long a polite goodbye may take. */
const GOODBYE_MS = 500;

/**
 * One logged-in connection. Statements wait in line; one is on its way at a time; none is ever sent
 * again. A deadline counts from the moment of sending. Once the connection is gone it stays gone:
 * whoever holds it opens another.
 */
export class MysqlSession implements Database {
  readonly endpoint: Endpoint;
  readonly #line: Line;
  readonly #waiting: PendingStatement[] = [];
  #onItsWay: PendingStatement | undefined;
  #gone = false;
  readonly #didLose = new Emitter<unknown>();
  readonly onDidLose: Event<unknown> = this.#didLose.event;

  constructor(line: Line, endpoint: Endpoint) {
    this.#line = line;
    this.endpoint = endpoint;
    const lost = (error?: unknown): void => this.#lose((sent) => lossOf(error, endpoint, sent));
    line.connection.on('error', lost);
    line.connection.on('end', () => lost());
    line.socket.on('close', () => lost());
    this.#gone = line.socket.destroyed;
  }

  query(text: string, options: QueryOptions = {}): Promise<ResultSet> {
    return new Promise((resolve, reject) => {
      if (options.cancellation?.isCancellationRequested === true) {
        reject(new BackupError('cancelled', 'cancelled before it was sent'));
        return;
      }
      if (this.#gone) {
        reject(lossOf(undefined, this.endpoint, false));
        return;
      }
      const statement = new PendingStatement(
        text,
        options.deadlineMs ?? DEFAULT_DEADLINE_MS,
        resolve,
        reject,
      );
      statement.heed(options.cancellation, () => this.#stopWaitingFor(statement));
      this.#waiting.push(statement);
      this.#sendNext();
    });
  }

  async close(): Promise<void> {
    if (this.#gone) {
      return;
    }
    const idle = this.#onItsWay === undefined;
    this.#abandon((sent) => lossOf({ code: 'closed by us' }, this.endpoint, sent));
    if (idle) {
      await this.#sayGoodbye();
    }
    letGo(this.#line);
  }

  #sendNext(): void {
    if (this.#gone || this.#onItsWay !== undefined) {
      return;
    }
    const statement = this.#waiting.shift();
    if (statement === undefined) {
      return;
    }
    this.#onItsWay = statement;
    statement.startDeadline(() => this.#overrun(statement));
    this.#line.connection.query({ sql: statement.text }, (error, rows, fields) =>
      this.#answered(statement, error, () => toResultSet(rows, fields)),
    );
  }

  #answered(statement: PendingStatement, error: unknown, read: () => ResultSet | undefined): void {
    if (this.#onItsWay !== statement) {
      return;
    }
    const server = serverAnswerOf(error);
    if (error !== null && error !== undefined && server === undefined) {
      // The driver cannot go on after this, or did not understand the answer.
      this.#lose((sent) => lossOf(error, this.endpoint, sent));
      return;
    }
    this.#onItsWay = undefined;
    if (server === undefined) {
      const result = read();
      if (result === undefined) {
        statement.fail(new BackupError('unreadable', 'the answer is not one plain result'));
      } else {
        statement.succeed(result);
      }
    } else {
      statement.fail(new BackupError('serverRefused', `the server answered ${server.number}`, { server }));
    }
    this.#sendNext();
  }

  /** A statement that still waits is taken out; of one on its way the answer is awaited, and dropped. */
  #stopWaitingFor(statement: PendingStatement): void {
    const place = this.#waiting.indexOf(statement);
    if (place >= 0) {
      this.#waiting.splice(place, 1);
    }
    const sent = place < 0;
    statement.giveUp(
      new BackupError('cancelled', sent ? 'cancelled after it was sent' : 'cancelled before it was sent', {
        ambiguous: sent,
      }),
    );
  }

  #overrun(statement: PendingStatement): void {
    this.#lose((sent) =>
      sent
        ? new BackupError(
            'timedOut',
            `${describeEndpoint(this.endpoint)} did not answer within ${statement.deadlineMs} ms`,
            { ambiguous: true },
          )
        : lossOf({ code: 'an earlier statement overran' }, this.endpoint, false),
    );
  }

  #lose(failureFor: (sent: boolean) => BackupError): void {
    if (this.#gone) {
      return;
    }
    this.#abandon(failureFor);
    letGo(this.#line);
    this.#didLose.fire(undefined);
    this.#didLose.dispose();
  }

  #abandon(failureFor: (sent: boolean) => BackupError): void {
    this.#gone = true;
    const onItsWay = this.#onItsWay;
    this.#onItsWay = undefined;
    onItsWay?.fail(failureFor(true));
    for (const statement of this.#waiting.splice(0)) {
      statement.fail(failureFor(false));
    }
  }

  #sayGoodbye(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, GOODBYE_MS);
      const done = (): void => {
        clearTimeout(timer);
        resolve();
      };
      this.#line.socket.once('close', done);
      this.#line.connection.end();
    });
  }
}
