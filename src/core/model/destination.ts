import type { RowOrigin } from './rowOrigin';

/** Where backups go. 3.x has one for the cluster; 4.x one for data and one for logs per tenant. */
export interface Destination {
  readonly purpose: 'archive' | 'data' | 'both';
  /** Absent for the cluster's one destination on 3.x. */
  readonly tenantId: bigint | undefined;
  /** Address with every credential masked. */
  readonly maskedUri: string;
  /** Further settings in the server's words: binding, piece_switch_interval, state, dest_id; 3.x options. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly origin: RowOrigin;
}
