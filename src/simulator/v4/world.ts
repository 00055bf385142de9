import type { TenantAccount, World, WorldOptions } from '../world';
import { dictionaryViews } from './catalog/catalog';
import { Cluster, SYS_TENANT_ID } from './cluster';
import { control } from './control';
import { parameterRows } from './parameters';
import { v4Profiles } from './profiles';
import { v4Scenarios } from './scenarios/scenarios';
import { Story } from './scenarios/story';
import { executeStatement } from './statements/statement';

/**
 * Makes a simulated cluster of the 4.x line and lives its past up to the clock.
 *
 * @throws Error for an unknown version or scenario; the text lists the known ones
 */
export function createV4World(options: WorldOptions): World {
  const profile = find(v4Profiles, 'version', ({ version }) => version, options.version);
  const scenario = find(v4Scenarios, 'scenario', ({ name }) => name, options.scenario);
  const presentMicros = options.clock.nowMicros();
  const cluster = new Cluster(profile, options.seed, presentMicros - scenario.pastMicros);
  scenario.tell(new Story(cluster, presentMicros));
  cluster.settleTo(presentMicros);
  const views = dictionaryViews(cluster);
  const settle = (): void => cluster.settleTo(options.clock.nowMicros());
  return {
    profile,
    clusterName: cluster.name,
    clock: options.clock,
    systemTimeZone: { name: 'CST', offset: '+08:00' },
    settle,
    tenants: () => accounts(cluster),
    views: () => views,
    parameters: (session) => parameterRows(cluster, cluster.tenant(session.tenant.id)),
    execute: (tokens, session) => executeStatement(cluster, tokens, session),
    control(command, args) {
      settle();
      return control(cluster, command, args);
    },
  };
}

function find<T>(all: readonly T[], what: string, nameOf: (item: T) => string, wanted: string): T {
  const found = all.find((item) => nameOf(item) === wanted);
  if (found === undefined) {
    throw new Error(`unknown ${what} ${wanted}; known: ${all.map(nameOf).join(', ')}`);
  }
  return found;
}

/** All tenants, by id: the meta tenant of each stands before it. */
function accounts(cluster: Cluster): readonly TenantAccount[] {
  const users = cluster.tenants().flatMap(({ id, name, mode }): TenantAccount[] => [
    { id: id - 1n, name: `META$${id}`, mode: 'MYSQL', acceptsLogin: false },
    { id, name, mode, acceptsLogin: true },
  ]);
  return [{ id: SYS_TENANT_ID, name: 'sys', mode: 'MYSQL', acceptsLogin: true }, ...users];
}
