import type { BackupSet } from '../../core/model/backupSet';

/** A full set with the incrementals that build on it, newest first. */
export interface Chain {
  readonly fullSetId: bigint;
  /** Absent: not among the sets read so far. */
  readonly full: BackupSet | undefined;
  readonly incrementals: readonly BackupSet[];
}

/** A set that stands for itself: a full one's chain, or a set whose chain is not known. */
export type ChainEntry =
  | { readonly kind: 'chain'; readonly chain: Chain }
  | { readonly kind: 'single'; readonly set: BackupSet };

/**
 * Hangs incrementals under their full set (4.x: `PREV_FULL_BACKUP_SET_ID`). An incremental whose full set is not
 * among these stands under an entry for the absent one, so that it is never taken for something that restores alone.
 *
 * @param sets of one tenant, newest first
 */
export function chainsOf(sets: readonly BackupSet[]): readonly ChainEntry[] {
  const incrementals = new Map<bigint, BackupSet[]>();
  const fulls = new Map<bigint, BackupSet>();
  const singles: BackupSet[] = [];
  for (const set of sets) {
    if (set.kind === 'full') {
      fulls.set(set.setId, set);
    } else if (set.kind === 'incremental' && set.previousFullSetId !== undefined) {
      const siblings = incrementals.get(set.previousFullSetId) ?? [];
      incrementals.set(set.previousFullSetId, [...siblings, set]);
    } else {
      singles.push(set);
    }
  }
  const fullIds = new Set([...fulls.keys(), ...incrementals.keys()]);
  const entries: ChainEntry[] = [
    ...[...fullIds].map(
      (fullSetId): ChainEntry => ({
        kind: 'chain',
        chain: { fullSetId, full: fulls.get(fullSetId), incrementals: incrementals.get(fullSetId) ?? [] },
      }),
    ),
    ...singles.map((set): ChainEntry => ({ kind: 'single', set })),
  ];
  return entries.sort((a, b) => compareDescending(entryId(a), entryId(b)));
}

/** Groups what belongs to one id of the whole cluster (3.x sets and rounds), keeping the order in which ids came. */
export function groupById<T>(
  items: readonly T[],
  idOf: (item: T) => bigint,
): readonly { readonly id: bigint; readonly items: readonly T[] }[] {
  const groups = new Map<bigint, T[]>();
  for (const item of items) {
    const group = groups.get(idOf(item));
    if (group === undefined) {
      groups.set(idOf(item), [item]);
    } else {
      group.push(item);
    }
  }
  return [...groups].map(([id, members]) => ({ id, items: members }));
}

function entryId(entry: ChainEntry): bigint {
  return entry.kind === 'chain' ? entry.chain.fullSetId : entry.set.setId;
}

function compareDescending(a: bigint, b: bigint): number {
  return a === b ? 0 : a < b ? 1 : -1;
}
