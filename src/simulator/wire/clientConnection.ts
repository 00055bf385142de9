import { type FaultPlan, faultError, type StatementFault } from '../faults';
import { ServerError } from '../serverError';
import type { Session } from '../session';
import type { Answer } from '../sql/resultSet';
import type { StatementExecutor } from '../sql/statementExecutor';
import type { StatementLog } from '../statementLog';
import { errorPayload, fieldListPayloads, okPayload, resultPayloads, textPayload } from './replies';

/** The commands of the protocol that are answered by something else than 1047. */
const COMMAND = {
  quit: 1,
  initDb: 2,
  query: 3,
  fieldList: 4,
  statistics: 9,
  processKill: 12,
  ping: 14,
  stmtPrepare: 22,
  stmtExecute: 23,
  stmtSendLongData: 24,
  stmtClose: 25,
  resetConnection: 31,
} as const;

/** The way back to one client. */
export interface ClientLink {
  send(payloads: readonly Buffer[]): void;
  /** Closes in order. */
  end(): void;
  /** Cuts the connection. */
  reset(): void;
}

/** What a connection needs of its server. */
export interface ConnectionContext {
  readonly executor: StatementExecutor;
  readonly faults: FaultPlan;
  readonly log: StatementLog;
  kill(sessionId: number): boolean;
}

/** Answers the commands of one client that has logged in. */
export class ClientConnection {
  readonly #session: Session;
  readonly #link: ClientLink;
  readonly #context: ConnectionContext;

  constructor(session: Session, link: ClientLink, context: ConnectionContext) {
    this.#session = session;
    this.#link = link;
    this.#context = context;
  }

  /** Answers one command packet; never throws. */
  handle(payload: Buffer): void {
    try {
      this.#dispatch(payload[0] ?? 0, payload.subarray(1));
    } catch (error) {
      this.#link.send([errorPayload(asServerError(error))]);
    }
  }

  #dispatch(command: number, body: Buffer): void {
    const { executor } = this.#context;
    switch (command) {
      case COMMAND.quit:
        this.#link.end();
        return;
      case COMMAND.initDb:
        executor.useDatabase(body.toString('utf8'), this.#session);
        this.#link.send([okPayload()]);
        return;
      case COMMAND.query:
        this.#query(body.toString('utf8'));
        return;
      case COMMAND.fieldList:
        this.#fieldList(body);
        return;
      case COMMAND.statistics:
        this.#link.send([textPayload('Uptime: 0  Threads: 1')]);
        return;
      case COMMAND.processKill:
        this.#kill(body.readUInt32LE(0));
        return;
      case COMMAND.ping:
        this.#link.send([okPayload()]);
        return;
      case COMMAND.resetConnection:
        executor.resetSession(this.#session);
        this.#link.send([okPayload()]);
        return;
      case COMMAND.stmtPrepare: {
        const text = 'This command is not supported in the prepared statement protocol yet';
        throw new ServerError(1295, 'HY000', text);
      }
      case COMMAND.stmtClose:
      case COMMAND.stmtSendLongData:
      case COMMAND.stmtExecute:
        // the protocol answers the first two with nothing, the packet code has refused the third
        return;
      default:
        throw new ServerError(1047, '08S01', 'Unknown command');
    }
  }

  #query(statement: string): void {
    const fault = this.#context.faults.takeForStatement(statement);
    if (fault === undefined) {
      this.#link.send(payloadsOf(this.#execute(statement)));
      return;
    }
    this.#queryWithFault(statement, fault);
  }

  #queryWithFault(statement: string, fault: StatementFault): void {
    switch (fault.kind) {
      case 'error':
        this.#record(statement, fault.number, 0);
        throw faultError(fault.number);
      case 'resetBefore':
        this.#record(statement, undefined, 0);
        this.#link.reset();
        return;
      case 'stall':
        this.#record(statement, undefined, 0);
        return;
      case 'resetAfter':
        this.#execute(statement);
        this.#link.reset();
        return;
      case 'stallAfter':
        this.#execute(statement);
        return;
    }
  }

  #execute(statement: string): Answer {
    try {
      const answer = this.#context.executor.execute(statement, this.#session);
      this.#record(statement, undefined, answer.kind === 'rows' ? answer.rows.length : 0);
      return answer;
    } catch (error) {
      this.#record(statement, asServerError(error).number, 0);
      throw error;
    }
  }

  #record(text: string, error: number | undefined, rows: number): void {
    this.#context.log.add({ sessionId: this.#session.id, text, error, rows });
  }

  #fieldList(body: Buffer): void {
    const end = body.indexOf(0);
    const table = body.toString('utf8', 0, end < 0 ? body.length : end);
    this.#link.send(fieldListPayloads(this.#context.executor.columnsOf(table, this.#session)));
  }

  #kill(sessionId: number): void {
    if (!this.#context.kill(sessionId)) {
      throw new ServerError(1094, 'HY000', `Unknown thread id: ${sessionId}`);
    }
    this.#link.send([okPayload()]);
  }
}

function payloadsOf(answer: Answer): readonly Buffer[] {
  switch (answer.kind) {
    case 'rows':
      return resultPayloads(answer);
    case 'done':
      return [okPayload()];
  }
}

/** Whatever else goes wrong in here is said to be the simulator's own fault. */
function asServerError(error: unknown): ServerError {
  if (error instanceof ServerError) {
    return error;
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new ServerError(4016, 'HY000', `Internal error (OceanBase simulator: ${reason})`);
}
