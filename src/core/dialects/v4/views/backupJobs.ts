import type { BackupJob } from '../../../model/backupJob';
import type { RowReader } from '../../../rows';
import { backupKindOf } from '../../words';
import { SYS_TENANT_ID, tenantIdOf, type ViewScope, type ViewSpec } from '../viewScope';
import { jobStateOf } from '../words';

/** Columns of running and of ended jobs; PASSWD is left where it is. */
export const JOB_COLUMNS = [
  'JOB_ID',
  'INCARNATION',
  'BACKUP_SET_ID',
  'INITIATOR_TENANT_ID',
  'INITIATOR_JOB_ID',
  'EXECUTOR_TENANT_ID',
  'PLUS_ARCHIVELOG',
  'BACKUP_TYPE',
  'JOB_LEVEL',
  'ENCRYPTION_MODE',
  'START_TIMESTAMP',
  'END_TIMESTAMP',
  'STATUS',
  'RESULT',
  'COMMENT',
  'DESCRIPTION',
  'PATH',
];

/** Jobs that run, and those that ended a moment ago; bounded by what can run at once. */
export const backupJobs: ViewSpec = { name: 'OB_BACKUP_JOBS', columns: JOB_COLUMNS };

/** A row of `CDB_OB_BACKUP_JOBS` or `CDB_OB_BACKUP_JOB_HISTORY`, still without its tasks. */
export function readJob(scope: ViewScope): (row: RowReader) => BackupJob {
  return (row) => {
    const tenantId = tenantIdOf(scope, row);
    const jobId = row.bigint('JOB_ID');
    return {
      key: jobKey(tenantId, jobId),
      line: 4,
      tenantId,
      jobId,
      setId: row.knownId('BACKUP_SET_ID'),
      parentKey: parentKeyOf(tenantId, row),
      scope: tenantId === SYS_TENANT_ID ? 'cluster' : 'tenant',
      executorTenantIds: readIds(row.optionalText('EXECUTOR_TENANT_ID') ?? ''),
      kind: backupKindOf(row.optionalText('BACKUP_TYPE')),
      state: jobStateOf(row.text('STATUS')),
      status: row.text('STATUS'),
      startedAt: row.time('START_TIMESTAMP'),
      endedAt: row.time('END_TIMESTAMP'),
      result: row.optionalBigint('RESULT'),
      comment: row.maskedText('COMMENT') ?? '',
      description: row.maskedText('DESCRIPTION') ?? '',
      path: row.maskedText('PATH'),
      encryptionMode: row.optionalText('ENCRYPTION_MODE'),
      tasks: [],
      origin: row.origin('TENANT_ID', 'JOB_ID'),
    };
  };
}

/** Job ids are counted per tenant: only both together name a job. */
export function jobKey(tenantId: bigint, jobId: bigint): string {
  return `${tenantId}/${jobId}`;
}

export function readJobKey(key: string): { tenantId: bigint; jobId: bigint } | undefined {
  const match = /^(\d+)\/(\d+)$/.exec(key);
  return match === null ? undefined : { tenantId: BigInt(match[1] ?? ''), jobId: BigInt(match[2] ?? '') };
}

/** A child names the job in `sys` that made it; the parent names itself, and a tenant's own job nobody (0). */
function parentKeyOf(tenantId: bigint, row: RowReader): string | undefined {
  const initiator = row.knownId('INITIATOR_TENANT_ID');
  const initiatorJob = row.knownId('INITIATOR_JOB_ID');
  if (initiator === undefined || initiatorJob === undefined || initiator === tenantId) {
    return undefined;
  }
  return jobKey(initiator, initiatorJob);
}

function readIds(list: string): readonly bigint[] {
  return [...list.matchAll(/\d+/g)].map(([digits]) => BigInt(digits));
}
