import type { Cluster } from './cluster';
import type { BackupPlan, BackupTask, Counters, Phase, PhaseKind, Tenant } from './model';
import type { PhaseProfile } from './profiles';
import { DAY, GIB, greatest, KIB, least, MIB, SECOND } from './units';

const MACRO_BLOCK_BYTES = 2n * MIB;
/** Share of the macro blocks that hold minor SSTables, per mille. */
const MINOR_PER_MILLE = 70n;
/** Blocks that turn up only when the major SSTables are listed, per mille. */
const LATE_PER_MILLE = 30n;
const FILE_BYTES = 4n * GIB;
/** One for each log stream. */
const LOG_FILES = 4n;

const NOTHING: Counters = {
  inputBytes: 0n,
  outputBytes: 0n,
  extraMetaBytes: 0n,
  tabletCount: 0n,
  finishTabletCount: 0n,
  macroBlockCount: 0n,
  finishMacroBlockCount: 0n,
  fileCount: 0n,
};

/** The counters of a backup that has not counted anything yet. */
export const noCounters = (): Counters => NOTHING;

/** Decides how much a backup that starts now will read, write and take. */
export function makePlan(
  cluster: Cluster,
  tenant: Tenant,
  type: 'FULL' | 'INC',
  plusArchivelog: boolean,
): BackupPlan {
  const { workload } = tenant;
  const ageMicros = cluster.nowMicros - tenant.createdMicros;
  const grown =
    workload.macroBlockCount +
    (workload.macroBlockCount * workload.growthPerMille * ageMicros) / (1000n * DAY);
  const changedPerMille = type === 'FULL' ? 1000n : cluster.random.bigintBetween(18n, 64n);
  const macroBlockCount = greatest(21n, (grown * changedPerMille) / 1000n);
  const inputBytes =
    macroBlockCount * (MACRO_BLOCK_BYTES - 4096n) + cluster.random.bigintBetween(0n, 900n) * 512n;
  const metaBytes = 22n * KIB * greatest(4n, workload.tabletCount / 150n);
  const outputPerMille = (workload.outputPerMille * cluster.random.bigintBetween(970n, 1030n)) / 1000n;
  const phases = cluster.profile.backupPhases.map((phase) =>
    timedPhase(cluster, tenant, phase, inputBytes, plusArchivelog),
  );
  return {
    phases,
    tabletCount: workload.tabletCount,
    macroBlockCount,
    inputBytes,
    outputBytes: metaBytes + (inputBytes * outputPerMille) / 1000n,
    metaBytes,
    extraMetaBytes: 18n * KIB + workload.tabletCount * 310n,
  };
}

function timedPhase(
  cluster: Cluster,
  tenant: Tenant,
  phase: PhaseProfile,
  inputBytes: bigint,
  plusArchivelog: boolean,
): Phase {
  const atLeast = cluster.duration(phase.leastSeconds * 1000, phase.mostSeconds * 1000);
  const readingMicros = (inputBytes * SECOND) / tenant.workload.readBytesPerSecond;
  const isLastLog = phase.kind === 'log' && plusArchivelog;
  const durations: Readonly<Record<PhaseKind, bigint>> = {
    start: atLeast,
    sysMeta: atLeast,
    userMeta: atLeast,
    metaFinish: atLeast,
    minor: greatest(atLeast, (readingMicros * MINOR_PER_MILLE) / 1000n),
    major: greatest(atLeast, (readingMicros * (1000n - MINOR_PER_MILLE)) / 1000n),
    log: isLastLog ? atLeast * 3n : atLeast,
  };
  return { status: phase.status, kind: phase.kind, durationMicros: durations[phase.kind] };
}

/** What a task has counted at `nowMicros`. Within a turn of a phase no counter goes back. */
export function countersAt(task: BackupTask, nowMicros: bigint): Counters {
  if (task.frozen !== null) {
    return task.frozen;
  }
  const { plan } = task;
  const phase = plan.phases[task.phase];
  if (phase === undefined) {
    return finalCounters(plan);
  }
  const elapsed = least(phase.durationMicros, nowMicros - task.phaseStartMicros);
  switch (phase.kind) {
    case 'start':
    case 'sysMeta':
      return NOTHING;
    case 'userMeta':
      return { ...NOTHING, outputBytes: plan.metaBytes, fileCount: 2n };
    case 'metaFinish':
      return {
        ...NOTHING,
        outputBytes: plan.metaBytes,
        extraMetaBytes: plan.extraMetaBytes,
        tabletCount: plan.tabletCount,
        fileCount: 4n,
      };
    case 'minor':
    case 'major':
      return dataCounters(plan, phase, elapsed);
    case 'log':
      return { ...finalCounters(plan), outputBytes: plan.outputBytes - logTail(plan, task.phase) };
  }
}

function dataCounters(plan: BackupPlan, phase: Phase, elapsedMicros: bigint): Counters {
  const isMinor = phase.kind === 'minor';
  const minorBlocks = (plan.macroBlockCount * MINOR_PER_MILLE) / 1000n;
  const ahead = isMinor ? 0n : minorBlocks;
  const inPhase = isMinor ? minorBlocks : plan.macroBlockCount - minorBlocks;
  const finished = ahead + (inPhase * elapsedMicros) / phase.durationMicros;
  const late = isMinor ? (plan.macroBlockCount * LATE_PER_MILLE) / 1000n : 0n;
  const outputBytes =
    plan.metaBytes + ((plan.outputBytes - plan.metaBytes) * finished) / (plan.macroBlockCount + 1n);
  return {
    inputBytes: (plan.inputBytes * finished) / plan.macroBlockCount,
    outputBytes,
    extraMetaBytes: plan.extraMetaBytes,
    tabletCount: plan.tabletCount,
    finishTabletCount: isMinor ? 0n : (plan.tabletCount * elapsedMicros) / phase.durationMicros,
    macroBlockCount: plan.macroBlockCount - late,
    finishMacroBlockCount: finished,
    fileCount: 4n + outputBytes / FILE_BYTES,
  };
}

/** The complement logs are written in the last phase. */
const logTail = (plan: BackupPlan, phase: number): bigint => (phase === plan.phases.length - 1 ? 0n : 4330n);

/** Complement log files of a backup: known from the log phase on. */
export function logFilesAt(
  task: BackupTask,
  nowMicros: bigint,
): { readonly total: bigint; readonly finished: bigint } {
  const phase = task.plan.phases[task.phase];
  if (task.status === 'COMPLETED') {
    return { total: LOG_FILES, finished: LOG_FILES };
  }
  if (phase === undefined || task.phase < task.plan.phases.length - 1 || task.frozen !== null) {
    return { total: 0n, finished: 0n };
  }
  const elapsed = least(phase.durationMicros, nowMicros - task.phaseStartMicros);
  return { total: LOG_FILES, finished: (LOG_FILES * elapsed) / phase.durationMicros };
}

/** The counters of a backup that is complete. */
export const finalCounters = (plan: BackupPlan): Counters => ({
  inputBytes: plan.inputBytes,
  outputBytes: plan.outputBytes,
  extraMetaBytes: plan.extraMetaBytes,
  tabletCount: plan.tabletCount,
  finishTabletCount: plan.tabletCount,
  macroBlockCount: plan.macroBlockCount,
  finishMacroBlockCount: plan.macroBlockCount,
  fileCount: 6n + plan.outputBytes / FILE_BYTES,
});
