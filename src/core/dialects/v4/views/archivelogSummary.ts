import { pageTail } from '../../page';
import { selectFrom, tenantCondition, type ViewScope, type ViewSpec } from '../viewScope';
import { ROUND_COLUMNS } from './archivelog';

/** Rounds that run and all that were stopped. Its columns are those of the current round, in another order. */
const archivelogSummary: ViewSpec = { name: 'OB_ARCHIVELOG_SUMMARY', columns: ROUND_COLUMNS };

export function roundsPage(
  scope: ViewScope,
  tenantId: bigint,
  olderThan: bigint | undefined,
): { view: string; text: string } {
  const tail = pageTail('ROUND_ID', olderThan, tenantCondition(scope, tenantId));
  return selectFrom(scope, archivelogSummary, tail);
}
