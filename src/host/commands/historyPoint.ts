import type { HistoryPoint } from '../../core/dialects/dialect';
import type { ServerClock } from '../../core/model/serverTime';
import { serverTime } from '../../core/time';

const HIGHEST_ID = 9_223_372_036_854_775_807n;

/** Reads what a person typed: an id, or a time of the server's clock down to the day, minute or second. */
export function readPoint(text: string, clock: ServerClock): HistoryPoint | undefined {
  const typed = text.trim();
  if (/^\d{1,19}$/.test(typed)) {
    const id = BigInt(typed);
    return id <= HIGHEST_ID ? { id } : undefined;
  }
  const match = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(:\d{2}(?:\.\d{1,6})?)?)?$/.exec(typed);
  if (match === null) {
    return undefined;
  }
  const [, day = '', minute = '00:00', rest = ':00'] = match;
  const { epochMicros } = serverTime(`${day} ${minute}${rest}`, clock);
  return epochMicros === undefined ? undefined : { atMicros: epochMicros };
}
