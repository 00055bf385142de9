import { BackupError, type FailureReason } from '../core/errors';
import type { Database, OpenDatabase } from '../core/ports';
import { loginTo } from './handshake';
import { MysqlSession } from './mysqlSession';

/**
 * Opens a connection over the MySQL protocol with mysql2: each endpoint once, in turn, each within
 * `connectTimeoutMs`. The session is left exactly as the server made it; nothing is set in it.
 *
 * A refused login ends the round at once: the other endpoints lead to the same accounts, and
 * repeating a wrong password is what locks them.
 *
 * @throws BackupError of the last endpoint tried, or of one before it that tells more: `unreachable`, `timedOut`, `tls`, `loginRefused`,
 *   `serverRefused`, `connectionLost`, `unreadable`, `cancelled`, or `badInput` without an endpoint
 */
export const openMysqlDatabase: OpenDatabase = async (target, cancellation): Promise<Database> => {
  let failure = new BackupError('badInput', 'no endpoint to connect to');
  for (const endpoint of target.endpoints) {
    try {
      const line = await loginTo(endpoint, target, cancellation);
      return new MysqlSession(line, endpoint);
    } catch (error) {
      if (!BackupError.is(error)) {
        throw error;
      }
      if (error.reason === 'cancelled' || error.reason === 'loginRefused') {
        throw error;
      }
      failure = tellsMore(failure, error) ? failure : error;
    }
  }
  throw failure;
};

/** "Cannot be reached" is not the whole truth where another endpoint was reached and something was wrong there. */
function tellsMore(earlier: BackupError, later: BackupError): boolean {
  return later.reason === 'unreachable' && REACHED.has(earlier.reason);
}

const REACHED: ReadonlySet<FailureReason> = new Set<FailureReason>([
  'serverRefused',
  'connectionLost',
  'unreadable',
]);
