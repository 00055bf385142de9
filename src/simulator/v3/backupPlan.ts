import type { Random } from '../random';
import type { BackupRun, BackupType, TaskPlan, TenantTask } from './backupRun';
import { DAY, maxOf, minOf, SECOND } from './instants';
import { dataBytes, SYS_TENANT_ID, type Tenant } from './tenants';

/** Macro blocks are 2 MiB; a little of each is left free. */
const BLOCK_BYTES = 2n << 20n;
const USED_BYTES_PER_BLOCK = { low: 1_930_000n, high: 2_050_000n };
const SMALLEST_INCREMENTAL = 24n;
const MILLE = 1000n;

/** The base of an incremental backup. */
export interface Chain {
  readonly full: BackupRun;
  /** The last set of the chain: the full one itself, or its latest incremental. */
  readonly last: BackupRun;
}

/** What a run is planned from. */
export interface PlanInput {
  readonly type: BackupType;
  readonly startMicros: bigint;
  readonly tenants: readonly Tenant[];
  readonly chain: Chain | undefined;
  /** Bytes per second for the whole run; 0: no limit. */
  readonly netLimitBytesPerSecond: bigint;
}

/** Plans the parts of a run, sys first: how much there is to copy, and how long that takes. */
export function planTasks(input: PlanInput, random: Random): TenantTask[] {
  const appearsAt = input.startMicros + random.bigintBetween(SECOND / 5n, 2n * SECOND);
  const users = input.tenants.map((tenant) => planTenant(input, tenant, appearsAt, random));
  const lastEnd = users.reduce((last, { plannedEnd }) => maxOf(last, plannedEnd), appearsAt);
  return [planSys(appearsAt, lastEnd, random), ...users].map(begin);
}

function begin(plan: TaskPlan): TenantTask {
  return {
    ...plan,
    endsAt: plan.plannedEnd,
    movesAt: plan.plannedEnd + 2n * SECOND,
    result: 0,
    isFinished: false,
    isInHistory: false,
  };
}

/** The row of sys: it ends when the others are in the history, which moves `endsAt` later. */
function planSys(appearsAt: bigint, lastEnd: bigint, random: Random): TaskPlan {
  return {
    tenantId: SYS_TENANT_ID,
    appearsAt,
    worksFrom: appearsAt,
    plannedEnd: lastEnd,
    partitionCount: 0n,
    macroBlockCount: random.bigintBetween(70n, 90n),
    bytesPerBlock: 2_000_000n,
    outputPerMille: random.bigintBetween(19n, 23n),
  };
}

function planTenant(input: PlanInput, tenant: Tenant, rowsAt: bigint, random: Random): TaskPlan {
  const appearsAt = rowsAt + random.bigintBetween(SECOND / 10n, SECOND / 2n);
  const worksFrom = appearsAt + random.bigintBetween(2n * SECOND, 8n * SECOND);
  const macroBlockCount = blocksToCopy(input, tenant, random);
  const bytesPerBlock = random.bigintBetween(USED_BYTES_PER_BLOCK.low, USED_BYTES_PER_BLOCK.high);
  const outputPerMille = random.bigintBetween(330n, 400n);
  const seconds = macroBlockCount * bytesPerBlock * SECOND;
  const pace = (tenant.bytesPerSecond * random.bigintBetween(900n, 1100n)) / MILLE;
  const share = input.netLimitBytesPerSecond / BigInt(input.tenants.length);
  // The limit counts what goes over the net, that is compressed bytes.
  const limit = share === 0n ? pace : maxOf(1n, (share * MILLE) / outputPerMille);
  return {
    tenantId: tenant.id,
    appearsAt,
    worksFrom,
    plannedEnd: worksFrom + 3n * SECOND + seconds / minOf(pace, limit),
    partitionCount: BigInt(tenant.partitionGroups),
    macroBlockCount,
    bytesPerBlock,
    outputPerMille,
  };
}

function blocksToCopy(input: PlanInput, tenant: Tenant, random: Random): bigint {
  const all = dataBytes(tenant, input.startMicros);
  const since = input.chain?.last.startMicros;
  const isCovered = input.chain?.full.tenants.has(tenant.id) ?? false;
  if (input.type === 'D' || since === undefined || !isCovered) {
    return all / BLOCK_BYTES + 1n;
  }
  const span = input.startMicros - since;
  const churn = (all * tenant.churnPerMille * random.bigintBetween(700n, 1300n)) / (MILLE * MILLE);
  const changed = ((churn + tenant.growthBytesPerDay) * span) / DAY;
  return maxOf(SMALLEST_INCREMENTAL, minOf(all, changed) / BLOCK_BYTES);
}
