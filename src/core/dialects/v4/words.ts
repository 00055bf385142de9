import type { ArchiveState } from '../../model/archiveRound';
import type { JobState } from '../../model/backupJob';
import type { BackupSetState } from '../../model/backupSet';
import { wordReader } from '../words';

/** `STATUS` of `CDB_OB_ARCHIVELOG`, in the order of the server's enum. */
export const archiveStateOf = wordReader<ArchiveState>(
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

/** `STATUS` of `CDB_OB_BACKUP_JOBS`. */
export const jobStateOf = wordReader<JobState>(
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
export const setStateOf = wordReader<BackupSetState>(
  { DOING: 'running', SUCCESS: 'succeeded', FAILED: 'failed' },
  'unknown',
);
