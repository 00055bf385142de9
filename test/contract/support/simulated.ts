import { ClusterConnection } from '../../../src/core/clusterConnection';
import type { Dialect } from '../../../src/core/dialects/dialect';
import type { Disposable } from '../../../src/core/disposable';
import { identifyServer } from '../../../src/core/identify';
import type { Clock, Database, Log, LoginTarget } from '../../../src/core/ports';
import { openMysqlDatabase } from '../../../src/mysql/mysqlDatabase';
import { type SimulatorServer, startServer } from '../../../src/simulator/server';
import { VirtualClock } from '../../../src/simulator/virtualClock';
import type { World } from '../../../src/simulator/world';
import { createWorld } from '../../../src/simulator/worlds';

const MICROS_PER_MS = 1000n;
/** 2025-06-15 08:00:00 UTC. */
const START_MICROS = 1_749_974_400_000_000n;

/** A simulated cluster that listens in this process, and whose time moves only when it is told to. */
export interface SimulatedCluster {
  readonly world: World;
  readonly server: SimulatorServer;
  readonly clock: SteppedClock;
  /** Logs in as `root@<tenant>`; what it opens is closed with the cluster. */
  connect(tenant?: string): Promise<{ connection: ClusterConnection; dialect: Dialect; database: Database }>;
  stop(): Promise<void>;
}

export async function simulate(version: string, scenario: string): Promise<SimulatedCluster> {
  const clock = new VirtualClock({ startMicros: START_MICROS, speed: 0 });
  const world = createWorld({ version, scenario, seed: 7, clock });
  const server = await startServer({ world, host: '127.0.0.1', port: 0 });
  const connections: ClusterConnection[] = [];
  return {
    world,
    server,
    clock: new SteppedClock(clock),
    async connect(tenant = 'sys') {
      const connection = new ClusterConnection({
        open: openMysqlDatabase,
        identify: identifyServer,
        clock: realClock,
        log: silentLog,
        target: () => Promise.resolve(loginTo(server.port, tenant)),
      });
      connections.push(connection);
      const state = await connection.connect();
      if (state.kind !== 'connected') {
        throw new Error(`not connected: ${state.kind}`);
      }
      return { connection, dialect: state.dialect, database: state.database };
    },
    async stop() {
      await Promise.all(connections.map((connection) => connection.disconnect()));
      await server.stop();
    },
  };
}

/** A clock for whoever waits for the cluster: each wait is over at once, and the cluster is that much older. */
export class SteppedClock implements Clock {
  readonly #cluster: VirtualClock;

  constructor(cluster: VirtualClock) {
    this.#cluster = cluster;
  }

  nowMs(): number {
    return Number(this.#cluster.nowMicros() / MICROS_PER_MS);
  }

  setTimer(callback: () => void, delayMs: number): Disposable {
    const dueMs = this.nowMs() + delayMs;
    const timer = setTimeout(() => {
      this.advance(Math.max(dueMs - this.nowMs(), 0));
      callback();
    }, 1);
    return { dispose: () => clearTimeout(timer) };
  }

  advance(ms: number): void {
    this.#cluster.advance(BigInt(Math.ceil(ms)) * MICROS_PER_MS);
  }
}

export const realClock: Clock = {
  nowMs: () => Date.now(),
  setTimer(callback, delayMs) {
    const timer = setTimeout(callback, delayMs);
    return { dispose: () => clearTimeout(timer) };
  },
};

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

function loginTo(port: number, tenant: string): LoginTarget {
  return {
    endpoints: [{ host: '127.0.0.1', port }],
    login: `root@${tenant}`,
    password: '',
    tls: { mode: 'off' },
    connectTimeoutMs: 5_000,
  };
}
