import type { ArchiveRound } from '../../core/model/archiveRound';
import type { ClusterSnapshot } from '../../core/model/snapshot';
import { scnToMicros } from '../../core/scn';

const MICROS_PER_MS = 1000n;
/** Clocks of one cluster differ by less; more means that two zones were mixed up somewhere. */
const BELIEVABLE_NEGATIVE_MS = -5000;
/** In normal operation the checkpoint is younger than its target; beyond this many targets it is late. */
const LATE_AFTER_TARGETS = 3;
/**
 * Judged by where no target was read: the default of both lines, `archive_lag_target` = 120s (4.x, parameter
 * page) and `log_archive_checkpoint_interval` = 120s (3.x, page "preparations before backup").
 */
const DEFAULT_TARGET_MS = 120_000;

/** How far the archive is behind the server's own clock. */
export type Lag =
  | {
      readonly known: true;
      readonly lagMs: number;
      /** Absent where it was not read. */
      readonly targetMs: number | undefined;
      readonly late: boolean;
    }
  /**
   * `noCheckpoint`: nothing archived yet; `clocks`: the times contradict each other; `notCurrent`: the round is
   * not among those that were read together with the clock.
   */
  | { readonly known: false; readonly why: 'noCheckpoint' | 'clocks' | 'notCurrent' };

/**
 * Of the round as the snapshot has it: a page of the history was read at another moment than the clock.
 * Server time against server time: on 4.x from `CHECKPOINT_SCN`, never from a display column; on 3.x from
 * `MAX_NEXT_TIME` as read with the zone of its own session.
 */
export function lagOf({ tenantId, roundId }: ArchiveRound, snapshot: ClusterSnapshot): Lag {
  const { currentRounds } = snapshot;
  const round = currentRounds.known
    ? currentRounds.value.find((one) => one.tenantId === tenantId && one.roundId === roundId)
    : undefined;
  if (round === undefined) {
    return { known: false, why: 'notCurrent' };
  }
  const checkpointMicros =
    round.checkpointScn === undefined ? round.checkpoint?.epochMicros : scnToMicros(round.checkpointScn);
  if (checkpointMicros === undefined) {
    return { known: false, why: 'noCheckpoint' };
  }
  const readAt = currentRounds.known ? currentRounds.readAtMicros : undefined;
  const lagMs = Number(((readAt ?? snapshot.clock.nowMicros) - checkpointMicros) / MICROS_PER_MS);
  if (lagMs < BELIEVABLE_NEGATIVE_MS) {
    return { known: false, why: 'clocks' };
  }
  const targetMs = snapshot.lagTargetsMs.get(tenantId) ?? snapshot.lagTargetsMs.get(undefined) ?? undefined;
  return {
    known: true,
    lagMs: Math.max(0, lagMs),
    targetMs,
    late: lagMs > LATE_AFTER_TARGETS * (targetMs ?? DEFAULT_TARGET_MS),
  };
}

/** Whether a round that is at work is further behind than it should be. */
export function isLate(round: ArchiveRound, snapshot: ClusterSnapshot): boolean {
  const lag = lagOf(round, snapshot);
  return round.state === 'doing' && lag.known && lag.late;
}
