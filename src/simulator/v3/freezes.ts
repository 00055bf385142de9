import type { Random } from '../random';
import { DAY, earliest, HOUR, MINUTE, midnightBefore, SECOND } from './instants';
import type { Machine } from './machine';
import { SERVERS, type Server } from './topology';

/** A minor freeze of one tenant on one server. */
export interface MinorMerge {
  readonly server: Server;
  readonly tenantId: bigint;
  readonly startMicros: bigint;
  readonly finishMicros: bigint;
}

/** The daily merge starts at `major_freeze_duty_time`, 02:00 in the servers' zone. */
const DUTY_TIME = 2n * HOUR;

/** Minor freezes (which take seconds) and major freezes (which merge the whole cluster for minutes). */
export class Freezes implements Machine {
  readonly #random: Random;
  readonly #minor = new Map<string, MinorMerge>();
  #frozenVersion = 1n;
  #frozenMicros: bigint;
  #mergedAt: bigint | undefined;
  #nextDuty: bigint;

  constructor(random: Random, startMicros: bigint) {
    this.#random = random;
    this.#frozenMicros = startMicros;
    this.#nextDuty = nextDutyAfter(startMicros);
  }

  /** Number of major freezes so far, plus one: the data version of new data. */
  get frozenVersion(): bigint {
    return this.#frozenVersion;
  }

  /** Moment of the last major freeze, microseconds since the epoch. */
  get frozenMicros(): bigint {
    return this.#frozenMicros;
  }

  get isMerging(): boolean {
    return this.#mergedAt !== undefined;
  }

  /** The last minor merge of every server and tenant. */
  minorMerges(): readonly MinorMerge[] {
    return [...this.#minor.values()];
  }

  minorFreeze(tenantIds: readonly bigint[], servers: readonly Server[], atMicros: bigint): void {
    for (const tenantId of tenantIds) {
      for (const server of servers) {
        const finishMicros = atMicros + this.#random.bigintBetween(3n * SECOND, 25n * SECOND);
        this.#minor.set(`${server.ip}/${tenantId}`, {
          server,
          tenantId,
          startMicros: atMicros,
          finishMicros,
        });
      }
    }
  }

  /** Whether every tenant given was frozen within the last half hour, so that archiving starts sooner. */
  isFreshlyFrozen(tenantIds: readonly bigint[], atMicros: bigint): boolean {
    return tenantIds.every((tenantId) =>
      SERVERS.every(({ ip }) => {
        const merge = this.#minor.get(`${ip}/${tenantId}`);
        return (
          merge !== undefined &&
          merge.finishMicros <= atMicros &&
          merge.startMicros >= atMicros - 30n * MINUTE
        );
      }),
    );
  }

  /** Freezes the whole cluster and begins to merge it. */
  majorFreeze(atMicros: bigint): void {
    this.#frozenVersion += 1n;
    this.#frozenMicros = atMicros;
    this.#mergedAt = atMicros + this.#random.bigintBetween(3n * MINUTE, 8n * MINUTE);
  }

  nextChange(): bigint | undefined {
    return earliest([this.#mergedAt, this.#nextDuty]);
  }

  change(atMicros: bigint): void {
    if (this.#mergedAt !== undefined && this.#mergedAt <= atMicros) {
      this.#mergedAt = undefined;
    }
    if (this.#nextDuty <= atMicros) {
      this.#nextDuty = nextDutyAfter(atMicros);
      if (!this.isMerging) {
        this.majorFreeze(atMicros);
      }
    }
  }
}

function nextDutyAfter(atMicros: bigint): bigint {
  const today = midnightBefore(atMicros) + DUTY_TIME;
  return today > atMicros ? today : today + DAY;
}
