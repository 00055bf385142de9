import { type CheckpointPace, checkpointAt } from './archiveCheckpoint';
import { maxOf, minOf } from './instants';
import type { ParameterStore } from './parameters/parameterStore';
import { SYS_TENANT_ID } from './tenants';

export type RoundStatus = 'STOP' | 'BEGINNING' | 'DOING' | 'STOPPING' | 'INTERRUPTED';

/** A tenant's place in the current round. */
export interface Participant {
  readonly tenantId: bigint;
  readonly firstMicros: bigint;
  readonly startPieceId: bigint;
  status: RoundStatus;
  /** Undefined while nothing is archived yet. */
  pace: CheckpointPace | undefined;
  /** When its status changes next. */
  nextAt: bigint | undefined;
}

/** The tenants of the current round with their progress; only sys remains when the round has stopped. */
export class ArchiveParticipants {
  readonly #parameters: ParameterStore;
  readonly #byTenant = new Map<bigint, Participant>();

  constructor(parameters: ParameterStore) {
    this.#parameters = parameters;
  }

  get sys(): Participant | undefined {
    return this.#byTenant.get(SYS_TENANT_ID);
  }

  /** By ascending tenant id, sys first. */
  all(): readonly Participant[] {
    return [...this.#byTenant.values()].sort((a, b) => (a.tenantId < b.tenantId ? -1 : 1));
  }

  get(tenantId: bigint): Participant | undefined {
    return this.#byTenant.get(tenantId);
  }

  add(participant: Participant): void {
    this.#byTenant.set(participant.tenantId, participant);
  }

  remove(tenantId: bigint): void {
    this.#byTenant.delete(tenantId);
  }

  clear(): void {
    this.#byTenant.clear();
  }

  /** How far a tenant is archived, 0 while nothing is. Sys is as far as the slowest of the others. */
  checkpoint(participant: Participant, atMicros: bigint): bigint {
    const { pace } = participant;
    if (pace === undefined) {
      return 0n;
    }
    if (participant.tenantId !== SYS_TENANT_ID || pace.heldAtMicros !== undefined) {
      return checkpointAt(pace, this.#parameters.checkpointIntervalMicros, atMicros);
    }
    const slowest = this.all()
      .filter(({ tenantId, pace: other }) => tenantId !== SYS_TENANT_ID && other !== undefined)
      .map((other) => this.checkpoint(other, atMicros))
      .reduce<bigint | undefined>((least, next) => minOf(least ?? next, next), undefined);
    return maxOf(pace.floorMicros, slowest ?? atMicros);
  }

  /** What is shown now stays the least that is ever shown: to be called before anything changes the pace. */
  keepProgress(atMicros: bigint): void {
    for (const participant of this.#byTenant.values()) {
      if (participant.pace !== undefined) {
        const floorMicros = this.checkpoint(participant, atMicros);
        participant.pace = { ...participant.pace, floorMicros };
      }
    }
  }

  /** Lets a tenant's progress stand still, or move on from where it stands. */
  hold(participant: Participant, held: boolean, atMicros: bigint): void {
    if (participant.pace === undefined) {
      return;
    }
    const floorMicros = this.checkpoint(participant, atMicros);
    const { offsetMicros } = participant.pace;
    participant.pace = { floorMicros, offsetMicros, ...(held ? { heldAtMicros: floorMicros } : {}) };
  }
}
