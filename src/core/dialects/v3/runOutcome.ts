import type { JobState } from '../../model/backupJob';
import type { BackupSet, BackupSetState } from '../../model/backupSet';
import type { ReadProblem } from '../../model/rowOrigin';
import type { Cancellation, Database } from '../../ports';
import { askView } from '../../reading';
import { type RunResult, readResult, resultsQuery } from './views/taskHistory';

/** `result` of a run that was cancelled (OB_CANCELED). */
const CANCELLED = -4072n;

/** Bad results of runs, or the reason why they are not known. */
export interface Results {
  readonly known: boolean;
  readonly of: (set: BackupSet) => bigint | undefined;
  readonly problems: readonly ReadProblem[];
}

/**
 * Reads why runs ended badly, and asks only where the word of the view leaves it open: FAILED also
 * stands for "cancelled", and DELETING has replaced the word of the end.
 */
export async function readResults(
  database: Database,
  sets: readonly BackupSet[],
  cancellation?: Cancellation,
): Promise<Results> {
  const open = new Set(sets.filter(isLeftOpen).map(({ setId }) => setId));
  if (open.size === 0) {
    return { known: true, of: () => undefined, problems: [] };
  }
  const answer = await askView(database, resultsQuery([...open]), readResult, cancellation);
  if (answer.refused) {
    return { known: false, of: () => undefined, problems: [answer.problem] };
  }
  const byKey = new Map(answer.items.map((item) => [keyOf(item), item.result]));
  return { known: true, of: (set) => byKey.get(keyOf(set)), problems: answer.problems };
}

/** A set with what SET_FILES and the history know besides. */
export function completed(set: BackupSet, files: BackupSet | undefined, results: Results): BackupSet {
  const result = results.of(set);
  return {
    ...set,
    state: stateOf(set, files, results, result),
    fileState: files === undefined ? set.fileState : files.fileState,
    fileStatus: files?.fileStatus ?? set.fileStatus,
    result,
  };
}

function stateOf(
  set: BackupSet,
  files: BackupSet | undefined,
  results: Results,
  result: bigint | undefined,
): BackupSetState {
  if (!isLeftOpen(set)) {
    return set.state;
  }
  if (result !== undefined) {
    return result === CANCELLED ? 'cancelled' : 'failed';
  }
  if (set.state === 'failedOrCancelled') {
    return set.state;
  }
  if (files !== undefined && files.state !== 'running' && files.state !== 'unknown') {
    return files.state;
  }
  // marked for deletion, and no bad end on record
  return results.known && set.status.toUpperCase() === 'DELETING' ? 'succeeded' : 'unknown';
}

/** How a run ended, from the ends of its tenants. It is good only if every tenant's is. */
export function endOf(sets: readonly BackupSet[]): JobState {
  const states = new Set(sets.map(({ state }) => state));
  if (states.has('running')) {
    return 'running';
  }
  if (states.has('failed')) {
    return 'failed';
  }
  if (states.has('failedOrCancelled')) {
    return 'failedOrCancelled';
  }
  if (states.has('cancelled')) {
    return 'cancelled';
  }
  return states.has('unknown') || states.size === 0 ? 'unknown' : 'completed';
}

function isLeftOpen({ state }: BackupSet): boolean {
  return state === 'failedOrCancelled' || state === 'unknown';
}

/** Tenant and set: what tells rows of the views apart. */
export function keyOf({ tenantId, setId }: Pick<RunResult, 'tenantId' | 'setId'>): string {
  return `${setId}/${tenantId}`;
}
