const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;
/** A fifth either way: clients that lost the same server do not come back in step. */
const JITTER = 0.2;

/** How long to wait before trying again: 1 s, doubled each time, at most 60 s, with jitter. */
export class Backoff {
  readonly #random: () => number;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** @param failures how many attempts have failed so far; 0 before the first */
  delayMs(failures: number): number {
    const plain = Math.min(FIRST_MS * 2 ** Math.min(failures, 30), LONGEST_MS);
    const spread = 1 + JITTER * (2 * this.#random() - 1);
    return Math.round(Math.min(Math.max(plain * spread, FIRST_MS), LONGEST_MS));
  }
}
