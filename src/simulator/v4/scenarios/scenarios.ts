import { interruptRound } from '../archive';
import { setLogMode } from '../settings';
import { DAY, HOUR, MINUTE } from '../units';
import { healthy, tellUsualPast } from './healthy';
import type { V4Scenario } from './story';
import { BILLING, LEDGER, SHOP } from './workloads';

/** What the server writes when logs were recycled before they were archived. */
export const RECYCLED =
  'log archive is interrupted because clog is recycled before archive, ls_id: 1001, addr: 10.0.0.2:2882';

const empty: V4Scenario = {
  name: 'empty',
  description: 'three tenants, no destination, no archiving, no backup',
  pastMicros: DAY,
  tell(story) {
    story.tenant(SHOP);
    story.tenant(BILLING);
    story.tenant(LEDGER);
  },
};

const running: V4Scenario = {
  name: 'running',
  description: 'as healthy, with a full backup in DATA_MAJOR on shop, started from sys for all tenants',
  pastMicros: healthy.pastMicros,
  tell(story) {
    tellUsualPast(story);
    story.at(story.presentMicros - 9n * MINUTE, () => story.sysBackup(undefined, 'FULL', 'before upgrade'));
    const { cluster } = story;
    // the small tenants began later, so that one of them is seen in an early phase
    story.at(story.presentMicros - 40_000_000n, () => {
      const billing = cluster.tenantNamed('billing');
      if (billing !== undefined) {
        story.tenantBackup(billing, 'INC', 'month-end close');
      }
    });
  },
};

const interrupted: V4Scenario = {
  name: 'interrupted',
  description:
    'as healthy, but the archiving of shop is interrupted, and that of billing has a gap between two rounds',
  pastMicros: healthy.pastMicros,
  tell(story) {
    const { shop, billing, lastNightMicros } = tellUsualPast(story);
    const { cluster } = story;
    const gapMicros = lastNightMicros - 2n * DAY + 13n * HOUR;
    story.at(gapMicros, () => interruptRound(cluster, billing, RECYCLED));
    story.at(gapMicros + 95n * MINUTE, () => setLogMode(cluster, billing, 'NOARCHIVELOG'));
    story.at(gapMicros + 97n * MINUTE, () => setLogMode(cluster, billing, 'ARCHIVELOG'));
    story.at(gapMicros + 101n * MINUTE, () => story.tenantBackup(billing, 'FULL', 'after the gap'));
    story.at(story.presentMicros - 3n * HOUR, () => interruptRound(cluster, shop, RECYCLED));
  },
};

/** The named worlds of the 4.x line. */
export const v4Scenarios: readonly V4Scenario[] = [empty, healthy, running, interrupted];
