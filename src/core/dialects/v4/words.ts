import type { ArchiveState, FileState, PieceState } from '../../model/archiveRound';
import type { JobState } from '../../model/backupJob';
import type { BackupKind, BackupSetState } from '../../model/backupSet';

/**
 * The servers' words. A word that is not listed is `unknown`, and is shown as it was sent: newer
 * versions bring new ones.
 */
function reader<T>(words: Readonly<Record<string, T>>, unknown: T): (word: string | undefined) => T {
  const known = new Map(Object.entries(words));
  return (word) => known.get((word ?? '').trim().toUpperCase()) ?? unknown;
}

/** `STATUS` of `CDB_OB_ARCHIVELOG`, in the order of the server's enum. */
export const archiveStateOf = reader<ArchiveState>(
  {
    PREPARE: 'preparing',
    BEGINNING: 'beginning',
    DOING: 'doing',
    INTERRUPTED: 'interrupted',
    STOPPING: 'stopping',
    STOP: 'stopped',
    SUSPENDING: 'suspending',
    SUSPEND: 'suspended',
  },
  'unknown',
);

/** `STATUS` of `CDB_OB_ARCHIVELOG_PIECE_FILES`. */
export const pieceStateOf = reader<PieceState>(
  { ACTIVE: 'active', FREEZING: 'freezing', FROZEN: 'frozen', INACTIVE: 'inactive' },
  'unknown',
);

/** `FILE_STATUS` of pieces and sets. */
export const fileStateOf = reader<FileState>(
  {
    AVAILABLE: 'available',
    COPYING: 'copying',
    INCOMPLETE: 'incomplete',
    EXPIRED: 'expired',
    BROKEN: 'broken',
    DELETING: 'deleting',
    DELETED: 'deleted',
  },
  'unknown',
);

/** `STATUS` of `CDB_OB_BACKUP_JOBS`. */
export const jobStateOf = reader<JobState>(
  {
    INIT: 'starting',
    DOING: 'running',
    CANCELING: 'cancelling',
    COMPLETED: 'completed',
    FAILED: 'failed',
    CANCELED: 'cancelled',
  },
  'unknown',
);

/** `STATUS` of `CDB_OB_BACKUP_SET_FILES`; there is no word for a cancelled set. */
export const setStateOf = reader<BackupSetState>(
  { DOING: 'running', SUCCESS: 'succeeded', FAILED: 'failed' },
  'unknown',
);

/** `BACKUP_TYPE`: the dictionary pages and early samples say `D` and `I`, the servers `FULL` and `INC`. */
export const backupKindOf = reader<BackupKind>(
  { FULL: 'full', D: 'full', INC: 'incremental', I: 'incremental' },
  'unknown',
);
