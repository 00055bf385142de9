import { cancelTenantBackups, failTenantBackups } from '../backup';
import type { Tenant } from '../model';
import { DAY, HOUR, MINUTE, SECOND } from '../units';
import { onFileSystem, type Story, type V4Scenario } from './story';
import { BILLING, LEDGER, SHOP } from './workloads';

/** Nightly backups begin at two o'clock of the server's time zone. */
const NIGHT_OFFSET = 2n * HOUR - 8n * HOUR;
/** The last night is long enough ago for its backups to have ended. */
const LAST_NIGHT_LEAST_AGE = 5n * HOUR;
const OUT_OF_SPACE = -9082n;
const NIGHTS = 14n;
const EARLY_NIGHTS = 21n;

/** The tenants of the usual story. */
export interface Cast {
  readonly shop: Tenant;
  readonly billing: Tenant;
  readonly ledger: Tenant;
  /** Start of the newest night's backups, microseconds. */
  readonly lastNightMicros: bigint;
}

/** Two o'clock of the newest night that is over. */
function lastNight(presentMicros: bigint): bigint {
  const day = (presentMicros - LAST_NIGHT_LEAST_AGE - NIGHT_OFFSET) / DAY;
  return day * DAY + NIGHT_OFFSET;
}

/**
 * Weekly fulls of all tenants from `sys`, daily incrementals: `shop` and `billing` by themselves,
 * `ledger` from `sys`, since no MySQL client reaches an Oracle-mode tenant. `billing` began a week
 * earlier and keeps seven days, so its oldest sets and pieces have been cleaned.
 */
export function tellUsualPast(story: Story): Cast {
  const cast: Cast = {
    shop: story.tenant(SHOP),
    billing: story.tenant(BILLING),
    ledger: story.tenant(LEDGER),
    lastNightMicros: lastNight(story.presentMicros),
  };
  const { shop, billing, ledger } = cast;
  const night = (ago: bigint): bigint => cast.lastNightMicros - ago * DAY;
  const configure = (tenant: Tenant, window: string, micros: bigint): void =>
    story.at(micros, () => story.configure(tenant, onFileSystem(tenant, window)));

  configure(billing, '7d', night(EARLY_NIGHTS - 1n) - 9n * HOUR);
  configure(shop, '14d', night(NIGHTS - 1n) - 11n * HOUR);
  configure(ledger, '14d', night(NIGHTS - 1n) - 10n * HOUR);
  for (let ago = EARLY_NIGHTS - 1n; ago >= 0n; ago -= 1n) {
    const isFull = ago % 7n === 6n;
    const everybody = ago < NIGHTS ? undefined : [billing];
    if (isFull) {
      story.at(night(ago), () => story.sysBackup(everybody, 'FULL', 'weekly full'));
      continue;
    }
    story.at(night(ago) + 10n * MINUTE, () => story.tenantBackup(billing, 'INC', 'nightly'));
    if (ago < NIGHTS) {
      story.at(night(ago), () => story.tenantBackup(shop, 'INC', 'nightly'));
      story.at(night(ago) + 20n * MINUTE, () => story.sysBackup([ledger], 'INC', 'nightly'));
    }
  }
  tellMishaps(story, cast, night);
  return cast;
}

/** One night the disk was full, one afternoon somebody thought better of it. */
function tellMishaps(story: Story, { shop, billing }: Cast, night: (ago: bigint) => bigint): void {
  const fullDisk = night(3n) + 10n * MINUTE + 61n * SECOND;
  story.at(fullDisk, () => failTenantBackups(story.cluster, billing, OUT_OF_SPACE));
  story.at(fullDisk + 50n * MINUTE, () => story.tenantBackup(billing, 'INC', 'nightly, again'));
  const afternoon = night(4n) + 12n * HOUR;
  story.at(afternoon, () => story.tenantBackup(shop, 'FULL', 'before release'));
  story.at(afternoon + 210n * SECOND, () => cancelTenantBackups(story.cluster, shop));
}

/** Two weeks of backups of three tenants, everything in order now. */
export const healthy: V4Scenario = {
  name: 'healthy',
  description: 'two weeks of weekly fulls and daily incrementals, daily pieces, three tenants',
  pastMicros: 23n * DAY,
  tell(story) {
    tellUsualPast(story);
  },
};
