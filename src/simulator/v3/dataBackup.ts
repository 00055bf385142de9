import { createHash } from 'node:crypto';
import type { Random } from '../random';
import { type ChainRequest, findChain } from './backupChain';
import { planTasks } from './backupPlan';
import type { BackupRun, BackupType, TenantTask } from './backupRun';
import { RESULT_CANCELED, RESULT_TENANT_NOT_EXIST } from './errors';
import { earliest, maxOf, SECOND } from './instants';
import type { Machine } from './machine';
import { deviceTypeOf } from './parameters/destination';
import { SYS_TENANT_ID, type Tenant } from './tenants';

/** Status of the cluster's data backup: `backup_status` of sys in `__all_tenant_backup_info`. */
export type BackupStatus = 'STOP' | 'PREPARE' | 'DOING' | 'CANCEL' | 'CLEANUP';

/** What is backed up, and where to. */
export interface BackupRequest extends ChainRequest {
  readonly incremental: boolean;
  readonly tenants: readonly Tenant[];
  readonly dataVersion: bigint;
  readonly netLimitBytesPerSecond: bigint;
  /** Undefined: not encrypted. */
  readonly password: string | undefined;
}

interface PendingFailure {
  readonly at: bigint;
  readonly result: number;
  readonly tenantId: bigint | undefined;
}

/**
 * The cluster's data backup: one run at a time. Each tenant ends and enters the history by itself;
 * sys ends last; then all rows leave the list of running tasks together, and a moment later the
 * cluster is ready for the next run.
 */
export class DataBackup implements Machine {
  readonly #random: Random;
  readonly #runs: BackupRun[] = [];
  #status: BackupStatus = 'STOP';
  #rowsVanishAt: bigint | undefined;
  #stopsAt: bigint | undefined;
  #failure: PendingFailure | undefined;
  #nextSetId = 1n;

  constructor(random: Random) {
    this.#random = random;
  }

  get status(): BackupStatus {
    return this.#status;
  }

  /** The run under way, if there is one. */
  get running(): BackupRun | undefined {
    return this.#status === 'STOP' ? undefined : this.#runs.at(-1);
  }

  /** Whether the run under way has failed in part, or is about to. */
  get isFailing(): boolean {
    return this.#failure !== undefined || (this.running?.tasks.some(({ result }) => result !== 0) ?? false);
  }

  /** All runs ever started, oldest first. */
  runs(): readonly BackupRun[] {
    return this.#runs;
  }

  /** Rows of the list of running tasks, sys first; none once they have vanished. */
  runningTasks(atMicros: bigint): readonly TenantTask[] {
    const isListed = this.#rowsVanishAt === undefined || atMicros < this.#rowsVanishAt;
    return isListed ? (this.running?.tasks.filter(({ appearsAt }) => appearsAt <= atMicros) ?? []) : [];
  }

  /** Starts a run. The caller has checked that it may. An incremental one without a base becomes full. */
  start(request: BackupRequest, atMicros: bigint): void {
    const chain = request.incremental ? findChain(this.#runs, request) : undefined;
    const type: BackupType = chain === undefined ? 'D' : 'I';
    const { tenants, destination, password } = request;
    this.#runs.push({
      setId: this.#nextSetId,
      type,
      level: request.level,
      startMicros: atMicros,
      destination,
      deviceType: deviceTypeOf(destination) ?? 'FILE',
      fileStatus: 'AVAILABLE',
      encryptionMode: password === undefined ? 'NONE' : 'PASSWORD',
      passwordHash: password === undefined ? '' : createHash('md5').update(password).digest('hex'),
      roundId: request.roundId,
      previousFullId: chain?.full.setId ?? 0n,
      previousIncrementalId: chain?.last.setId ?? 0n,
      dataVersion: request.dataVersion,
      tenants: new Map(tenants.map(({ id, name }) => [id, { name }])),
      tasks: planTasks(
        {
          type,
          startMicros: atMicros,
          tenants,
          chain,
          netLimitBytesPerSecond: request.netLimitBytesPerSecond,
        },
        this.#random,
      ),
    });
    this.#nextSetId += 1n;
    this.#status = 'PREPARE';
    this.#rowsVanishAt = undefined;
    this.#stopsAt = undefined;
    this.#failure = undefined;
  }

  /** Begins to cancel the run. The caller has checked that it may. */
  cancel(atMicros: bigint): void {
    if (this.#status !== 'CANCEL') {
      this.#status = 'CANCEL';
      this.#failure = undefined;
      this.#cancelTasks(RESULT_CANCELED, atMicros, 5n * SECOND);
    }
  }

  /** Ends the run at once as cancelled: `CANCEL ALL BACKUP FORCE`. */
  cancelAtOnce(atMicros: bigint): void {
    if (this.running === undefined) {
      return;
    }
    this.#cancelTasks(RESULT_CANCELED, atMicros, 0n);
    for (const task of this.running.tasks) {
      if (!task.isInHistory) {
        task.endsAt = task.isFinished ? task.endsAt : atMicros;
        task.isFinished = true;
        task.isInHistory = true;
      }
    }
    this.#rowsVanishAt = atMicros;
    this.#status = 'STOP';
  }

  /**
   * Lets a tenant's part fail (the first unfinished one where none is named) after `retryMicros` in
   * which nothing advances. The parts still running are then cancelled, as the root service does.
   */
  fail(result: number, tenantId: bigint | undefined, retryMicros: bigint, atMicros: bigint): void {
    for (const task of this.running?.tasks ?? []) {
      if (!task.isFinished && task.tenantId !== SYS_TENANT_ID) {
        task.heldAt = atMicros;
        task.endsAt = maxOf(task.endsAt, atMicros + retryMicros + SECOND);
        task.movesAt = task.endsAt + 2n * SECOND;
      }
    }
    this.#failure = { at: atMicros + retryMicros, result, tenantId };
  }

  /**
   * A tenant that is dropped while it is backed up loses its row, and the run fails: the root service
   * cancels the other parts, and sys shows why.
   */
  tenantDropped(tenantId: bigint, atMicros: bigint): void {
    const tasks = this.running?.tasks ?? [];
    const place = tasks.findIndex((task) => task.tenantId === tenantId && !task.isInHistory);
    if (place >= 0) {
      tasks.splice(place, 1);
      this.#cancelTasks(RESULT_TENANT_NOT_EXIST, atMicros, SECOND);
    }
  }

  nextChange(): bigint | undefined {
    const { running } = this;
    if (running === undefined) {
      return undefined;
    }
    if (this.#status === 'CLEANUP') {
      return this.#stopsAt;
    }
    const users = running.tasks.flatMap((task) => {
      const isUser = task.tenantId !== SYS_TENANT_ID;
      return isUser && !task.isInHistory ? [task.isFinished ? task.movesAt : task.endsAt] : [];
    });
    const appearsAt = this.#status === 'PREPARE' ? running.tasks[0]?.appearsAt : undefined;
    const sysEnds = users.length === 0 ? running.tasks[0]?.endsAt : undefined;
    return earliest([...users, appearsAt, sysEnds, this.#failure?.at]);
  }

  change(atMicros: bigint): void {
    const { running } = this;
    if (running === undefined) {
      return;
    }
    if (this.#status === 'CLEANUP') {
      this.#status = 'STOP';
      return;
    }
    if (this.#status === 'PREPARE') {
      this.#status = 'DOING';
    }
    if (this.#failure !== undefined && this.#failure.at <= atMicros) {
      this.#carryOutFailure(this.#failure, atMicros);
    }
    for (const task of running.tasks) {
      if (task.tenantId !== SYS_TENANT_ID) {
        advanceTask(task, atMicros);
      }
    }
    this.#advanceSys(running, atMicros);
  }

  /** Sys ends a moment after the last user tenant reached the history. */
  #advanceSys(run: BackupRun, atMicros: bigint): void {
    const [sys, ...users] = run.tasks;
    if (sys === undefined || !users.every((task) => task.isInHistory)) {
      return;
    }
    const lastMove = users.reduce((last, task) => maxOf(last, task.movesAt), run.startMicros);
    sys.endsAt = maxOf(sys.endsAt, lastMove + SECOND / 2n);
    if (sys.endsAt > atMicros) {
      return;
    }
    sys.isFinished = true;
    sys.isInHistory = true;
    this.#status = 'CLEANUP';
    this.#rowsVanishAt = atMicros + this.#random.bigintBetween(SECOND, 3n * SECOND);
    this.#stopsAt = this.#rowsVanishAt + this.#random.bigintBetween(SECOND / 2n, 2n * SECOND);
  }

  #carryOutFailure({ result, tenantId }: PendingFailure, atMicros: bigint): void {
    this.#failure = undefined;
    const unfinished = this.running?.tasks.filter(({ isFinished }) => !isFinished) ?? [];
    const users = unfinished.filter((task) => task.tenantId !== SYS_TENANT_ID);
    const failing = users.find((task) => task.tenantId === tenantId) ?? users[0];
    if (failing !== undefined) {
      failing.result = result;
      failing.endsAt = atMicros;
      failing.movesAt = atMicros + this.#random.bigintBetween(SECOND, 2n * SECOND);
    }
    this.#cancelTasks(result, atMicros, SECOND / 4n);
  }

  /** Unfinished user tenants are cancelled; sys takes over what ended the run. */
  #cancelTasks(sysResult: number, atMicros: bigint, takesMicros: bigint): void {
    for (const task of this.running?.tasks ?? []) {
      if (task.isInHistory || task.result !== 0) {
        continue;
      }
      if (task.tenantId === SYS_TENANT_ID) {
        task.result = sysResult;
        task.endsAt = atMicros;
      } else if (!task.isFinished) {
        task.result = RESULT_CANCELED;
        task.heldAt ??= atMicros;
        task.endsAt =
          maxOf(task.appearsAt, atMicros) + this.#random.bigintBetween(takesMicros / 2n, takesMicros);
        task.movesAt = task.endsAt + this.#random.bigintBetween(SECOND, 2n * SECOND);
      } else if (sysResult === RESULT_CANCELED) {
        task.result = RESULT_CANCELED;
      }
    }
  }
}

function advanceTask(task: TenantTask, atMicros: bigint): void {
  if (!task.isFinished && task.endsAt <= atMicros) {
    task.isFinished = true;
  }
  if (task.isFinished && !task.isInHistory && task.movesAt <= atMicros) {
    task.isInHistory = true;
  }
}
