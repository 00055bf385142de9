import type { BackupJob, BackupTask } from '../../model/backupJob';
import type { BackupSet } from '../../model/backupSet';
import type { ReadProblem } from '../../model/rowOrigin';
import type { Cancellation, Database } from '../../ports';
import { askView, readView, type ViewAnswer, type ViewQuery } from '../../reading';
import { literalNumber } from '../../sql';
import type { BackupBaseline } from '../dialect';
import { jobOfSets, type RunRows, readJobKey, runningJob, taskOfSet } from './jobFold';
import { completed, keyOf, readResults } from './runOutcome';
import { readIds } from './setIds';
import { SYS_TENANT_ID } from './viewQuery';
import {
  PROGRESS,
  type ProgressRow,
  progressOfQuery,
  progressQuery,
  readProgress,
} from './views/backupProgress';
import { encryptionQuery, readEncryption } from './views/jobDetails';
import { detailsOfQuery, readDetails, SET_DETAILS } from './views/setDetails';
import { filesOfQuery, readFiles, SET_FILES } from './views/setFiles';

/**
 * Reads runs of the data backup. Rows move from PROGRESS to SET_DETAILS, tenant by tenant and not at
 * one instant: PROGRESS is always read first, and a tenant that left it keeps its place in the job.
 */

/** Where a run leaves its number, in the order in which it passes through them. */
const TRACES = [PROGRESS, SET_FILES, SET_DETAILS];

/** The run that is under way, if any. `earlier` lends tasks and encryption that need not be read again. */
export async function readRunningJobs(
  database: Database,
  earlier: readonly BackupJob[],
  cancellation?: Cancellation,
): Promise<ViewAnswer<BackupJob>> {
  const answer = await askView(database, progressQuery(), readProgress, cancellation);
  if (answer.refused || answer.items.length === 0) {
    return answer.refused ? answer : { ...answer, items: [] };
  }
  const runs = groupBySet(answer.items);
  const problems: ReadProblem[] = [...answer.problems];
  const items: BackupJob[] = [];
  for (const [setId, rows] of runs) {
    const before = earlier.find((job) => job.setId === setId);
    const gone = await goneTasks(database, rows, before, cancellation);
    const mode = before?.encryptionMode ?? (await readMode(database, setId, problems, cancellation));
    items.push(runningJob(rows, gone, mode));
  }
  return { ...answer, items, problems };
}

/** Jobs by key (`set/<BS_KEY>`), running or ended; one that is in no view is absent. */
export async function readJobs(database: Database, keys: readonly string[]): Promise<readonly BackupJob[]> {
  const setIds = keys.flatMap((key) => readJobKey(key) ?? []);
  return setIds.length === 0 ? [] : jobsOf(database, setIds);
}

/** The highest BS_KEY that any view has; it counts for the whole cluster. */
export async function readBaseline(database: Database): Promise<BackupBaseline> {
  let highest = 0n;
  for (const view of TRACES) {
    const query = { view, text: `SELECT MAX(BS_KEY) AS ID FROM ${view}` };
    const [id = 0n] = await readIds(database, query);
    highest = id > highest ? id : highest;
  }
  return { highestIds: new Map([[SYS_TENANT_ID, highest]]) };
}

/** Runs begun after the baseline, by whomever: there is no mark on them that tells. */
export async function findJobsSince(
  database: Database,
  baseline: BackupBaseline,
): Promise<readonly BackupJob[]> {
  const after = literalNumber(baseline.highestIds.get(SYS_TENANT_ID) ?? 0n);
  const found = new Set<bigint>();
  for (const view of TRACES) {
    const query: ViewQuery = {
      view,
      text: `SELECT DISTINCT BS_KEY AS ID FROM ${view} WHERE BS_KEY > ${after} ORDER BY BS_KEY LIMIT 100`,
    };
    for (const id of await readIds(database, query)) {
      found.add(id);
    }
  }
  return found.size === 0 ? [] : jobsOf(database, [...found]);
}

async function jobsOf(database: Database, setIds: readonly bigint[]): Promise<readonly BackupJob[]> {
  const progress = await readView(database, progressOfQuery(setIds), readProgress);
  const details = await readView(database, detailsOfQuery(setIds), readDetails);
  const files = await askView(database, filesOfQuery(setIds), readFiles);
  const inFiles = files.refused ? [] : files.items;
  const filesByKey = new Map(inFiles.map((set) => [keyOf(set), set]));
  const known = new Set(details.items.map(keyOf));
  const sets = [...details.items, ...inFiles.filter((set) => !known.has(keyOf(set)))];
  const results = await readResults(database, sets);
  const complete = sets.map((set) => completed(set, filesByKey.get(keyOf(set)), results));
  const runs = groupBySet(progress.items);
  return setIds.flatMap((setId) => {
    const ended = complete.filter((set) => set.setId === setId);
    return jobOf(runs.get(setId), ended) ?? [];
  });
}

function jobOf(running: RunRows | undefined, sets: readonly BackupSet[]): BackupJob | undefined {
  if (running === undefined) {
    return jobOfSets(sets);
  }
  const here = new Set(running.map(({ task }) => task.tenantId));
  const gone = sets.filter(({ tenantId }) => !here.has(tenantId)).map((set) => taskOfSet(set, undefined));
  const mode = sets.find(({ encryptionMode }) => encryptionMode !== undefined)?.encryptionMode;
  return runningJob(running, gone, mode);
}

/** Tasks of tenants whose rows left PROGRESS while the run goes on; as they ended, or as they were last seen. */
async function goneTasks(
  database: Database,
  rows: readonly ProgressRow[],
  before: BackupJob | undefined,
  cancellation: Cancellation | undefined,
): Promise<readonly BackupTask[]> {
  const here = new Set(rows.map(({ task }) => task.tenantId));
  const missing = (before?.tasks ?? []).filter(({ tenantId }) => !here.has(tenantId));
  const [first] = missing;
  if (first === undefined) {
    return [];
  }
  const answer = await askView(database, detailsOfQuery([first.setId]), readDetails, cancellation);
  const sets = answer.refused ? [] : answer.items;
  return missing.map((task) => {
    const set = sets.find(({ tenantId }) => tenantId === task.tenantId);
    return set === undefined ? task : taskOfSet(set, task);
  });
}

async function readMode(
  database: Database,
  setId: bigint,
  problems: ReadProblem[],
  cancellation: Cancellation | undefined,
): Promise<string | undefined> {
  const answer = await askView(database, encryptionQuery([setId]), readEncryption, cancellation);
  if (answer.refused) {
    problems.push(answer.problem);
    return undefined;
  }
  return answer.items[0]?.mode;
}

function groupBySet(rows: readonly ProgressRow[]): ReadonlyMap<bigint, RunRows> {
  const runs = new Map<bigint, RunRows>();
  for (const row of rows) {
    const run = runs.get(row.task.setId);
    runs.set(row.task.setId, run === undefined ? [row] : [...run, row]);
  }
  return runs;
}
