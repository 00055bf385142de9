import { holdFlow, interruptRound, lastRound, requestArchiveTurn, resumeFlow } from './archive';
import { failTenantBackups, retryTenantBackups } from './backup';
import type { Cluster } from './cluster';
import type { Tenant } from './model';
import { RECYCLED } from './scenarios/scenarios';
import { SMALL_WORKLOAD } from './scenarios/workloads';
import { checkParents } from './sysBackup';

type Command = (cluster: Cluster, args: readonly string[]) => string;

const STATUSES: readonly Tenant['status'][] = ['NORMAL', 'CREATING', 'RESTORE', 'DROPPING'];

/** Tenants are named by name or id. */
function tenantOf(cluster: Cluster, text: string | undefined): Tenant {
  const byId = text !== undefined && /^[0-9]+$/.test(text) ? cluster.tenant(BigInt(text)) : undefined;
  const tenant = byId ?? (text === undefined ? undefined : cluster.tenantNamed(text));
  if (tenant === undefined) {
    throw new Error(`no tenant ${text ?? '(missing)'}`);
  }
  return tenant;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  interruptArchive(cluster, [name, comment = RECYCLED]) {
    const tenant = tenantOf(cluster, name);
    if (!interruptRound(cluster, tenant, comment)) {
      throw new Error(`the round of ${tenant.name} is not DOING`);
    }
    return `archiving of ${tenant.name} interrupted`;
  },

  holdArchive(cluster, [name]) {
    const tenant = tenantOf(cluster, name);
    const round = lastRound(tenant);
    if (round === undefined) {
      throw new Error(`${tenant.name} has no round`);
    }
    holdFlow(cluster, tenant, round);
    return `checkpoint of ${tenant.name} held`;
  },

  releaseArchive(cluster, [name]) {
    const tenant = tenantOf(cluster, name);
    const round = lastRound(tenant);
    if (round?.status !== 'DOING' || round.flow !== null) {
      throw new Error(`the checkpoint of ${tenant.name} is not held`);
    }
    resumeFlow(cluster, tenant, round);
    return `checkpoint of ${tenant.name} released`;
  },

  failBackup(cluster, [name, code = '-4016']) {
    const tenant = tenantOf(cluster, name);
    const result = BigInt(code);
    const count = failTenantBackups(cluster, tenant, result > 0n ? -result : result);
    return `${count} job(s) of ${tenant.name} failed`;
  },

  retryBackup(cluster, [name]) {
    const tenant = tenantOf(cluster, name);
    return `${retryTenantBackups(cluster, tenant)} job(s) of ${tenant.name} began a new turn`;
  },

  createTenant(cluster, [name, mode = 'MYSQL']) {
    if (
      name === undefined ||
      cluster.tenantNamed(name) !== undefined ||
      (mode !== 'MYSQL' && mode !== 'ORACLE')
    ) {
      throw new Error('createTenant takes a new name, and MYSQL or ORACLE');
    }
    return `tenant ${cluster.createTenant({ name, mode, workload: SMALL_WORKLOAD }).id} created`;
  },

  dropTenant(cluster, [name]) {
    const tenant = tenantOf(cluster, name);
    cluster.removeTenant(tenant);
    checkParents(cluster);
    return `tenant ${tenant.id} dropped`;
  },

  setTenantStatus(cluster, [name, wanted]) {
    const tenant = tenantOf(cluster, name);
    const status = STATUSES.find((candidate) => candidate === wanted);
    if (status === undefined) {
      throw new Error(`a status is one of ${STATUSES.join(', ')}`);
    }
    tenant.status = status;
    tenant.modifiedMicros = cluster.nowMicros;
    requestArchiveTurn(cluster, tenant);
    return `${tenant.name} is ${status}`;
  },

  upgradeTenant(cluster, [name, version = '']) {
    const tenant = tenantOf(cluster, name);
    tenant.compatible = version;
    return `data version of ${tenant.name} is ${version}`;
  },

  setUpgrading(cluster, [flag]) {
    cluster.isUpgrading = flag === 'on';
    return `upgrade mode ${cluster.isUpgrading ? 'on' : 'off'}`;
  },

  breakMedia(cluster, [beginning = '', number = '9070']) {
    cluster.brokenMedia.set(beginning, Number(number));
    return `destinations below ${beginning} answer ${number}`;
  },

  repairMedia(cluster, [beginning = '']) {
    cluster.brokenMedia.delete(beginning);
    return `destinations below ${beginning} work`;
  },

  occupyDirectory(cluster, [path = '']) {
    cluster.directories.set(path, '');
    return `${path} holds files of somebody else`;
  },
};

/** The commands of `control`, for a message that lists them. */
const controlCommands = (): readonly string[] => Object.keys(COMMANDS);

/**
 * Carries out a command of `World.control`; they are described in `docs/simulator.md`.
 *
 * @throws Error for an unknown command or an argument that does not fit
 */
export function control(cluster: Cluster, command: string, args: readonly string[]): string {
  const act = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
  if (act === undefined) {
    throw new Error(`unknown command ${command}; known: ${controlCommands().join(', ')}`);
  }
  return act(cluster, args);
}
