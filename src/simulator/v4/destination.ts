import { createHash } from 'node:crypto';
import { invalidUri } from './errors';

const SCHEMES = ['file', 'oss', 'cos', 's3'] as const;

type Medium = (typeof SCHEMES)[number];

/** Where backups are written, taken apart. The access key is kept in its encrypted form only. */
export interface Destination {
  readonly medium: Medium;
  /** Scheme and path, without trailing slashes. */
  readonly root: string;
  /** Endpoint of an object store; empty for a file system. */
  readonly host: string;
  readonly accessId: string;
  readonly encryptKey: string;
  /** Whatever else stands in the URI, `&` between: `delete_mode=tagging&s3_region=…`. */
  readonly extension: string;
}

/**
 * Reads a destination's URI by the rules of section A.4 of the reference.
 *
 * @throws ServerError 9026
 */
export function parseDestination(uri: string): Destination {
  const mark = uri.indexOf('?');
  const address = mark < 0 ? uri : uri.slice(0, mark);
  const parameters = readParameters(mark < 0 ? '' : uri.slice(mark + 1));
  const medium = SCHEMES.find((scheme) => address.startsWith(`${scheme}://`));
  if (medium === undefined) {
    throw invalidUri();
  }
  const root = trimSlashes(address);
  if (medium === 'file') {
    if (mark >= 0 || !/^file:\/\/\/[^/]/.test(address)) {
      throw invalidUri();
    }
    return { medium, root, host: '', accessId: '', encryptKey: '', extension: '' };
  }
  return objectStore(medium, root, parameters);
}

function objectStore(medium: Medium, root: string, parameters: Map<string, string>): Destination {
  const host = parameters.get('host') ?? '';
  const accessId = parameters.get('access_id') ?? '';
  const accessKey = parameters.get('access_key') ?? '';
  const isWithoutBucket = root.length <= `${medium}://`.length;
  const lacksAppId = medium === 'cos' && !parameters.has('appid');
  const lacksRegion = medium === 's3' && host.includes('amazonaws') && !parameters.has('s3_region');
  const hasBadDeleteMode = !['delete', 'tagging'].includes(parameters.get('delete_mode') ?? 'delete');
  if (
    [host, accessId, accessKey].includes('') ||
    isWithoutBucket ||
    lacksAppId ||
    lacksRegion ||
    hasBadDeleteMode
  ) {
    throw invalidUri();
  }
  const others = [...parameters].filter(([name]) => !['host', 'access_id', 'access_key'].includes(name));
  return {
    medium,
    root,
    host,
    accessId,
    encryptKey: encrypted(accessKey),
    extension: others.map(([name, value]) => `${name}=${value}`).join('&'),
  };
}

function readParameters(text: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const part of text.split('&').filter((candidate) => candidate !== '')) {
    const equals = part.indexOf('=');
    if (equals <= 0) {
      throw invalidUri();
    }
    parameters.set(part.slice(0, equals).toLowerCase(), part.slice(equals + 1));
  }
  return parameters;
}

function trimSlashes(address: string): string {
  let end = address.length;
  while (end > 0 && address.charAt(end - 1) === '/' && address.charAt(end - 2) !== '/') {
    end -= 1;
  }
  return address.slice(0, end);
}

/** Not the server's cipher, only something of its shape from which the key cannot be read back. */
const encrypted = (accessKey: string): string =>
  createHash('sha256').update(accessKey).digest('hex').slice(0, 48).toUpperCase();

/** As `PATH` columns have it: `root[?host=…]`, no credential. */
export const publicPath = (destination: Destination): string =>
  destination.host === '' ? destination.root : `${destination.root}?host=${destination.host}`;

/** As the settings views have it: `encrypt_key` stands where `access_key` was written. */
export function settingsValue(destination: Destination): string {
  if (destination.host === '') {
    return destination.root;
  }
  const extension = destination.extension === '' ? '' : `&${destination.extension}`;
  return `${publicPath(destination)}&${authorization(destination)}${extension}`;
}

/** Column `AUTHORIZATION` of `CDB_OB_BACKUP_STORAGE_INFO`. */
export const authorization = (destination: Destination): string =>
  destination.host === '' ? '' : `access_id=${destination.accessId}&encrypt_key=${destination.encryptKey}`;
