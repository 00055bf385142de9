import type { ArchiveRound } from './archiveRound';
import type { BackupJob } from './backupJob';
import type { CleaningJob, CleaningPolicy } from './cleaning';
import type { Destination } from './destination';
import type { ReadProblem } from './rowOrigin';
import type { ServerClock } from './serverTime';
import type { Tenant } from './tenant';

/** A part of the cluster's state, or the reason why it is not known. Unknown is not the same as empty. */
export type Reading<T> =
  | {
      readonly known: true;
      readonly value: T;
      readonly problems: readonly ReadProblem[];
      /** When it was read, on the server's clock: parts that hardly change are read less often. Microseconds since the epoch. */
      readonly readAtMicros?: bigint;
    }
  | { readonly known: false; readonly problems: readonly ReadProblem[] };

/** The cluster at one moment, complete and immutable. Its size follows the tenants and running jobs, never the history. */
export interface ClusterSnapshot {
  readonly clock: ServerClock;
  readonly tenants: Reading<readonly Tenant[]>;
  /** The current or last round of each tenant; a tenant without an entry never archived. */
  readonly currentRounds: Reading<readonly ArchiveRound[]>;
  readonly destinations: Reading<readonly Destination[]>;
  /** Jobs that have not ended; with those that ended since the last snapshot, or whose parent still runs. */
  readonly jobs: Reading<readonly BackupJob[]>;
  readonly cleaningPolicies: Reading<readonly CleaningPolicy[]>;
  readonly cleaningJobs: Reading<readonly CleaningJob[]>;
  /** How far the checkpoint may lag in normal operation, ms, by tenant (4.x `archive_lag_target`) or, under `undefined`, for the cluster (3.x). */
  readonly lagTargetsMs: ReadonlyMap<bigint | undefined, number>;
}
