import type { ServerClock, ServerTime } from '../../core/model/serverTime';
import { scnToMicros } from '../../core/scn';
import { formatServerTime } from '../../core/time';

const MICROS_PER_MS = 1000n;
/** With the dash behind it. */
const TO_THE_YEAR = 5;
const TO_THE_MINUTE = 16;
const TO_THE_SECOND = 19;

/**
 * `11-20 02:00` in the server's zone, for labels, with the year where it is not the present one; the text as sent
 * where it is no time (`MAX`).
 */
export function minuteOf(time: ServerTime | undefined, clock: ServerClock): string {
  const text = cut(time, TO_THE_MINUTE);
  const year = clock.nowText.slice(0, TO_THE_YEAR);
  return text.length === TO_THE_MINUTE && text.startsWith(year) ? text.slice(TO_THE_YEAR) : text;
}

/** `11-20 02:00 → 03:00`: what both ends share is written once. */
export function spanOf(
  start: ServerTime | undefined,
  end: ServerTime | undefined,
  clock: ServerClock,
): string {
  const from = minuteOf(start, clock);
  const until = minuteOf(end, clock);
  if (from === '' || until === '') {
    return from === '' ? until : from;
  }
  const [day = ''] = from.split(' ');
  return `${from} → ${until.startsWith(`${day} `) ? until.slice(day.length + 1) : until}`;
}

/** `2026-11-20 02:00:04` in the server's zone. */
export function secondOf(time: ServerTime | undefined): string {
  return cut(time, TO_THE_SECOND);
}

function cut(time: ServerTime | undefined, length: number): string {
  if (time === undefined) {
    return '';
  }
  return /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}/.test(time.text) ? time.text.slice(0, length) : time.text;
}

/** Name of the zone in which the server writes its times: `+08:00`, or what `SYSTEM` stands for. */
export function serverZone(clock: ServerClock): string {
  if (clock.timeZone.toUpperCase() !== 'SYSTEM') {
    return clock.timeZone;
  }
  return clock.systemTimeZone === '' ? 'SYSTEM' : `SYSTEM ${clock.systemTimeZone}`;
}

/** The zone of the person's own machine. */
function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** `2026-11-20 02:00:04` on the person's own clock. */
export function localTimeText(epochMicros: bigint): string {
  const date = new Date(Number(epochMicros / MICROS_PER_MS));
  const two = (value: number): string => value.toString().padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** `2026-11-20 02:00:04 (+08:00)`, and the same moment on the person's clock, where that shows another time. */
export function bothTimes(time: ServerTime, clock: ServerClock): readonly string[] {
  const server = secondOf(time);
  const local = time.epochMicros === undefined ? server : localTimeText(time.epochMicros);
  const first = `${server} (${serverZone(clock)})`;
  return local === server ? [first] : [first, `${local} (${localZone()})`];
}

/** The moment that an SCN stands for, on the server's clock. */
export function scnTime(scn: bigint, clock: ServerClock): string {
  return `${formatServerTime(scnToMicros(scn), clock)} (${serverZone(clock)})`;
}
