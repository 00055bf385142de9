import { notSupported, ServerError, simulatorCannot } from '../../serverError';
import type { TokenReader } from '../../sql/tokenReader';
import { type BackupRequest, cancelTenantBackups, startTenantBackup } from '../backup';
import { cancelCleaning } from '../cleaning';
import { userTenantNamesTenants } from '../errors';
import type { Tenant } from '../model';
import { cancelSysBackups, startSysBackup } from '../sysBackup';
import { namesAll, readTenantClause, readTenantNames, resolveTenants, type Scene } from './actor';
import { readDescription } from './clauses';
import { backupEncryption } from './encryption';

type Act = (scene: Scene) => void;

/** Reads behind `ALTER SYSTEM BACKUP`. */
export function readBackup(reader: TokenReader): Act {
  if (reader.isNext('KEY') || reader.isNext('CLUSTER', 'PARAMETERS')) {
    throw simulatorCannot(`ALTER SYSTEM BACKUP ${reader.isNext('KEY') ? 'KEY' : 'CLUSTER PARAMETERS'}`);
  }
  const type = reader.accept('INCREMENTAL') ? 'INC' : 'FULL';
  const names = reader.expectOneOf('DATABASE', 'TENANT') === 'TENANT' ? readTenantNames(reader) : undefined;
  const hasPath = readPath(reader);
  const plusArchivelog = reader.accept('PLUS', 'ARCHIVELOG');
  const description = readDescription(reader);
  reader.expectEnd();
  return (scene) => {
    if (hasPath) {
      throw notSupported('backup do not support using specify path');
    }
    start(scene, names, { type, plusArchivelog, description, ...backupEncryption(scene.session) });
  };
}

/** `TO [=] 'uri'` is understood, and refused later. */
function readPath(reader: TokenReader): boolean {
  if (!reader.accept('TO')) {
    return false;
  }
  reader.acceptSign('=');
  reader.expectText();
  return true;
}

function start(
  { cluster, actor }: Scene,
  names: readonly string[] | undefined,
  request: BackupRequest,
): void {
  const isSys = actor.kind === 'sys';
  let code = 0;
  try {
    if (isSys) {
      startSysBackup(cluster, namedTenants(cluster, names), request);
    } else if (names === undefined) {
      const initiator = { initiatorTenantId: actor.tenant.id, initiatorJobId: 0n, whenGone: () => {} };
      startTenantBackup(cluster, actor.tenant, request, initiator);
    } else {
      throw userTenantNamesTenants();
    }
  } catch (error) {
    code = error instanceof ServerError ? -error.number : -4016;
    throw error;
  } finally {
    cluster.recordEvent(
      'backup_data',
      'start_backup_data',
      ['tenant_id', isSys ? '1' : `${actor.tenant.id}`],
      ['result', `${code}`],
    );
  }
}

const namedTenants = (
  cluster: Scene['cluster'],
  names: readonly string[] | undefined,
): readonly Tenant[] | undefined =>
  names === undefined || namesAll(names) ? undefined : resolveTenants(cluster, names);

/** Reads behind `ALTER SYSTEM CANCEL`. */
export function readCancel(reader: TokenReader): Act {
  const isDelete = reader.accept('DELETE');
  reader.expect('BACKUP');
  const names = readTenantClause(reader);
  reader.expectEnd();
  return ({ cluster, actor }) => {
    if (actor.kind === 'tenant') {
      if (names !== undefined) {
        throw userTenantNamesTenants();
      }
      (isDelete ? cancelCleaning : cancelTenantBackups)(cluster, actor.tenant);
      return;
    }
    const tenants = namedTenants(cluster, names);
    if (!isDelete) {
      cancelSysBackups(cluster, tenants);
      return;
    }
    for (const tenant of tenants ?? cluster.tenants()) {
      cancelCleaning(cluster, tenant);
    }
  };
}
