import type { ServerClock } from '../../model/serverTime';
import type { ClusterSnapshot, Reading } from '../../model/snapshot';
import type { Tenant } from '../../model/tenant';
import type { Cancellation, Database } from '../../ports';
import { askView, toReading } from '../../reading';
import { readClock } from '../serverClock';
import { readRunningJobs } from './jobs';
import { readSettings } from './settings';
import { archivelogQuery, everBegun, readRound } from './views/archivelog';
import { cleanInfoQuery, readCleaningJob } from './views/cleanInfo';
import { readTenant, tenantsFallbackQuery, tenantsQuery } from './views/tenants';

/** Parts that hardly change. Of these a tick reads one, in turn, so that no tick asks more than six statements. */
const SLOW_PARTS = ['settings', 'cleaningJobs'] as const;

/** Folds one snapshot out of the views. Without an earlier one everything is read. */
export class SnapshotReader {
  #turn = 0;

  async read(
    database: Database,
    previous: ClusterSnapshot | undefined,
    cancellation?: Cancellation,
  ): Promise<ClusterSnapshot> {
    const tenants = await readTenants(database, cancellation);
    const clock = tenants.clock ?? (await readClock(database, cancellation));
    const now = clock.nowMicros;
    const rounds = toReading(await askView(database, archivelogQuery(), readRound, cancellation), now);
    const earlier = previous?.jobs.known === true ? previous.jobs.value : [];
    const jobs = toReading(await readRunningJobs(database, earlier, cancellation), now);
    return {
      clock,
      tenants: tenants.reading,
      currentRounds: rounds.known ? { ...rounds, value: everBegun(rounds.value) } : rounds,
      jobs,
      ...(await this.#slowParts(database, previous, now, cancellation)),
    };
  }

  async #slowParts(
    database: Database,
    previous: ClusterSnapshot | undefined,
    now: bigint,
    cancellation: Cancellation | undefined,
  ): Promise<SlowSnapshot> {
    const turn = SLOW_PARTS[this.#turn % SLOW_PARTS.length];
    this.#turn += 1;
    const settings =
      previous === undefined || turn === 'settings'
        ? await settingsParts(database, now, cancellation)
        : previous;
    const cleaningJobs =
      previous === undefined || turn === 'cleaningJobs'
        ? toReading(await askView(database, cleanInfoQuery(), readCleaningJob, cancellation), now)
        : previous.cleaningJobs;
    const { destinations, cleaningPolicies, lagTargetsMs } = settings;
    return { destinations, cleaningPolicies, lagTargetsMs, cleaningJobs };
  }
}

type SettingsParts = Pick<ClusterSnapshot, 'destinations' | 'cleaningPolicies' | 'lagTargetsMs'>;
type SlowSnapshot = SettingsParts & Pick<ClusterSnapshot, 'cleaningJobs'>;

async function settingsParts(
  database: Database,
  now: bigint,
  cancellation: Cancellation | undefined,
): Promise<SettingsParts> {
  const settings = await readSettings(database, cancellation);
  if (!settings.known) {
    return { destinations: settings, cleaningPolicies: settings, lagTargetsMs: new Map() };
  }
  const { destinations, policies, lagTargetMs, problems } = settings;
  return {
    destinations: { known: true, value: destinations, problems, readAtMicros: now },
    cleaningPolicies: { known: true, value: policies, problems, readAtMicros: now },
    lagTargetsMs: lagTargetMs === undefined ? new Map() : new Map([[undefined, lagTargetMs]]),
  };
}

/** From the internal table, which knows each tenant's mode; where it is closed, from the documented view. */
async function readTenants(
  database: Database,
  cancellation: Cancellation | undefined,
): Promise<{ reading: Reading<readonly Tenant[]>; clock: ServerClock | undefined }> {
  const first = await askView(database, tenantsQuery(), readTenant, cancellation);
  const answer = first.refused
    ? await askView(database, tenantsFallbackQuery(), readTenant, cancellation)
    : first;
  const clock = answer.refused ? undefined : answer.clock;
  return { reading: toReading(answer, clock?.nowMicros), clock };
}
