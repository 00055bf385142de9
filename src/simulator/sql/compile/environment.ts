import type { ColumnDefinition } from '../../columns';
import type { TenantAccount, VersionProfile } from '../../world';

/** Value of a system variable: numbers are BIGINT, texts VARCHAR. */
export type VariableValue = bigint | string | null;

/** What an expression may ask of the session and the cluster. */
export interface SessionEnvironment {
  /** Virtual now, microseconds since the epoch; one value for the whole statement. */
  readonly nowMicros: bigint;
  /** The session's time zone, minutes east of UTC. */
  readonly offsetMinutes: number;
  readonly database: string | undefined;
  /** `root`. */
  readonly user: string;
  /** Address the client comes from. */
  readonly clientHost: string;
  readonly connectionId: number;
  readonly tenant: TenantAccount;
  readonly profile: VersionProfile;
  userVariable(name: string): string | undefined;
  /** @throws ServerError 1193 for an unknown one */
  systemVariable(name: string, scope: 'global' | 'session'): VariableValue;
}

/** A dictionary view whose rows lie in the embedded engine for the length of one statement. */
export interface MaterializedTable {
  /** Name in the embedded engine. */
  readonly sqlName: string;
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly ColumnDefinition[];
  /** Unsigned columns with a value of 2^63 or more, which lie there as texts. */
  readonly wideColumns: ReadonlySet<string>;
}

/** All that the compiler of a SELECT needs from outside. */
export interface StatementEnvironment extends SessionEnvironment {
  /**
   * Brings the rows of a view into the embedded engine.
   *
   * @throws ServerError 1046 without a database, 1146 for a view that this tenant does not have
   */
  table(schema: string | undefined, name: string): MaterializedTable;
}
