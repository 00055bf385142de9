import type { VersionProfile } from '../world';
import type { PhaseKind } from './model';

/** A phase of a data backup as a version names it, with the time it takes at least. */
export interface PhaseProfile {
  readonly status: string;
  readonly kind: PhaseKind;
  readonly leastSeconds: number;
  readonly mostSeconds: number;
}

/** What a 4.x version does in its own way. Columns carry the version they came with themselves. */
export interface V4Profile extends VersionProfile {
  readonly line: 4;
  /** Cluster and data version: `4.2.5.0`. */
  readonly dataVersion: string;
  /** `BUILD_VERSION` of `DBA_OB_SERVERS`. */
  readonly buildVersion: string;
  /** In the order of life; `minor` and `major` take longer where there is more to read. */
  readonly backupPhases: readonly PhaseProfile[];
}

const phase = (status: string, kind: PhaseKind, leastSeconds: number, mostSeconds: number): PhaseProfile => ({
  status,
  kind,
  leastSeconds,
  mostSeconds,
});

/** The 4.x versions that can be simulated. A further one is a further entry. */
export const v4Profiles: readonly V4Profile[] = [
  {
    version: '4.2.5',
    line: 4,
    // Oracle-mode tenants exist in the enterprise edition only
    edition: 'enterprise',
    greeting: '5.7.25-OceanBase-v4.2.5.0',
    versionFunction: '5.7.25-OceanBase-v4.2.5.0',
    versionComment:
      'OceanBase 4.2.5.0 (r105000042024102011-60f4a5a5ba7b7f4f4a1e7f9f40ac3d0b2e5a9c31) (Built Oct 20 2024 11:52:21)',
    obVersion: '4.2.5.0',
    dataVersion: '4.2.5.0',
    buildVersion: '4.2.5.0_105000042024102011-60f4a5a5ba7b7f4f4a1e7f9f40ac3d0b2e5a9c31(Oct 20 2024 11:52:21)',
    backupPhases: [
      phase('INIT', 'start', 2, 4),
      phase('BACKUP_SYS_META', 'sysMeta', 11, 15),
      phase('BACKUP_USER_META', 'userMeta', 13, 16),
      phase('BACKUP_META_FINISH', 'metaFinish', 9, 12),
      phase('BACKUP_DATA_MINOR', 'minor', 12, 16),
      phase('BACKUP_DATA_MAJOR', 'major', 52, 60),
      phase('BEFORE_BACKUP_LOG', 'log', 4, 6),
      phase('BACKUP_LOG', 'log', 8, 10),
    ],
  },
];
