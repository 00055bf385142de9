import type { Random } from '../random';
import { Cleaning } from './cleaning';
import { DataBackup } from './dataBackup';
import { RESULT_DATA_VERSION_GAP } from './errors';
import { Freezes } from './freezes';
import { maxOf } from './instants';
import { LogArchive } from './logArchive';
import type { Machine } from './machine';
import { findObsolete, type Obsolete } from './obsolete';
import { placeOf } from './parameters/destination';
import { ParameterStore } from './parameters/parameterStore';
import type { V3Profile } from './profiles';
import { logNeededFrom } from './replayFrom';
import { type Tenant, type TenantSpec, Tenants } from './tenants';

/** Circumstances that make statements fail and that no statement of a client can bring about. */
export const CONDITIONS = [
  'standby',
  'withoutGts',
  'oldInnerTables',
  'missingMount',
  'majorFreezeFirst',
  'snapshotTooOld',
  'leftovers',
] as const;

export type Condition = (typeof CONDITIONS)[number];

/** A backup whose base lies more major freezes back than this fails with 9042. */
const MAX_VERSION_GAP = 16n;

/**
 * The state of one simulated 3.x cluster. Statements act on it, views read it; time passes only in
 * `settle`.
 */
export class Cluster {
  readonly tenants = new Tenants();
  readonly parameters = new ParameterStore();
  readonly archive: LogArchive;
  readonly backup: DataBackup;
  readonly freezes: Freezes;
  readonly cleaning: Cleaning;
  readonly conditions = new Set<Condition>();
  readonly profile: V3Profile;
  readonly createdMicros: bigint;
  readonly #usedPlaces = new Set<string>();
  #nowMicros: bigint;

  constructor(profile: V3Profile, random: Random, startMicros: bigint) {
    this.profile = profile;
    this.createdMicros = startMicros;
    this.#nowMicros = startMicros;
    this.archive = new LogArchive(this.tenants, this.parameters, random);
    this.backup = new DataBackup(random);
    this.freezes = new Freezes(random, startMicros);
    this.cleaning = new Cleaning(this.archive.pieces);
    if (profile.majorFreezeFirst) {
      this.conditions.add('majorFreezeFirst');
    }
  }

  /** The instant up to which everything has happened, microseconds since the epoch. */
  get nowMicros(): bigint {
    return this.#nowMicros;
  }

  /** Lets happen, in its order, whatever is due up to `micros`. Costs as much as there are changes. */
  settle(micros: bigint): void {
    for (let due = this.#nextDue(micros); due !== undefined; due = this.#nextDue(micros)) {
      this.#nowMicros = maxOf(this.#nowMicros, due.at);
      due.machine.change(this.#nowMicros);
      this.#checkDataVersion();
      this.#followInterruption();
    }
    this.#nowMicros = maxOf(this.#nowMicros, micros);
  }

  /** Whether archive information of this cluster lies at a destination. */
  isUsed(destination: string): boolean {
    return this.#usedPlaces.has(placeOf(destination));
  }

  /** Starts a round of the log archive; all checks have passed. */
  startArchive(): void {
    const tenantIds = this.tenants.users().map(({ id }) => id);
    const isFresh = this.freezes.isFreshlyFrozen(tenantIds, this.#nowMicros);
    this.archive.start(this.#nowMicros, isFresh);
    this.#usedPlaces.add(placeOf(this.archive.destination));
    this.parameters.store('enable_log_archive', 'True', this.#nowMicros);
  }

  /** Begins to end the round; all checks have passed. */
  stopArchive(): void {
    this.archive.stop(this.#nowMicros);
    this.parameters.store('enable_log_archive', 'False', this.#nowMicros);
  }

  /** Ends everything without the medium. The destination has to be set anew afterwards. */
  forceCancelAll(): void {
    this.backup.cancelAtOnce(this.#nowMicros);
    this.archive.stopAtOnce(this.#nowMicros);
    this.parameters.store('enable_log_archive', 'False', this.#nowMicros);
    this.parameters.store('backup_dest', '', this.#nowMicros);
  }

  /** Breaks the log stream. */
  interruptArchive(): void {
    this.archive.interrupt(this.#nowMicros);
    this.#followInterruption();
  }

  /** What no moment of the recovery window needs: sets of the cluster in the current destination. */
  obsolete(atMicros: bigint): Obsolete {
    const place = placeOf(this.parameters.destination);
    const runs = this.backup
      .runs()
      .filter((run) => run.level === 'CLUSTER' && placeOf(run.destination) === place);
    return findObsolete(runs, this.parameters.recoveryWindowMicros, atMicros);
  }

  /** Begins to delete what is obsolete. @returns the number of sets */
  cleanObsolete(takesMicros: bigint): number {
    const { oldestNeeded, sets } = this.obsolete(this.#nowMicros);
    if (oldestNeeded === undefined || this.cleaning.running !== undefined) {
      return 0;
    }
    const available = sets.filter((run) => run.fileStatus === 'AVAILABLE');
    const job = {
      startMicros: this.#nowMicros,
      endMicros: this.#nowMicros + takesMicros,
      expiryMicros: this.#nowMicros - this.parameters.recoveryWindowMicros,
      tenantIds: this.tenants.accounts().map(({ id }) => id),
      sets: available,
    };
    this.cleaning.start(job, logNeededFrom(oldestNeeded));
    return available.length;
  }

  createTenant(spec: TenantSpec): Tenant {
    const tenant = this.tenants.create(spec, this.#nowMicros);
    this.archive.tenantCreated(tenant.id, this.#nowMicros);
    return tenant;
  }

  dropTenant(tenantId: bigint): void {
    this.tenants.drop(tenantId);
    this.archive.tenantDropped(tenantId, this.#nowMicros);
    this.backup.tenantDropped(tenantId, this.#nowMicros);
  }

  /** Stores a parameter whose value has been checked. */
  storeParameter(name: string, value: string, servers?: Parameters<ParameterStore['store']>[3]): void {
    this.archive.keepProgress(this.#nowMicros);
    this.parameters.store(name, value, this.#nowMicros, servers);
  }

  #machines(): readonly Machine[] {
    return [this.archive, this.backup, this.freezes, this.cleaning];
  }

  #nextDue(upTo: bigint): { readonly machine: Machine; readonly at: bigint } | undefined {
    let next: { readonly machine: Machine; readonly at: bigint } | undefined;
    for (const machine of this.#machines()) {
      const at = machine.nextChange();
      if (at !== undefined && at <= upTo && (next === undefined || at < next.at)) {
        next = { machine, at };
      }
    }
    return next;
  }

  /** A run that more than 16 major freezes have overtaken fails. */
  #checkDataVersion(): void {
    const { running } = this.backup;
    if (running === undefined || this.backup.status !== 'DOING' || this.backup.isFailing) {
      return;
    }
    if (this.freezes.frozenVersion - running.dataVersion > MAX_VERSION_GAP) {
      this.backup.fail(RESULT_DATA_VERSION_GAP, undefined, 0n, this.#nowMicros);
    }
  }

  /** The scheduler switches archiving off on the servers when the stream is broken. */
  #followInterruption(): void {
    if (this.archive.status === 'INTERRUPTED' && this.parameters.isTrue('enable_log_archive')) {
      this.parameters.store('enable_log_archive', 'False', this.#nowMicros);
    }
  }
}
