import { simulatorCannot } from '../../serverError';
import type { StatementSession } from '../../world';
import type { Cluster } from '../cluster';
import { operationNotAllowedNow, unknownTenant, unsupportedFeature } from '../errors';
import { SYS_TENANT_ID, type Tenant } from '../tenants';
import { SERVERS, type Server } from '../topology';
import {
  checkBackupMayStart,
  checkCancelAllowed,
  checkRoundMayStart,
  checkRoundMayStop,
  checkTenantDestination,
} from './preconditions';
import { setParameters } from './setParameters';
import type { Statement } from './statement';

/** The session variables that carry the backup password from `SET ENCRYPTION` to `BACKUP DATABASE`. */
const ENCRYPTION_MODE = '__ob_backup_encryption_mode__';
const ENCRYPTION_PASSWORD = '__ob_backup_encryption_passwd__';
const DECRYPTION_PASSWORDS = '__ob_backup_decryption_passwd_array__';

/**
 * Carries out a statement on the cluster as it stands now.
 *
 * @throws ServerError as 3.x answers when a precondition does not hold; 1235 for every statement of
 *   a user tenant
 */
export function execute(statement: Statement, cluster: Cluster, session: StatementSession): void {
  if (session.tenant.id !== SYS_TENANT_ID) {
    throw unsupportedFeature();
  }
  switch (statement.kind) {
    case 'minorFreeze':
      minorFreeze(statement, cluster);
      return;
    case 'majorFreeze':
      majorFreeze(cluster);
      return;
    case 'startArchive':
      checkRoundMayStart(cluster);
      cluster.startArchive();
      return;
    case 'stopArchive':
      checkRoundMayStop(cluster);
      cluster.stopArchive();
      return;
    case 'backupDatabase':
      backupDatabase(statement.incremental, cluster, session);
      return;
    case 'backupTenants':
      backupTenants(statement.tenants, statement.destination, cluster, session);
      return;
    case 'cancelBackup':
      checkCancelAllowed(cluster);
      cluster.backup.cancel(cluster.nowMicros);
      return;
    case 'cancelEverything':
      cluster.forceCancelAll();
      return;
    case 'setParameters':
      setParameters(statement.assignments, cluster);
      return;
    case 'setEncryption':
      session.userVariables.set(ENCRYPTION_MODE, 'PASSWORD');
      session.userVariables.set(ENCRYPTION_PASSWORD, statement.password);
      return;
    case 'setDecryption':
      session.userVariables.set(DECRYPTION_PASSWORDS, statement.passwords.join(','));
      return;
    case 'unsupported':
      throw unsupportedFeature();
    case 'notSimulated':
      throw simulatorCannot(statement.what);
  }
}

function minorFreeze(statement: Extract<Statement, { kind: 'minorFreeze' }>, cluster: Cluster): void {
  const everybody = [SYS_TENANT_ID, ...cluster.tenants.users().map(({ id }) => id)];
  const tenantIds =
    statement.tenants.length === 0
      ? everybody
      : statement.tenants.map((name) =>
          name.toLowerCase() === 'sys' ? SYS_TENANT_ID : tenantNamed(name, cluster).id,
        );
  cluster.freezes.minorFreeze(tenantIds, serversMeant(statement.servers, statement.zone), cluster.nowMicros);
}

/** The servers of a list of `ip:port` or of a zone; all of them where neither is given. */
function serversMeant(addresses: readonly string[], zone: string | undefined): readonly Server[] {
  return SERVERS.filter(
    (server) =>
      (addresses.length === 0 || addresses.includes(`${server.ip}:${server.port}`)) &&
      (zone === undefined || zone === server.zone),
  );
}

function majorFreeze(cluster: Cluster): void {
  if (cluster.freezes.isMerging) {
    throw operationNotAllowedNow();
  }
  cluster.freezes.majorFreeze(cluster.nowMicros);
}

function backupDatabase(incremental: boolean, cluster: Cluster, session: StatementSession): void {
  checkBackupMayStart(cluster);
  cluster.backup.start(
    {
      incremental,
      level: 'CLUSTER',
      tenants: cluster.tenants.users(),
      destination: cluster.archive.destination,
      ...circumstances(cluster, session),
    },
    cluster.nowMicros,
  );
}

function backupTenants(
  names: readonly string[],
  destination: string,
  cluster: Cluster,
  session: StatementSession,
): void {
  const tenants = [...new Set(names.map((name) => tenantNamed(name, cluster)))];
  checkTenantDestination(tenants.length, destination);
  checkBackupMayStart(cluster);
  cluster.backup.start(
    { incremental: false, level: 'TENANT', tenants, destination, ...circumstances(cluster, session) },
    cluster.nowMicros,
  );
}

function circumstances(cluster: Cluster, session: StatementSession) {
  const isEncrypted = session.userVariables.get(ENCRYPTION_MODE) === 'PASSWORD';
  return {
    roundId: cluster.archive.roundId,
    dataVersion: cluster.freezes.frozenVersion,
    netLimitBytesPerSecond: cluster.parameters.netLimitBytesPerSecond,
    password: isEncrypted ? session.userVariables.get(ENCRYPTION_PASSWORD) : undefined,
  };
}

function tenantNamed(name: string, cluster: Cluster): Tenant {
  const tenant = cluster.tenants.userByName(name);
  if (tenant === undefined) {
    throw unknownTenant(name);
  }
  return tenant;
}
