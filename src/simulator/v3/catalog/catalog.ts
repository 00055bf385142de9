import type { ViewDefinition } from '../../world';
import type { Cluster } from '../cluster';
import { archivelog, archivelogSummary } from './archivelog';
import { archivelogProgress } from './archivelogProgress';
import { backupOfBackupViews } from './backupOfBackup';
import { backupProgress } from './backupProgress';
import type { CatalogView } from './catalogView';
import { cleanHistory, cleanInfo, taskCleanHistory } from './cleaning';
import { jobDetails } from './jobDetails';
import { minorMerge } from './minorMerge';
import { pieceFiles } from './pieceFiles';
import { restoreHistory, restoreProgress } from './restore';
import { serverTable } from './serverTable';
import { setDetails, setExpired } from './setDetails';
import { setFiles } from './setFiles';
import { setObsolete } from './setObsolete';
import { sysParameter } from './sysParameter';
import { taskHistory } from './taskHistory';
import { tenantTable, tenantView } from './tenantTables';
import { validationViews } from './validation';
import { zones } from './zones';

const VIEWS: readonly CatalogView[] = [
  archivelog,
  archivelogSummary,
  archivelogProgress,
  pieceFiles,
  backupProgress,
  jobDetails,
  setDetails,
  setExpired,
  setObsolete,
  setFiles,
  cleanHistory,
  taskCleanHistory,
  cleanInfo,
  restoreProgress,
  restoreHistory,
  ...validationViews,
  ...backupOfBackupViews,
  taskHistory,
  sysParameter,
  zones,
  tenantTable,
  tenantView,
  serverTable,
  minorMerge,
];

/** The views and internal tables of a 3.x cluster, all of them for the sys tenant only. */
export const catalogOf = (cluster: Cluster): readonly ViewDefinition[] => VIEWS.map((view) => view(cluster));
