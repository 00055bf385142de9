import { notSupported } from '../../serverError';
import type { Cluster } from '../cluster';
import {
  backupInProgress,
  invalidArgument,
  invalidDestination,
  regionConflict,
  zoneConflict,
} from '../errors';
import { checkDestination, deviceTypeOf, placeOf } from '../parameters/destination';
import { parseDestinationOption } from '../parameters/destinationOption';
import { parseBoolean } from '../parameters/quantities';
import { SERVERS, type Server } from '../topology';
import type { Assignment } from './statement';

/**
 * `ALTER SYSTEM SET …`: every assignment is checked before the first is stored.
 *
 * @throws ServerError 5099 for an unknown name, 4147 or 1210 for a value that the parameter does not
 *   take, 1235, 9026, 9036, 9057, 9058 for one that the cluster does not take now
 */
export function setParameters(assignments: readonly Assignment[], cluster: Cluster): void {
  const checked = assignments.map((assignment) => {
    const definition = cluster.parameters.definition(assignment.name);
    definition.check(assignment.value);
    checkNow(definition.name, assignment.value, cluster);
    const value = normalised(assignment.value, definition.defaultValue);
    return { name: definition.name, value, servers: serversOf(assignment) };
  });
  for (const { name, value, servers } of checked) {
    cluster.storeParameter(name, value, servers);
  }
}

/** Booleans are stored in one spelling, everything else as typed. */
function normalised(value: string, defaultValue: string): string {
  if (defaultValue !== 'True' && defaultValue !== 'False') {
    return value;
  }
  return parseBoolean(value) === true ? 'True' : 'False';
}

function serversOf({ server: address, zone }: Assignment): readonly Server[] {
  if (address === undefined && zone === undefined) {
    return [];
  }
  const servers = SERVERS.filter(
    (server) => zone === server.zone || address === `${server.ip}:${server.port}`,
  );
  if (servers.length === 0) {
    throw invalidArgument();
  }
  return servers;
}

function checkNow(name: string, value: string, cluster: Cluster): void {
  switch (name) {
    case 'backup_dest':
      checkBackupDestination(value, cluster);
      return;
    case 'backup_backup_dest':
      checkSecondDestination(value, cluster);
      return;
    case 'backup_dest_option':
      checkPieceSwitching(value, cluster);
      return;
    case 'enable_log_archive':
      if (parseBoolean(value) === true && cluster.archive.status === 'STOP') {
        throw notSupported('set enable log archive true without archivelog is');
      }
      return;
    case 'backup_region':
      if (value !== '' && cluster.parameters.value('backup_zone') !== '') {
        throw regionConflict('backup zone is set');
      }
      return;
    case 'backup_zone':
      if (value !== '' && cluster.parameters.value('backup_region') !== '') {
        throw zoneConflict('backup region is set');
      }
      return;
    default:
      return;
  }
}

function checkBackupDestination(value: string, cluster: Cluster): void {
  const { archive, backup, parameters } = cluster;
  if (value !== '') {
    checkDestination(value);
  }
  if (parameters.value('backup_backup_dest') !== '') {
    throw notSupported('set backup dest with backup backup dest not empty is');
  }
  if (archive.status !== 'STOP' || backup.status !== 'STOP') {
    throw backupInProgress();
  }
  if (value !== '' && cluster.isUsed(value)) {
    throw invalidDestination();
  }
}

/** The destination of backups of backups: another place than the first, empty, and not on COS. */
function checkSecondDestination(value: string, cluster: Cluster): void {
  if (value === '') {
    return;
  }
  checkDestination(value);
  if (deviceTypeOf(value) === 'COS') {
    throw notSupported('backup backup to cos is');
  }
  const first = cluster.parameters.destination;
  if (first === '' || placeOf(value) === placeOf(first) || cluster.isUsed(value)) {
    throw invalidDestination();
  }
}

function checkPieceSwitching(value: string, { archive, parameters }: Cluster): void {
  const switches = (parseDestinationOption(value).pieceSwitchIntervalMicros ?? 0n) > 0n;
  const isChange = switches !== parameters.pieceSwitchIntervalMicros > 0n;
  if (isChange && archive.status !== 'STOP') {
    throw notSupported('change switch piece mode during log archive running is');
  }
}
