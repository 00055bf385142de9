import { connect, type Socket } from 'node:net';
import { type Connection, type ConnectionOptions, createConnection } from 'mysql2';
import type { Disposable } from '../core/disposable';
import { BackupError } from '../core/errors';
import type { Cancellation, Endpoint, LoginTarget } from '../core/ports';
import { describeEndpoint, loginFailure } from './failures';
import { asServerText } from './textRows';
import { tlsOptions } from './tlsOptions';

const KEEP_ALIVE_AFTER_MS = 15_000;

/** A logged-in connection, with the socket below it: only the socket can really be let go of at once. */
export interface Line {
  readonly connection: Connection;
  readonly socket: Socket;
}

/**
 * Reaches one endpoint and logs in. One deadline covers name resolution, connecting, the server's
 * greeting (a server may accept and then say nothing), TLS and the login.
 *
 * @throws BackupError
 */
export function loginTo(endpoint: Endpoint, target: LoginTarget, cancellation?: Cancellation): Promise<Line> {
  if (cancellation?.isCancellationRequested === true) {
    return Promise.reject(cancelled(endpoint));
  }
  return new Promise<Line>((resolve, reject) => {
    const socket = openSocket(endpoint);
    const connection = createConnection(connectionOptions(endpoint, target, socket));
    // An `error` event that nobody listens to would throw: at no moment may there be no listener.
    connection.on('error', () => undefined);
    const wishes: Disposable[] = [];
    const settle = (act: () => void): void => {
      clearTimeout(deadline);
      for (const wish of wishes) {
        wish.dispose();
      }
      connection.off('connect', succeed);
      connection.off('error', fail);
      act();
    };
    const giveUp = (failure: BackupError): void =>
      settle(() => {
        letGo({ connection, socket });
        reject(failure);
      });
    const succeed = (): void => settle(() => resolve({ connection, socket }));
    const fail = (error: unknown): void => giveUp(loginFailure(error, endpoint));
    const deadline = setTimeout(() => giveUp(tooLate(endpoint, target)), target.connectTimeoutMs);
    connection.on('connect', succeed);
    connection.on('error', fail);
    if (cancellation !== undefined) {
      wishes.push(cancellation.onCancellationRequested(() => giveUp(cancelled(endpoint))));
    }
  });
}

/** Ends a connection without ceremony. */
export function letGo(line: Line): void {
  line.connection.destroy();
  line.socket.destroy();
}

/**
 * The socket is ours, not the driver's: the driver's `destroy()` only ends politely, which a peer
 * that has vanished never answers.
 */
function openSocket(endpoint: Endpoint): Socket {
  const socket = connect({ host: endpoint.host, port: endpoint.port });
  socket.setNoDelay(true);
  socket.setKeepAlive(true, KEEP_ALIVE_AFTER_MS);
  return socket;
}

function connectionOptions(endpoint: Endpoint, target: LoginTarget, socket: Socket): ConnectionOptions {
  const tls = tlsOptions(endpoint, target, socket);
  return {
    host: endpoint.host,
    port: endpoint.port,
    stream: () => socket,
    user: target.login,
    password: target.password,
    // OceanBase's own default collation; the answers come in UTF-8.
    charset: 'UTF8MB4_GENERAL_CI',
    flags: [
      // No server may ask for a file of this machine.
      '-LOCAL_FILES',
      // OceanBase reads this bit (27) as "this client speaks Oracle mode": with it, it would let us into
      // tenants whose SQL is another, and a server that offers the bit would get statements with a prefix.
      '-CLIENT_QUERY_ATTRIBUTES',
    ],
    multipleStatements: false,
    disableEval: true,
    rowsAsArray: true,
    typeCast: asServerText,
    // A statement goes out letter by letter as it was built and previewed: a `?` is no placeholder.
    queryFormat: (text: string) => text,
    // The deadline above covers more than the driver's would.
    connectTimeout: 0,
    ...(tls === undefined ? {} : { ssl: tls }),
  };
}

function tooLate(endpoint: Endpoint, target: LoginTarget): BackupError {
  return new BackupError(
    'timedOut',
    `${describeEndpoint(endpoint)} did not let us in within ${target.connectTimeoutMs} ms`,
  );
}

function cancelled(endpoint: Endpoint): BackupError {
  return new BackupError('cancelled', `connecting to ${describeEndpoint(endpoint)} was cancelled`);
}
