const MS_PER_UNIT: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** A duration as parameters show it (`120s`, `2m`, `0ms`), in ms; a number alone is seconds. Absent for anything else. */
export function readDurationMs(text: string): number | undefined {
  const match = /^(\d{1,12})\s*(us|ms|s|m|h|d)?$/i.exec(text.trim());
  if (match === null) {
    return undefined;
  }
  const factor = MS_PER_UNIT[(match[2] ?? 's').toLowerCase()];
  return factor === undefined ? undefined : Number(match[1]) * factor;
}
