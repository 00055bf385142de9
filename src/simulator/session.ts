import type { ServerError } from './serverError';
import { parseOffsetMinutes } from './sql/values/dateTime';
import type { VariableDefinition } from './systemVariables';
import type { StatementSession, TenantAccount } from './world';

/** Who is behind a session. */
export interface SessionOwner {
  readonly id: number;
  readonly user: string;
  /** Address the client comes from. */
  readonly clientHost: string;
  readonly tenant: TenantAccount;
}

/** One client's session: its default database, its variables, its last error. */
export class Session implements StatementSession {
  readonly id: number;
  readonly user: string;
  readonly clientHost: string;
  readonly tenant: TenantAccount;
  readonly userVariables = new Map<string, string>();
  readonly variables = new Map<string, bigint | string>();
  database: string | undefined;
  /** What SHOW WARNINGS shows. */
  lastError: ServerError | undefined;

  constructor(owner: SessionOwner, definitions: ReadonlyMap<string, VariableDefinition>) {
    this.id = owner.id;
    this.user = owner.user;
    this.clientHost = owner.clientHost;
    this.tenant = owner.tenant;
    this.reset(definitions);
  }

  /** As COM_RESET_CONNECTION wants it: all variables as at the login; the database stays. */
  reset(definitions: ReadonlyMap<string, VariableDefinition>): void {
    this.userVariables.clear();
    this.variables.clear();
    for (const [name, { value }] of definitions) {
      this.variables.set(name, value);
    }
    this.lastError = undefined;
  }

  /** The session's time zone, minutes east of UTC; `SYSTEM` is the server's own. */
  offsetMinutes(systemOffset: string): number {
    const zone = String(this.variables.get('time_zone') ?? systemOffset);
    return parseOffsetMinutes(zone) ?? parseOffsetMinutes(systemOffset) ?? 0;
  }
}
