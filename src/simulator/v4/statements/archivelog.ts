import { notSupported, ServerError } from '../../serverError';
import type { TokenReader } from '../../sql/tokenReader';
import { noPrivilege } from '../errors';
import type { Tenant } from '../model';
import { setLogMode } from '../settings';
import { namesAll, namesGroup, readTenantClause, resolveTenants, type Scene } from './actor';
import { readDescription } from './clauses';

type Act = (scene: Scene) => void;

/** Reads behind `ALTER SYSTEM ARCHIVELOG` or `NOARCHIVELOG`. */
export function readArchivelog(reader: TokenReader, mode: Tenant['logMode']): Act {
  const names = readTenantClause(reader);
  readDescription(reader);
  reader.expectEnd();
  return ({ cluster, actor }) => {
    if (actor.kind === 'tenant') {
      if (names !== undefined) {
        throw noPrivilege();
      }
      setLogMode(cluster, actor.tenant, mode);
      return;
    }
    if (names !== undefined && namesGroup(names)) {
      throw notSupported(`use all_user/all_meta in 'ALTER SYSTEM ${mode}' syntax is`);
    }
    const tenants =
      names === undefined || namesAll(names) ? cluster.tenants() : resolveTenants(cluster, names);
    for (const tenant of tenants) {
      swallow(() => setLogMode(cluster, tenant, mode));
    }
  };
}

/** From `sys` the failure of a single tenant is not reported. */
function swallow(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof ServerError)) {
      throw error;
    }
  }
}
