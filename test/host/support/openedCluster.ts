import assert from 'node:assert/strict';
import { demoProfile } from '../../../src/host/connections/demoConnection';
import type { Cluster } from '../../../src/host/connections/listedCluster';
import type { TestDoor } from '../../../src/host/testDoor';
import { until } from './door';
import { SimulatorProcess } from './simulatorProcess';

export interface OpenedCluster {
  readonly id: string;
  readonly cluster: Cluster;
  readonly simulator: SimulatorProcess;
  close(): Promise<void>;
}

export interface OpenedClusterOptions {
  readonly version: '4.2.5' | '3.2.3';
  readonly scenario: string;
  readonly speed?: number;
  /** A user tenant instead of sys. */
  readonly tenant?: string;
}

let opened = 0;

/** A simulator in a process of its own, connected in the running extension and read once. */
export async function openCluster(
  door: TestDoor,
  extensionPath: string,
  { version, scenario, speed = 1, tenant = 'sys' }: OpenedClusterOptions,
): Promise<OpenedCluster> {
  const simulator = await SimulatorProcess.start(extensionPath, { version, scenario, speed });
  opened += 1;
  const id = `test-${opened}`;
  const { port } = simulator;
  door.clusters.addDemo(
    demoProfile({ id, name: `${scenario} ${version}`, host: '127.0.0.1', port, user: 'root', tenant }),
    '',
  );
  await door.clusters.connect(id);
  const cluster = door.clusters.get(id);
  assert.ok(cluster !== undefined);
  await until(() => cluster.watcher.snapshot !== undefined);
  return {
    id,
    cluster,
    simulator,
    close: async () => {
      if (door.clusters.get(id) !== undefined) {
        await door.clusters.remove(id);
      }
      await simulator.stop();
    },
  };
}
