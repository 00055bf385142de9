import type { BackupJob, BackupTask, Counter } from '../../model/backupJob';
import type { BackupSet } from '../../model/backupSet';
import type { ServerTime } from '../../model/serverTime';
import { endOf } from './runOutcome';
import { SYS_TENANT_ID } from './viewQuery';
import type { ProgressRow } from './views/backupProgress';

const KEY_PREFIX = 'set/';

/** The rows of one run in PROGRESS, by tenant. */
export type RunRows = readonly [ProgressRow, ...(readonly ProgressRow[])];

/** `set/<BS_KEY>`: a run has no number of its own besides that of its set. */
function jobKey(setId: bigint): string {
  return `${KEY_PREFIX}${setId}`;
}

export function readJobKey(key: string): bigint | undefined {
  const digits = key.startsWith(KEY_PREFIX) ? key.slice(KEY_PREFIX.length) : '';
  return /^\d+$/.test(digits) ? BigInt(digits) : undefined;
}

/**
 * A run with rows in PROGRESS goes on, whatever they say: a tenant that is done shows COMPLETED or
 * FAILED there while the others work.
 *
 * @param gone tasks of tenants that left PROGRESS already
 */
export function runningJob(
  rows: RunRows,
  gone: readonly BackupTask[],
  encryptionMode: string | undefined,
): BackupJob {
  const [first] = rows;
  const tasks = [...gone, ...rows.map(({ task }) => task)].sort(byTenant);
  return {
    ...clusterJob(first.task.setId),
    executorTenantIds: tasks.map(({ tenantId }) => tenantId),
    kind: first.kind,
    state: 'running',
    status: wordOf(rows.map(({ task }) => task.phase)),
    startedAt: first.task.startedAt,
    endedAt: undefined,
    result: undefined,
    encryptionMode,
    tasks,
    origin: first.task.origin,
  };
}

/** A run that left PROGRESS, from its sets; absent where there are none. */
export function jobOfSets(sets: readonly BackupSet[]): BackupJob | undefined {
  const [first] = sets;
  if (first === undefined) {
    return undefined;
  }
  const state = endOf(sets);
  return {
    ...clusterJob(first.setId),
    executorTenantIds: sets.map(({ tenantId }) => tenantId),
    kind: first.kind,
    state,
    status: wordOf(sets.map(({ status }) => status)),
    startedAt: first.startedAt,
    endedAt: state === 'running' ? undefined : latest(sets.map(({ endedAt }) => endedAt)),
    result: sets.find(({ result }) => result !== undefined)?.result,
    encryptionMode: first.encryptionMode,
    tasks: sets.map((set) => taskOfSet(set, undefined)).sort(byTenant),
    origin: first.origin,
  };
}

/** A tenant's part that is over. The views of finished runs have no counters: `before` lends its own. */
export function taskOfSet(set: BackupSet, before: BackupTask | undefined): BackupTask {
  const done = set.state === 'succeeded';
  return {
    tenantId: set.tenantId,
    setId: set.setId,
    phase: set.status,
    startedAt: set.startedAt,
    endedAt: set.endedAt,
    macroBlocks: filled(before?.macroBlocks, done),
    tablets: filled(before?.tablets, done),
    dataProgressPercent: undefined,
    logProgressPercent: undefined,
    inputBytes: before?.inputBytes,
    outputBytes: set.outputBytes ?? before?.outputBytes,
    turns: {},
    result: set.result,
    comment: set.comment,
    origin: set.origin,
  };
}

type SharedByAll = Pick<
  BackupJob,
  'key' | 'line' | 'tenantId' | 'jobId' | 'setId' | 'parentKey' | 'scope' | 'comment' | 'description' | 'path'
>;

function clusterJob(setId: bigint): SharedByAll {
  return {
    key: jobKey(setId),
    line: 3,
    tenantId: SYS_TENANT_ID,
    jobId: undefined,
    setId,
    parentKey: undefined,
    scope: 'cluster',
    comment: '',
    description: '',
    path: undefined,
  };
}

function filled(counter: Counter | undefined, done: boolean): Counter | undefined {
  return counter !== undefined && done ? { finished: counter.total, total: counter.total } : counter;
}

/** One word for all: the first that is not the word of success. */
function wordOf(words: readonly string[]): string {
  const others = words.filter((word) => !/^(completed|success)$/i.test(word));
  const running = others.find((word) => /^running$/i.test(word));
  return running ?? others[0] ?? words[0] ?? '';
}

function latest(times: readonly (ServerTime | undefined)[]): ServerTime | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.reduce<ServerTime | undefined>(
    (last, time) => (last === undefined || time.text > last.text ? time : last),
    undefined,
  );
}

function byTenant(left: BackupTask, right: BackupTask): number {
  return left.tenantId < right.tenantId ? -1 : 1;
}
