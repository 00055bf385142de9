import type { TokenReader } from '../../sql/tokenReader';
import { featureNotSupported } from '../errors';
import type { Scene } from './actor';

type Act = (scene: Scene) => void;

/**
 * Reads what 4.x still parses of the statements of 3.x, and refuses: suspending, validating, and
 * backing up backups.
 *
 * @returns undefined, with nothing taken, where none of them stands next
 */
export function readLeftover(reader: TokenReader): Act | undefined {
  if (!takeLeftover(reader)) {
    return undefined;
  }
  reader.expectEnd();
  return () => {
    throw featureNotSupported();
  };
}

function takeLeftover(reader: TokenReader): boolean {
  return takeWords(reader) || takeValidation(reader) || takeBackupOfBackups(reader);
}

const takeWords = (reader: TokenReader): boolean =>
  reader.accept('SUSPEND', 'BACKUP') ||
  reader.accept('RESUME', 'BACKUP') ||
  reader.accept('START', 'BACKUP', 'ARCHIVELOG') ||
  reader.accept('STOP', 'BACKUP', 'ARCHIVELOG') ||
  reader.accept('CANCEL', 'ALL', 'BACKUP', 'FORCE') ||
  reader.accept('CANCEL', 'BACKUP', 'BACKUPSET') ||
  reader.accept('CANCEL', 'BACKUP', 'BACKUPPIECE');

/** `VALIDATE {DATABASE | BACKUPSET n} [COPY m]`, `CANCEL VALIDATE n [COPY m]`. */
function takeValidation(reader: TokenReader): boolean {
  if (reader.accept('VALIDATE', 'BACKUPSET') || reader.accept('CANCEL', 'VALIDATE')) {
    reader.expectInteger();
  } else if (!reader.accept('VALIDATE', 'DATABASE')) {
    return false;
  }
  if (reader.accept('COPY')) {
    reader.expectInteger();
  }
  return true;
}

/** `BACKUP {BACKUPSET | BACKUPPIECE} …`; what follows has a grammar of its own. */
function takeBackupOfBackups(reader: TokenReader): boolean {
  if (!reader.accept('BACKUP', 'BACKUPSET') && !reader.accept('BACKUP', 'BACKUPPIECE')) {
    return false;
  }
  if (reader.atEnd) {
    throw reader.syntaxError();
  }
  while (reader.next() !== undefined) {
    // taken as it stands
  }
  return true;
}
