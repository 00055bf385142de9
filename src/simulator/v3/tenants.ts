import type { TenantAccount } from '../world';
import { DAY, maxOf } from './instants';

export const SYS_TENANT_ID = 1n;
const FIRST_USER_TENANT_ID = 1001n;

/** What a new tenant looks like. */
export interface TenantSpec {
  readonly name: string;
  readonly mode: 'MYSQL' | 'ORACLE';
  /** Data on disk when it was created. */
  readonly bytes: bigint;
  readonly growthBytesPerDay: bigint;
  /** Share of the data that is rewritten in a day, in thousandths. */
  readonly churnPerMille: bigint;
  /** Partition groups: what a data backup schedules. */
  readonly partitionGroups: number;
  /** How fast its data can be read for a backup. */
  readonly bytesPerSecond: bigint;
}

/** A tenant of the cluster. */
export interface Tenant extends TenantSpec {
  readonly id: bigint;
  readonly createdMicros: bigint;
}

/** The cluster's tenants. User tenants count from 1001 on; an id is never given twice. */
export class Tenants {
  readonly #users = new Map<bigint, Tenant>();
  #nextId = FIRST_USER_TENANT_ID;

  /** Adds a user tenant with the next id. */
  create(spec: TenantSpec, atMicros: bigint): Tenant {
    const tenant: Tenant = { ...spec, id: this.#nextId, createdMicros: atMicros };
    this.#nextId += 1n;
    this.#users.set(tenant.id, tenant);
    return tenant;
  }

  drop(id: bigint): void {
    this.#users.delete(id);
  }

  /** User tenants by ascending id. */
  users(): readonly Tenant[] {
    return [...this.#users.values()];
  }

  userById(id: bigint): Tenant | undefined {
    return this.#users.get(id);
  }

  /** A user tenant by name; OceanBase compares tenant names without regard to letter case. */
  userByName(name: string): Tenant | undefined {
    return this.users().find((tenant) => tenant.name.toLowerCase() === name.toLowerCase());
  }

  /** All tenants as a login sees them, sys first. */
  accounts(): readonly TenantAccount[] {
    const users = this.users().map(({ id, name, mode }): TenantAccount => {
      return { id, name, mode, acceptsLogin: true };
    });
    return [{ id: SYS_TENANT_ID, name: 'sys', mode: 'MYSQL', acceptsLogin: true }, ...users];
  }
}

/** A tenant's data on disk at an instant: it grows evenly. */
export function dataBytes(tenant: Tenant, atMicros: bigint): bigint {
  const age = maxOf(0n, atMicros - tenant.createdMicros);
  return tenant.bytes + (tenant.growthBytesPerDay * age) / DAY;
}
