import type { TenantSeed } from '../cluster';
import type { Workload } from '../model';
import { GIB, MIB } from '../units';

const workload = (values: Partial<Workload>): Workload => ({
  macroBlockCount: 98n,
  tabletCount: 617n,
  outputPerMille: 104n,
  logBytesPerDay: 205n * MIB,
  growthPerMille: 1n,
  readBytesPerSecond: 180n * MIB,
  ...values,
});

/** A web shop: some 400 GB of data, busy all day. */
export const SHOP: TenantSeed = {
  name: 'shop',
  mode: 'MYSQL',
  workload: workload({
    macroBlockCount: 186_400n,
    tabletCount: 48_213n,
    outputPerMille: 423n,
    logBytesPerDay: 61n * GIB,
    growthPerMille: 1n,
  }),
};

/** A billing system: 18 GB. */
export const BILLING: TenantSeed = {
  name: 'billing',
  mode: 'MYSQL',
  workload: workload({
    macroBlockCount: 8_900n,
    tabletCount: 3_902n,
    outputPerMille: 361n,
    logBytesPerDay: 3_700n * MIB,
    growthPerMille: 2n,
  }),
};

/** A ledger, in Oracle mode: small. */
export const LEDGER: TenantSeed = { name: 'ledger', mode: 'ORACLE', workload: workload({}) };

/** What a tenant gets that is created while the cluster runs. */
export const SMALL_WORKLOAD: Workload = workload({ macroBlockCount: 64n, tabletCount: 540n });
