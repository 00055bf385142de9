import { createHash } from 'node:crypto';
import { notSupported } from '../../serverError';
import type { TokenReader } from '../../sql/tokenReader';
import type { StatementSession } from '../../world';
import type { Scene } from './actor';

/** The session's variables that hold the backup password; they are gone with the session. */
const MODE = '__ob_backup_encryption_mode__';
const PASSWD = '__ob_backup_encryption_passwd__';
const DECRYPTION = '__ob_backup_decryption_passwd_array__';

type Act = (scene: Scene) => void;

/** Reads behind `SET ENCRYPTION`: `ON IDENTIFIED BY 'password' ONLY`. */
export function readSetEncryption(reader: TokenReader): Act {
  reader.expect('ON', 'IDENTIFIED', 'BY');
  const password = reader.expectText();
  reader.expect('ONLY');
  reader.expectEnd();
  return ({ session }) => {
    session.userVariables.set(MODE, 'PASSWORD');
    session.userVariables.set(PASSWD, digest(password));
  };
}

/** Reads behind `SET DECRYPTION`: `IDENTIFIED BY 'a', 'b'`. Only `sys` restores. */
export function readSetDecryption(reader: TokenReader): Act {
  reader.expect('IDENTIFIED', 'BY');
  const digests = [digest(reader.expectText())];
  while (reader.acceptSign(',')) {
    digests.push(digest(reader.expectText()));
  }
  reader.expectEnd();
  return ({ actor, session }) => {
    if (actor.kind === 'tenant') {
      throw notSupported('non-sys tenant set decryption is');
    }
    session.userVariables.set(DECRYPTION, digests.join(','));
  };
}

/** How a backup of this session is encrypted. */
export const backupEncryption = (
  session: StatementSession,
): { readonly encryptionMode: string; readonly passwd: string } => ({
  encryptionMode: session.userVariables.get(MODE) ?? 'NONE',
  passwd: session.userVariables.get(PASSWD) ?? '',
});

/** A digest from which the password cannot be read back; its form is that of MySQL's native password. */
function digest(password: string): string {
  const first = createHash('sha1').update(password).digest();
  return `*${createHash('sha1').update(first).digest('hex').toUpperCase()}`;
}
