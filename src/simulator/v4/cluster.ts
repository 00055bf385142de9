import { Random } from '../random';
import { Agenda } from './agenda';
import type { BackupJob, RootServiceEvent, ServerNode, Tenant, Workload } from './model';
import type { V4Profile } from './profiles';
import { DAY, least, MINUTE } from './units';

/** Tenant `sys`. */
export const SYS_TENANT_ID = 1n;
const FIRST_USER_TENANT_ID = 1002n;

/** The root service keeps its events for a week. */
const KEPT_EVENTS = 2000;

/** What a new tenant is made from. */
export interface TenantSeed {
  readonly name: string;
  readonly mode: 'MYSQL' | 'ORACLE';
  readonly workload: Workload;
}

/**
 * The whole state of a simulated 4.x cluster. It knows no SQL: the statements, the schedulers and
 * the views stand around it. All change happens either at a statement or at an entry of the agenda.
 */
export class Cluster {
  readonly profile: V4Profile;
  readonly name = 'obcluster';
  readonly id = 1n;
  readonly seed: number;
  readonly random: Random;
  readonly servers: readonly ServerNode[];
  readonly events: RootServiceEvent[] = [];
  /** Parameters of the cluster that differ from their default. */
  readonly parameters = new Map<string, string>();
  /** Which tenant and kind of backup a directory belongs to (its `format.obbak` file). */
  readonly directories = new Map<string, string>();
  /** Destinations that fail with an error number, by the beginning of their path. */
  readonly brokenMedia = new Map<string, number>();
  /** Parent jobs, started in `sys`. */
  readonly sysJobs: BackupJob[] = [];
  readonly sysJobHistory: BackupJob[] = [];
  readonly createdMicros: bigint;
  isUpgrading = false;
  sysJobId = 0n;
  readonly #agenda = new Agenda();
  readonly #tenants = new Map<bigint, Tenant>();
  #nextTenantId = FIRST_USER_TENANT_ID;
  #nowMicros: bigint;

  constructor(profile: V4Profile, seed: number, nowMicros: bigint) {
    this.profile = profile;
    this.seed = seed;
    this.random = new Random(seed);
    this.#nowMicros = nowMicros;
    this.createdMicros = nowMicros - 120n * DAY;
    this.servers = [1n, 2n, 3n].map((id) => ({
      id,
      zone: `zone${id}`,
      ip: `10.0.0.${id}`,
      rpcPort: 2882,
      sqlPort: 2881,
      hasRootService: id === 1n,
      startedMicros: this.createdMicros + id * 4_317_201n,
    }));
  }

  /** Virtual time up to which the cluster has lived, microseconds. */
  get nowMicros(): bigint {
    return this.#nowMicros;
  }

  /** `ip:port` of the server that runs the root service. */
  get rootServerAddress(): string {
    const root = this.servers.find((server) => server.hasRootService);
    return root === undefined ? '' : `${root.ip}:${root.rpcPort}`;
  }

  /** Plans something `delayMicros` from now. */
  after(delayMicros: bigint, action: () => void): void {
    this.#agenda.add(this.#nowMicros + delayMicros, action);
  }

  /** Plans something at a moment; one that has passed means now. */
  at(micros: bigint, action: () => void): void {
    this.#agenda.add(micros < this.#nowMicros ? this.#nowMicros : micros, action);
  }

  /** Lives up to `micros`; does nothing where that has passed. */
  settleTo(micros: bigint): void {
    for (let due = this.#agenda.takeDue(micros); due !== undefined; due = this.#agenda.takeDue(micros)) {
      this.#nowMicros = due.dueMicros;
      due.action();
    }
    if (micros > this.#nowMicros) {
      this.#nowMicros = micros;
    }
  }

  /** A duration between two numbers of milliseconds, at random. */
  duration(leastMs: number, mostMs: number): bigint {
    return BigInt(this.random.between(leastMs * 1000, mostMs * 1000));
  }

  /** All user tenants that exist, by id. */
  tenants(): readonly Tenant[] {
    return [...this.#tenants.values()];
  }

  /** A user tenant; undefined for `sys`, meta and dropped tenants. */
  tenant(id: bigint): Tenant | undefined {
    return this.#tenants.get(id);
  }

  /** A user tenant by name, in any letter case. */
  tenantNamed(name: string): Tenant | undefined {
    const wanted = name.toLowerCase();
    return this.tenants().find((tenant) => tenant.name.toLowerCase() === wanted);
  }

  /** Makes a user tenant with the next id; nothing of it is backed up or archived. */
  createTenant(seed: TenantSeed): Tenant {
    const id = this.#nextTenantId;
    this.#nextTenantId += 2n;
    const tenant: Tenant = {
      ...seed,
      id,
      createdMicros: least(this.#nowMicros, this.createdMicros + (id - 1000n) * 7n * MINUTE),
      counter: {
        jobId: 0n,
        taskId: 0n,
        deleteTaskId: 0n,
        setId: 0n,
        roundId: 0n,
        pieceId: 0n,
        destId: 1000n,
      },
      compatible: this.profile.dataVersion,
      status: 'NORMAL',
      dropped: false,
      modifiedMicros: this.#nowMicros,
      logMode: 'NOARCHIVELOG',
      archiveDestination: null,
      archiveState: null,
      dataDestination: null,
      hasDataDestinationRow: false,
      storage: [],
      rounds: [],
      jobs: [],
      jobHistory: [],
      sets: [],
      policy: null,
      policyEpoch: 0,
      deleteJobs: [],
      deleteJobHistory: [],
      parameters: new Map(),
    };
    this.#tenants.set(id, tenant);
    return tenant;
  }

  /** Removes a tenant with all its rows. Its directories stay taken. */
  removeTenant(tenant: Tenant): void {
    tenant.dropped = true;
    this.#tenants.delete(tenant.id);
  }

  /** Writes a row of `DBA_OB_ROOTSERVICE_EVENT_HISTORY`. */
  recordEvent(module: string, event: string, ...details: readonly (readonly [string, string])[]): void {
    this.events.push({ atMicros: this.#nowMicros, module, event, details });
    if (this.events.length > KEPT_EVENTS) {
      this.events.shift();
    }
  }
}
