import { simulatorCannot } from '../../serverError';
import type { TokenReader } from '../../sql/tokenReader';
import { featureNotSupported, noPrivilege } from '../errors';
import type { Tenant } from '../model';
import { isClusterParameter, setParameter } from '../parameters';
import { setArchiveDestination, setArchiveState, setDataDestination } from '../settings';
import { namesAll, namesGroup, readTenantName, resolveTenants, type Scene } from './actor';

type Act = (scene: Scene) => void;
type SetDestination = (cluster: Scene['cluster'], tenant: Tenant, value: string) => void;

interface Assignment {
  readonly name: string;
  readonly value: string;
  readonly tenantName: string | undefined;
}

const DESTINATIONS: ReadonlyMap<string, SetDestination> = new Map([
  ['log_archive_dest', setArchiveDestination],
  ['log_archive_dest_state', setArchiveState],
  ['data_backup_dest', setDataDestination],
]);

/** Reads behind `ALTER SYSTEM SET`: `name = value [options] [TENANT [=] t], …`. */
export function readSetParameters(reader: TokenReader): Act {
  const assignments = [readAssignment(reader)];
  while (reader.acceptSign(',')) {
    assignments.push(readAssignment(reader));
  }
  reader.expectEnd();
  return (scene) => {
    for (const assignment of assignments) {
      assign(scene, assignment);
    }
  };
}

function readAssignment(reader: TokenReader): Assignment {
  const name = reader.expectName().toLowerCase();
  reader.expectSign('=');
  const value = readValue(reader);
  let tenantName: string | undefined;
  for (let option = readOption(reader); option !== undefined; option = readOption(reader)) {
    if (option === 'TENANT') {
      tenantName = readTenantName(reader);
    } else {
      readValue(reader);
    }
  }
  return { name, value, tenantName };
}

function readOption(reader: TokenReader): string | undefined {
  const option = reader.acceptOneOf('COMMENT', 'SCOPE', 'SERVER', 'ZONE', 'TENANT');
  if (option !== undefined) {
    reader.acceptSign('=');
  }
  return option;
}

/** A text, a number, or a word such as `120s`, `4G`, `true`. */
function readValue(reader: TokenReader): string {
  const sign = reader.acceptSign('-') ? '-' : '';
  const token = reader.next();
  if (token === undefined || !['text', 'number', 'word'].includes(token.kind)) {
    throw reader.syntaxError();
  }
  return `${sign}${token.value}`;
}

function assign(scene: Scene, assignment: Assignment): void {
  if (scene.actor.kind === 'tenant' && assignment.tenantName !== undefined) {
    throw noPrivilege();
  }
  const setDestination = DESTINATIONS.get(assignment.name);
  if (setDestination !== undefined) {
    setDestination(scene.cluster, destinationTenant(scene, assignment), assignment.value);
    return;
  }
  if (/^log_archive_dest(_state)?_[1-8]$/.test(assignment.name) || assignment.name === 'log_restore_source') {
    throw simulatorCannot(`parameter ${assignment.name}`);
  }
  if (scene.actor.kind === 'tenant' && isClusterParameter(assignment.name)) {
    throw noPrivilege();
  }
  for (const tenant of parameterTenants(scene, assignment)) {
    setParameter(scene.cluster, tenant, assignment.name, assignment.value);
  }
}

/** A destination is set for one user tenant; `sys` has to name it. */
function destinationTenant({ cluster, actor }: Scene, { tenantName }: Assignment): Tenant {
  if (actor.kind === 'tenant') {
    return actor.tenant;
  }
  const [tenant] =
    tenantName === undefined || isGroup(tenantName) ? [] : resolveTenants(cluster, [tenantName]);
  if (tenant === undefined) {
    throw featureNotSupported();
  }
  return tenant;
}

const isGroup = (name: string): boolean => namesAll([name]) || namesGroup([name]);

/** The tenants whose parameter is set; undefined stands for `sys` and the cluster. */
function parameterTenants(
  { cluster, actor }: Scene,
  { name, tenantName }: Assignment,
): readonly (Tenant | undefined)[] {
  if (actor.kind === 'tenant') {
    return [actor.tenant];
  }
  if (tenantName === undefined || tenantName.toLowerCase() === 'sys') {
    return [undefined];
  }
  if (!isGroup(tenantName)) {
    return resolveTenants(cluster, [tenantName]);
  }
  if (name === 'archive_lag_target') {
    throw featureNotSupported();
  }
  return tenantName.toLowerCase() === 'all_meta' ? [] : cluster.tenants();
}
