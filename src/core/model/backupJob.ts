import type { BackupKind } from './backupSet';
import type { RowOrigin } from './rowOrigin';
import type { ServerTime } from './serverTime';

export type JobState =
  | 'starting'
  | 'running'
  | 'cancelling'
  | 'completed'
  | 'failed'
  | 'cancelled'
  /** 3.x, ended badly, and the server's word does not say which. */
  | 'failedOrCancelled'
  | 'unknown';

/** Done and to do; the total may grow while a job runs and is 0 while it prepares. */
export interface Counter {
  readonly finished: bigint;
  readonly total: bigint;
}

/** One tenant's work within a job. */
export interface BackupTask {
  readonly tenantId: bigint;
  readonly setId: bigint;
  /** As sent: 4.x `BACKUP_DATA_MAJOR`, 3.x `RUNNING`. */
  readonly phase: string;
  readonly startedAt: ServerTime | undefined;
  /** 3.x: the last change while it runs; 4.x: absent while it runs. */
  readonly endedAt: ServerTime | undefined;
  readonly macroBlocks: Counter | undefined;
  /** 4.x: tablets; 3.x: partition groups. */
  readonly tablets: Counter | undefined;
  /** Percent of the data phase as the server computes it, decimal text; newer 4.2 and later. */
  readonly dataProgressPercent: string | undefined;
  readonly logProgressPercent: string | undefined;
  readonly inputBytes: bigint | undefined;
  readonly outputBytes: bigint | undefined;
  /** Attempts of the phases; a rise is a retry. */
  readonly turns: {
    readonly meta?: bigint;
    readonly data?: bigint;
    readonly minor?: bigint;
    readonly major?: bigint;
  };
  readonly result: bigint | undefined;
  readonly comment: string;
  readonly origin: RowOrigin;
}

/** A running or finished backup. */
export interface BackupJob {
  /** Stable and unique in a cluster: 4.x `<tenant>/<job id>`, 3.x `set/<BS_KEY>`. */
  readonly key: string;
  readonly line: 3 | 4;
  /** 4.x: owner of the row (1 for the parent that sys started); 3.x: 1. */
  readonly tenantId: bigint;
  /** 4.x only. */
  readonly jobId: bigint | undefined;
  readonly setId: bigint | undefined;
  /** Key of the job in sys that this one belongs to. */
  readonly parentKey: string | undefined;
  readonly scope: 'cluster' | 'tenant';
  /** Tenants that the server says are taken along; empty where it does not say. */
  readonly executorTenantIds: readonly bigint[];
  readonly kind: BackupKind;
  readonly state: JobState;
  readonly status: string;
  readonly startedAt: ServerTime | undefined;
  readonly endedAt: ServerTime | undefined;
  readonly result: bigint | undefined;
  readonly comment: string;
  readonly description: string;
  readonly path: string | undefined;
  readonly encryptionMode: string | undefined;
  /** One per tenant at work; empty while the job is being set up. */
  readonly tasks: readonly BackupTask[];
  readonly origin: RowOrigin;
}
