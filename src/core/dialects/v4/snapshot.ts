import type { Destination } from '../../model/destination';
import type { ServerClock } from '../../model/serverTime';
import type { ClusterSnapshot, Reading } from '../../model/snapshot';
import type { Tenant } from '../../model/tenant';
import type { Cancellation, Database } from '../../ports';
import { askView, toReading } from '../../reading';
import { readClock } from '../serverClock';
import type { ColumnProbe } from './columnProbe';
import type { JobReader } from './jobs';
import type { LagTargetReader } from './lagTargets';
import { selectFrom, type ViewScope } from './viewScope';
import { archiveDestinations, archiveDestQuery, readArchiveDestSetting } from './views/archiveDest';
import { archivelog, newestRounds, readRound } from './views/archivelog';
import { dataBackupDestQuery, readDataDestination } from './views/backupParameter';
import { deleteJobsQuery, readCleaningJob } from './views/deleteJobs';
import { deletePolicyQuery, readPolicy } from './views/deletePolicy';
import {
  LATER_TENANT_COLUMNS,
  readTenant,
  TENANT_COLUMNS,
  TENANTS_VIEW,
  tenantsQuery,
} from './views/tenants';

/** Parts that hardly change. Of these a tick reads one, in turn, so that no tick asks more than six statements. */
const SLOW_PARTS = ['destinations', 'policies', 'cleaningJobs'] as const;
type SlowPart = (typeof SLOW_PARTS)[number];

interface Tools {
  readonly scope: ViewScope;
  readonly probe: ColumnProbe;
  readonly jobs: JobReader;
  readonly lagTargets: LagTargetReader;
}

/** Folds one snapshot out of the views. Without an earlier one everything is read. */
export class SnapshotReader {
  readonly #tools: Tools;
  #turn = 0;

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  async read(
    database: Database,
    previous: ClusterSnapshot | undefined,
    cancellation?: Cancellation,
  ): Promise<ClusterSnapshot> {
    const { scope, jobs } = this.#tools;
    const tenants = await this.#tenants(database, cancellation);
    const clock = tenants.clock ?? (await readClock(database, cancellation));
    const now = clock.nowMicros;
    const rounds = await askView(database, selectFrom(scope, archivelog, ''), readRound(scope), cancellation);
    const earlier = previous?.jobs.known === true ? previous.jobs.value : [];
    const running = await jobs.running(database, earlier, cancellation);
    const slow = await this.#slowParts(database, previous, tenants.reading, now, cancellation);
    return {
      clock,
      tenants: tenants.reading,
      currentRounds: mapReading(toReading(rounds, now), newestRounds),
      jobs: toReading(running, now),
      ...slow,
    };
  }

  async #tenants(
    database: Database,
    cancellation: Cancellation | undefined,
  ): Promise<{ reading: Reading<readonly Tenant[]>; clock: ServerClock | undefined }> {
    const columns = await this.#tools.probe.presentColumns(
      database,
      TENANTS_VIEW,
      TENANT_COLUMNS,
      LATER_TENANT_COLUMNS,
      cancellation,
    );
    const answer = await askView(database, tenantsQuery(columns), readTenant, cancellation);
    const clock = answer.refused ? undefined : answer.clock;
    const reading = mapReading(toReading(answer, clock?.nowMicros), present);
    return { reading, clock };
  }

  async #slowParts(
    database: Database,
    previous: ClusterSnapshot | undefined,
    tenants: Reading<readonly Tenant[]>,
    now: bigint,
    cancellation: Cancellation | undefined,
  ): Promise<SlowSnapshot> {
    const turn = SLOW_PARTS[this.#turn % SLOW_PARTS.length];
    this.#turn += 1;
    const due = (part: SlowPart): boolean => previous === undefined || part === turn;
    const { scope, lagTargets } = this.#tools;
    return {
      destinations:
        previous === undefined || due('destinations')
          ? await this.#destinations(database, now, cancellation)
          : previous.destinations,
      cleaningPolicies:
        previous === undefined || due('policies')
          ? toReading(await askView(database, deletePolicyQuery(scope), readPolicy(scope), cancellation), now)
          : previous.cleaningPolicies,
      lagTargetsMs:
        previous === undefined || due('policies')
          ? await lagTargets.read(database, previous?.lagTargetsMs, tenants, cancellation)
          : previous.lagTargetsMs,
      cleaningJobs:
        previous === undefined || due('cleaningJobs')
          ? toReading(
              await askView(database, deleteJobsQuery(scope), readCleaningJob(scope), cancellation),
              now,
            )
          : previous.cleaningJobs,
    };
  }

  /** Both kinds in one reading; it is known as soon as one of the two views is, and says which is not. */
  async #destinations(
    database: Database,
    now: bigint,
    cancellation: Cancellation | undefined,
  ): Promise<Reading<readonly Destination[]>> {
    const { scope } = this.#tools;
    const archive = mapReading(
      toReading(
        await askView(database, archiveDestQuery(scope), readArchiveDestSetting(scope), cancellation),
        now,
      ),
      (settings) => archiveDestinations(scope, settings),
    );
    const data = mapReading(
      toReading(
        await askView(database, dataBackupDestQuery(scope), readDataDestination(scope), cancellation),
        now,
      ),
      present,
    );
    const problems = [...archive.problems, ...data.problems];
    if (!archive.known && !data.known) {
      return { known: false, problems };
    }
    const value = [...(archive.known ? archive.value : []), ...(data.known ? data.value : [])];
    return { known: true, value, problems, readAtMicros: now };
  }
}

type SlowSnapshot = Pick<
  ClusterSnapshot,
  'destinations' | 'cleaningPolicies' | 'cleaningJobs' | 'lagTargetsMs'
>;

function mapReading<T, U>(reading: Reading<T>, change: (value: T) => U): Reading<U> {
  return reading.known ? { ...reading, value: change(reading.value) } : reading;
}

function present<T>(items: readonly (T | undefined)[]): readonly T[] {
  return items.filter((item): item is T => item !== undefined);
}
