import { readFile } from 'node:fs/promises';
import type { ConnectionProfile } from '../../core/connection';
import { BackupError } from '../../core/errors';
import { formatLogin } from '../../core/login';
import type { LoginTarget } from '../../core/ports';

/** The file with the certificate authority cannot be used; cause of a `badInput` error. */
export class CaFileUnusable extends Error {
  override readonly name = 'CaFileUnusable';
  readonly path: string;

  constructor(path: string) {
    super('the CA file cannot be read, or holds no certificate');
    this.path = path;
  }
}

/**
 * All that a login needs, from the stored connection and its password.
 *
 * @throws BackupError `badInput` when the CA file cannot be used; nothing is sent then
 */
export async function loginTargetOf(
  profile: ConnectionProfile,
  password: string,
  connectTimeoutMs: number,
): Promise<LoginTarget> {
  const { mode, caFile } = profile.tls;
  const caPem = mode === 'verified' && caFile !== undefined ? await readCaFile(caFile) : undefined;
  return {
    endpoints: profile.endpoints,
    login: formatLogin(profile),
    password,
    tls: { mode, ...(caPem === undefined ? {} : { caPem }) },
    connectTimeoutMs,
  };
}

/** @throws BackupError `badInput` */
export async function readCaFile(path: string): Promise<string> {
  const pem = await readFile(path, 'utf8').catch(() => '');
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) {
    throw new BackupError('badInput', 'unusable CA file', { cause: new CaFileUnusable(path) });
  }
  return pem;
}
