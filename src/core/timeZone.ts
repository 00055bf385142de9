const MICROS_PER_MS = 1000n;
const MS_PER_SECOND = 1000;

/** Making a formatter is slow; rows come by the hundred. */
const formatters = new Map<string, Intl.DateTimeFormat | undefined>();

/**
 * Microseconds that a named zone (`Europe/Berlin`) is ahead of UTC at a moment. Absent for anything but
 * a full name: abbreviations like `CST` stand for several zones.
 */
export function zoneOffsetMicros(zone: string, epochMicros: bigint): bigint | undefined {
  const formatter = formatterOf(zone);
  if (formatter === undefined) {
    return undefined;
  }
  const epochMs = Math.floor(Number(epochMicros / MICROS_PER_MS) / MS_PER_SECOND) * MS_PER_SECOND;
  const parts = new Map(formatter.formatToParts(epochMs).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const wallMs = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return BigInt(wallMs - epochMs) * MICROS_PER_MS;
}

function formatterOf(zone: string): Intl.DateTimeFormat | undefined {
  if (!zone.includes('/')) {
    return undefined;
  }
  if (!formatters.has(zone)) {
    formatters.set(zone, makeFormatter(zone));
  }
  return formatters.get(zone);
}

function makeFormatter(zone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    // a name that this machine does not know: the clock's present offset is used instead
    return undefined;
  }
}
