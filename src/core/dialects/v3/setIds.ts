import { BackupError } from '../../errors';
import type { Database } from '../../ports';
import { readView, type ViewQuery } from '../../reading';
import { SET_FILES } from './views/setFiles';

/** MySQL's number for a table or view that does not exist. */
const NO_SUCH_TABLE = 1146;

/**
 * The numbers in column ID. SET_FILES came with 3.1.1: a server without it has its traces in the other
 * views, so that its absence is no failure; every other refusal is.
 *
 * @throws BackupError
 */
export async function readIds(database: Database, query: ViewQuery): Promise<readonly bigint[]> {
  try {
    const { items } = await readView(database, query, (row) => row.optionalBigint('ID'));
    return items.filter((id) => id !== undefined);
  } catch (error) {
    const isMissing = BackupError.is(error, 'serverRefused') && error.server?.number === NO_SUCH_TABLE;
    if (query.view === SET_FILES && isMissing) {
      return [];
    }
    throw error;
  }
}
