import { BackupError } from '../errors';
import type { ServerClock } from '../model/serverTime';
import type { Cancellation, Database } from '../ports';
import { readView } from '../reading';
import { CLOCK_COLUMNS } from '../time';

/** The server's clock by itself, for when no row of a view brings it. */
export async function readClock(database: Database, cancellation?: Cancellation): Promise<ServerClock> {
  const query = { view: 'NOW(6)', text: `SELECT ${CLOCK_COLUMNS}` };
  const { clock } = await readView(database, query, () => undefined, cancellation);
  if (clock === undefined) {
    throw new BackupError('unreadable', 'the server does not tell its time');
  }
  return clock;
}
