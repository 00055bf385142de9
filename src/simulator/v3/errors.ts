import { notSupported, ServerError } from '../serverError';

const GENERAL = 'HY000';

/** 1235 without an object: what parses and is never carried out. */
export const unsupportedFeature = (): ServerError =>
  new ServerError(1235, '0A000', 'Not supported feature or function');

/** 1210: a value that the server's own check refuses. */
export const invalidArgument = (): ServerError => new ServerError(1210, GENERAL, 'Invalid argument');

export const internalError = (): ServerError => new ServerError(4016, GENERAL, 'Internal error');

/** 4147: a parameter's value does not parse or is out of its range. */
export const invalidConfig = (): ServerError => new ServerError(4147, GENERAL, 'Invalid config');

export const operationNotAllowedNow = (): ServerError =>
  new ServerError(4179, GENERAL, 'Operation not allowed now');

/** 5099: no parameter has this name. */
export const unknownParameter = (): ServerError => new ServerError(5099, '42000', 'System config unknown');

export const unknownTenant = (name: string): ServerError =>
  new ServerError(5157, GENERAL, `Unknown tenant '${name}'`);

export const archiveAlreadyDisabled = (): ServerError =>
  new ServerError(9024, GENERAL, 'log archive backup is already disabled');

export const invalidDestination = (): ServerError =>
  new ServerError(9026, GENERAL, 'backup destination is not valid');

export const backupInProgress = (): ServerError => new ServerError(9036, GENERAL, 'Backup is in progress');

/** 9040 with its reason, as the data-backup scheduler words it. */
export const backupCannotStart = (reason: string): ServerError =>
  new ServerError(9040, GENERAL, `backup can not start, because ${reason}`);

export const cancelNotAllowed = (): ServerError =>
  new ServerError(9041, GENERAL, 'cancel backup do not allow');

export const nothingToCancel = (): ServerError =>
  new ServerError(9049, GENERAL, 'backup status is stopped, can not cancel');

export const mountFileInvalid = (): ServerError =>
  new ServerError(9051, GENERAL, 'backup mount file is not valid');

export const regionConflict = (reason: string): ServerError =>
  new ServerError(9057, GENERAL, `can not set backup region, because ${reason}`);

export const zoneConflict = (reason: string): ServerError =>
  new ServerError(9058, GENERAL, `can not set backup zone, because ${reason}`);

/** 1235 on a standby cluster. */
export const notPrimary = (): ServerError => notSupported('backup in not primary cluster is');

/** 1235 when a tenant runs without global timestamps. */
export const withoutGts = (): ServerError => notSupported('physical backup without GTS is');

/** Absolute OceanBase codes as they stand, negative, in `result` of `__all_backup_task_history`. */
export const RESULT_CANCELED = -4072;
export const RESULT_DATA_VERSION_GAP = -9042;
export const RESULT_MOUNT_INVALID = -9051;
export const RESULT_TENANT_NOT_EXIST = -5157;
