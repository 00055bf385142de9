import type { ViewSpec } from '../viewScope';
import { JOB_COLUMNS } from './backupJobs';

/** Jobs that ended; a row comes here from `OB_BACKUP_JOBS` within a turn of the server's scheduler. Grows for ever. */
export const backupJobHistory: ViewSpec = { name: 'OB_BACKUP_JOB_HISTORY', columns: JOB_COLUMNS };
