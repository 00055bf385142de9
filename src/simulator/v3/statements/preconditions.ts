import { notSupported } from '../../serverError';
import type { Cluster } from '../cluster';
import {
  archiveAlreadyDisabled,
  backupCannotStart,
  backupInProgress,
  cancelNotAllowed,
  internalError,
  invalidArgument,
  invalidDestination,
  mountFileInvalid,
  nothingToCancel,
  notPrimary,
  withoutGts,
} from '../errors';
import { checkDestination } from '../parameters/destination';

const MAX_TENANTS_OF_A_BACKUP = 256;

/**
 * `ARCHIVELOG`.
 *
 * @throws ServerError 1235 (standby, old tables, status not STOP, no GTS), 9026, 9051
 */
export function checkRoundMayStart({ archive, conditions, parameters }: Cluster): void {
  if (conditions.has('standby')) {
    throw notPrimary();
  }
  if (conditions.has('oldInnerTables')) {
    throw notSupported('start log archive before upgrade backup inner table is');
  }
  if (archive.status !== 'STOP') {
    throw notSupported('start log archive backup when not STOP is');
  }
  if (conditions.has('withoutGts')) {
    throw withoutGts();
  }
  if (parameters.destination === '') {
    throw invalidDestination();
  }
  if (conditions.has('missingMount')) {
    throw mountFileInvalid();
  }
}

/**
 * `NOARCHIVELOG`: from any state that is not already stopped or stopping.
 *
 * @throws ServerError 1235 (standby, old tables), 9024
 */
export function checkRoundMayStop({ archive, conditions }: Cluster): void {
  if (conditions.has('standby')) {
    throw notPrimary();
  }
  if (conditions.has('oldInnerTables')) {
    throw notSupported('stop log archive before upgrade backup inner table is');
  }
  if (archive.status === 'STOP' || archive.status === 'STOPPING') {
    throw archiveAlreadyDisabled();
  }
}

/**
 * `BACKUP [INCREMENTAL] DATABASE`, in the order of the data-backup scheduler.
 *
 * @throws ServerError 1235, 9040 with its reason, 9036, 4016
 */
export function checkBackupMayStart({ archive, backup, conditions, freezes }: Cluster): void {
  if (conditions.has('standby')) {
    throw notPrimary();
  }
  if (conditions.has('withoutGts')) {
    throw withoutGts();
  }
  if (conditions.has('oldInnerTables')) {
    throw backupCannotStart('inner table version is too old, waiting backup inner table upgrade');
  }
  if (archive.status !== 'DOING') {
    throw backupCannotStart(`log archive is not doing. log archive status : ${archive.status}.`);
  }
  if (conditions.has('majorFreezeFirst') && archive.startMicros > freezes.frozenMicros) {
    throw backupCannotStart(
      'log archive start timestamp is bigger than frozen timestamp, need major freeze first. ' +
        `start timestamp : ${archive.startMicros}, frozen timestamp : ${freezes.frozenMicros} .`,
    );
  }
  if (backup.status !== 'STOP') {
    throw backupInProgress();
  }
  if (conditions.has('snapshotTooOld')) {
    throw backupCannotStart('snapshot gc ts is bigger than backup snapshot version.');
  }
  if (conditions.has('leftovers')) {
    throw internalError();
  }
}

/** @throws ServerError 1210 for too many tenants, 1235 or 9026 for a destination that names no place */
export function checkTenantDestination(tenantCount: number, destination: string): void {
  if (tenantCount > MAX_TENANTS_OF_A_BACKUP) {
    throw invalidArgument();
  }
  checkDestination(destination);
}

/** `CANCEL BACKUP`; a second one while the first works is let pass. @throws ServerError 9049, 9041 */
export function checkCancelAllowed({ backup }: Cluster): void {
  switch (backup.status) {
    case 'STOP':
      throw nothingToCancel();
    case 'PREPARE':
    case 'CLEANUP':
      throw cancelNotAllowed();
    case 'DOING':
    case 'CANCEL':
      return;
  }
}
