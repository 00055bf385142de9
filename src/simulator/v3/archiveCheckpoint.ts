import { maxOf, SECOND, scattered } from './instants';

/** How a tenant's archive progress moves. */
export interface CheckpointPace {
  /** Progress never shows less than this, microseconds since the epoch. */
  readonly floorMicros: bigint;
  /** Where it stands still, if it does. */
  readonly heldAtMicros?: bigint;
  /** The tenant's own place in the rhythm, microseconds. */
  readonly offsetMicros: bigint;
}

/** How long after a checkpoint task the dictionary shows its result. */
const REPORT_DELAY = (3n * SECOND) / 2n;

/**
 * How far a tenant's log is archived. Busy partitions follow their log closely, but the tenant as a
 * whole is only as far as its idlest partition, which a checkpoint task pushes every `interval`: so
 * the lag swings between nothing and a little more than the interval.
 *
 * @param intervalMicros `log_archive_checkpoint_interval`, > 0
 */
export function checkpointAt(pace: CheckpointPace, intervalMicros: bigint, atMicros: bigint): bigint {
  if (pace.heldAtMicros !== undefined) {
    return pace.heldAtMicros;
  }
  const shown = atMicros - REPORT_DELAY - pace.offsetMicros;
  const task = shown - (shown % intervalMicros);
  return maxOf(pace.floorMicros, task + pace.offsetMicros + scattered(task + pace.offsetMicros, SECOND / 2n));
}
