import type { RowOrigin } from './rowOrigin';

/** A tenant of the cluster. META$ tenants are never among them. */
export interface Tenant {
  readonly id: bigint;
  readonly name: string;
  readonly kind: 'sys' | 'user';
  readonly mode: 'MYSQL' | 'ORACLE' | 'unknown';
  /** As sent, e.g. `NORMAL`; absent on 3.x. */
  readonly status: string | undefined;
  /** `PRIMARY`, `STANDBY`, `RESTORE`; 4.1 and later. */
  readonly role: string | undefined;
  /** What the tenant is told to do, not what it does: 4.1 and later. */
  readonly logMode: 'ARCHIVELOG' | 'NOARCHIVELOG' | undefined;
  readonly origin: RowOrigin;
}
