import { type Cluster, CONDITIONS } from './cluster';
import { RESULT_MOUNT_INVALID } from './errors';
import { SECOND } from './instants';
import type { Tenant, TenantSpec } from './tenants';

const NEW_TENANT: Omit<TenantSpec, 'name' | 'mode'> = {
  bytes: 900_000_000n,
  growthBytesPerDay: 20_000_000n,
  churnPerMille: 20n,
  partitionGroups: 12,
  bytesPerSecond: 60_000_000n,
};

type Command = (cluster: Cluster, args: readonly string[]) => string;

/**
 * What happens to a cluster without a client's doing. Tenants are given by name or id; an empty
 * argument stands for one that is left out.
 *
 * - `interruptArchive`: the log stream breaks; the round is INTERRUPTED until a person ends it
 * - `holdArchive [tenant]`, `releaseArchive [tenant]`: archive progress stands still, or moves on
 * - `failBackup [tenant] [code] [retrySeconds]`: the running backup fails with an OceanBase code
 *   (-9051 by default) after so many seconds without progress (0 by default)
 * - `cleanObsolete [seconds]`: sets and pieces outside the recovery window are deleted, as automatic
 *   cleaning does; it takes so long (180 by default)
 * - `createTenant name [MYSQL|ORACLE]`, `dropTenant tenant`
 * - `condition name on|off`: circumstances that make statements fail, see `CONDITIONS`
 */
const COMMANDS: Readonly<Record<string, Command>> = {
  interruptArchive(cluster) {
    const { status } = cluster.archive;
    if (status !== 'BEGINNING' && status !== 'DOING') {
      throw new RangeError(`the log archive is ${status}`);
    }
    cluster.interruptArchive();
    return `round ${cluster.archive.roundId} interrupted`;
  },

  holdArchive(cluster, [tenant]) {
    cluster.archive.hold(true, cluster.nowMicros, optionalTenant(cluster, tenant)?.id);
    return 'archive progress held';
  },

  releaseArchive(cluster, [tenant]) {
    cluster.archive.hold(false, cluster.nowMicros, optionalTenant(cluster, tenant)?.id);
    return 'archive progress released';
  },

  failBackup(cluster, [tenant, code, retrySeconds]) {
    const { backup, nowMicros } = cluster;
    if (backup.status !== 'PREPARE' && backup.status !== 'DOING') {
      throw new RangeError(`the data backup is ${backup.status}`);
    }
    const number = optionalInteger(code) ?? BigInt(RESULT_MOUNT_INVALID);
    const retryMicros = (optionalInteger(retrySeconds) ?? 0n) * SECOND;
    const result = Number(number > 0n ? -number : number);
    backup.fail(result, optionalTenant(cluster, tenant)?.id, retryMicros, nowMicros);
    return `the running backup fails with ${result}`;
  },

  cleanObsolete(cluster, [seconds]) {
    const count = cluster.cleanObsolete((optionalInteger(seconds) ?? 180n) * SECOND);
    return count === 0 ? 'nothing is obsolete' : `${count} set(s) are being deleted`;
  },

  createTenant(cluster, [name, mode]) {
    if (name === undefined || name === '' || cluster.tenants.userByName(name) !== undefined) {
      throw new RangeError('createTenant takes a new name');
    }
    const tenant = cluster.createTenant({ ...NEW_TENANT, name, mode: modeOf(mode) });
    return `tenant ${tenant.id} created`;
  },

  dropTenant(cluster, [name]) {
    const tenant = optionalTenant(cluster, name);
    if (tenant === undefined) {
      throw new RangeError('dropTenant takes a tenant');
    }
    cluster.dropTenant(tenant.id);
    return `tenant ${tenant.id} dropped`;
  },

  condition(cluster, [name, state]) {
    const condition = CONDITIONS.find((known) => known === name);
    if (condition === undefined || (state !== 'on' && state !== 'off')) {
      throw new RangeError(`condition takes one of ${CONDITIONS.join(', ')} and on or off`);
    }
    if (state === 'on') {
      cluster.conditions.add(condition);
    } else {
      cluster.conditions.delete(condition);
    }
    return `condition ${condition} ${state}`;
  },
};

/**
 * Carries out a command of the control door.
 *
 * @returns a line that says what was done
 * @throws RangeError for an unknown command or an argument that does not fit
 */
export function control(cluster: Cluster, command: string, args: readonly string[]): string {
  const act = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
  if (act === undefined) {
    throw new RangeError(`unknown command ${command}; known are ${Object.keys(COMMANDS).join(', ')}`);
  }
  return act(cluster, args);
}

function optionalTenant(cluster: Cluster, argument: string | undefined): Tenant | undefined {
  if (argument === undefined || argument === '') {
    return undefined;
  }
  const byId = /^\d+$/.test(argument) ? cluster.tenants.userById(BigInt(argument)) : undefined;
  const tenant = byId ?? cluster.tenants.userByName(argument);
  if (tenant === undefined) {
    throw new RangeError(`no tenant ${argument}`);
  }
  return tenant;
}

function optionalInteger(argument: string | undefined): bigint | undefined {
  if (argument === undefined || argument === '') {
    return undefined;
  }
  if (!/^-?\d+$/.test(argument)) {
    throw new RangeError(`${argument} is not a whole number`);
  }
  return BigInt(argument);
}

function modeOf(argument: string | undefined): 'MYSQL' | 'ORACLE' {
  switch (argument ?? '') {
    case '':
    case 'MYSQL':
      return 'MYSQL';
    case 'ORACLE':
      return 'ORACLE';
    default:
      throw new RangeError(`${argument} is not a tenant mode`);
  }
}
