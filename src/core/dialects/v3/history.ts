import type { ArchiveRound } from '../../model/archiveRound';
import type { BackupSet } from '../../model/backupSet';
import type { ReadProblem } from '../../model/rowOrigin';
import type { Cancellation, Database } from '../../ports';
import { askView, type ViewAnswer, type ViewQuery } from '../../reading';
import type { RowReader } from '../../rows';
import { literalNumber, quoteText } from '../../sql';
import { formatServerTime } from '../../time';
import type { HistoryPoint, Page, PageRequest } from '../dialect';
import { PAGE_SIZE } from '../page';
import { readClock } from '../serverClock';
import { completed, keyOf, readResults } from './runOutcome';
import { readIds } from './setIds';
import { readRound } from './views/archivelog';
import { roundIdsQuery, roundsQuery } from './views/archivelogSummary';
import { runningIdsQuery } from './views/backupProgress';
import { ofRound, PIECE_FILES } from './views/pieceFiles';
import { detailIdsQuery, detailsQuery, readDetails, SET_DETAILS } from './views/setDetails';
import { fileIdsQuery, filesQuery, readFiles, SET_FILES } from './views/setFiles';

/** Numbers that make up one page, and where the next begins. */
interface Span {
  readonly highest: bigint;
  readonly lowest: bigint;
  readonly olderThan: bigint | undefined;
}

/** Rounds newest first, each with all its tenants. */
export async function readRounds(database: Database, request: PageRequest): Promise<Page<ArchiveRound>> {
  const { cancellation, olderThan } = request;
  const ids = await askView(database, roundIdsQuery(olderThan), readId, cancellation);
  const span = spanOf(itemsOf(ids));
  if (ids.refused || span === undefined) {
    return { items: [], olderThan: undefined, problems: problemsOf(ids) };
  }
  const query = roundsQuery(span.lowest, span.highest);
  const rounds = await askView(database, query, readRound, cancellation);
  return { items: itemsOf(rounds), olderThan: span.olderThan, problems: problemsOf(rounds) };
}

/**
 * Sets newest first, each with all its tenants. SET_DETAILS knows the runs that are over, SET_FILES
 * what became of their files (and sets that the other view no longer shows). A run that goes on is a
 * job and not a set, even where some of its tenants are in SET_DETAILS already.
 */
export async function readSets(database: Database, request: PageRequest): Promise<Page<BackupSet>> {
  const { cancellation, olderThan } = request;
  const running = await runningIds(database, request);
  const inDetails = await askView(database, detailIdsQuery(olderThan), readId, cancellation);
  const inFiles = await askView(database, fileIdsQuery(olderThan), readId, cancellation);
  const refusals = [inDetails, inFiles].filter(({ refused }) => refused).flatMap(problemsOf);
  const span = spanOf([...itemsOf(inDetails), ...itemsOf(inFiles)]);
  if (span === undefined) {
    return { items: [], olderThan: undefined, problems: refusals };
  }
  const details = inDetails.refused
    ? inDetails
    : await askView(database, detailsQuery(span.lowest, span.highest), readDetails, cancellation);
  const files = inFiles.refused
    ? inFiles
    : await askView(database, filesQuery(span.lowest, span.highest), readFiles, cancellation);
  const page = await joinSets(database, itemsOf(details), itemsOf(files), running, cancellation);
  return {
    items: page.items,
    olderThan: span.olderThan,
    problems: [...problemsOf(details), ...problemsOf(files), ...page.problems],
  };
}

/** Runs that go on; only the newest page can touch one. Asked before the sets, which the rows move to. */
async function runningIds(database: Database, request: PageRequest): Promise<ReadonlySet<bigint>> {
  if (request.olderThan !== undefined) {
    return new Set();
  }
  return new Set(itemsOf(await askView(database, runningIdsQuery(), readId, request.cancellation)));
}

/** The parts of sets as both views and the internal history tell them, runs that go on left out. */
async function joinSets(
  database: Database,
  details: readonly BackupSet[],
  files: readonly BackupSet[],
  running: ReadonlySet<bigint>,
  cancellation: Cancellation | undefined,
): Promise<{ items: readonly BackupSet[]; problems: readonly ReadProblem[] }> {
  const filesByKey = new Map(files.map((set) => [keyOf(set), set]));
  const known = new Set(details.map(keyOf));
  const onlyInFiles = files.filter((set) => !known.has(keyOf(set)));
  const unfinished = new Set(
    onlyInFiles.filter(({ state }) => state === 'running').map(({ setId }) => setId),
  );
  const sets = [...details, ...onlyInFiles].filter(
    ({ setId }) => !unfinished.has(setId) && !running.has(setId),
  );
  const results = await readResults(database, sets, cancellation);
  const items = sets.map((set) => completed(set, filesByKey.get(keyOf(set)), results)).sort(newestFirst);
  return { items, problems: results.problems };
}

/** One more than the number of the newest set with at most this number, or begun by this moment. */
export async function locateSet(database: Database, point: HistoryPoint): Promise<bigint | undefined> {
  const condition =
    'id' in point
      ? `BS_KEY <= ${literalNumber(point.id)}`
      : `START_TIME <= ${quoteText(await momentText(database, point.atMicros))}`;
  return highest(database, [SET_DETAILS, SET_FILES], 'BS_KEY', condition);
}

/** The same for the pieces of one tenant in one round; their times are text, and compare as text. */
export async function locatePiece(
  database: Database,
  tenantId: bigint,
  roundId: bigint,
  point: HistoryPoint,
): Promise<bigint | undefined> {
  const condition =
    'id' in point
      ? `BACKUP_PIECE_ID <= ${literalNumber(point.id)}`
      : `START_TS <> '' AND START_TS <= ${quoteText(await momentText(database, point.atMicros))}`;
  const conditions = [...ofRound(tenantId, roundId), condition].join(' AND ');
  return highest(database, [PIECE_FILES], 'BACKUP_PIECE_ID', conditions);
}

async function momentText(database: Database, atMicros: bigint): Promise<string> {
  return formatServerTime(atMicros, await readClock(database));
}

async function highest(
  database: Database,
  views: readonly string[],
  key: string,
  condition: string,
): Promise<bigint | undefined> {
  let found: bigint | undefined;
  for (const view of views) {
    const query: ViewQuery = { view, text: `SELECT MAX(${key}) AS ID FROM ${view} WHERE ${condition}` };
    const [id] = await readIds(database, query);
    if (id !== undefined && (found === undefined || id > found)) {
      found = id;
    }
  }
  return found === undefined ? undefined : found + 1n;
}

function spanOf(numbers: readonly bigint[]): Span | undefined {
  const newest = [...new Set(numbers)].sort((left, right) => (left < right ? 1 : -1));
  const page = newest.slice(0, PAGE_SIZE);
  const [first] = page;
  const last = page.at(-1);
  if (first === undefined || last === undefined) {
    return undefined;
  }
  return { highest: first, lowest: last, olderThan: newest.length > PAGE_SIZE ? last : undefined };
}

function newestFirst(left: BackupSet, right: BackupSet): number {
  if (left.setId !== right.setId) {
    return left.setId < right.setId ? 1 : -1;
  }
  return left.tenantId < right.tenantId ? -1 : 1;
}

function readId(row: RowReader): bigint {
  return row.bigint('ID');
}

function itemsOf<T>(answer: ViewAnswer<T>): readonly T[] {
  return answer.refused ? [] : answer.items;
}

function problemsOf(answer: ViewAnswer<unknown>): readonly ReadProblem[] {
  return answer.refused ? [answer.problem] : answer.problems;
}
