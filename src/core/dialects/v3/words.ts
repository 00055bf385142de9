import type { ArchiveState } from '../../model/archiveRound';
import type { BackupSetState } from '../../model/backupSet';
import { wordReader } from '../words';

/** `STATUS` of the archive views. `INVALID` says that the server does not know either. */
export const archiveStateOf = wordReader<ArchiveState>(
  {
    STOP: 'stopped',
    BEGINNING: 'beginning',
    DOING: 'doing',
    STOPPING: 'stopping',
    INTERRUPTED: 'interrupted',
    MIXED: 'mixed',
    PAUSED: 'paused',
  },
  'unknown',
);

/**
 * `STATUS` of `CDB_OB_BACKUP_SET_DETAILS`. FAILED is also the word for a cancelled run; DELETING has
 * taken the place of the word that said how the run ended. One page of the manual misspells COMPLETED.
 */
export const detailsStateOf = wordReader<BackupSetState>(
  {
    COMPLETED: 'succeeded',
    COMPELETED: 'succeeded',
    FAILED: 'failedOrCancelled',
    RUNNING: 'running',
  },
  'unknown',
);

/**
 * `STATUS` of `CDB_OB_BACKUP_SET_FILES`: of its words only SUCCESS is documented. Anything that says
 * neither success nor failure is taken for a run that goes on.
 */
export function filesStateOf(word: string | undefined): BackupSetState {
  const status = (word ?? '').trim().toUpperCase();
  if (status === '') {
    return 'unknown';
  }
  if (status === 'SUCCESS' || status === 'COMPLETED') {
    return 'succeeded';
  }
  return status.startsWith('FAIL') ? 'failedOrCancelled' : 'running';
}

/** `ENCRYPTION_MODE`: `NONE`, `PASSWORD`; the manual writes `None`, `Password`. */
export function encryptionOf(mode: string | undefined): 'none' | 'encrypted' | 'unknown' {
  const word = (mode ?? '').trim().toUpperCase();
  if (word === '') {
    return 'unknown';
  }
  return word === 'NONE' ? 'none' : 'encrypted';
}
