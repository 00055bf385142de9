import { notSupported } from '../../serverError';
import type { TokenReader } from '../../sql/tokenReader';
import { addPolicy, dropPolicy } from '../cleaning';
import { userTenantNamesTenants } from '../errors';
import type { Tenant } from '../model';
import { readTime } from '../settings';
import { readTenantClause, resolveTenants, type Scene } from './actor';

type Act = (scene: Scene) => void;

/** Reads behind `ALTER SYSTEM ADD DELETE BACKUP POLICY`. */
export function readAddPolicy(reader: TokenReader): Act {
  const name = readPolicyName(reader);
  const windowText = readOption(reader, 'RECOVERY_WINDOW', () => reader.expectText());
  const redundancy = readOption(reader, 'REDUNDANCY', () => reader.expectInteger());
  const copies = readOption(reader, 'BACKUP_COPIES', () => reader.expectInteger());
  const tenantNames = readTenantClause(reader);
  reader.expectEnd();
  return (scene) => {
    const tenant = onlyTenant(scene, tenantNames);
    checkPolicyName(name);
    if (windowText === undefined && redundancy === undefined) {
      throw notSupported('Neither recovery_window nor redundancy is set,');
    }
    if ((redundancy !== undefined && redundancy !== 1n) || (copies !== undefined && copies !== 0n)) {
      throw notSupported('redundancy or backup copies of a backup policy is');
    }
    const windowMicros = windowText === undefined ? 0n : readTime(windowText);
    if (windowMicros === undefined) {
      throw notSupported('recovery window is not be time string,');
    }
    addPolicy(scene.cluster, tenant, { name, windowText: windowText ?? '', windowMicros });
  };
}

/** Reads behind `ALTER SYSTEM DROP DELETE BACKUP POLICY`. */
export function readDropPolicy(reader: TokenReader): Act {
  const name = readPolicyName(reader);
  const tenantNames = readTenantClause(reader);
  reader.expectEnd();
  return (scene) => {
    const tenant = onlyTenant(scene, tenantNames);
    checkPolicyName(name);
    dropPolicy(tenant, name);
  };
}

function readPolicyName(reader: TokenReader): string {
  reader.acceptSign('=');
  return reader.expectText();
}

function checkPolicyName(name: string): void {
  if (name !== 'default') {
    throw notSupported("The policy name is not 'default', it is");
  }
}

function readOption<T>(reader: TokenReader, word: string, read: () => T): T | undefined {
  if (!reader.accept(word)) {
    return undefined;
  }
  reader.acceptSign('=');
  return read();
}

/** A policy is set for one tenant at a time. */
function onlyTenant({ cluster, actor }: Scene, names: readonly string[] | undefined): Tenant {
  if (actor.kind === 'tenant') {
    if (names !== undefined) {
      throw userTenantNamesTenants();
    }
    return actor.tenant;
  }
  const [tenant, second] = names === undefined ? [] : resolveTenants(cluster, names);
  if (tenant === undefined) {
    throw notSupported('Too little tenant names specified, only one tenant name can be specified');
  }
  if (second !== undefined) {
    throw notSupported('Too many tenant names specified, only one tenant name can be specified');
  }
  return tenant;
}

/** Reads behind `ALTER SYSTEM DELETE`: manual cleaning is understood, and refused before 4.4.1. */
export function readDelete(reader: TokenReader): Act {
  if (reader.accept('OBSOLETE')) {
    reader.expect('BACKUP');
  } else {
    reader.expectOneOf('BACKUPSET', 'BACKUPPIECE');
    reader.expectInteger();
  }
  readTenantClause(reader);
  reader.expectEnd();
  return () => {
    throw notSupported('manual backup clean');
  };
}
