import assert from 'node:assert/strict';
import type { Row } from '../../../src/simulator/columns';
import { ServerError } from '../../../src/simulator/serverError';
import { tokenize } from '../../../src/simulator/sql/tokens';
import { createV4World } from '../../../src/simulator/v4/world';
import { VirtualClock } from '../../../src/simulator/virtualClock';
import type { StatementSession, ViewDefinition, World } from '../../../src/simulator/world';

/** 2025-06-20 10:30:00 +08:00, a Friday. */
export const START_MICROS = 1_750_386_600_000_000n;

/** UTC, so that the tests do not depend on where they run. */
function formatTime(micros: bigint): string {
  const millis = new Date(Number(micros / 1000n)).toISOString();
  return `${millis.slice(0, 10)} ${millis.slice(11, 23)}${String(micros % 1000n).padStart(3, '0')}`;
}

/** A standing world whose clock is moved by hand, asked without a protocol or an SQL engine between. */
export class V4Bench {
  readonly clock: VirtualClock;
  readonly world: World;

  constructor(scenario: string, options: { readonly seed?: number; readonly startMicros?: bigint } = {}) {
    this.clock = new VirtualClock({ startMicros: options.startMicros ?? START_MICROS, speed: 0 });
    this.world = createV4World({ version: '4.2.5', scenario, seed: options.seed ?? 42, clock: this.clock });
  }

  session(tenantName = 'sys', user = 'root'): StatementSession {
    const tenant = this.world.tenants().find(({ name }) => name === tenantName);
    assert.ok(tenant, `tenant ${tenantName}`);
    return { user, tenant, userVariables: new Map() };
  }

  /** Runs a statement as `sys`, or in the given session. */
  run(sql: string, session: StatementSession = this.session()): void {
    this.world.settle();
    this.world.execute(tokenize(sql), session);
  }

  /** `1235 0A000 text` of the error that a statement answers with. */
  refusal(sql: string, session?: StatementSession): string {
    try {
      this.run(sql, session);
    } catch (error) {
      assert.ok(error instanceof ServerError, String(error));
      return `${error.number} ${error.sqlState} ${error.message}`;
    }
    return 'OK';
  }

  view(name: string): ViewDefinition {
    const view = this.world.views().find((candidate) => candidate.name === name);
    assert.ok(view, `view ${name}`);
    return view;
  }

  rows(name: string, session: StatementSession = this.session()): readonly Row[] {
    this.world.settle();
    const nowMicros = this.clock.nowMicros();
    return [...this.view(name).rows({ session, nowMicros, formatTime })];
  }

  /** Rows of one tenant in a `CDB_` view. */
  rowsOf(name: string, tenantId: bigint): readonly Row[] {
    return this.rows(name).filter((row) => row['TENANT_ID'] === tenantId);
  }

  /** The only row of one tenant in a `CDB_` view. */
  rowOf(name: string, tenantId: bigint): Row {
    const [row, ...others] = this.rowsOf(name, tenantId);
    assert.ok(row !== undefined && others.length === 0, `one row of ${tenantId} in ${name}`);
    return row;
  }

  advanceSeconds(seconds: number): void {
    this.clock.advance(BigInt(Math.round(seconds * 1_000_000)));
    this.world.settle();
  }

  /** Steps second by second until `done`; fails after `limitSeconds`. */
  waitUntil(done: () => boolean, limitSeconds = 600, stepSeconds = 1): void {
    for (let waited = 0; !done(); waited += stepSeconds) {
      assert.ok(waited < limitSeconds, `still not so after ${limitSeconds} virtual seconds`);
      this.advanceSeconds(stepSeconds);
    }
  }

  control(command: string, ...args: readonly string[]): string {
    assert.ok(this.world.control);
    return this.world.control(command, args);
  }

  /** Destinations, archiving in `DOING`: ready for a backup. */
  prepare(tenantName: string, root = `file:///backup/${tenantName}`): bigint {
    const { id } = this.session(tenantName).tenant;
    this.run(`ALTER SYSTEM SET LOG_ARCHIVE_DEST = 'LOCATION=${root}/archivelog' TENANT = ${tenantName}`);
    this.run(`ALTER SYSTEM SET DATA_BACKUP_DEST = '${root}/data' TENANT = ${tenantName}`);
    this.run(`ALTER SYSTEM ARCHIVELOG TENANT = ${tenantName}`);
    this.waitUntil(() => this.rowsOf('CDB_OB_ARCHIVELOG', id).some((row) => row['STATUS'] === 'DOING'));
    return id;
  }
}
