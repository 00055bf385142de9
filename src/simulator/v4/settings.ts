import { notSupported } from '../serverError';
import { lastRound, requestArchiveTurn } from './archive';
import type { Cluster } from './cluster';
import { type Destination, parseDestination, publicPath } from './destination';
import {
  alreadyArchiving,
  alreadyNotArchiving,
  backupInProgress,
  cannotStartArchive,
  destinationError,
  featureNotSupported,
  invalidArgument,
} from './errors';
import type { ArchiveDestination, Tenant } from './model';
import { DAY, HOUR, MINUTE, SECOND } from './units';

const TIME_UNITS: Readonly<Record<string, bigint>> = {
  us: 1n,
  ms: 1000n,
  s: SECOND,
  m: MINUTE,
  h: HOUR,
  d: DAY,
};

/** `7d`, `36h`, `500ms`; without a unit: seconds. Undefined where the text is no time. */
export function readTime(text: string): bigint | undefined {
  const match = /^([0-9]+)(us|ms|s|m|h|d)?$/i.exec(text.trim());
  const unit = TIME_UNITS[(match?.[2] ?? 's').toLowerCase()];
  return match?.[1] === undefined || unit === undefined ? undefined : BigInt(match[1]) * unit;
}

/** Attributes of `LOG_ARCHIVE_DEST`, as far as they were written. */
interface ArchiveAttributes {
  location?: Destination;
  binding: ArchiveDestination['binding'];
  intervalText: string;
  intervalMicros: bigint;
}

/**
 * `ALTER SYSTEM SET LOG_ARCHIVE_DEST`. An attribute that is left out returns to its default.
 *
 * @param value as in the statement; empty removes the destination
 * @throws ServerError 1235, 1210, 9026, 9070, 9080, 9081
 */
export function setArchiveDestination(cluster: Cluster, tenant: Tenant, value: string): void {
  const attributes = value === '' ? undefined : readAttributes(value);
  if (attributes !== undefined && attributes.location === undefined) {
    throw notSupported('set archive dest without location is');
  }
  const round = lastRound(tenant);
  if (round !== undefined && round.status !== 'STOP') {
    throw notSupported('change archive dest when archive is running is');
  }
  if (attributes?.location === undefined) {
    tenant.archiveDestination = null;
    tenant.archiveState = null;
    return;
  }
  const destId = claim(cluster, tenant, attributes.location, 'archive');
  tenant.archiveDestination = {
    destId,
    destination: attributes.location,
    binding: attributes.binding,
    intervalText: attributes.intervalText,
    intervalMicros: attributes.intervalMicros,
  };
  tenant.archiveState = 'ENABLE';
  requestArchiveTurn(cluster, tenant);
}

function readAttributes(value: string): ArchiveAttributes {
  const attributes: ArchiveAttributes = { binding: 'OPTIONAL', intervalText: '1d', intervalMicros: DAY };
  for (const part of value.split(' ').filter((candidate) => candidate !== '')) {
    const equals = part.indexOf('=');
    const name = (equals < 0 ? part : part.slice(0, equals)).toLowerCase();
    const text = equals < 0 ? '' : part.slice(equals + 1);
    readAttribute(attributes, name, text);
  }
  return attributes;
}

function readAttribute(attributes: ArchiveAttributes, name: string, text: string): void {
  if (!['location', 'binding', 'piece_switch_interval', 'compression'].includes(name)) {
    throw featureNotSupported();
  }
  if (text === '') {
    throw invalidArgument();
  }
  switch (name) {
    case 'location':
      attributes.location = parseDestination(text);
      break;
    case 'binding': {
      const binding = (['OPTIONAL', 'MANDATORY'] as const).find((word) => word === text.toUpperCase());
      if (binding === undefined) {
        throw invalidArgument();
      }
      attributes.binding = binding;
      break;
    }
    case 'compression':
      if (!['enable', 'disable'].includes(text.toLowerCase())) {
        throw featureNotSupported();
      }
      break;
    default:
      attributes.intervalMicros = readInterval(text);
      attributes.intervalText = text;
  }
}

function readInterval(text: string): bigint {
  const micros = readTime(text);
  if (micros === undefined) {
    throw invalidArgument();
  }
  if (micros < DAY || micros > 7n * DAY) {
    throw notSupported('invalid piece_switch_interval out of range [1d,7d] is');
  }
  return micros;
}

/**
 * `ALTER SYSTEM SET DATA_BACKUP_DEST`.
 *
 * @param value a URI; empty removes the destination
 * @throws ServerError 9036, 9026, 9070, 9080, 9081
 */
export function setDataDestination(cluster: Cluster, tenant: Tenant, value: string): void {
  const destination = value === '' ? undefined : parseDestination(value);
  if (tenant.jobs.length > 0) {
    throw backupInProgress();
  }
  tenant.hasDataDestinationRow = true;
  if (destination === undefined) {
    tenant.dataDestination = null;
    return;
  }
  tenant.dataDestination = { destId: claim(cluster, tenant, destination, 'data'), destination };
}

/** `ALTER SYSTEM SET LOG_ARCHIVE_DEST_STATE`; @throws ServerError 1210 for any other word. */
export function setArchiveState(cluster: Cluster, tenant: Tenant, value: string): void {
  if (!['ENABLE', 'DEFER'].includes(value.toUpperCase())) {
    throw invalidArgument();
  }
  tenant.archiveState = value;
  requestArchiveTurn(cluster, tenant);
}

/**
 * `ALTER SYSTEM ARCHIVELOG` and `NOARCHIVELOG` for one tenant: flips `LOG_MODE`, the scheduler acts
 * later. It succeeds without a destination, too.
 *
 * @throws ServerError 9023, 9091, 9092
 */
export function setLogMode(cluster: Cluster, tenant: Tenant, mode: Tenant['logMode']): void {
  if (tenant.status !== 'NORMAL') {
    throw cannotStartArchive();
  }
  if (tenant.logMode === mode) {
    throw mode === 'ARCHIVELOG' ? alreadyArchiving() : alreadyNotArchiving();
  }
  tenant.logMode = mode;
  tenant.modifiedMicros = cluster.nowMicros;
  requestArchiveTurn(cluster, tenant);
}

/**
 * Takes a directory for a tenant and returns the id of the destination: one for each path, the same
 * when a tenant comes back to a former one.
 */
function claim(cluster: Cluster, tenant: Tenant, destination: Destination, kind: 'archive' | 'data'): bigint {
  const path = publicPath(destination);
  for (const [beginning, number] of cluster.brokenMedia) {
    if (path.startsWith(beginning)) {
      throw destinationError(number);
    }
  }
  const owner = `${tenant.id}/${kind}`;
  const present = cluster.directories.get(path);
  if (present !== undefined && present !== owner) {
    throw destinationError(present === '' ? 9080 : 9081);
  }
  cluster.directories.set(path, owner);
  const known = tenant.storage.findIndex((info) => publicPath(info.destination) === path);
  const destId = tenant.storage[known]?.destId ?? nextDestId(tenant);
  const info = { destId, destination, kind, checkedMicros: cluster.nowMicros };
  if (known < 0) {
    tenant.storage.push(info);
  } else {
    tenant.storage[known] = info;
  }
  return destId;
}

function nextDestId(tenant: Tenant): bigint {
  tenant.counter.destId += 1n;
  return tenant.counter.destId;
}
