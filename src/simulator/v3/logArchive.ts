import type { Random } from '../random';
import { ArchiveParticipants, type Participant, type RoundStatus } from './archiveParticipants';
import { type ArchivePiece, ArchivePieces } from './archivePieces';
import { earliest, maxOf, SECOND, scattered } from './instants';
import type { Machine } from './machine';
import type { ParameterStore } from './parameters/parameterStore';
import { PieceSwitching } from './pieceSwitching';
import { SYS_TENANT_ID, type Tenants } from './tenants';

/** One tenant's part of one round, as the status table or its history holds it. */
export interface TenantRound {
  readonly tenantId: bigint;
  readonly roundId: bigint;
  readonly status: RoundStatus;
  readonly startPieceId: bigint;
  readonly pieceId: bigint;
  readonly firstMicros: bigint;
  /** Archived up to; 0 while nothing is archived. */
  readonly checkpointMicros: bigint;
}

/**
 * The cluster's log archive: rounds that all tenants share, their pieces, and the progress of each
 * tenant. The sys tenant's status is that of the whole.
 *
 * Follows the log-archive scheduler of 3.1: user tenants come first, sys after the last of them; a
 * stop moves the user tenants' rows to the history and leaves the one of sys; an interruption of one
 * tenant ends in INTERRUPTED for all and never heals by itself.
 */
export class LogArchive implements Machine {
  readonly pieces = new ArchivePieces();
  readonly #tenants: Tenants;
  readonly #parameters: ParameterStore;
  readonly #random: Random;
  readonly #participants: ArchiveParticipants;
  readonly #switching: PieceSwitching;
  readonly #history: TenantRound[] = [];
  #roundId = 0n;
  #destination = '';

  constructor(tenants: Tenants, parameters: ParameterStore, random: Random) {
    this.#tenants = tenants;
    this.#parameters = parameters;
    this.#participants = new ArchiveParticipants(parameters);
    this.#switching = new PieceSwitching(this.pieces, this.#participants, parameters, random);
    this.#random = random;
  }

  /** Status of the whole. */
  get status(): RoundStatus {
    return this.#participants.sys?.status ?? 'STOP';
  }

  get roundId(): bigint {
    return this.#roundId;
  }

  /** Where the current or last round writes to. */
  get destination(): string {
    return this.#destination;
  }

  /** Start of the current or last round; 0 before the first. */
  get startMicros(): bigint {
    return this.#participants.sys?.firstMicros ?? 0n;
  }

  /** Rows of the status table, sys first. Empty before the first round. */
  current(atMicros: bigint): readonly TenantRound[] {
    return this.#participants.all().map((participant) => this.#roundOf(participant, atMicros));
  }

  /** Finished rounds per tenant, oldest first. */
  history(): readonly TenantRound[] {
    return this.#history;
  }

  /** How far a piece is archived; 0 while nothing is. */
  checkpointOfPiece(piece: ArchivePiece, atMicros: bigint): bigint {
    if (piece.checkpointMicros !== undefined) {
      return piece.checkpointMicros;
    }
    const participant = this.#participants.get(piece.tenantId);
    return participant === undefined ? 0n : this.#participants.checkpoint(participant, atMicros);
  }

  /** Starts a round for all tenants. The caller has checked that it may. */
  start(atMicros: bigint, afterMinorFreeze: boolean): void {
    this.#roundId += 1n;
    this.#destination = this.#parameters.destination;
    this.#switching.startRound(this.#roundId);
    this.#participants.clear();
    let last = atMicros + 2n * SECOND;
    for (const { id } of this.#tenants.users()) {
      const low = afterMinorFreeze ? 2n : 8n;
      const doingAt = atMicros + this.#random.bigintBetween(low * SECOND, 4n * low * SECOND);
      last = maxOf(last, doingAt);
      this.#join(id, atMicros, doingAt);
    }
    this.#join(SYS_TENANT_ID, atMicros, last + this.#random.bigintBetween(SECOND, 2n * SECOND));
  }

  /** Begins to end the round. The caller has checked that one runs. */
  stop(atMicros: bigint): void {
    const stoppedAt = atMicros + this.#random.bigintBetween(4n * SECOND, 20n * SECOND);
    this.#switching.abandon();
    for (const participant of this.#participants.all()) {
      this.#participants.hold(participant, true, atMicros);
      participant.status = 'STOPPING';
      participant.nextAt = participant.tenantId === SYS_TENANT_ID ? stoppedAt + SECOND / 2n : stoppedAt;
    }
  }

  /** Ends the round at once, without the medium: `CANCEL ALL BACKUP FORCE`. */
  stopAtOnce(atMicros: bigint): void {
    this.#switching.abandon();
    for (const participant of this.#participants.all()) {
      if (participant.status !== 'STOP') {
        this.#participants.hold(participant, true, atMicros);
        this.#finish(participant, atMicros);
      }
    }
  }

  /** Breaks the stream: sys shows it at once, the tenants a moment later. */
  interrupt(atMicros: bigint): void {
    if (this.status !== 'BEGINNING' && this.status !== 'DOING') {
      return;
    }
    for (const participant of this.#participants.all()) {
      this.#participants.hold(participant, true, atMicros);
      if (participant.tenantId === SYS_TENANT_ID) {
        participant.status = 'INTERRUPTED';
        participant.nextAt = undefined;
      } else {
        participant.nextAt = atMicros + this.#random.bigintBetween(SECOND / 10n, 2n * SECOND);
      }
    }
    this.#switching.abandon();
  }

  /** Lets progress stand still (`true`) or move on, for all tenants or for one. */
  hold(held: boolean, atMicros: bigint, tenantId?: bigint): void {
    for (const participant of this.#participants.all()) {
      const isMeant = tenantId === undefined || participant.tenantId === tenantId;
      if (isMeant && this.status === 'DOING') {
        this.#participants.hold(participant, held, atMicros);
      }
    }
  }

  /** To be called before the checkpoint interval changes: progress must not go back. */
  keepProgress(atMicros: bigint): void {
    this.#participants.keepProgress(atMicros);
  }

  /** A tenant that is created while archiving runs is archived from its creation on. */
  tenantCreated(tenantId: bigint, atMicros: bigint): void {
    if (this.status === 'BEGINNING' || this.status === 'DOING') {
      this.keepProgress(atMicros);
      this.#join(tenantId, atMicros, atMicros + this.#random.bigintBetween(5n * SECOND, 30n * SECOND));
    }
  }

  /** A dropped tenant's round ends with what is archived; its row leaves the status table. */
  tenantDropped(tenantId: bigint, atMicros: bigint): void {
    this.keepProgress(atMicros);
    const participant = this.#participants.get(tenantId);
    if (participant !== undefined) {
      this.#participants.hold(participant, true, atMicros);
      this.#finish(participant, this.#participants.checkpoint(participant, atMicros));
    }
  }

  nextChange(): bigint | undefined {
    const waiting = this.#participants.all().map((participant) => participant.nextAt);
    return earliest([...waiting, this.status === 'DOING' ? this.#switching.nextChange() : undefined]);
  }

  change(atMicros: bigint): void {
    const due = this.#participants.all().filter(({ nextAt }) => nextAt !== undefined && nextAt <= atMicros);
    for (const participant of due) {
      participant.nextAt = undefined;
      this.#advance(participant, atMicros);
    }
    if (this.status === 'DOING') {
      this.#switching.change(atMicros);
    }
  }

  #advance(participant: Participant, atMicros: bigint): void {
    switch (participant.status) {
      case 'BEGINNING':
        if (this.status === 'INTERRUPTED') {
          participant.status = 'INTERRUPTED';
          return;
        }
        this.keepProgress(atMicros);
        participant.status = 'DOING';
        participant.pace = {
          floorMicros: participant.firstMicros,
          offsetMicros: scattered(participant.tenantId + this.#roundId, SECOND),
        };
        return;
      case 'DOING':
        participant.status = 'INTERRUPTED';
        return;
      case 'STOPPING':
        this.#finish(participant, atMicros);
        return;
      case 'STOP':
      case 'INTERRUPTED':
        return;
    }
  }

  /** Into the history; only sys keeps a row in the status table. */
  #finish(participant: Participant, maxMicros: bigint): void {
    participant.status = 'STOP';
    participant.nextAt = undefined;
    const round = this.#roundOf(participant, maxMicros);
    this.#history.push(round);
    this.pieces.close(round.tenantId, round.roundId, round.checkpointMicros, maxMicros);
    if (participant.tenantId !== SYS_TENANT_ID) {
      this.#participants.remove(participant.tenantId);
    }
  }

  #join(tenantId: bigint, atMicros: bigint, doingAt: bigint): void {
    const place = {
      tenantId,
      roundId: this.#roundId,
      pieceId: this.#switching.pieceId,
      startPieceId: this.#switching.pieceId,
    };
    this.pieces.open(place, atMicros, atMicros);
    this.#participants.add({
      tenantId,
      firstMicros: atMicros,
      startPieceId: this.#switching.pieceId,
      status: 'BEGINNING',
      pace: undefined,
      nextAt: doingAt,
    });
  }

  #roundOf(participant: Participant, atMicros: bigint): TenantRound {
    return {
      tenantId: participant.tenantId,
      roundId: this.#roundId,
      status: participant.status,
      startPieceId: participant.startPieceId,
      pieceId: this.#switching.pieceId,
      firstMicros: participant.firstMicros,
      checkpointMicros: this.#participants.checkpoint(participant, atMicros),
    };
  }
}
