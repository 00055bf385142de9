import type { ViewSpec } from '../viewScope';
import { TASK_COLUMNS } from './backupTasks';

/** Tasks that ended: without the percentages of the running ones. Grows for ever. */
export const backupTaskHistory: ViewSpec = {
  name: 'OB_BACKUP_TASK_HISTORY',
  columns: TASK_COLUMNS,
  laterColumns: ['MINOR_TURN_ID', 'MAJOR_TURN_ID'],
};
