import type { VersionProfile } from '../world';

/** A 3.x version: what it says about itself, and in which ways it differs from its neighbours. */
export interface V3Profile extends VersionProfile {
  readonly line: 3;
  /** `START_REPLAY_LOG_TS`, `DATE` and `BACKUP_LEVEL` at the end of `CDB_OB_BACKUP_SET_DETAILS`. */
  readonly laterSetColumns: boolean;
  /** `BACKUP TENANT … TO` and `CANCEL ALL BACKUP FORCE` are in the grammar. */
  readonly enterpriseStatements: boolean;
  /** A major freeze is needed between the start of archiving and the first data backup (3.1.0, 3.1.1). */
  readonly majorFreezeFirst: boolean;
}

/**
 * The 3.x versions that can be simulated. A further one is a further entry.
 *
 * No source shows the greeting and the `VERSION()` of 3.2.3 enterprise; the plain number without the
 * word OceanBase is what a page of that generation's manual prints.
 */
export const v3Profiles: readonly V3Profile[] = [
  {
    version: '3.2.3',
    line: 3,
    edition: 'enterprise',
    greeting: '5.7.25',
    versionFunction: '3.2.3.2',
    versionComment:
      'OceanBase 3.2.3.2 (r105000062022090916-8d1a6c24f05a4b8f9b6d9d8f2a7a5b9e6c3f1d20) ' +
      '(Built Sep  9 2022 16:31:05)',
    obVersion: '3.2.3.2',
    laterSetColumns: true,
    enterpriseStatements: true,
    majorFreezeFirst: false,
  },
];
