import type { TokenReader } from '../../sql/tokenReader';
import type { Statement } from './statement';

/**
 * The one place where statements are parsed that a real server carries out and the simulator does
 * not: deleting and validating backups, restoring, and backing up backups. They are refused by an
 * error that names the simulator.
 *
 * @returns undefined, with nothing taken, where none of them stands next
 */
export function parseNotSimulated(reader: TokenReader): Statement | undefined {
  return (
    parseDelete(reader) ??
    parseValidate(reader) ??
    parseBackupOfBackup(reader) ??
    parseRestore(reader) ??
    parseForeign(reader)
  );
}

const notSimulated = (what: string): Statement => ({ kind: 'notSimulated', what: `ALTER SYSTEM ${what}` });

/** `DELETE {BACKUPSET | BACKUPPIECE | BACKUPROUND} n`, `DELETE {OBSOLETE | EXPIRED} BACKUP`, `CANCEL DELETE BACKUP`. */
function parseDelete(reader: TokenReader): Statement | undefined {
  if (reader.accept('CANCEL', 'DELETE', 'BACKUP')) {
    return notSimulated('CANCEL DELETE BACKUP');
  }
  if (!reader.accept('DELETE')) {
    return undefined;
  }
  const what = reader.expectOneOf(
    ...(['BACKUPSET', 'BACKUPPIECE', 'BACKUPROUND', 'OBSOLETE', 'EXPIRED'] as const),
  );
  if (what === 'OBSOLETE' || what === 'EXPIRED') {
    reader.expect('BACKUP');
  } else {
    reader.expectInteger();
  }
  parseCopy(reader);
  return notSimulated(`DELETE ${what}`);
}

/** `VALIDATE {DATABASE | BACKUPSET n}`, `CANCEL VALIDATE n`. */
function parseValidate(reader: TokenReader): Statement | undefined {
  const isCancel = reader.accept('CANCEL', 'VALIDATE');
  if (!isCancel && !reader.accept('VALIDATE')) {
    return undefined;
  }
  if (isCancel || reader.expectOneOf('DATABASE', 'BACKUPSET') === 'BACKUPSET') {
    reader.expectInteger();
  }
  parseCopy(reader);
  return notSimulated('VALIDATE');
}

function parseCopy(reader: TokenReader): void {
  if (reader.accept('COPY')) {
    reader.expectInteger();
  }
}

/** `BACKUP {BACKUPSET | BACKUPPIECE} …`, `{START | STOP} BACKUP ARCHIVELOG`, and their cancelling. */
function parseBackupOfBackup(reader: TokenReader): Statement | undefined {
  for (const verb of ['START', 'STOP'] as const) {
    if (reader.accept(verb, 'BACKUP', 'ARCHIVELOG')) {
      return notSimulated(`${verb} BACKUP ARCHIVELOG`);
    }
  }
  for (const what of ['BACKUPSET', 'BACKUPPIECE'] as const) {
    if (reader.accept('CANCEL', 'BACKUP', what)) {
      return notSimulated(`CANCEL BACKUP ${what}`);
    }
    if (reader.accept('BACKUP', what)) {
      skipRest(reader);
      return notSimulated(`BACKUP ${what}`);
    }
  }
  return undefined;
}

/** `RESTORE … FROM …`, `{ADD | CLEAR} RESTORE SOURCE`. */
function parseRestore(reader: TokenReader): Statement | undefined {
  if (reader.accept('ADD', 'RESTORE', 'SOURCE')) {
    reader.expectText();
    return notSimulated('ADD RESTORE SOURCE');
  }
  if (reader.accept('CLEAR', 'RESTORE', 'SOURCE')) {
    return notSimulated('CLEAR RESTORE SOURCE');
  }
  if (!reader.accept('RESTORE')) {
    return undefined;
  }
  reader.expectName();
  if (!/\bFROM\b/i.test(reader.rest())) {
    throw reader.syntaxError();
  }
  skipRest(reader);
  return notSimulated('RESTORE');
}

/** First words of statements that have nothing to do with backup. */
const FOREIGN = [
  'ADD',
  'BOOTSTRAP',
  'CHANGE',
  'CLEAR',
  'FLUSH',
  'MIGRATE',
  'MODIFY',
  'MOVE',
  'REFRESH',
  'RELOAD',
  'REMOVE',
  'REPORT',
  'ROTATE',
  'RUN',
  'START',
  'STOP',
  'SWITCH',
  'UPGRADE',
] as const;

function parseForeign(reader: TokenReader): Statement | undefined {
  const word = reader.acceptOneOf(...FOREIGN);
  if (word === undefined) {
    return undefined;
  }
  if (reader.atEnd) {
    throw reader.syntaxError();
  }
  skipRest(reader);
  return notSimulated(word);
}

function skipRest(reader: TokenReader): void {
  while (reader.next() !== undefined) {
    // taken as it stands
  }
}
