import type { FileState } from './archiveRound';
import type { RowOrigin } from './rowOrigin';
import type { ServerTime } from './serverTime';

export type BackupKind = 'full' | 'incremental' | 'unknown';

/**
 * How a run ended. 3.x has no word for "cancelled": `failedOrCancelled` stands where neither the
 * result -4072 was read nor we cancelled it ourselves.
 */
export type BackupSetState =
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'cancelled'
  | 'failedOrCancelled'
  | 'unknown';

/** One tenant's part in one backup set. On 3.x all tenants of a run share `setId` (BS_KEY). */
export interface BackupSet {
  readonly tenantId: bigint;
  readonly setId: bigint;
  readonly copyId: bigint | undefined;
  readonly kind: BackupKind;
  /** 4.x: the chain. 0 is read as absent. */
  readonly previousFullSetId: bigint | undefined;
  readonly previousIncrementalSetId: bigint | undefined;
  readonly state: BackupSetState;
  readonly status: string;
  readonly fileState: FileState;
  /** Absent where no view told it. */
  readonly fileStatus: string | undefined;
  readonly startedAt: ServerTime | undefined;
  readonly endedAt: ServerTime | undefined;
  readonly elapsedSeconds: bigint | undefined;
  readonly inputBytes: bigint | undefined;
  readonly outputBytes: bigint | undefined;
  /** Decimal text, as sent. */
  readonly outputRateBytesPerSecond: string | undefined;
  readonly encryption: 'none' | 'encrypted' | 'unknown';
  readonly encryptionMode: string | undefined;
  /** 4.x: earliest point that this set can restore to, ns. */
  readonly minRestoreScn: bigint | undefined;
  readonly minRestoreAt: ServerTime | undefined;
  readonly startReplayScn: bigint | undefined;
  /** OceanBase's code, as sent (mostly negative); 0 is success. */
  readonly result: bigint | undefined;
  readonly comment: string;
  readonly tenantCompatible: string | undefined;
  readonly clusterVersion: string | undefined;
  readonly path: string | undefined;
  readonly origin: RowOrigin;
}
