import { simulatorCannot } from '../../serverError';
import type { TokenReader } from '../../sql/tokenReader';
import { noPrivilege } from '../errors';
import { readTenantClause, readTenantName, type Scene } from './actor';
import { readDescription } from './clauses';

type Act = (scene: Scene) => void;

/**
 * The one place where restoring is refused. The statements are read, so that a wrong one answers
 * 1064; what a real cluster would then do is not simulated.
 */
export function refuseRestore(reader: TokenReader): Act {
  const what = readRestore(reader);
  reader.expectEnd();
  return ({ actor }) => {
    throw actor.kind === 'tenant' ? noPrivilege() : simulatorCannot(`ALTER SYSTEM ${what}`);
  };
}

function readRestore(reader: TokenReader): string {
  if (reader.accept('RESTORE')) {
    readRestoreTenant(reader);
    return 'RESTORE';
  }
  if (reader.accept('CANCEL', 'RESTORE') || reader.accept('CANCEL', 'RECOVER', 'TABLE')) {
    readTenantName(reader);
    return 'CANCEL RESTORE';
  }
  if (reader.accept('ADD', 'RESTORE', 'SOURCE')) {
    reader.expectText();
    return 'ADD RESTORE SOURCE';
  }
  if (reader.accept('CLEAR', 'RESTORE', 'SOURCE')) {
    return 'CLEAR RESTORE SOURCE';
  }
  if (reader.accept('ACTIVATE', 'STANDBY')) {
    readTenantClause(reader);
    reader.accept('VERIFY');
    return 'ACTIVATE STANDBY';
  }
  reader.expect('RECOVER');
  return readRecover(reader);
}

function readRestoreTenant(reader: TokenReader): void {
  if (!reader.isNext('FROM')) {
    readTenantName(reader);
  }
  if (reader.accept('FROM')) {
    reader.expectText();
  }
  readUntil(reader);
  if (reader.accept('PREVIEW')) {
    return;
  }
  reader.expect('WITH');
  reader.expectText();
  if (reader.accept('WITH', 'KEY', 'FROM')) {
    reader.expectText();
    reader.expect('ENCRYPTED', 'BY');
    reader.expectText();
  }
  readDescription(reader);
}

function readUntil(reader: TokenReader): void {
  if (!reader.accept('UNTIL') || reader.accept('UNLIMITED')) {
    return;
  }
  const kind = reader.expectOneOf('TIME', 'SCN');
  reader.acceptSign('=');
  if (kind === 'TIME') {
    reader.expectText();
  } else {
    reader.expectInteger();
  }
}

function readRecover(reader: TokenReader): string {
  if (reader.accept('STANDBY')) {
    readTenantClause(reader);
    if (!reader.accept('CANCEL')) {
      readUntil(reader);
    }
    return 'RECOVER STANDBY';
  }
  reader.expect('TABLE');
  // the list of objects has a grammar of its own
  while (reader.next() !== undefined) {}
  return 'RECOVER TABLE';
}
