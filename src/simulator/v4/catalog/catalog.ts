import type { ViewDefinition } from '../../world';
import type { Cluster } from '../cluster';
import { archivelog, archivelogPieceFiles, archivelogSummary } from './archivelog';
import { archiveDestStatusColumns, archiveDestStatusRows, lsLogArchiveProgress } from './archiveProgress';
import { backupJobHistory, backupJobs } from './backupJobs';
import { backupSetFiles } from './backupSets';
import { backupTaskHistory, backupTasks } from './backupTasks';
import { deleteJobHistory, deleteJobs, deletePolicy, deleteTaskHistory, deleteTasks } from './cleaning';
import { parameterColumns, parameterViewRows } from './parameters';
import { restoreHistory, restoreProgress } from './restore';
import { archiveDest, backupParameter, backupStorageInfo, backupStorageInfoHistory } from './settings';
import { eventColumns, eventRows, serverColumns, serverRows, tenantColumns, tenantRows } from './topology';
import { Catalog } from './view';

const PAIRS = [
  archiveDest,
  archivelog,
  archivelogSummary,
  archivelogPieceFiles,
  lsLogArchiveProgress,
  backupParameter,
  backupJobs,
  backupJobHistory,
  backupTasks,
  backupTaskHistory,
  backupSetFiles,
  deletePolicy,
  deleteJobs,
  deleteJobHistory,
  deleteTasks,
  deleteTaskHistory,
  backupStorageInfo,
  backupStorageInfoHistory,
  restoreProgress,
  restoreHistory,
];

/** All dictionary views of a cluster's version. */
export function dictionaryViews(cluster: Cluster): readonly ViewDefinition[] {
  const catalog = new Catalog(cluster);
  for (const pair of PAIRS) {
    catalog.addPair(pair);
  }
  catalog.addSingle('V$OB_ARCHIVE_DEST_STATUS', 'everyone', archiveDestStatusColumns, archiveDestStatusRows);
  catalog.addSingle('GV$OB_PARAMETERS', 'everyone', parameterColumns, parameterViewRows);
  catalog.addSingle('DBA_OB_TENANTS', 'everyone', tenantColumns, tenantRows);
  catalog.addSingle('DBA_OB_SERVERS', 'sys', serverColumns, serverRows);
  catalog.addSingle('DBA_OB_ROOTSERVICE_EVENT_HISTORY', 'sys', eventColumns, eventRows);
  return catalog.views;
}
