import { Random } from '../random';
import type { ParameterRow, World, WorldOptions } from '../world';
import { catalogOf } from './catalog/catalog';
import { Cluster } from './cluster';
import { control } from './control';
import { birthOf, live } from './history';
import { v3Profiles } from './profiles';
import { v3Scenarios } from './scenarios';
import { execute } from './statements/execute';
import { parseStatement } from './statements/parseStatement';
import { CLUSTER_NAME } from './topology';

/**
 * A simulated OceanBase 3.x cluster.
 *
 * @throws RangeError for a version or scenario that the 3.x line does not have
 */
export function createV3World(options: WorldOptions): World {
  const profile = named(v3Profiles, 'version', options.version);
  const scenario = named(v3Scenarios, 'name', options.scenario);
  const { clock } = options;
  const startMicros = clock.nowMicros();
  const cluster = new Cluster(profile, new Random(options.seed), birthOf(startMicros));
  live(scenario, cluster, startMicros);
  const views = catalogOf(cluster);
  return {
    profile,
    clusterName: CLUSTER_NAME,
    clock,
    systemTimeZone: { name: '+08:00', offset: '+08:00' },
    settle: () => cluster.settle(clock.nowMicros()),
    tenants: () => cluster.tenants.accounts(),
    views: () => views,
    parameters: (): readonly ParameterRow[] => cluster.parameters.rows(),
    execute: (tokens, session) => execute(parseStatement(tokens, profile), cluster, session),
    control: (command, args) => {
      cluster.settle(clock.nowMicros());
      return control(cluster, command, args);
    },
  };
}

function named<Key extends string, T extends Readonly<Record<Key, string>>>(
  list: readonly T[],
  key: Key,
  name: string,
): T {
  const found = list.find((item) => item[key] === name);
  if (found === undefined) {
    throw new RangeError(`unknown ${key} ${name}; known are ${list.map((item) => item[key]).join(', ')}`);
  }
  return found;
}
