import type { Socket } from 'node:net';
import { createServer } from 'mysql2';
import { type Fault, FaultPlan, faultError } from './faults';
import { checkLogin, type LoginResult } from './login';
import { ServerError } from './serverError';
import type { Session } from './session';
import { EmbeddedEngine } from './sql/embeddedEngine';
import { StatementExecutor } from './sql/statementExecutor';
import { StatementLog, type StatementRecord } from './statementLog';
import { ClientConnection, type ClientLink, type ConnectionContext } from './wire/clientConnection';
import { framed } from './wire/frames';
import { errorPayload, okPayload } from './wire/replies';
import {
  type AuthRequest,
  IGNORED_EVENTS,
  type WireConnection,
  type WireServer,
} from './wire/wireConnection';
import type { World } from './world';

/** What to serve, and where. */
export interface ServerOptions {
  readonly world: World;
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  /** Of every user; none where it is left out or empty. */
  readonly password?: string;
}

/** A session as the server's owner sees it. */
export interface SessionInfo {
  readonly id: number;
  readonly user: string;
  readonly tenant: string;
}

/** A simulator that listens. */
export interface SimulatorServer {
  readonly port: number;
  readonly faults: { add(fault: Fault): void; clear(): void };
  /** Closes all connections and the port. */
  stop(): Promise<void>;
  sessions(): readonly SessionInfo[];
  /** Cuts a session's connection; false where there is no such session. */
  kill(sessionId: number): boolean;
  /** The newest statements received, oldest first. */
  statements(): readonly StatementRecord[];
  /** How many statements were received since the start. */
  statementCount(): number;
}

const HEADER_LENGTH = 4;
const UTF8MB4_GENERAL_CI = 45;
const STATUS_AUTOCOMMIT = 2;
const FIRST_SESSION_ID = 100_001;
/** Sequence number of the answer to the client's handshake response, and to a command. */
const SEQUENCE = { afterLogin: 2, afterCommand: 1 } as const;
/**
 * LONG_PASSWORD, FOUND_ROWS, LONG_FLAG, CONNECT_WITH_DB, IGNORE_SPACE, PROTOCOL_41, INTERACTIVE,
 * TRANSACTIONS, RESERVED, SECURE_CONNECTION, PLUGIN_AUTH, CONNECT_ATTRS, PLUGIN_AUTH_LENENC. Neither
 * compression nor TLS nor DEPRECATE_EOF.
 */
const CAPABILITIES =
  (1 | 2 | 4 | 8 | 256 | 512 | 1024 | 8192 | 16_384 | 32_768 | (1 << 19) | (1 << 20) | (1 << 21)) >>> 0;

/**
 * Serves a world over TCP and the MySQL protocol.
 *
 * @throws Error of the operating system (`EADDRINUSE`) where it cannot listen
 */
export async function startServer(options: ServerOptions): Promise<SimulatorServer> {
  const engine = await EmbeddedEngine.open();
  const listener = new Listener(options, engine);
  try {
    await listener.listen();
  } catch (error) {
    engine.close();
    throw error;
  }
  return listener;
}

interface Client {
  readonly session: Session;
  readonly link: ClientLink;
}

class Listener implements SimulatorServer {
  readonly faults = new FaultPlan();
  readonly #options: ServerOptions;
  readonly #engine: EmbeddedEngine;
  readonly #executor: StatementExecutor;
  readonly #server: WireServer;
  readonly #sockets = new Set<Socket>();
  readonly #clients = new Map<number, Client>();
  readonly #log = new StatementLog();
  #nextId = FIRST_SESSION_ID;

  constructor(options: ServerOptions, engine: EmbeddedEngine) {
    this.#options = options;
    this.#engine = engine;
    this.#executor = new StatementExecutor(options.world, engine, {
      sessions: () => [...this.#clients.values()].map(({ session }) => session),
      kill: (id) => this.kill(id),
    });
    // the published types describe neither the server side's methods nor its socket
    const create = createServer as unknown as () => WireServer;
    this.#server = create();
    this.#server.on('connection', (connection) => this.#accept(connection));
  }

  get port(): number {
    const address = this.#server._server.address();
    return typeof address === 'object' && address !== null ? address.port : this.#options.port;
  }

  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server._server.once('error', reject);
      this.#server._server.once('listening', () => {
        this.#server._server.off('error', reject);
        resolve();
      });
      this.#server.listen(this.#options.port, this.#options.host);
    });
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server._server.close(() => {
        this.#engine.close();
        resolve();
      });
      for (const socket of this.#sockets) {
        socket.destroy();
      }
    });
  }

  sessions(): readonly SessionInfo[] {
    return [...this.#clients.values()].map(({ session: { id, user, tenant } }) => ({
      id,
      user,
      tenant: tenant.name,
    }));
  }

  kill(sessionId: number): boolean {
    const client = this.#clients.get(sessionId);
    client?.link.reset();
    return client !== undefined;
  }

  statements(): readonly StatementRecord[] {
    return this.#log.records();
  }

  statementCount(): number {
    return this.#log.total;
  }

  #accept(connection: WireConnection): void {
    const { stream } = connection;
    const id = this.#nextId;
    this.#nextId += 1;
    this.#sockets.add(stream);
    stream.setNoDelay(true);
    stream.once('close', () => {
      this.#sockets.delete(stream);
      this.#clients.delete(id);
    });
    // a client that goes away without a word is no error of the server
    connection.on('error', () => stream.destroy());
    for (const event of IGNORED_EVENTS) {
      connection.on(event, () => undefined);
    }
    connection.serverHandshake({
      protocolVersion: 10,
      serverVersion: this.#options.world.profile.greeting,
      connectionId: id,
      statusFlags: STATUS_AUTOCOMMIT,
      characterSet: UTF8MB4_GENERAL_CI,
      capabilityFlags: CAPABILITIES,
      authCallback: (request) => this.#login(id, connection, request),
    });
  }

  #login(id: number, connection: WireConnection, request: AuthRequest): void {
    const { stream } = connection;
    try {
      const { user, tenant } = this.#check(request, stream.remoteAddress ?? '');
      const clientHost = shortAddress(stream.remoteAddress ?? '');
      const session = this.#executor.openSession({ id, user, tenant, clientHost });
      if (request.database !== undefined && request.database !== '') {
        this.#executor.useDatabase(request.database, session);
      }
      stream.write(framed([okPayload()], SEQUENCE.afterLogin));
      this.#serve(session, connection);
    } catch (error) {
      const answer = error instanceof ServerError ? error : new ServerError(4016, 'HY000', 'Internal error');
      stream.end(framed([errorPayload(answer)], SEQUENCE.afterLogin));
    }
    connection._resetSequenceId();
  }

  #check(request: AuthRequest, address: string): LoginResult {
    const fault = this.faults.takeForLogin();
    if (fault !== undefined) {
      throw faultError(fault.number);
    }
    this.#options.world.settle();
    return checkLogin(
      {
        login: request.user,
        clientHost: shortAddress(address),
        token: Buffer.from(request.authToken ?? ''),
        scramble: Buffer.concat([request.authPluginData1, request.authPluginData2]),
      },
      this.#options.world,
      this.#options.password ?? '',
    );
  }

  #serve(session: Session, connection: WireConnection): void {
    const { stream } = connection;
    const link: ClientLink = {
      send: (payloads) => stream.write(framed(payloads, SEQUENCE.afterCommand)),
      end: () => stream.end(),
      reset: () => stream.resetAndDestroy(),
    };
    const context: ConnectionContext = {
      executor: this.#executor,
      faults: this.faults,
      log: this.#log,
      kill: (sessionId) => this.kill(sessionId),
    };
    const client = new ClientConnection(session, link, context);
    this.#clients.set(session.id, { session, link });
    connection.on('packet', ({ buffer, start, end }) => {
      client.handle(buffer.subarray(start + HEADER_LENGTH, end));
      // mysql2 counts on from command to command, which no client does
      connection._resetSequenceId();
    });
  }
}

function shortAddress(address: string): string {
  return address.replace(/^::ffff:/, '');
}
