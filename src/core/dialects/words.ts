import type { FileState, PieceState } from '../model/archiveRound';
import type { BackupKind } from '../model/backupSet';

/**
 * The servers' words. A word that is not listed is `unknown`, and is shown as it was sent: newer
 * versions bring new ones.
 */
export function wordReader<T>(
  words: Readonly<Record<string, T>>,
  unknown: T,
): (word: string | undefined) => T {
  const known = new Map(Object.entries(words));
  return (word) => known.get((word ?? '').trim().toUpperCase()) ?? unknown;
}

/** `STATUS` of `CDB_OB_ARCHIVELOG_PIECE_FILES`. */
export const pieceStateOf = wordReader<PieceState>(
  { ACTIVE: 'active', FREEZING: 'freezing', FROZEN: 'frozen', INACTIVE: 'inactive' },
  'unknown',
);

/** `FILE_STATUS` of pieces and sets. */
export const fileStateOf = wordReader<FileState>(
  {
    AVAILABLE: 'available',
    COPYING: 'copying',
    INCOMPLETE: 'incomplete',
    // as the pages of 3.x spell it for pieces
    INCOMPELTE: 'incomplete',
    EXPIRED: 'expired',
    BROKEN: 'broken',
    DELETING: 'deleting',
    DELETED: 'deleted',
  },
  'unknown',
);

/** `BACKUP_TYPE`: the dictionary pages and early samples say `D` and `I`, the servers `FULL` and `INC`. */
export const backupKindOf = wordReader<BackupKind>(
  { FULL: 'full', D: 'full', INC: 'incremental', I: 'incremental' },
  'unknown',
);
