import { hasEnded } from './jobState';
import type { BackupJob } from './model/backupJob';

/** Looked for this many times before a job is called lost: rows are in no view for a moment while they move. */
const LOST_AFTER = 5;

/** What came of comparing one reading of the running jobs with what was known before. */
export interface LedgerUpdate {
  /**
   * For the snapshot: running jobs, those that ended since the last one or whose parent still runs, and
   * those being looked for.
   */
  readonly jobs: readonly BackupJob[];
  /** To be announced, each once. */
  readonly ended: readonly BackupJob[];
}

interface Followed {
  readonly job: BackupJob;
  /** Readings in a row in which it was nowhere. */
  readonly missed: number;
}

/** Remembers which jobs are running, so that each end is noticed and told exactly once. Asks nobody. */
export class JobLedger {
  readonly #followed = new Map<string, Followed>();
  /** Ends that were told and whose rows still stand among the running ones. */
  #told: ReadonlySet<string> = new Set();
  /** Ended jobs of tenants whose parent in `sys` still runs: without them its progress would fall back. */
  readonly #siblings = new Map<string, BackupJob>();
  #first = true;

  /** From now on the end of these is told, even if no reading ever showed them running. */
  follow(jobs: readonly BackupJob[]): void {
    for (const job of jobs) {
      if (!this.#told.has(job.key)) {
        this.#followed.set(job.key, { job, missed: 0 });
      }
    }
  }

  /** Which jobs must be read by key: the followed ones that are not among `running`, and those just ended. */
  questions(running: readonly BackupJob[]): readonly string[] {
    const shown = new Set(running.filter((job) => !hasEnded(job)).map(({ key }) => key));
    const gone = [...this.#followed.keys()].filter((key) => !shown.has(key));
    const ended = running.filter((job) => hasEnded(job) && !this.#told.has(job.key)).map(({ key }) => key);
    return [...new Set([...gone, ...ended])];
  }

  /** @param answers the jobs asked for by `questions`; absent if they could not be read this time */
  update(running: readonly BackupJob[], answers: readonly BackupJob[] | undefined): LedgerUpdate {
    const answered = new Map((answers ?? []).map((job) => [job.key, job]));
    const latest = new Map(running.map((job) => [job.key, answered.get(job.key) ?? job]));
    for (const key of this.#followed.keys()) {
      const found = answered.get(key);
      if (found !== undefined) {
        latest.set(key, found);
      }
    }
    const missing = this.#missing(latest, answers !== undefined);
    const ended = [...latest.values()].filter((job) => hasEnded(job) && !this.#told.has(job.key));
    const told = ended.filter(({ key }) => !this.#first || this.#followed.has(key));
    const going = [...latest.values()].filter((job) => !hasEnded(job));
    for (const { key } of ended) {
      this.#followed.delete(key);
    }
    for (const job of going) {
      this.#followed.set(job.key, { job, missed: 0 });
    }
    const siblings = this.#endedSiblings(going, ended);
    const shown = new Set(running.map(({ key }) => key));
    this.#told = new Set([...this.#told, ...ended.map(({ key }) => key)].filter((key) => shown.has(key)));
    this.#first = false;
    return {
      jobs: [...going, ...missing.sought, ...missing.lost, ...ended, ...siblings],
      ended: [...told, ...missing.lost],
    };
  }

  /** Forgets everything, as when the connection is given up. */
  clear(): void {
    this.#followed.clear();
    this.#siblings.clear();
    this.#told = new Set();
    this.#first = true;
  }

  /** Those that ended earlier and whose parent still runs; the ones that ended just now are remembered. */
  #endedSiblings(going: readonly BackupJob[], ended: readonly BackupJob[]): readonly BackupJob[] {
    const parents = new Set(going.map(({ key }) => key));
    for (const [key, { parentKey }] of this.#siblings) {
      if (parentKey === undefined || !parents.has(parentKey)) {
        this.#siblings.delete(key);
      }
    }
    const earlier = [...this.#siblings.values()];
    for (const job of ended) {
      if (job.parentKey !== undefined && parents.has(job.parentKey)) {
        this.#siblings.set(job.key, job);
      }
    }
    return earlier;
  }

  /** Followed jobs of which nothing was seen: still looked for, or given up. */
  #missing(
    latest: ReadonlyMap<string, BackupJob>,
    asked: boolean,
  ): { sought: readonly BackupJob[]; lost: readonly BackupJob[] } {
    const sought: BackupJob[] = [];
    const lost: BackupJob[] = [];
    for (const [key, { job, missed }] of this.#followed) {
      if (latest.has(key)) {
        continue;
      }
      const times = asked ? missed + 1 : missed;
      if (times < LOST_AFTER) {
        this.#followed.set(key, { job, missed: times });
        sought.push(job);
      } else {
        this.#followed.delete(key);
        lost.push({ ...job, state: 'unknown' });
      }
    }
    return { sought, lost };
  }
}
