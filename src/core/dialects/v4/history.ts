import type { Database } from '../../ports';
import { readView } from '../../reading';
import { microsToScn } from '../../scn';
import { literalNumber, quoteText } from '../../sql';
import { formatServerTime } from '../../time';
import type { HistoryPoint } from '../dialect';
import { readClock } from '../serverClock';
import { tenantCondition, type ViewScope, type ViewSpec, viewName, where } from './viewScope';
import { archivelogPieceFiles, ofRound } from './views/archivelogPieceFiles';
import { backupSetFiles } from './views/backupSetFiles';

/** SCNs are finer than the moments that people name: a piece that began within the microsecond counts. */
const NANOS_BELOW_MICRO = 999n;

/** The newest set with at most this id, or begun by this moment; one more than its id, for paging from it. */
export async function locateSet(
  database: Database,
  scope: ViewScope,
  tenantId: bigint,
  point: HistoryPoint,
): Promise<bigint | undefined> {
  const conditions = [...tenantCondition(scope, tenantId), await setCondition(database, point)];
  return highestId(database, scope, backupSetFiles, 'BACKUP_SET_ID', conditions);
}

/** The same for the pieces of one round. */
export async function locatePiece(
  database: Database,
  scope: ViewScope,
  tenantId: bigint,
  roundId: bigint,
  point: HistoryPoint,
): Promise<bigint | undefined> {
  const condition =
    'id' in point
      ? `PIECE_ID <= ${literalNumber(point.id)}`
      : `START_SCN <= ${literalNumber(microsToScn(point.atMicros) + NANOS_BELOW_MICRO)}`;
  const conditions = [...ofRound(scope, tenantId, roundId), condition];
  return highestId(database, scope, archivelogPieceFiles, 'PIECE_ID', conditions);
}

async function setCondition(database: Database, point: HistoryPoint): Promise<string> {
  if ('id' in point) {
    return `BACKUP_SET_ID <= ${literalNumber(point.id)}`;
  }
  const clock = await readClock(database);
  return `START_TIMESTAMP <= ${quoteText(formatServerTime(point.atMicros, clock))}`;
}

async function highestId(
  database: Database,
  scope: ViewScope,
  spec: ViewSpec,
  key: string,
  conditions: readonly string[],
): Promise<bigint | undefined> {
  const view = viewName(scope, spec);
  const query = { view, text: `SELECT MAX(${key}) AS ID FROM ${view} ${where(conditions)}` };
  const { items } = await readView(database, query, (row) => row.optionalBigint('ID'));
  const [highest] = items;
  return highest === undefined ? undefined : highest + 1n;
}
