import { notSupported, ServerError } from '../serverError';

/** Texts of the error numbers that end up in `COMMENT` columns, as the server's error list has them. */
const ERROR_TEXTS: Readonly<Record<string, string>> = {
  '4012': 'Timeout',
  '4016': 'Internal error',
  '4072': 'Operation canceled',
  '4554': 'rebalance task not in progress on observer',
  '9027': 'ob log archive interrupted',
  '9029': 'log archive is not running',
  '9070': 'can not connect to backup destination',
  '9071': 'no I/O operation permission at the backup destination',
  '9080': 'the format file does not exist under the destination',
  '9081': 'the content of the format file at the destination does not match',
  '9082': 'backup device out of space',
  '9086': 'backup advance checkpoint by flush timeout',
  '9087': 'observer clog is recycled before archive',
  '9115': 'can not connect to storage destination',
  '9116': 'no I/O operation permission of the object storage',
};

/** The server's text for an error number, which may carry a sign. */
export const errorText = (code: bigint): string =>
  ERROR_TEXTS[(code < 0n ? -code : code).toString()] ?? 'Unknown error';

const hy000 = (number: number, message: string): ServerError => new ServerError(number, 'HY000', message);

/** 9040: `backup can not start[, because <reason>]`. */
export const backupCannotStart = (reason?: string): ServerError =>
  hy000(9040, reason === undefined ? 'backup can not start' : `backup can not start, because ${reason}`);

/** 9036. */
export const backupInProgress = (): ServerError => hy000(9036, 'Backup is in progress');

/** 9023: the tenant is not `NORMAL`. */
export const cannotStartArchive = (): ServerError => hy000(9023, 'cannot start log archive backup');

/** 9091. */
export const alreadyArchiving = (): ServerError => hy000(9091, 'Already in ARCHIVELOG mode');

/** 9092. */
export const alreadyNotArchiving = (): ServerError => hy000(9092, 'Already in NOARCHIVELOG mode');

/** 9026, without the URI: it may hold keys. */
export const invalidUri = (): ServerError => hy000(9026, 'backup destination is not valid');

/** The error of a destination that cannot be used: 9070, 9071, 9080, 9081, 9115, 9116 and others. */
export const destinationError = (number: number): ServerError => hy000(number, errorText(BigInt(number)));

/** 1227 (42501). */
export const noPrivilege = (): ServerError =>
  new ServerError(
    1227,
    '42501',
    'Access denied; you need (at least one of) the ALTER SYSTEM privilege(s) for this operation',
  );

/** 1235 where the server has no more to say. */
export const featureNotSupported = (): ServerError =>
  new ServerError(1235, '0A000', 'Not supported feature or function');

/** 1235 of a user tenant that names tenants. */
export const userTenantNamesTenants = (): ServerError =>
  notSupported('user tenant cannot specify tenant names');

/** 1210 where the server does not say to what. */
export const invalidArgument = (): ServerError => hy000(1210, 'Invalid argument');

/** 4179: `<what> not allowed`. */
export const notAllowed = (what: string): ServerError => hy000(4179, `${what} not allowed`);

/** 5160: a tenant of this name does not exist. */
export const unknownTenant = (): ServerError =>
  hy000(5160, 'invalid tenant name specified in connection string');

/** 5099 (42000): no parameter of this name. */
export const unknownParameter = (): ServerError => new ServerError(5099, '42000', 'System config unknown');

/** 4147: a parameter's value is outside its range or of the wrong form. */
export const invalidParameterValue = (): ServerError => hy000(4147, 'Invalid config');

/** 1062 (23000): the key of a table exists. */
export const duplicateKey = (entry: string): ServerError =>
  new ServerError(1062, '23000', `Duplicate entry '${entry}' for key 'PRIMARY'`);
