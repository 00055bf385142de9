import type { Reading } from '../../model/snapshot';
import type { Tenant } from '../../model/tenant';
import type { Cancellation, Database } from '../../ports';
import { askView } from '../../reading';
import type { ViewScope } from './viewScope';
import {
  foldLagTargets,
  type LagTarget,
  lagTargetsQuery,
  readLagTarget,
  showLagTargetQuery,
} from './views/archiveLagTarget';

/** The view asks every server of the cluster; the parameter hardly ever changes: one call in this many asks. */
const ONE_IN = 10;

type LagTargets = ReadonlyMap<bigint | undefined, number>;

/** Where every tenant must be asked by itself, this many at the first read; afterwards one at a time, in turn. */
const MOST_AT_ONCE = 20;

/** `archive_lag_target` of the tenants: from one view, or, where that is refused, with SHOW PARAMETERS for each. */
export class LagTargetReader {
  readonly #scope: ViewScope;
  readonly #withoutView = new WeakSet<Database>();
  #reads = 0;
  #turn = 0;

  constructor(scope: ViewScope) {
    this.#scope = scope;
  }

  /** Targets that cannot be read are absent, or stay what they were. */
  async read(
    database: Database,
    before: LagTargets | undefined,
    tenants: Reading<readonly Tenant[]>,
    cancellation?: Cancellation,
  ): Promise<LagTargets> {
    if (!this.#withoutView.has(database)) {
      this.#reads += 1;
      if (before !== undefined && this.#reads % ONE_IN !== 0) {
        return before;
      }
      const read = readLagTarget(this.#scope.tenantId);
      const answer = await askView(database, lagTargetsQuery(), read, cancellation);
      if (!answer.refused && answer.items.length > 0) {
        return foldLagTargets(answer.items);
      }
      this.#withoutView.add(database);
    }
    return this.#oneByOne(database, before, tenants.known ? tenants.value : [], cancellation);
  }

  async #oneByOne(
    database: Database,
    before: LagTargets | undefined,
    tenants: readonly Tenant[],
    cancellation: Cancellation | undefined,
  ): Promise<LagTargets> {
    const users = tenants.filter(({ kind }) => kind === 'user');
    const found: LagTarget[] = [];
    for (const tenant of this.#dueTenants(users, before === undefined)) {
      const query = showLagTargetQuery(this.#scope, tenant.name);
      const answer = await askView(database, query, readLagTarget(tenant.id), cancellation);
      found.push(...(answer.refused ? [] : answer.items));
    }
    return new Map([...(before ?? []), ...foldLagTargets(found)]);
  }

  #dueTenants(users: readonly Tenant[], first: boolean): readonly Tenant[] {
    if (first) {
      return users.slice(0, MOST_AT_ONCE);
    }
    const due = users[this.#turn % Math.max(users.length, 1)];
    this.#turn += 1;
    return due === undefined ? [] : [due];
  }
}
