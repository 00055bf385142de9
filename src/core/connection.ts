import type { Endpoint, TlsMode } from './ports';

/** How long a password is kept. */
export type PasswordKeeping =
  /** In the editor's secret storage. */
  | 'stored'
  /** In memory until the window closes. */
  | 'untilWindowCloses'
  /** Asked for at every login. */
  | 'askEveryTime';

/** A connection as it is stored: without any secret. */
export interface ConnectionProfile {
  /** Never changes; keys the password in the secret storage. */
  readonly id: string;
  /** For people; any text. */
  readonly name: string;
  /** Tried in turn. */
  readonly endpoints: readonly Endpoint[];
  readonly user: string;
  /** `sys`, or a tenant's name. */
  readonly tenant: string;
  /** Needed through a proxy that serves several clusters; must be absent on a direct connection. */
  readonly cluster: string | undefined;
  readonly passwordKeeping: PasswordKeeping;
  readonly tls: { readonly mode: TlsMode; readonly caFile: string | undefined };
  /** A simulated cluster: marked wherever it shows, and never stored. */
  readonly demo: boolean;
}
