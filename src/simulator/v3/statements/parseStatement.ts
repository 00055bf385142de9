import { TokenReader } from '../../sql/tokenReader';
import type { Token } from '../../sql/tokens';
import type { V3Profile } from '../profiles';
import { parseNotSimulated } from './notSimulated';
import { parseAssignments } from './parseAssignments';
import type { Statement } from './statement';

/**
 * Parses `ALTER SYSTEM …`, `SET ENCRYPTION …` and `SET DECRYPTION …` as the version's grammar does.
 *
 * @throws ServerError 1064 for anything that is not in the grammar
 */
export function parseStatement(tokens: readonly Token[], profile: V3Profile): Statement {
  const reader = new TokenReader(tokens);
  const statement = reader.accept('SET') ? parseSet(reader) : parseAlterSystem(reader, profile);
  reader.expectEnd();
  return statement;
}

function parseSet(reader: TokenReader): Statement {
  if (reader.expectOneOf('ENCRYPTION', 'DECRYPTION') === 'ENCRYPTION') {
    reader.expect('ON', 'IDENTIFIED', 'BY');
    const password = reader.expectText();
    reader.expect('ONLY');
    return { kind: 'setEncryption', password };
  }
  reader.expect('IDENTIFIED', 'BY');
  const passwords = [reader.expectText()];
  while (reader.acceptSign(',')) {
    passwords.push(reader.expectText());
  }
  return { kind: 'setDecryption', passwords };
}

function parseAlterSystem(reader: TokenReader, profile: V3Profile): Statement {
  reader.expect('ALTER', 'SYSTEM');
  const notSimulated = parseNotSimulated(reader);
  if (notSimulated !== undefined) {
    return notSimulated;
  }
  const verb = reader.expectOneOf(
    ...([
      'SET',
      'MINOR',
      'MAJOR',
      'ARCHIVELOG',
      'NOARCHIVELOG',
      'BACKUP',
      'CANCEL',
      'SUSPEND',
      'RESUME',
    ] as const),
  );
  switch (verb) {
    case 'SET':
      return { kind: 'setParameters', assignments: parseAssignments(reader) };
    case 'MINOR':
      reader.expect('FREEZE');
      return parseMinorFreeze(reader);
    case 'MAJOR':
      reader.expect('FREEZE');
      return { kind: 'majorFreeze' };
    case 'ARCHIVELOG':
      return { kind: 'startArchive' };
    case 'NOARCHIVELOG':
      return { kind: 'stopArchive' };
    case 'BACKUP':
      return parseBackup(reader, profile);
    case 'CANCEL':
      return parseCancel(reader, profile);
    case 'SUSPEND':
    case 'RESUME':
      reader.expect('BACKUP');
      return { kind: 'unsupported' };
  }
}

function parseBackup(reader: TokenReader, profile: V3Profile): Statement {
  if (profile.enterpriseStatements && reader.accept('TENANT')) {
    const tenants = reader.expectNameList();
    reader.expect('TO');
    reader.acceptSign('=');
    return { kind: 'backupTenants', tenants, destination: reader.expectText() };
  }
  const incremental = reader.accept('INCREMENTAL');
  reader.expect('DATABASE');
  return { kind: 'backupDatabase', incremental };
}

function parseCancel(reader: TokenReader, profile: V3Profile): Statement {
  if (profile.enterpriseStatements && reader.accept('ALL')) {
    reader.expect('BACKUP', 'FORCE');
    return { kind: 'cancelEverything' };
  }
  reader.expect('BACKUP');
  return { kind: 'cancelBackup' };
}

/** `MINOR FREEZE [TENANT = ('t1', 't2')] [SERVER = ('ip:port', …)] [ZONE = 'z1']`, or one partition by id. */
function parseMinorFreeze(reader: TokenReader): Statement {
  if (reader.acceptText() !== undefined) {
    return { kind: 'minorFreeze', tenants: [], servers: [] };
  }
  const tenants = reader.accept('TENANT') ? parseList(reader) : [];
  const servers = reader.accept('SERVER') ? parseList(reader) : [];
  if (!reader.accept('ZONE')) {
    return { kind: 'minorFreeze', tenants, servers };
  }
  reader.acceptSign('=');
  return { kind: 'minorFreeze', tenants, servers, zone: nameOrText(reader) };
}

function parseList(reader: TokenReader): readonly string[] {
  reader.acceptSign('=');
  const inBrackets = reader.acceptSign('(');
  const items = [nameOrText(reader)];
  while (reader.acceptSign(',')) {
    items.push(nameOrText(reader));
  }
  if (inBrackets) {
    reader.expectSign(')');
  }
  return items;
}

const nameOrText = (reader: TokenReader): string => reader.acceptText() ?? reader.expectName();
