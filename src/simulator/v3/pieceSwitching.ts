import type { Random } from '../random';
import type { ArchiveParticipants } from './archiveParticipants';
import type { ArchivePieces } from './archivePieces';
import { earliest, MINUTE, SECOND, scattered } from './instants';
import type { ParameterStore } from './parameters/parameterStore';
import { SYS_TENANT_ID } from './tenants';

interface Freezing {
  readonly pieceId: bigint;
  readonly endsAt: bigint;
}

/**
 * Which piece the current round writes to. A switch has two steps: a new piece is opened for every
 * tenant while the old one waits (FREEZING) until the servers have left it; then the old one gets its
 * end, and the new one its beginning.
 */
export class PieceSwitching {
  readonly #pieces: ArchivePieces;
  readonly #participants: ArchiveParticipants;
  readonly #parameters: ParameterStore;
  readonly #random: Random;
  #roundId = 0n;
  #pieceId = 0n;
  #freezing: Freezing | undefined;

  constructor(
    pieces: ArchivePieces,
    participants: ArchiveParticipants,
    parameters: ParameterStore,
    random: Random,
  ) {
    this.#pieces = pieces;
    this.#participants = participants;
    this.#parameters = parameters;
    this.#random = random;
  }

  /** The piece that is written to; 0 where pieces are not switched. */
  get pieceId(): bigint {
    return this.#pieceId;
  }

  /** Takes the first piece of a round. */
  startRound(roundId: bigint): void {
    this.#roundId = roundId;
    this.#pieceId = this.#parameters.pieceSwitchIntervalMicros > 0n ? this.#pieces.nextId() : 0n;
    this.#freezing = undefined;
  }

  /** A switch that is under way is left to the end of the round. */
  abandon(): void {
    this.#freezing = undefined;
  }

  /** When the next step is due while the round is DOING. */
  nextChange(): bigint | undefined {
    return earliest([this.#freezing?.endsAt, this.#nextSwitch()]);
  }

  /** Carries out the step that is due. */
  change(atMicros: bigint): void {
    if (this.#freezing !== undefined && this.#freezing.endsAt <= atMicros) {
      this.#end(this.#freezing, atMicros);
    }
    const switchAt = this.#nextSwitch();
    if (switchAt !== undefined && switchAt <= atMicros) {
      this.#begin(atMicros);
    }
  }

  /** The interval counts from the beginning of sys's piece; the scheduler comes up to a minute late. */
  #nextSwitch(): bigint | undefined {
    const interval = this.#parameters.pieceSwitchIntervalMicros;
    if (this.#pieceId === 0n || interval === 0n || this.#freezing !== undefined) {
      return undefined;
    }
    const active = this.#pieces.find(SYS_TENANT_ID, this.#roundId, this.#pieceId);
    return active === undefined
      ? undefined
      : active.startMicros + interval + scattered(active.pieceId, MINUTE);
  }

  #begin(atMicros: bigint): void {
    const roundId = this.#roundId;
    const frozenId = this.#pieceId;
    this.#pieceId = this.#pieces.nextId();
    for (const participant of this.#participants.all()) {
      const { tenantId, startPieceId } = participant;
      const checkpoint = this.#participants.checkpoint(participant, atMicros);
      this.#pieces.beginFreezing(tenantId, roundId, frozenId, checkpoint);
      this.#pieces.open({ tenantId, roundId, pieceId: this.#pieceId, startPieceId }, 0n, atMicros);
    }
    const endsAt = atMicros + this.#random.bigintBetween(15n * SECOND, 70n * SECOND);
    this.#freezing = { pieceId: frozenId, endsAt };
  }

  #end(freezing: Freezing, atMicros: bigint): void {
    this.#freezing = undefined;
    for (const { tenantId } of this.#participants.all()) {
      // sys takes the greatest of the tenants' time stamps
      const early = tenantId === SYS_TENANT_ID ? 0n : scattered(tenantId + freezing.pieceId, SECOND);
      this.#pieces.endFreezing(tenantId, this.#roundId, freezing.pieceId, atMicros - early);
    }
  }
}
