import { BackupError, type FailureReason, type ServerAnswer } from '../core/errors';
import { maskCredentials } from '../core/masking';
import type { Endpoint } from '../core/ports';
import { isLoginRefusal } from '../core/serverErrors';

const UNREACHABLE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EACCES',
  'EPERM',
  'ERR_SOCKET_BAD_PORT',
]);

const BROKEN: ReadonlySet<string> = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
]);

const TLS: ReadonlySet<string> = new Set(['HANDSHAKE_NO_SSL_SUPPORT', 'HANDSHAKE_SSL_ERROR']);

/** A server that asks for a way of proving the password that this driver does not have, or not without TLS. */
const LOGIN_WAYS: ReadonlySet<string> = new Set([
  'AUTH_SWITCH_PLUGIN_ERROR',
  'MYSQL_CLEAR_PASSWORD_NOT_ENABLED',
]);

/** Host and port for log lines; IPv6 in brackets. */
export function describeEndpoint(endpoint: Endpoint): string {
  const host = endpoint.host.includes(':') ? `[${endpoint.host}]` : endpoint.host;
  return `${host}:${endpoint.port}`;
}

/**
 * The server's own words, where the driver's error carries an ERR packet of the protocol; they reach notices and
 * tooltips, and may quote an address with its keys: those are masked here. The driver's error object itself is never passed on: it holds the statement's text.
 */
export function serverAnswerOf(error: unknown): ServerAnswer | undefined {
  const number = property(error, 'errno');
  const message = property(error, 'sqlMessage');
  if (typeof number !== 'number' || typeof message !== 'string') {
    return undefined;
  }
  const sqlState = property(error, 'sqlState');
  return {
    number,
    sqlState: typeof sqlState === 'string' && sqlState !== '' ? sqlState : 'HY000',
    message: maskCredentials(message),
  };
}

/** What went wrong between the first packet and the end of the login. */
export function loginFailure(error: unknown, endpoint: Endpoint): BackupError {
  const server = serverAnswerOf(error);
  const where = describeEndpoint(endpoint);
  if (server !== undefined) {
    const reason = isLoginRefusal(server) ? 'loginRefused' : 'serverRefused';
    return new BackupError(reason, `${where} refused the login with ${server.number}`, { server });
  }
  const reason = loginReason(error);
  return new BackupError(reason, `${where}: ${reason} (${codeOf(error) ?? 'no code'})`);
}

/** What an error of an established connection means for the statement that was on its way. */
export function lossOf(error: unknown, endpoint: Endpoint, sent: boolean): BackupError {
  const code = codeOf(error) ?? 'no code';
  return new BackupError('connectionLost', `connection to ${describeEndpoint(endpoint)} lost (${code})`, {
    ambiguous: sent,
  });
}

function loginReason(error: unknown): FailureReason {
  const code = codeOf(error);
  if (code === undefined) {
    return 'unreadable';
  }
  if (TLS.has(code)) {
    return 'tls';
  }
  if (LOGIN_WAYS.has(code)) {
    return 'loginRefused';
  }
  if (code === 'ETIMEDOUT') {
    return 'timedOut';
  }
  if (BROKEN.has(code)) {
    return 'connectionLost';
  }
  const syscall = property(error, 'syscall');
  if (UNREACHABLE.has(code) || syscall === 'connect' || syscall === 'getaddrinfo') {
    return 'unreachable';
  }
  return 'unreadable';
}

function codeOf(error: unknown): string | undefined {
  const code = property(error, 'code');
  return typeof code === 'string' && code !== '' ? code : undefined;
}

function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  return Reflect.get(value, name);
}
