/**
 * A part of the cluster that changes by itself. The cluster asks every machine for its next change
 * and carries the changes out in the order of time, so that a clock that jumped over days leaves the
 * same history as one that ran through them.
 */
export interface Machine {
  /** When it changes next, microseconds since the epoch; undefined while it rests. */
  nextChange(): bigint | undefined;
  /** Carries out what is due at `atMicros`; afterwards `nextChange` lies later, or is undefined. */
  change(atMicros: bigint): void;
}
