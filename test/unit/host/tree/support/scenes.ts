import type { ArchiveRound, ArchiveState } from '../../../../../src/core/model/archiveRound';
import type { BackupJob, BackupTask } from '../../../../../src/core/model/backupJob';
import type { BackupSet } from '../../../../../src/core/model/backupSet';
import type { ReadProblem, RowOrigin } from '../../../../../src/core/model/rowOrigin';
import type { ClusterSnapshot, Reading } from '../../../../../src/core/model/snapshot';
import type { Tenant } from '../../../../../src/core/model/tenant';
import type { Scene } from '../../../../../src/host/tree/scene';
import { idleDialect } from '../../support/fakes';

const SECOND = 1_000_000n;
/** The moment at which every scene was read, microseconds since the epoch: 10:00 in +08:00. */
const NOW = BigInt(Date.UTC(2026, 10, 20, 2)) * 1000n;
const NOW_SECONDS = 20 * 86_400 + 10 * 3600;

export const badRow: ReadProblem = { view: 'oceanbase.V', kind: 'badRow', detail: 'ROUND_ID' };

export function origin(row: Readonly<Record<string, string>> = {}): RowOrigin {
  return { view: 'oceanbase.V', row: new Map(Object.entries(row)), select: 'SELECT 1' };
}

export function reading<T>(value: T, ...problems: readonly ReadProblem[]): Reading<T> {
  return { known: true, value, problems };
}

function tenant(id: bigint, name: string): Tenant {
  return {
    id,
    name,
    kind: id === 1n ? 'sys' : 'user',
    mode: 'MYSQL',
    status: undefined,
    role: undefined,
    logMode: undefined,
    origin: origin(),
  };
}

const WORDS: Partial<Record<ArchiveState, string>> = { stopped: 'STOP' };

/** A round whose checkpoint is so many seconds behind the scene's clock. */
export function round(
  tenantId: bigint,
  state: ArchiveState,
  changes: Partial<ArchiveRound> & { readonly behindSeconds?: number } = {},
): ArchiveRound {
  const { behindSeconds = 4, ...others } = changes;
  const at = NOW_SECONDS - behindSeconds;
  const two = (value: number): string => Math.floor(value).toString().padStart(2, '0');
  const day = `2026-11-${two(at / 86_400)}`;
  return {
    tenantId,
    roundId: 1n,
    state,
    status: WORDS[state] ?? state.toUpperCase(),
    start: undefined,
    checkpoint: {
      text: `${day} ${two((at % 86_400) / 3600)}:${two((at % 3600) / 60)}:${two(at % 60)}`,
      epochMicros: NOW - BigInt(behindSeconds) * SECOND,
    },
    startScn: undefined,
    checkpointScn: undefined,
    firstPieceId: undefined,
    currentPieceId: undefined,
    inputBytes: undefined,
    outputBytes: undefined,
    compression: undefined,
    comment: '',
    path: undefined,
    origin: origin(),
    ...others,
  };
}

export function task(tenantId: bigint, phase: string, changes: Partial<BackupTask> = {}): BackupTask {
  return {
    tenantId,
    setId: 7n,
    phase,
    startedAt: undefined,
    endedAt: undefined,
    macroBlocks: { finished: 3n, total: 10n },
    tablets: { finished: 2n, total: 5n },
    dataProgressPercent: undefined,
    logProgressPercent: undefined,
    inputBytes: undefined,
    outputBytes: undefined,
    turns: {},
    result: undefined,
    comment: '',
    origin: origin(),
    ...changes,
  };
}

export function job(tasks: readonly BackupTask[], changes: Partial<BackupJob> = {}): BackupJob {
  return {
    key: 'set/7',
    line: 3,
    tenantId: 1n,
    jobId: undefined,
    setId: 7n,
    parentKey: undefined,
    scope: 'cluster',
    executorTenantIds: [],
    kind: 'full',
    state: 'running',
    status: 'RUNNING',
    startedAt: undefined,
    endedAt: undefined,
    result: undefined,
    comment: '',
    description: '',
    path: undefined,
    encryptionMode: undefined,
    tasks,
    origin: origin(),
    ...changes,
  };
}

/** A full set of 4.x that succeeded. */
export function set(tenantId: bigint, row: Readonly<Record<string, string>>): BackupSet {
  return {
    tenantId,
    setId: 8n,
    copyId: undefined,
    kind: 'full',
    previousFullSetId: undefined,
    previousIncrementalSetId: undefined,
    state: 'succeeded',
    status: 'SUCCESS',
    fileState: 'available',
    fileStatus: 'AVAILABLE',
    startedAt: undefined,
    endedAt: undefined,
    elapsedSeconds: undefined,
    inputBytes: undefined,
    outputBytes: undefined,
    outputRateBytesPerSecond: undefined,
    encryption: 'none',
    encryptionMode: 'NONE',
    minRestoreScn: undefined,
    minRestoreAt: undefined,
    startReplayScn: undefined,
    result: 0n,
    comment: '',
    tenantCompatible: undefined,
    clusterVersion: undefined,
    path: undefined,
    origin: origin(row),
  };
}

export function snapshot(changes: Partial<ClusterSnapshot> = {}): ClusterSnapshot {
  return {
    clock: {
      nowText: '2026-11-20 10:00:00.000000',
      nowMicros: NOW,
      timeZone: '+08:00',
      systemTimeZone: 'CST',
    },
    tenants: reading([tenant(1n, 'sys'), tenant(1001n, 'trade'), tenant(1002n, 'shop')]),
    currentRounds: reading([]),
    destinations: reading([]),
    jobs: reading([]),
    cleaningPolicies: reading([]),
    cleaningJobs: reading([]),
    lagTargetsMs: new Map(),
    ...changes,
  };
}

const nothing = { list: undefined, error: undefined, loading: false } as const;

export function scene(line: 3 | 4, changes: Partial<ClusterSnapshot> = {}): Scene {
  return {
    clusterId: 'one',
    clusterName: 'One',
    dialect: { ...idleDialect, line },
    snapshot: snapshot(changes),
    histories: { rounds: () => nothing, pieces: () => nothing, sets: () => nothing },
  };
}
