interface Entry {
  readonly dueMicros: bigint;
  /** Keeps entries of one moment in the order in which they were added. */
  readonly order: number;
  readonly action: () => void;
}

/**
 * What is due in the life of a cluster, in the order of virtual time. Because each entry runs at
 * its own due time, the outcome does not depend on how far the clock jumps between two looks.
 */
export class Agenda {
  readonly #heap: Entry[] = [];
  #added = 0;

  /** Adds something to be done at `dueMicros`. */
  add(dueMicros: bigint, action: () => void): void {
    this.#heap.push({ dueMicros, order: this.#added, action });
    this.#added += 1;
    this.#rise(this.#heap.length - 1);
  }

  /** Due time of the next entry; undefined where nothing is due any more. */
  nextDueMicros(): bigint | undefined {
    return this.#heap[0]?.dueMicros;
  }

  /** Takes the next entry due at or before `limitMicros`. */
  takeDue(limitMicros: bigint): { readonly dueMicros: bigint; readonly action: () => void } | undefined {
    const first = this.#heap[0];
    if (first === undefined || first.dueMicros > limitMicros) {
      return undefined;
    }
    const last = this.#heap.pop();
    if (last !== undefined && this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink(0);
    }
    return first;
  }

  #rise(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) {
        return;
      }
      this.#swap(at, parent);
      at = parent;
    }
  }

  #sink(from: number): void {
    let at = from;
    for (;;) {
      const left = 2 * at + 1;
      const smaller = this.#isBefore(left + 1, left) ? left + 1 : left;
      if (!this.#isBefore(smaller, at)) {
        return;
      }
      this.#swap(at, smaller);
      at = smaller;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const first = this.#heap[a];
    const second = this.#heap[b];
    if (first === undefined || second === undefined) {
      return false;
    }
    return first.dueMicros === second.dueMicros
      ? first.order < second.order
      : first.dueMicros < second.dueMicros;
  }

  #swap(a: number, b: number): void {
    const first = this.#heap[a];
    const second = this.#heap[b];
    if (first !== undefined && second !== undefined) {
      this.#heap[a] = second;
      this.#heap[b] = first;
    }
  }
}
