import type { ServerIdentity } from '../../../../src/core/dialects/dialect';
import type { BackupJob, BackupTask } from '../../../../src/core/model/backupJob';
import type { RowOrigin } from '../../../../src/core/model/rowOrigin';
import type { ClusterSnapshot, Reading } from '../../../../src/core/model/snapshot';
import type { Tenant } from '../../../../src/core/model/tenant';

export const anyOrigin: RowOrigin = { view: 'oceanbase.ANY', row: new Map(), select: 'SELECT 1;' };

export function identity(tenantId = 1n, version: readonly number[] = [4, 2, 5, 0]): ServerIdentity {
  return {
    version: version.join('.'),
    versionNumbers: version,
    edition: 'community',
    tenantId,
    tenantName: tenantId === 1n ? 'sys' : 't1',
    tenantMode: 'MYSQL',
    clusterName: 'obcluster',
  };
}

export function tenant(id: bigint, name = `t${id}`): Tenant {
  return {
    id,
    name,
    kind: id === 1n ? 'sys' : 'user',
    mode: 'MYSQL',
    status: 'NORMAL',
    role: 'PRIMARY',
    logMode: 'ARCHIVELOG',
    origin: anyOrigin,
  };
}

export function job(changes: Partial<BackupJob> = {}): BackupJob {
  const tenantId = changes.tenantId ?? 1002n;
  const jobId = changes.jobId ?? 7n;
  return {
    key: `${tenantId}/${jobId}`,
    line: 4,
    tenantId,
    jobId,
    setId: 5n,
    parentKey: undefined,
    scope: tenantId === 1n ? 'cluster' : 'tenant',
    executorTenantIds: [tenantId],
    kind: 'full',
    state: 'running',
    status: 'DOING',
    startedAt: undefined,
    endedAt: undefined,
    result: 0n,
    comment: '',
    description: '',
    path: undefined,
    encryptionMode: 'NONE',
    tasks: [],
    origin: anyOrigin,
    ...changes,
  };
}

export function task(changes: Partial<BackupTask> = {}): BackupTask {
  return {
    tenantId: 1002n,
    setId: 5n,
    phase: 'BACKUP_DATA_MAJOR',
    startedAt: undefined,
    endedAt: undefined,
    macroBlocks: undefined,
    tablets: undefined,
    dataProgressPercent: undefined,
    logProgressPercent: undefined,
    inputBytes: undefined,
    outputBytes: undefined,
    turns: {},
    result: 0n,
    comment: '',
    origin: anyOrigin,
    ...changes,
  };
}

export function known<T>(value: T): Reading<T> {
  return { known: true, value, problems: [] };
}

export function snapshot(changes: Partial<ClusterSnapshot> = {}): ClusterSnapshot {
  return {
    clock: {
      nowText: '2025-06-01 08:00:00.000000',
      nowMicros: 1_748_764_800_000_000n,
      timeZone: '+00:00',
      systemTimeZone: 'UTC',
    },
    tenants: known([tenant(1n, 'sys'), tenant(1002n, 't1')]),
    currentRounds: known([]),
    destinations: known([]),
    jobs: known([]),
    cleaningPolicies: known([]),
    cleaningJobs: known([]),
    lagTargetsMs: new Map(),
    ...changes,
  };
}
