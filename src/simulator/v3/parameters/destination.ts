import { notSupported } from '../../serverError';
import { invalidDestination } from '../errors';

/** The kinds of medium a destination can lie on, as `DEVICE_TYPE` shows them. */
export type DeviceType = 'FILE' | 'OSS' | 'COS' | 'OFS';

const SCHEMES: readonly (readonly [string, DeviceType])[] = [
  ['file://', 'FILE'],
  ['oss://', 'OSS'],
  ['cos://', 'COS'],
  ['ofs://', 'OFS'],
];
const OBJECT_STORE_KEYS = ['host', 'access_id', 'access_key'];

/** The medium of a destination; undefined where the prefix is none that the version knows. */
export function deviceTypeOf(destination: string): DeviceType | undefined {
  return SCHEMES.find(([scheme]) => destination.startsWith(scheme))?.[1];
}

/**
 * A destination's place without the keys behind it: two destinations with one place hold the same
 * backups.
 */
export const placeOf = (destination: string): string => (destination.split('?')[0] ?? '').replace(/\/+$/, '');

/**
 * Checks the spelling of a destination before anything else is asked.
 *
 * @throws ServerError 1235 for a file destination with options, 9026 for anything that names no place
 */
export function checkDestination(destination: string): void {
  const device = deviceTypeOf(destination);
  if (device === undefined) {
    throw invalidDestination();
  }
  if (device === 'FILE') {
    checkFileDestination(destination);
    return;
  }
  const [place, query] = destination.split('?');
  if (device !== 'OFS' && (place === undefined || !hasObjectStoreKeys(query ?? ''))) {
    throw invalidDestination();
  }
}

function checkFileDestination(destination: string): void {
  if (destination.includes('?')) {
    throw notSupported("backup device is nfs, setting '?' is");
  }
  if (destination.includes('&')) {
    throw notSupported('backup device is nfs, additional parameters are');
  }
  if (!/^file:\/\/\/./.test(destination)) {
    throw invalidDestination();
  }
}

function hasObjectStoreKeys(query: string): boolean {
  const present = new Set(
    query
      .split('&')
      .filter((pair) => /^[^=]+=./.test(pair))
      .map((pair) => pair.split('=')[0]),
  );
  return OBJECT_STORE_KEYS.every((key) => present.has(key));
}
