import { BackupError } from './errors';
import type { ReadProblem } from './model/rowOrigin';
import type { Reading } from './model/snapshot';
import type { Cancellation, Database } from './ports';
import { type RowReader, type RowsRead, readRows } from './rows';

/** MySQL's number for a table or view that does not exist (OceanBase -5019). */
const NO_SUCH_TABLE = 1146;

/** How long a read may take: longer than the server's own `ob_query_timeout` of 10 s, so that its words are heard first. */
export const READ_DEADLINE_MS = 15_000;

/** A SELECT (or SHOW) and the view that it concerns. */
export interface ViewQuery {
  /** With schema; for origins and problems. */
  readonly view: string;
  readonly text: string;
}

/** Either rows, or the reason why the server did not give them. */
export type ViewAnswer<T> =
  | ({ readonly refused: false } & RowsRead<T>)
  | { readonly refused: true; readonly problem: ReadProblem };

/**
 * Asks one view. A view that is missing or refused is an answer, so that it costs only its own part of
 * the picture; everything else that goes wrong (lost connection, deadline, cancelled) is thrown.
 *
 * @throws BackupError
 */
export async function askView<T>(
  database: Database,
  query: ViewQuery,
  read: (row: RowReader) => T,
  cancellation?: Cancellation,
): Promise<ViewAnswer<T>> {
  try {
    return { refused: false, ...(await readView(database, query, read, cancellation)) };
  } catch (error) {
    const problem = problemOf(query.view, error);
    if (problem === undefined) {
      throw error;
    }
    return { refused: true, problem };
  }
}

/**
 * Asks one view that cannot be done without.
 *
 * @throws BackupError, also when the server refuses
 */
export async function readView<T>(
  database: Database,
  query: ViewQuery,
  read: (row: RowReader) => T,
  cancellation?: Cancellation,
): Promise<RowsRead<T>> {
  const options = { deadlineMs: READ_DEADLINE_MS, ...(cancellation === undefined ? {} : { cancellation }) };
  const result = await database.query(query.text, options);
  return readRows(query.view, result, read);
}

/**
 * Folds an answer into a part of the snapshot.
 *
 * @param otherwiseAtMicros when it was read, where the answer brings no clock of its own. Its own comes
 * first: a row compared with the clock of an earlier statement would seem to lie in the future.
 */
export function toReading<T>(
  answer: ViewAnswer<T>,
  otherwiseAtMicros: bigint | undefined,
): Reading<readonly T[]> {
  if (answer.refused) {
    return { known: false, problems: [answer.problem] };
  }
  const readAtMicros = answer.clock?.nowMicros ?? otherwiseAtMicros;
  return {
    known: true,
    value: answer.items,
    problems: answer.problems,
    ...(readAtMicros === undefined ? {} : { readAtMicros }),
  };
}

/** The problem that a server's refusal to answer makes; absent for every other error. */
function problemOf(view: string, error: unknown): ReadProblem | undefined {
  if (!BackupError.is(error, 'serverRefused')) {
    return undefined;
  }
  const { server } = error;
  return {
    view,
    kind: server?.number === NO_SUCH_TABLE ? 'viewMissing' : 'refused',
    detail: server?.message ?? error.message,
    ...(server === undefined ? {} : { serverNumber: server.number }),
  };
}
