import type { ClusterConnection } from './clusterConnection';
import type { PreflightCheck } from './dialects/dialect';
import type { BackupError } from './errors';
import type { BackupJob } from './model/backupJob';
import type { Tenant } from './model/tenant';
import type { Statement } from './sql';
import type { ClusterWatcher } from './watcher';

/** The cluster that an act is for. */
export interface ActTarget {
  /** Of the connection's profile: one act at a time per cluster and tenant. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  readonly connection: Pick<ClusterConnection, 'state'>;
  readonly watcher: Pick<ClusterWatcher, 'refresh' | 'follow'>;
}

/** All that a person must see before a statement is sent. */
export interface Preview {
  readonly clusterId: string;
  readonly clusterName: string;
  readonly statement: Statement;
  readonly tenants: readonly Tenant[];
  /** None of them is `blocked`. */
  readonly checks: readonly PreflightCheck[];
}

/** How an act went. */
export type Outcome =
  /** The person said no; nothing was sent. */
  | { readonly kind: 'declined' }
  /** Nothing was sent: the server would refuse. */
  | { readonly kind: 'blocked'; readonly checks: readonly PreflightCheck[] }
  /** Nothing was sent: the same act for one of these tenants has not come to its end. */
  | { readonly kind: 'alreadyUnderWay'; readonly tenantIds: readonly bigint[] }
  /** Nothing took effect: the server said no, or the statement never left. */
  | { readonly kind: 'refused'; readonly error: BackupError }
  /** The views show it. */
  | {
      readonly kind: 'started';
      readonly jobs: readonly BackupJob[];
      /** Asked for, and passed over by the server. */
      readonly missingTenants: readonly Tenant[];
      /** The answer to the statement was never seen; the views told. */
      readonly afterDoubt: boolean;
    }
  /** Sent, and no trace of it yet. The act stays locked for these tenants until the views can tell. */
  | { readonly kind: 'notKnownYet'; readonly error: BackupError; readonly tenantIds: readonly bigint[] };

/** One line of the record of what was done: when it is sent, and how it went. Without secrets. */
export interface ActRecord {
  /** The same in both lines of one act. */
  readonly actId: string;
  readonly phase: 'sent' | 'settled';
  /** On the client's clock. */
  readonly atMs: number;
  readonly clusterId: string;
  readonly clusterName: string;
  readonly maskedStatement: string;
  readonly tenantNames: readonly string[];
  /** Absent when it is sent. */
  readonly outcome: Outcome['kind'] | undefined;
  readonly jobKeys: readonly string[];
  readonly errorReason: BackupError['reason'] | undefined;
  readonly serverNumber: number | undefined;
}
