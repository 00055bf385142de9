import { maxOf, minOf, SECOND, scattered } from './instants';
import type { DeviceType } from './parameters/destination';
import { SYS_TENANT_ID } from './tenants';

export type BackupType = 'D' | 'I';

/** What one tenant's part of a backup amounts to, fixed when the run starts. */
export interface TaskPlan {
  readonly tenantId: bigint;
  /** Microseconds since the epoch from here on. */
  readonly appearsAt: bigint;
  /** GENERATE becomes DOING. */
  readonly worksFrom: bigint;
  readonly plannedEnd: bigint;
  readonly partitionCount: bigint;
  readonly macroBlockCount: bigint;
  readonly bytesPerBlock: bigint;
  /** Bytes written per thousand bytes read. */
  readonly outputPerMille: bigint;
}

/** One tenant's part of a backup. */
export interface TenantTask extends TaskPlan {
  /** When it stands or will stand in FINISH. */
  endsAt: bigint;
  /** When its row is or will be in the history. */
  movesAt: bigint;
  /** 0, or a negative OceanBase code. */
  result: number;
  isFinished: boolean;
  isInHistory: boolean;
  /** The counters stand still from here on. */
  heldAt?: bigint;
}

/** A backup of the cluster, or of some of its tenants. */
export interface BackupRun {
  readonly setId: bigint;
  readonly type: BackupType;
  readonly level: 'CLUSTER' | 'TENANT';
  readonly startMicros: bigint;
  readonly destination: string;
  readonly deviceType: DeviceType;
  readonly encryptionMode: 'NONE' | 'PASSWORD';
  /** Hash of the backup password; empty without one. */
  readonly passwordHash: string;
  readonly roundId: bigint;
  readonly previousFullId: bigint;
  readonly previousIncrementalId: bigint;
  readonly dataVersion: bigint;
  readonly tenants: ReadonlyMap<bigint, { readonly name: string }>;
  /** sys first. */
  readonly tasks: TenantTask[];
  /** What has become of the set since it was made. */
  fileStatus: 'AVAILABLE' | 'DELETING' | 'DELETED';
}

/** What the dictionary says about a task at one instant. */
export interface TaskFigures {
  readonly partitionCount: bigint;
  readonly macroBlockCount: bigint;
  readonly finishedPartitionCount: bigint;
  readonly finishedMacroBlockCount: bigint;
  readonly inputBytes: bigint;
  readonly outputBytes: bigint;
  /** Last change of the row. */
  readonly changedMicros: bigint;
}

const MILLE = 1000n;
/** How often the servers report. */
const REPORT_INTERVAL = (13n * SECOND) / 10n;
/** The macro blocks of the last partitions are counted when this share of the work is done. */
const COUNTED_WHEN = 80n;

/** Whether all tenants of a run succeeded and its files are there: only then it can serve as a base. */
export const isUsable = (run: BackupRun): boolean =>
  run.fileStatus === 'AVAILABLE' &&
  run.tasks.length > 0 &&
  run.tasks.every((task) => task.isInHistory && task.result === 0);

/** The figures of a task at an instant; they never fall while the task runs. */
export function figuresAt(run: BackupRun, task: TenantTask, atMicros: bigint): TaskFigures {
  const changedMicros = task.isFinished ? task.endsAt : lastReport(task, atMicros);
  const counted = minOf(changedMicros, task.heldAt ?? changedMicros);
  const done = task.isFinished && task.result === 0 ? MILLE : doneShare(run, task, counted);
  return task.tenantId === SYS_TENANT_ID
    ? sysFigures(task, done, changedMicros)
    : userFigures(task, done, counted, changedMicros);
}

function lastReport(task: TenantTask, atMicros: bigint): bigint {
  const running = maxOf(0n, atMicros - task.appearsAt);
  return task.appearsAt + running - (running % REPORT_INTERVAL);
}

/** Share of the work that is done, in thousandths; a little uneven, never back. */
function doneShare(run: BackupRun, task: TenantTask, atMicros: bigint): bigint {
  const span = task.plannedEnd - task.worksFrom;
  const worked = atMicros - task.worksFrom;
  if (worked <= 0n || span <= 0n) {
    return 0n;
  }
  const even = minOf(MILLE, (worked * MILLE) / span);
  // Early partitions are smaller in some runs, later ones in others: up to 6 % ahead of the even pace.
  const ahead = (scattered(run.setId * 31n + task.tenantId, 61n) * even * (MILLE - even)) / (MILLE * MILLE);
  return minOf(MILLE, even + ahead);
}

/** The sys tenant keeps the books of the run: its counts stay 0, in the end it has a small size. */
function sysFigures(task: TenantTask, done: bigint, changedMicros: bigint): TaskFigures {
  const inputBytes = done === MILLE && task.isFinished ? task.macroBlockCount * task.bytesPerBlock : 0n;
  return {
    partitionCount: 0n,
    macroBlockCount: 0n,
    finishedPartitionCount: 0n,
    finishedMacroBlockCount: 0n,
    inputBytes,
    outputBytes: (inputBytes * task.outputPerMille) / MILLE,
    changedMicros,
  };
}

function userFigures(
  task: TenantTask,
  done: bigint,
  countedMicros: bigint,
  changedMicros: bigint,
): TaskFigures {
  const isCounted = countedMicros >= task.worksFrom;
  const finishedMacroBlockCount = (task.macroBlockCount * done) / MILLE;
  const known = done >= COUNTED_WHEN ? MILLE : 400n + (done * 600n) / COUNTED_WHEN;
  const inputBytes = finishedMacroBlockCount * task.bytesPerBlock;
  return {
    // the row comes first, the number of its partition groups with the next report
    partitionCount: changedMicros > task.appearsAt ? task.partitionCount : 0n,
    macroBlockCount: isCounted ? maxOf(finishedMacroBlockCount, (task.macroBlockCount * known) / MILLE) : 0n,
    finishedPartitionCount: (task.partitionCount * done) / MILLE,
    finishedMacroBlockCount,
    inputBytes,
    outputBytes: (inputBytes * task.outputPerMille) / MILLE,
    changedMicros,
  };
}
