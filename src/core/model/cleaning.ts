import type { RowOrigin } from './rowOrigin';
import type { ServerTime } from './serverTime';

/** What may be cleaned, and when. 3.x: from parameters, for the cluster. */
export interface CleaningPolicy {
  readonly tenantId: bigint | undefined;
  readonly name: string;
  /** As sent: `7d`. Empty or 0 means: nothing ever expires. */
  readonly recoveryWindow: string;
  /** 3.x: whether obsolete sets are deleted by themselves. */
  readonly automatic: boolean | undefined;
  readonly origin: RowOrigin;
}

/** A running cleaning job. */
export interface CleaningJob {
  readonly tenantId: bigint;
  readonly jobId: bigint;
  readonly type: string;
  readonly status: string;
  readonly startedAt: ServerTime | undefined;
  readonly tasks: { readonly finished: bigint; readonly total: bigint } | undefined;
  readonly result: bigint | undefined;
  readonly comment: string;
  readonly origin: RowOrigin;
}
