import type { ColumnDefinition, Row } from './columns';
import type { Token } from './sql/tokens';
import type { VirtualClock } from './virtualClock';

/** What a version of OceanBase says about itself, and which of the two designs it follows. */
export interface VersionProfile {
  /** Spelt as on the command line: `4.2.5`. */
  readonly version: string;
  /** 3: one backup for the whole cluster; 4: one per tenant. */
  readonly line: 3 | 4;
  readonly edition: 'community' | 'enterprise';
  /** Server version in the protocol's greeting. */
  readonly greeting: string;
  /** Answer to `SELECT VERSION()`. */
  readonly versionFunction: string;
  /** Answer to `SELECT @@version_comment`. */
  readonly versionComment: string;
  /** Answer to `SELECT OB_VERSION()`. */
  readonly obVersion: string;
}

/** A tenant as the login and the session see it. */
export interface TenantAccount {
  readonly id: bigint;
  readonly name: string;
  readonly mode: 'MYSQL' | 'ORACLE';
  /** Meta tenants take no logins. */
  readonly acceptsLogin: boolean;
}

/** One client session, as far as statements and views may know it. */
export interface StatementSession {
  readonly user: string;
  readonly tenant: TenantAccount;
  /** User variables (`@name`, lower case, without the sign). The backup password lives here. */
  readonly userVariables: Map<string, string>;
}

/** What a view's rows may depend on. */
export interface ViewContext {
  readonly session: StatementSession;
  /** Virtual now of this statement, microseconds since the epoch; the same for all its views. */
  readonly nowMicros: bigint;
  /** `YYYY-MM-DD HH:MM:SS.ffffff` in the session's time zone. */
  formatTime(micros: bigint): string;
}

/** A dictionary view of one version. */
export interface ViewDefinition {
  readonly schema: 'oceanbase' | 'information_schema' | 'mysql';
  readonly name: string;
  /** Where it exists: elsewhere the server answers 1146. */
  readonly audience: 'sys' | 'everyone';
  readonly columns: readonly ColumnDefinition[];
  rows(context: ViewContext): Iterable<Row>;
}

/** A row of `SHOW PARAMETERS`: one per parameter and server. */
export interface ParameterRow {
  readonly zone: string;
  readonly serverIp: string;
  readonly serverPort: number;
  readonly name: string;
  readonly dataType: string | null;
  readonly value: string;
  readonly info: string;
  readonly section: string;
  readonly scope: 'CLUSTER' | 'TENANT';
  readonly source: string;
  readonly editLevel: string;
  readonly defaultValue: string;
}

/** A simulated cluster: all that the protocol and the SQL engine ask of it. */
export interface World {
  readonly profile: VersionProfile;
  readonly clusterName: string;
  readonly clock: VirtualClock;
  /** Time zone of the server, as `@@system_time_zone` and as an offset (`+08:00`). */
  readonly systemTimeZone: { readonly name: string; readonly offset: string };
  /** Brings the cluster's life up to the virtual clock. The engine calls it before each statement. */
  settle(): void;
  tenants(): readonly TenantAccount[];
  views(): readonly ViewDefinition[];
  parameters(session: StatementSession): readonly ParameterRow[];
  /**
   * Carries out `ALTER SYSTEM …`, `SET ENCRYPTION …` and `SET DECRYPTION …`.
   *
   * @param tokens the whole statement without comments and the closing semicolon
   * @throws ServerError as the version answers
   */
  execute(tokens: readonly Token[], session: StatementSession): void;
  /**
   * What happens to a cluster without anybody asking: interruptions, failures, tenants that come and
   * go. For tests and demonstrations; no SQL reaches it. Names and arguments stand in
   * `docs/simulator.md`.
   *
   * @returns a line that says what was done
   * @throws Error for an unknown command or an argument that does not fit
   */
  control?(command: string, args: readonly string[]): string;
}

/** What makes a world. */
export interface WorldOptions {
  readonly version: string;
  readonly scenario: string;
  readonly seed: number;
  readonly clock: VirtualClock;
}
