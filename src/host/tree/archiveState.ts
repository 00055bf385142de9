import type { ArchiveRound } from '../../core/model/archiveRound';
import type { ClusterSnapshot } from '../../core/model/snapshot';

/** From the worst to the best; a tenant that stopped beside others that archive is not archived. */
const SEVERITY: readonly ArchiveRound['state'][] = [
  'interrupted',
  'unknown',
  'mixed',
  'suspended',
  'suspending',
  'paused',
  'stopping',
  'preparing',
  'beginning',
  'stopped',
  'doing',
];

/** The round that speaks for several tenants: the worst of them. */
export function worstRound(rounds: readonly ArchiveRound[]): ArchiveRound {
  return rounds.reduce((worst, round) =>
    SEVERITY.indexOf(round.state) < SEVERITY.indexOf(worst.state) ? round : worst,
  );
}

/** What the current rounds of a tenant (4.x), or of all tenants together (3.x), amount to. */
export type ArchiveSummary =
  /** Not read, or not understood; `tenantIds` where it is so for some of several tenants only. */
  | { readonly kind: 'unknown'; readonly tenantIds: readonly bigint[] }
  /** Never archived. */
  | { readonly kind: 'none' }
  /** Some tenants archive, the ones named do not. */
  | {
      readonly kind: 'partly';
      readonly withoutIds: readonly bigint[];
      readonly doing: readonly ArchiveRound[];
    }
  | { readonly kind: 'round'; readonly worst: ArchiveRound; readonly rounds: readonly ArchiveRound[] };

/**
 * Sums up `CDB_OB_ARCHIVELOG` (4.x) or `CDB_OB_BACKUP_ARCHIVELOG` (3.x). After NOARCHIVELOG the latter keeps
 * the row of sys only: a tenant without a row is not archived, unless a row could not be understood.
 *
 * @param tenantId absent on 3.x, where the whole cluster archives together
 */
export function archiveSummary(snapshot: ClusterSnapshot, tenantId: bigint | undefined): ArchiveSummary {
  const rounds = currentRoundsOf(snapshot, tenantId);
  if (rounds === undefined) {
    return { kind: 'unknown', tenantIds: [] };
  }
  if (rounds.length === 0) {
    return { kind: 'none' };
  }
  const worst = worstRound(rounds);
  const doing = rounds.filter(({ state }) => state === 'doing');
  if (doing.length === 0 || worst.state === 'interrupted' || worst.state === 'unknown') {
    return { kind: 'round', worst, rounds };
  }
  const absentIds = tenantId === undefined ? withoutRow(snapshot, rounds) : [];
  const stoppedIds = rounds.filter(({ state }) => state === 'stopped').map((round) => round.tenantId);
  if (absentIds.length > 0 && snapshot.currentRounds.problems.length > 0) {
    return { kind: 'unknown', tenantIds: absentIds };
  }
  const withoutIds = [...stoppedIds, ...absentIds];
  return withoutIds.length === 0 ? { kind: 'round', worst, rounds } : { kind: 'partly', withoutIds, doing };
}

/**
 * The current rounds of a tenant, or of all tenants on 3.x; absent when they could not be read: no row beside
 * one that was not understood does not mean that there is none.
 */
export function currentRoundsOf(
  { currentRounds }: ClusterSnapshot,
  tenantId: bigint | undefined,
): readonly ArchiveRound[] | undefined {
  if (!currentRounds.known) {
    return undefined;
  }
  const rounds =
    tenantId === undefined
      ? currentRounds.value
      : currentRounds.value.filter((round) => round.tenantId === tenantId);
  return rounds.length === 0 && currentRounds.problems.length > 0 ? undefined : rounds;
}

function withoutRow({ tenants }: ClusterSnapshot, rounds: readonly ArchiveRound[]): readonly bigint[] {
  const there = new Set(rounds.map(({ tenantId }) => tenantId));
  return tenants.known ? tenants.value.map(({ id }) => id).filter((id) => !there.has(id)) : [];
}
