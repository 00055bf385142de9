import type { ConnectionProfile } from '../../../../src/core/connection';
import type { Dialect } from '../../../../src/core/dialects/dialect';
import { Emitter } from '../../../../src/core/event';
import type { Clock, Database, Log, LoginTarget, OpenDatabase } from '../../../../src/core/ports';
import type { SecretBox } from '../../../../src/host/connections/passwords';
import type { Identify } from '../../../../src/host/connections/ports';
import type { StateBox } from '../../../../src/host/connections/profileStore';

/** VS Code's global state, in memory; like the real one it hands out copies. */
export class MemoryState implements StateBox {
  readonly values = new Map<string, string>();

  get(key: string): unknown {
    const text = this.values.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  }

  async update(key: string, value: unknown): Promise<void> {
    await Promise.resolve();
    this.values.set(key, JSON.stringify(value));
  }
}

/** VS Code's secret storage, in memory; like some real ones it takes an empty text for nothing. */
export class MemorySecrets implements SecretBox {
  readonly values = new Map<string, string>();
  broken = false;

  async get(key: string): Promise<string | undefined> {
    this.#check();
    return this.values.get(key) || undefined;
  }

  async store(key: string, value: string): Promise<void> {
    this.#check();
    this.values.set(key, value);
  }

  async delete(key: string): Promise<void> {
    this.#check();
    this.values.delete(key);
  }

  #check(): void {
    if (this.broken) {
      throw new Error('no keyring');
    }
  }
}

export class MemoryLog implements Log {
  readonly lines: string[] = [];
  info(message: string): void {
    this.lines.push(message);
  }
  warn(message: string): void {
    this.lines.push(message);
  }
  error(message: string): void {
    this.lines.push(message);
  }
}

/** A clock whose timers ring only when a test says so. */
export class StillClock implements Clock {
  readonly timers = new Set<{ readonly callback: () => void; readonly delayMs: number }>();
  nowMs(): number {
    return 0;
  }
  setTimer(callback: () => void, delayMs: number): { dispose(): void } {
    const timer = { callback, delayMs };
    this.timers.add(timer);
    return { dispose: () => this.timers.delete(timer) };
  }
  ringShortest(): void {
    const [shortest] = [...this.timers].sort((a, b) => a.delayMs - b.delayMs);
    if (shortest !== undefined) {
      this.timers.delete(shortest);
      shortest.callback();
    }
  }
}

/** A line to nowhere: it never answers a statement, and can be cut. */
export class IdleDatabase implements Database {
  readonly #lost = new Emitter<unknown>();
  readonly onDidLose = this.#lost.event;
  readonly endpoint = { host: '127.0.0.1', port: 2881 };
  closed = false;
  query(): Promise<never> {
    return new Promise(() => undefined);
  }
  async close(): Promise<void> {
    this.closed = true;
  }
  cut(): void {
    this.#lost.fire(undefined);
  }
}

/** A dialect that says who it is and answers nothing. */
export const idleDialect: Dialect = {
  line: 4,
  scope: 'cluster',
  identity: {
    version: '4.2.5.0',
    versionNumbers: [4, 2, 5, 0],
    edition: 'community',
    tenantId: 1n,
    tenantName: 'sys',
    tenantMode: 'MYSQL',
    clusterName: 'obcluster',
  },
  readSnapshot: () => new Promise(() => undefined),
  readRounds: () => new Promise(() => undefined),
  readPieces: () => new Promise(() => undefined),
  readSets: () => new Promise(() => undefined),
  locateSet: () => new Promise(() => undefined),
  locatePiece: () => new Promise(() => undefined),
  backupCandidates: () => [],
  preflightFullBackup: () => [],
  fullBackup: () => {
    throw new Error('not asked for here');
  },
  readBaseline: () => new Promise(() => undefined),
  findJobsSince: () => new Promise(() => undefined),
  readJobs: () => new Promise(() => undefined),
  manualUrl: () => '',
};

export const identifyIdle: Identify = async () => ({ dialect: idleDialect });

/** A server that takes one password. */
export class FakeServer {
  password = 'right';
  readonly logins: LoginTarget[] = [];
  readonly databases: IdleDatabase[] = [];
  refuse: (target: LoginTarget) => Error | undefined = () => undefined;

  readonly open: OpenDatabase = async (target) => {
    this.logins.push(target);
    const refusal = this.refuse(target);
    if (refusal !== undefined) {
      throw refusal;
    }
    const database = new IdleDatabase();
    this.databases.push(database);
    return database;
  };
}

export function profile(changes: Partial<ConnectionProfile> = {}): ConnectionProfile {
  return {
    id: 'one',
    name: 'One',
    endpoints: [{ host: '127.0.0.1', port: 2881 }],
    user: 'root',
    tenant: 'sys',
    cluster: undefined,
    passwordKeeping: 'stored',
    tls: { mode: 'off', caFile: undefined },
    demo: false,
    ...changes,
  };
}
