import type { RowOrigin } from './rowOrigin';
import type { ServerTime } from './serverTime';

/** Status words of both lines, folded; a word that neither reference knows is `unknown`. */
export type ArchiveState =
  | 'preparing'
  | 'beginning'
  | 'doing'
  | 'interrupted'
  | 'stopping'
  | 'stopped'
  | 'suspending'
  | 'suspended'
  | 'mixed'
  | 'paused'
  | 'unknown';

/** One tenant's part in one round of log archiving. On 3.x all tenants share the round's number. */
export interface ArchiveRound {
  readonly tenantId: bigint;
  readonly roundId: bigint;
  readonly state: ArchiveState;
  /** The status word as sent. */
  readonly status: string;
  readonly start: ServerTime | undefined;
  /** Everything up to here is archived. */
  readonly checkpoint: ServerTime | undefined;
  /** Nanoseconds since the epoch; 4.x only; absent while the server says 0. */
  readonly startScn: bigint | undefined;
  readonly checkpointScn: bigint | undefined;
  readonly firstPieceId: bigint | undefined;
  readonly currentPieceId: bigint | undefined;
  /** Absent where the version does not keep count (3.x). */
  readonly inputBytes: bigint | undefined;
  readonly outputBytes: bigint | undefined;
  readonly compression: string | undefined;
  /** Reason of an interruption. */
  readonly comment: string;
  /** Destination, without credentials. */
  readonly path: string | undefined;
  readonly origin: RowOrigin;
}

/** Status words of pieces. */
export type PieceState = 'active' | 'freezing' | 'frozen' | 'inactive' | 'unknown';

/** What has become of the files of a set or piece. */
export type FileState =
  | 'available'
  | 'copying'
  | 'incomplete'
  | 'expired'
  | 'broken'
  | 'deleting'
  | 'deleted'
  | 'unknown';

/** A slice of one round's log, of one tenant. */
export interface ArchivePiece {
  readonly tenantId: bigint;
  readonly roundId: bigint;
  /** 0 on 3.x while piece switching is off. */
  readonly pieceId: bigint;
  /** 0 is the original; 3.x only. */
  readonly copyId: bigint | undefined;
  readonly state: PieceState;
  readonly status: string;
  readonly fileState: FileState;
  readonly fileStatus: string;
  readonly start: ServerTime | undefined;
  readonly checkpoint: ServerTime | undefined;
  /** Absent while the piece is open-ended. */
  readonly end: ServerTime | undefined;
  readonly startScn: bigint | undefined;
  readonly checkpointScn: bigint | undefined;
  readonly endScn: bigint | undefined;
  readonly inputBytes: bigint | undefined;
  readonly outputBytes: bigint | undefined;
  readonly path: string | undefined;
  readonly origin: RowOrigin;
}
