const NANOS_PER_MICRO = 1000n;

/** An SCN is nanoseconds since the Unix epoch; what is finer than a microsecond is cut off. */
export function scnToMicros(scn: bigint): bigint {
  return scn / NANOS_PER_MICRO;
}

/** The first SCN of a microsecond since the Unix epoch. */
export function microsToScn(micros: bigint): bigint {
  return micros * NANOS_PER_MICRO;
}

/** The server writes 0 (and an unset column NULL) for "not yet known". */
export function knownScn(scn: bigint | undefined): bigint | undefined {
  return scn === undefined || scn <= 0n ? undefined : scn;
}
