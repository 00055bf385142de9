import { ActLocks, type Doubt } from './actLocks';
import type { ActRecord, ActTarget, Outcome, Preview } from './acts';
import type { PreflightCheck } from './dialects/dialect';
import { BackupError } from './errors';
import type { ClusterSnapshot } from './model/snapshot';
import type { Tenant } from './model/tenant';
import type { Clock, Database, Log } from './ports';
import { explainServerAnswer } from './serverErrors';
import type { Statement } from './sql';
import { MICROS_PER_SECOND } from './time';
import { connectedOf, findTrace, tenantsWithoutJob, waitForTrace } from './trace';

export interface ExecutorPorts {
  /** Shows the preview to a person and brings the answer. */
  readonly confirm: (preview: Preview) => Promise<boolean>;
  readonly record: (entry: ActRecord) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** Longer than the server's `ob_query_timeout` (10 s unless changed), so that its own answer is heard first. */
const SEND_DEADLINE_MS = 30_000;
/** `ob_query_timeout` and 30 s: what left no trace by then, on the server's clock, did not take effect. */
const SETTLED_AFTER_MICROS = 40n * MICROS_PER_SECOND;

/**
 * The one road of every write: checked, shown, confirmed, sent exactly once, verified in the views.
 * Nothing here sends a statement a second time, whatever goes wrong.
 */
export class Executor {
  readonly #ports: ExecutorPorts;
  readonly #locks = new ActLocks();
  #acts = 0;

  constructor(ports: ExecutorPorts) {
    this.#ports = ports;
  }

  /** Starts one full backup of exactly these tenants. Never throws: the outcome says how it went. */
  async startFullBackup(target: ActTarget, tenants: readonly Tenant[]): Promise<Outcome> {
    try {
      const earlier = await this.#clearDoubts(target, tenants);
      if (earlier !== undefined) {
        return earlier;
      }
    } catch (error) {
      return { kind: 'refused', error: BackupError.from(error) };
    }
    const taken = this.#locks.take(target.id, tenants);
    if (taken.length > 0) {
      return { kind: 'alreadyUnderWay', tenantIds: taken };
    }
    let keepLocks = false;
    try {
      const outcome = await this.#walk(target, tenants);
      keepLocks = outcome.kind === 'notKnownYet';
      return outcome;
    } catch (error) {
      // Only steps before the sending throw.
      return { kind: 'refused', error: BackupError.from(error) };
    } finally {
      if (!keepLocks) {
        this.#locks.release(target.id, tenants);
      }
    }
  }

  async #walk(target: ActTarget, tenants: readonly Tenant[]): Promise<Outcome> {
    const before = await this.#check(target, tenants);
    if (before.blocked) {
      return { kind: 'blocked', checks: before.checks };
    }
    const statement = connectedOf(target).dialect.fullBackup(tenants);
    const preview: Preview = {
      clusterId: target.id,
      clusterName: target.name,
      statement,
      tenants,
      checks: before.checks,
    };
    if (!(await this.#ports.confirm(preview))) {
      return { kind: 'declined' };
    }
    // The person may have taken their time: what was true then need not be true now.
    const now = await this.#check(target, tenants);
    if (now.blocked) {
      return { kind: 'blocked', checks: now.checks };
    }
    // Nor need it be the same connection: what is sent must still be what was shown.
    const { dialect, database } = connectedOf(target);
    if (dialect.fullBackup(tenants).text !== statement.text) {
      throw new BackupError('badInput', 'the connection changed after the statement was shown');
    }
    const baseline = await dialect.readBaseline(database, tenants);
    const doubt: Doubt = { baseline, tenants, sentAtMicros: now.snapshot.clock.nowMicros };
    return this.#sendAndVerify(target, { database, statement, doubt });
  }

  async #check(
    target: ActTarget,
    tenants: readonly Tenant[],
  ): Promise<{ snapshot: ClusterSnapshot; checks: readonly PreflightCheck[]; blocked: boolean }> {
    const snapshot = await target.watcher.refresh();
    const checks = connectedOf(target).dialect.preflightFullBackup(snapshot, tenants);
    return { snapshot, checks, blocked: checks.some(({ outcome }) => outcome === 'blocked') };
  }

  /** From here on nothing throws: whatever happens, the act is settled and recorded. */
  async #sendAndVerify(target: ActTarget, act: Act): Promise<Outcome> {
    this.#acts += 1;
    const actId = `${this.#ports.clock.nowMs()}-${this.#acts}`;
    this.#record(target, act.statement, actId, undefined);
    const failure = await send(act);
    const outcome =
      failure !== undefined && !isAmbiguous(failure)
        ? ({ kind: 'refused', error: failure } as const)
        : await this.#verify(target, act, failure);
    if (outcome.kind === 'notKnownYet') {
      this.#locks.doubt(target.id, act.doubt);
    }
    this.#record(target, act.statement, actId, outcome);
    return outcome;
  }

  async #verify(target: ActTarget, act: Act, failure: BackupError | undefined): Promise<Outcome> {
    const { tenants, baseline } = act.doubt;
    const notKnownYet = (error: BackupError): Outcome => ({
      kind: 'notKnownYet',
      error,
      tenantIds: tenants.map(({ id }) => id),
    });
    try {
      const jobs = await waitForTrace({ target, baseline, tenants }, this.#ports.clock, this.#ports.log);
      if (jobs.length === 0) {
        return notKnownYet(failure ?? new BackupError('timedOut', 'accepted, but no view shows a job'));
      }
      target.watcher.follow(jobs);
      const missingTenants = tenantsWithoutJob(jobs, tenants);
      return { kind: 'started', jobs, missingTenants, afterDoubt: failure !== undefined };
    } catch (error) {
      // Whatever broke here, the statement was sent.
      return notKnownYet(failure ?? BackupError.from(error));
    }
  }

  /**
   * Tenants that are locked by doubt: where the views show by now that it did take effect, the lock goes, and
   * nothing is sent; where enough time has passed without a trace, it did not, and the lock goes. Asked for the
   * same tenants again, what it started is the outcome; for others it would say of them what was never tried.
   *
   * @throws BackupError where the views cannot be asked
   */
  async #clearDoubts(target: ActTarget, tenants: readonly Tenant[]): Promise<Outcome | undefined> {
    for (const doubt of this.#locks.doubtsOf(target.id, tenants)) {
      const jobs = await findTrace({ target, baseline: doubt.baseline, tenants: doubt.tenants });
      if (jobs.length > 0) {
        this.#locks.release(target.id, doubt.tenants);
        target.watcher.follow(jobs);
        const inDoubt = new Set(doubt.tenants.map(({ id }) => id));
        const again = tenants.filter(({ id }) => inDoubt.has(id)).map(({ id }) => id);
        if (again.length < tenants.length || again.length < inDoubt.size) {
          return { kind: 'alreadyUnderWay', tenantIds: again };
        }
        const missingTenants = tenantsWithoutJob(jobs, doubt.tenants);
        return { kind: 'started', jobs, missingTenants, afterDoubt: true };
      }
      const { clock } = await target.watcher.refresh();
      if (clock.nowMicros >= doubt.sentAtMicros + SETTLED_AFTER_MICROS) {
        this.#locks.release(target.id, doubt.tenants);
      }
    }
    return undefined;
  }

  #record(target: ActTarget, statement: Statement, actId: string, outcome: Outcome | undefined): void {
    const error = outcome !== undefined && 'error' in outcome ? outcome.error : undefined;
    try {
      this.#ports.record({
        actId,
        phase: outcome === undefined ? 'sent' : 'settled',
        atMs: this.#ports.clock.nowMs(),
        clusterId: target.id,
        clusterName: target.name,
        maskedStatement: statement.maskedText,
        tenantNames: statement.tenantNames,
        outcome: outcome?.kind,
        jobKeys: outcome?.kind === 'started' ? outcome.jobs.map(({ key }) => key) : [],
        errorReason: error?.reason,
        serverNumber: error?.server?.number,
      });
    } catch (failure) {
      this.#ports.log.error(`an act could not be recorded: ${BackupError.from(failure).message}`);
    }
  }
}

/** A statement on its way, and what will tell whether it took effect. */
interface Act {
  readonly database: Database;
  readonly statement: Statement;
  readonly doubt: Doubt;
}

/** Sends once. No cancellation is passed on: a statement that is on its way cannot be called back. */
async function send({ database, statement }: Act): Promise<BackupError | undefined> {
  try {
    await database.query(statement.text, { deadlineMs: SEND_DEADLINE_MS });
    return undefined;
  } catch (error) {
    return BackupError.from(error);
  }
}

/** Whether the statement may have taken effect although no good answer came. */
function isAmbiguous(error: BackupError): boolean {
  return error.ambiguous || error.reason === 'unreadable' || isServerInDoubt(error);
}

/**
 * Some answers say nothing about what the server had begun: its own timeout, a RootServer that moved, and those of
 * 4000 to 4999 (between servers) and 6000 to 6999 (transactions) that nobody explained.
 */
function isServerInDoubt({ server }: BackupError): boolean {
  if (server === undefined) {
    return false;
  }
  const explanation = explainServerAnswer(server, 'start');
  const family = Math.floor(server.number / 1000);
  return explanation === undefined ? family === 4 || family === 6 : explanation.meaning === 'mayHaveStarted';
}
