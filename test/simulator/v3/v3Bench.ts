import assert from 'node:assert/strict';
import type { Cell, Row } from '../../../src/simulator/columns';
import { ServerError } from '../../../src/simulator/serverError';
import { tokenize } from '../../../src/simulator/sql/tokens';
import { createV3World } from '../../../src/simulator/v3/world';
import { VirtualClock } from '../../../src/simulator/virtualClock';
import type { StatementSession, ViewContext, World } from '../../../src/simulator/world';

/** 10:00 in the servers' time zone. */
export const START = BigInt(Date.parse('2022-05-17T10:00:00+08:00')) * 1000n;

const SECOND = 1_000_000n;
const MICROS_PER_MS = 1000n;
const ZONE_MS = 8 * 3_600_000;

/** `YYYY-MM-DD HH:MM:SS.ffffff` in the servers' time zone. */
export function formatTime(micros: bigint): string {
  const iso = new Date(Number(micros / MICROS_PER_MS) + ZONE_MS).toISOString();
  return `${iso.slice(0, 19).replace('T', ' ')}.${(micros % SECOND).toString().padStart(6, '0')}`;
}

/** What `formatTime` wrote, in microseconds since the epoch. */
export function parseTime(text: string): bigint {
  const [seconds = '', fraction = '0'] = text.split('.');
  return BigInt(Date.parse(`${seconds.replace(' ', 'T')}+08:00`)) * MICROS_PER_MS + BigInt(fraction);
}

/** A simulated 3.x cluster whose clock stands still, with one session of sys and of each tenant. */
export class V3Bench {
  readonly clock: VirtualClock;
  readonly world: World;
  session: StatementSession;

  constructor(scenario: string, seed = 7, start = START) {
    this.clock = new VirtualClock({ startMicros: start, speed: 0 });
    this.world = createV3World({ version: '3.2.3', scenario, seed, clock: this.clock });
    this.session = this.newSession('sys');
  }

  newSession(tenantName: string): StatementSession {
    const tenant = this.world.tenants().find(({ name }) => name === tenantName);
    assert.ok(tenant, `tenant ${tenantName}`);
    return { user: 'root', tenant, userVariables: new Map() };
  }

  /** Lets virtual seconds pass. */
  pass(seconds: number): void {
    this.clock.advance(BigInt(Math.round(seconds * 1000)) * MICROS_PER_MS);
    this.world.settle();
  }

  run(sql: string, session = this.session): void {
    this.world.settle();
    this.world.execute(tokenize(sql), session);
  }

  control(command: string, ...args: readonly string[]): string {
    assert.ok(this.world.control);
    return this.world.control(command, args);
  }

  /** Asserts that the statement is answered by this error. */
  fails(sql: string, number: number, sqlState: string, text: string | RegExp, session = this.session): void {
    assert.throws(
      () => this.run(sql, session),
      (error: unknown) => {
        assert.ok(error instanceof ServerError, String(error));
        assert.deepEqual([error.number, error.sqlState], [number, sqlState], error.message);
        if (typeof text === 'string') {
          assert.equal(error.message, text);
        } else {
          assert.match(error.message, text);
        }
        return true;
      },
      `${sql} succeeds`,
    );
  }

  view(name: string) {
    const view = this.world.views().find((candidate) => candidate.name === name);
    assert.ok(view, `view ${name}`);
    return view;
  }

  rows(viewName: string): readonly Row[] {
    this.world.settle();
    const context: ViewContext = { session: this.session, nowMicros: this.clock.nowMicros(), formatTime };
    return [...this.view(viewName).rows(context)];
  }

  /** One column of all rows that meet a condition. */
  column(viewName: string, column: string, where: Row = {}): readonly Cell[] {
    return this.rows(viewName)
      .filter((row) => Object.entries(where).every(([name, value]) => row[name] === value))
      .map((row) => row[column] ?? null);
  }

  parameter(name: string): readonly string[] {
    return this.world
      .parameters(this.session)
      .filter((row) => row.name === name)
      .map((row) => row.value);
  }

  /** Sets a destination and starts archiving, and waits until all tenants are DOING. */
  startArchiving(option = ''): void {
    this.run("ALTER SYSTEM SET backup_dest = 'file:///data/nfs/first'");
    if (option !== '') {
      this.run(`ALTER SYSTEM SET backup_dest_option = '${option}'`);
    }
    this.run('ALTER SYSTEM ARCHIVELOG');
    this.pass(60);
  }

  /** Lets time pass until no data backup runs. */
  finishBackup(): void {
    for (let i = 0; i < 2000 && this.rows('CDB_OB_BACKUP_PROGRESS').length > 0; i += 1) {
      this.pass(2);
    }
    this.pass(5);
    assert.equal(this.rows('CDB_OB_BACKUP_PROGRESS').length, 0);
  }
}
