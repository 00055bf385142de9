import { performance } from 'node:perf_hooks';

const MICROS_PER_MS = 1000;

/** How a virtual clock runs. */
export interface ClockOptions {
  /** Virtual time at the start, microseconds since the Unix epoch. */
  readonly startMicros: bigint;
  /** Virtual seconds per real second, 1 to 10 000; 0 stands still until `advance` is called. */
  readonly speed: number;
}

/**
 * The only clock of a simulated cluster: whatever a client can read, `NOW(6)` included, comes from
 * here. It never goes back.
 */
export class VirtualClock {
  #baseMicros: bigint;
  #baseRealMs: number;
  #speed: number;

  constructor(options: ClockOptions) {
    this.#baseMicros = options.startMicros;
    this.#baseRealMs = performance.now();
    this.#speed = options.speed;
  }

  /** Virtual seconds per real second; 0 when only `advance` moves the clock. */
  get speed(): number {
    return this.#speed;
  }

  /** Virtual now, microseconds since the Unix epoch. */
  nowMicros(): bigint {
    const elapsedRealMs = performance.now() - this.#baseRealMs;
    return this.#baseMicros + BigInt(Math.floor(elapsedRealMs * MICROS_PER_MS * this.#speed));
  }

  /** Steps the clock forward by `micros` (≥ 0) at once. */
  advance(micros: bigint): void {
    if (micros < 0n) {
      throw new RangeError('a virtual clock never goes back');
    }
    this.#rebase(this.nowMicros() + micros);
  }

  /** Changes the speed from now on; what has passed stays passed. */
  setSpeed(speed: number): void {
    this.#rebase(this.nowMicros());
    this.#speed = speed;
  }

  #rebase(micros: bigint): void {
    this.#baseMicros = micros;
    this.#baseRealMs = performance.now();
  }
}
