const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'] as const;
const STEP = 1024n;
const HUNDRED = 100n;
const SECONDS_PER_MINUTE = 60n;
const SECONDS_PER_HOUR = 3600n;
const SECONDS_PER_DAY = 86_400n;

/**
 * `512 B`, `3.22 GB`: 1024 to a step and the units spelt as OceanBase's own `…_DISPLAY` columns spell
 * them; two digits, rounded. Negative counts keep their sign.
 */
export function bytesText(bytes: bigint): string {
  const size = bytes < 0n ? -bytes : bytes;
  const sign = bytes < 0n ? '-' : '';
  if (size < STEP) {
    return `${sign}${size} B`;
  }
  let power = 1;
  let divisor = STEP;
  let hundredths = rounded(size * HUNDRED, divisor);
  // 1023.999 KB is 1.00 MB: the step is taken by what would be shown
  while (hundredths >= STEP * HUNDRED && power < UNITS.length - 1) {
    power += 1;
    divisor *= STEP;
    hundredths = rounded(size * HUNDRED, divisor);
  }
  const fraction = (hundredths % HUNDRED).toString().padStart(2, '0');
  return `${sign}${hundredths / HUNDRED}.${fraction} ${UNITS[power] ?? ''}`;
}

/** `1.17 MB/s` from the decimal text of a view; a text that is no number stays as it is. */
export function rateText(bytesPerSecond: string): string {
  const whole = /^(-?\d+)(?:\.\d*)?$/.exec(bytesPerSecond.trim())?.[1];
  return whole === undefined ? bytesPerSecond : `${bytesText(BigInt(whole))}/s`;
}

/**
 * `42 %` of a fraction. Rounded down, so that 100 % stands only for what is complete; what lies
 * outside 0…1 is brought inside.
 */
export function percentText(fraction: number): string {
  const inside = Math.min(1, Math.max(0, Number.isNaN(fraction) ? 0 : fraction));
  // 0.29 * 100 is 28.999999999999996: the same fraction must not show a percent less
  return `${inside === 1 ? 100 : Math.min(99, Math.floor(inside * 100 + 1e-9))} %`;
}

/** A span cut into parts, the words for which are the reader's language's. */
export interface DurationParts {
  readonly days: bigint;
  readonly hours: bigint;
  readonly minutes: bigint;
  readonly seconds: bigint;
}

/** Whole seconds in days, hours, minutes and seconds; a negative span counts as none. */
export function durationParts(seconds: bigint): DurationParts {
  const total = seconds < 0n ? 0n : seconds;
  return {
    days: total / SECONDS_PER_DAY,
    hours: (total % SECONDS_PER_DAY) / SECONDS_PER_HOUR,
    minutes: (total % SECONDS_PER_HOUR) / SECONDS_PER_MINUTE,
    seconds: total % SECONDS_PER_MINUTE,
  };
}

function rounded(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor / 2n) / divisor;
}
