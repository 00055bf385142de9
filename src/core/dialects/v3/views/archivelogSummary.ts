import type { ViewQuery } from '../../../reading';
import { pageTail } from '../../page';
import { between, selectAll } from '../viewQuery';

/** All rounds, the present one included: a row per tenant and round; read like `CDB_OB_BACKUP_ARCHIVELOG`. */
const ARCHIVELOG_SUMMARY = 'oceanbase.CDB_OB_BACKUP_ARCHIVELOG_SUMMARY';

/** Numbers of a page of rounds, newest first, and one more. */
export function roundIdsQuery(olderThan: bigint | undefined): ViewQuery {
  const tail = pageTail('LOG_ARCHIVE_ROUND', olderThan, []);
  const text = `SELECT DISTINCT LOG_ARCHIVE_ROUND AS ID FROM ${ARCHIVELOG_SUMMARY} ${tail}`;
  return { view: ARCHIVELOG_SUMMARY, text };
}

/** Whole rounds, with all their tenants. */
export function roundsQuery(lowest: bigint, highest: bigint): ViewQuery {
  const condition = between('LOG_ARCHIVE_ROUND', lowest, highest);
  return selectAll(ARCHIVELOG_SUMMARY, `WHERE ${condition} ORDER BY LOG_ARCHIVE_ROUND DESC, TENANT_ID`);
}
