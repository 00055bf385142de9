import { hasEnded } from '../../jobState';
import type { BackupJob } from '../../model/backupJob';
import type { ReadProblem } from '../../model/rowOrigin';
import type { Tenant } from '../../model/tenant';
import type { Cancellation, Database } from '../../ports';
import { askView, readView, type ViewAnswer } from '../../reading';
import { literalNumber } from '../../sql';
import type { BackupBaseline } from '../dialect';
import type { ColumnProbe } from './columnProbe';
import { covers } from './preflight';
import {
  SYS_TENANT_ID,
  selectFrom,
  tenantCondition,
  tenantIdOf,
  type ViewScope,
  type ViewSpec,
  viewName,
} from './viewScope';
import { backupJobHistory } from './views/backupJobHistory';
import { backupJobs, readJob, readJobKey } from './views/backupJobs';
import { backupTaskHistory } from './views/backupTaskHistory';
import { backupTasks, readTask, type TaskOfJob } from './views/backupTasks';

/** Jobs of one act at most; a guard against a history that somehow does not end. */
const MOST_JOBS = 1000;

/** Reads jobs and their tasks; always JOBS before HISTORY, because rows move in that direction. */
export class JobReader {
  readonly #scope: ViewScope;
  readonly #probe: ColumnProbe;

  constructor(scope: ViewScope, probe: ColumnProbe) {
    this.#scope = scope;
    this.#probe = probe;
  }

  /** All rows of JOBS, with the tasks of those that run. `earlier` lends its tasks to a job whose row just moved. */
  async running(
    database: Database,
    earlier: readonly BackupJob[],
    cancellation?: Cancellation,
  ): Promise<ViewAnswer<BackupJob>> {
    const query = selectFrom(this.#scope, backupJobs, '');
    const answer = await askView(database, query, readJob(this.#scope), cancellation);
    if (answer.refused || answer.items.length === 0) {
      return answer;
    }
    const tasks = await this.#tasks(database, backupTasks, '', cancellation);
    const known = new Map(earlier.map((job) => [job.key, job.tasks]));
    const items = withTasks(answer.items, tasks.tasks).map((job) =>
      job.tasks.length === 0 && !hasEnded(job) ? { ...job, tasks: known.get(job.key) ?? [] } : job,
    );
    return { ...answer, items, problems: [...answer.problems, ...tasks.problems] };
  }

  /** Jobs by key, wherever they are now; those that are nowhere are absent. */
  async byKeys(database: Database, keys: readonly string[]): Promise<readonly BackupJob[]> {
    const wanted = keys.flatMap((key) => readJobKey(key) ?? []);
    if (wanted.length === 0) {
      return [];
    }
    const jobs = await this.#everywhere(database, keysTail(this.#scope, wanted));
    return this.#withTasks(database, jobs);
  }

  /** The highest JOB_ID of each tenant concerned, and from `sys` of `sys` itself. */
  async baseline(database: Database, tenants: readonly Tenant[]): Promise<BackupBaseline> {
    const highest = new Map<bigint, bigint>();
    for (const spec of [backupJobs, backupJobHistory]) {
      const read = await readView(
        database,
        highestIdQuery(this.#scope, spec, this.#owners(tenants)),
        (row) => ({
          tenantId: tenantIdOf(this.#scope, row),
          jobId: row.optionalBigint('JOB_ID') ?? 0n,
        }),
      );
      for (const { tenantId, jobId } of read.items) {
        const before = highest.get(tenantId) ?? 0n;
        highest.set(tenantId, jobId > before ? jobId : before);
      }
    }
    return { highestIds: highest };
  }

  /** Jobs newer than the baseline that this session's own tenant started and that cover one of these tenants. */
  async since(
    database: Database,
    baseline: BackupBaseline,
    tenants: readonly Tenant[],
  ): Promise<readonly BackupJob[]> {
    const newer = this.#owners(tenants).map((tenantId) => {
      const id = literalNumber(baseline.highestIds.get(tenantId) ?? 0n);
      return `(${[...tenantCondition(this.#scope, tenantId), `JOB_ID > ${id}`].join(' AND ')})`;
    });
    const initiator = `INITIATOR_TENANT_ID = ${literalNumber(this.#scope.tenantId)}`;
    const tail = `WHERE ${initiator} AND (${newer.join(' OR ')}) ORDER BY JOB_ID LIMIT ${MOST_JOBS}`;
    const jobs = await this.#everywhere(database, tail);
    const concerned = jobs.filter((job) => tenants.some(({ id }) => covers(job, id)));
    return this.#withTasks(database, concerned);
  }

  #owners(tenants: readonly Tenant[]): readonly bigint[] {
    const ids = tenants.map(({ id }) => id);
    return this.#scope.scope === 'cluster' ? [SYS_TENANT_ID, ...ids] : ids;
  }

  /** A row that moved between the two SELECTs is seen twice: where it ended counts. */
  async #everywhere(database: Database, tail: string): Promise<readonly BackupJob[]> {
    const found = new Map<string, BackupJob>();
    for (const spec of [backupJobs, backupJobHistory]) {
      const query = selectFrom(this.#scope, spec, tail);
      const read = await readView(database, query, readJob(this.#scope));
      for (const job of read.items) {
        found.set(job.key, job);
      }
    }
    return [...found.values()];
  }

  async #withTasks(database: Database, jobs: readonly BackupJob[]): Promise<readonly BackupJob[]> {
    const keys = jobs.filter(({ scope }) => scope === 'tenant').flatMap(({ key }) => readJobKey(key) ?? []);
    if (keys.length === 0) {
      return jobs;
    }
    const tail = keysTail(this.#scope, keys);
    const running = await this.#tasks(database, backupTasks, tail);
    const ended = await this.#tasks(database, backupTaskHistory, tail);
    // The history comes last: a task that moved in between is taken as it ended.
    return withTasks(jobs, [...running.tasks, ...ended.tasks]);
  }

  async #tasks(
    database: Database,
    spec: ViewSpec,
    tail: string,
    cancellation?: Cancellation,
  ): Promise<{ tasks: readonly TaskOfJob[]; problems: readonly ReadProblem[] }> {
    const columns = await this.#probe.columnsOf(database, this.#scope, spec, cancellation);
    const query = selectFrom(this.#scope, spec, tail, columns);
    const answer = await askView(database, query, readTask(this.#scope), cancellation);
    return answer.refused
      ? { tasks: [], problems: [answer.problem] }
      : { tasks: answer.items, problems: answer.problems };
  }
}

/** One task per tenant and job; of two rows the later in the list wins. */
function withTasks(jobs: readonly BackupJob[], tasks: readonly TaskOfJob[]): readonly BackupJob[] {
  return jobs.map((job) => {
    const own = tasks.filter(({ jobKey }) => jobKey === job.key).map(({ task }) => task);
    const byTenant = new Map(own.map((task) => [task.tenantId, task]));
    return { ...job, tasks: [...byTenant.values()] };
  });
}

function keysTail(scope: ViewScope, keys: readonly { tenantId: bigint; jobId: bigint }[]): string {
  const conditions = keys.map(({ tenantId, jobId }) => {
    const job = `JOB_ID = ${literalNumber(jobId)}`;
    return scope.scope === 'cluster' ? `(TENANT_ID = ${literalNumber(tenantId)} AND ${job})` : job;
  });
  return `WHERE ${conditions.join(' OR ')}`;
}

function highestIdQuery(
  scope: ViewScope,
  spec: ViewSpec,
  owners: readonly bigint[],
): { view: string; text: string } {
  const view = viewName(scope, spec);
  const text =
    scope.scope === 'cluster'
      ? `SELECT TENANT_ID, MAX(JOB_ID) AS JOB_ID FROM ${view} ` +
        `WHERE TENANT_ID IN (${owners.map(literalNumber).join(', ')}) GROUP BY TENANT_ID`
      : `SELECT MAX(JOB_ID) AS JOB_ID FROM ${view}`;
  return { view, text };
}
