import type { BackupBaseline } from './dialects/dialect';
import type { Tenant } from './model/tenant';

/** A statement of which nobody knows whether it took effect. */
export interface Doubt {
  readonly baseline: BackupBaseline;
  readonly tenants: readonly Tenant[];
  /** The server's clock shortly before it was sent, microseconds since the epoch. */
  readonly sentAtMicros: bigint;
}

/** Which tenants an act is under way for, so that two clicks never become two statements. */
export class ActLocks {
  readonly #locks = new Map<string, { doubt: Doubt | undefined }>();

  /** @returns the tenants that are already locked; if there are any, nothing was locked */
  take(clusterId: string, tenants: readonly Tenant[]): readonly bigint[] {
    const taken = tenants.filter(({ id }) => this.#locks.has(lockKey(clusterId, id)));
    if (taken.length === 0) {
      for (const { id } of tenants) {
        this.#locks.set(lockKey(clusterId, id), { doubt: undefined });
      }
    }
    return taken.map(({ id }) => id);
  }

  release(clusterId: string, tenants: readonly Tenant[]): void {
    for (const { id } of tenants) {
      this.#locks.delete(lockKey(clusterId, id));
    }
  }

  /** Keeps the lock beyond the end of the act. */
  doubt(clusterId: string, doubt: Doubt): void {
    for (const { id } of doubt.tenants) {
      this.#locks.set(lockKey(clusterId, id), { doubt });
    }
  }

  /** The doubts that keep these tenants locked. */
  doubtsOf(clusterId: string, tenants: readonly Tenant[]): readonly Doubt[] {
    const found = tenants.flatMap(({ id }) => this.#locks.get(lockKey(clusterId, id))?.doubt ?? []);
    return [...new Set(found)];
  }
}

function lockKey(clusterId: string, tenantId: bigint): string {
  return `${tenantId}@${clusterId}`;
}
