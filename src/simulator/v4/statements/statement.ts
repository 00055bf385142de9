import { simulatorCannot } from '../../serverError';
import { TokenReader } from '../../sql/tokenReader';
import type { Token } from '../../sql/tokens';
import type { StatementSession } from '../../world';
import type { Cluster } from '../cluster';
import { type Scene, sceneOf } from './actor';
import { readArchivelog } from './archivelog';
import { readBackup, readCancel } from './backup';
import { readAddPolicy, readDelete, readDropPolicy } from './cleaning';
import { readSetDecryption, readSetEncryption } from './encryption';
import { readLeftover } from './leftovers';
import { readSetParameters } from './parameters';
import { refuseRestore } from './restore';

type Act = (scene: Scene) => void;

/** Statements of the server that have nothing to do with backup, by how they begin. */
const NOT_SIMULATED: readonly (readonly string[])[] = [
  ['MINOR', 'FREEZE'],
  ['MAJOR', 'FREEZE'],
  ['SUSPEND', 'MERGE'],
  ['RESUME', 'MERGE'],
  ['CLEAR', 'MERGE', 'ERROR'],
  ['RUN', 'UPGRADE', 'JOB'],
  ['RUN', 'JOB'],
  ['BEGIN', 'UPGRADE'],
  ['END', 'UPGRADE'],
  ['SWITCHOVER'],
  ['FAILOVER'],
  ['SWITCH'],
  ['BOOTSTRAP'],
  ['ADD', 'SERVER'],
  ['ADD', 'ZONE'],
  ['DELETE', 'SERVER'],
  ['DELETE', 'ZONE'],
  ['START', 'SERVER'],
  ['START', 'ZONE'],
  ['STOP', 'SERVER'],
  ['STOP', 'ZONE'],
  ['ISOLATE'],
  ['KILL'],
  ['FLUSH'],
  ['REFRESH'],
  ['RELOAD'],
  ['LOAD'],
  ['MIGRATE'],
  ['TRANSFER'],
  ['CHANGE'],
  ['REPORT'],
  ['CLEAN'],
  ['CHECKPOINT'],
  ['RESET'],
  ['SET_TP'],
];

const RESTORE_STATEMENTS: readonly (readonly string[])[] = [
  ['RESTORE'],
  ['RECOVER'],
  ['ACTIVATE', 'STANDBY'],
  ['ADD', 'RESTORE', 'SOURCE'],
  ['CLEAR', 'RESTORE', 'SOURCE'],
  ['CANCEL', 'RESTORE'],
  ['CANCEL', 'RECOVER', 'TABLE'],
];

/**
 * Carries out `ALTER SYSTEM …`, `SET ENCRYPTION …` or `SET DECRYPTION …`. The whole statement is read
 * before anything is looked at, so that 1064 comes before every other error.
 *
 * @throws ServerError as 4.x answers; one that names the simulator for what it does not do
 */
export function executeStatement(
  cluster: Cluster,
  tokens: readonly Token[],
  session: StatementSession,
): void {
  const act = readStatement(new TokenReader(tokens));
  act(sceneOf(cluster, session));
}

function readStatement(reader: TokenReader): Act {
  if (reader.accept('SET', 'ENCRYPTION')) {
    return readSetEncryption(reader);
  }
  if (reader.accept('SET', 'DECRYPTION')) {
    return readSetDecryption(reader);
  }
  reader.expect('ALTER', 'SYSTEM');
  if (RESTORE_STATEMENTS.some((words) => reader.isNext(...words))) {
    return refuseRestore(reader);
  }
  const leftover = readLeftover(reader);
  if (leftover !== undefined) {
    return leftover;
  }
  const foreign = NOT_SIMULATED.find((words) => reader.isNext(...words));
  if (foreign !== undefined) {
    throw simulatorCannot(`ALTER SYSTEM ${foreign.join(' ')}`);
  }
  return readBackupStatement(reader);
}

function readBackupStatement(reader: TokenReader): Act {
  if (reader.accept('ADD', 'DELETE', 'BACKUP', 'POLICY')) {
    return readAddPolicy(reader);
  }
  if (reader.accept('DROP', 'DELETE', 'BACKUP', 'POLICY')) {
    return readDropPolicy(reader);
  }
  const verb = reader.expectOneOf('SET', 'ARCHIVELOG', 'NOARCHIVELOG', 'BACKUP', 'CANCEL', 'DELETE');
  switch (verb) {
    case 'SET':
      return readSetParameters(reader);
    case 'ARCHIVELOG':
    case 'NOARCHIVELOG':
      return readArchivelog(reader, verb);
    case 'BACKUP':
      return readBackup(reader);
    case 'CANCEL':
      return readCancel(reader);
    case 'DELETE':
      return readDelete(reader);
  }
}
