import {
  bigint,
  bigintUnsigned,
  type ColumnDefinition,
  datetime,
  decimal,
  longtext,
  optional,
  type Row,
  required,
  timestamp,
  varchar,
} from '../../../src/simulator/columns';
import { notSupported } from '../../../src/simulator/serverError';
import { VirtualClock } from '../../../src/simulator/virtualClock';
import type { TenantAccount, VersionProfile, ViewDefinition, World } from '../../../src/simulator/world';

/** 2026-03-01 12:00:00.123456 UTC. */
const START_MICROS = 1_772_366_400_123_456n;

const COLUMNS: readonly ColumnDefinition[] = [
  required('TENANT_ID', bigint()),
  required('SET_ID', bigint()),
  required('START_SCN', bigintUnsigned()),
  optional('NAME', varchar(64)),
  required('START_TIMESTAMP', timestamp(6)),
  optional('END_TIMESTAMP', datetime(0)),
  required('BYTES', bigint()),
  optional('RATIO', decimal(10, 2)),
  optional('PATH', longtext),
];

/** Five sets: texts in several letter cases, NULLs, numbers that no double can hold. */
export const SETS: readonly Row[] = [
  set({
    tenant: 1002n,
    id: 1n,
    scn: 1_700_000_000_000_000_001n,
    name: 'Full',
    bytes: 9_007_199_254_740_993n,
  }),
  set({ tenant: 1002n, id: 2n, scn: 1_700_000_000_000_000_002n, name: 'full', bytes: 10n, ratio: '2.50' }),
  set({ tenant: 1002n, id: 3n, scn: 1_700_000_000_000_000_003n, name: 'inc', bytes: 3n, ratio: '10.05' }),
  set({ tenant: 1004n, id: 1n, scn: 1_700_000_000_000_000_004n, name: null, bytes: 4n, ratio: '-1.00' }),
  set({ tenant: 1004n, id: 2n, scn: 4_611_686_018_427_387_903n, name: "订单 o'clock", bytes: 5n }),
];

interface SetFacts {
  readonly tenant: bigint;
  readonly id: bigint;
  readonly scn: bigint;
  readonly name: string | null;
  readonly bytes: bigint;
  readonly ratio?: string;
}

function set({ tenant, id, scn, name, bytes, ratio }: SetFacts): Row {
  return {
    TENANT_ID: tenant,
    SET_ID: id,
    START_SCN: scn,
    NAME: name,
    START_TIMESTAMP: `2026-02-0${id} 03:04:05.000006`,
    END_TIMESTAMP: id === 3n ? null : `2026-02-0${id} 04:00:00`,
    BYTES: bytes,
    RATIO: ratio ?? null,
    PATH: `file:///backup/${id}`,
  };
}

const account = (id: bigint, name: string, rest: Partial<TenantAccount> = {}): TenantAccount => ({
  id,
  name,
  mode: 'MYSQL',
  acceptsLogin: true,
  ...rest,
});

const TENANTS: readonly TenantAccount[] = [
  account(1n, 'sys'),
  account(1001n, 'META$1002', { acceptsLogin: false }),
  account(1002n, 't1'),
  account(1006n, 'ora', { mode: 'ORACLE' }),
];

const PROFILE: VersionProfile = {
  version: '4.2.5',
  line: 4,
  edition: 'community',
  greeting: '5.7.25-OceanBase-v4.2.5.0',
  versionFunction: '5.7.25-OceanBase-v4.2.5.0',
  versionComment: 'OceanBase_CE 4.2.5.0 (r1-2) (Built Oct 16 2024 07:56:02)',
  obVersion: '4.2.5.0',
};

/** What a test may change about the tiny world. */
export interface TinyOptions {
  readonly sets?: readonly Row[];
  readonly line?: 3 | 4;
}

/** A world of one view, for tests of the protocol and the SQL engine alone. Its clock stands still. */
export class TinyWorld implements World {
  readonly profile: VersionProfile;
  readonly clusterName = 'obcluster';
  readonly clock = new VirtualClock({ startMicros: START_MICROS, speed: 0 });
  readonly systemTimeZone = { name: 'CST', offset: '+08:00' };
  /** Statements that reached the world, as their tokens with blanks between. */
  readonly executed: string[] = [];
  readonly #sets: readonly Row[];

  constructor(options: TinyOptions = {}) {
    this.#sets = options.sets ?? SETS;
    this.profile = { ...PROFILE, line: options.line ?? 4 };
  }

  settle(): void {
    // nothing lives here
  }

  tenants(): readonly TenantAccount[] {
    return TENANTS;
  }

  views(): readonly ViewDefinition[] {
    const view = (name: string, audience: ViewDefinition['audience']): ViewDefinition => ({
      schema: 'oceanbase',
      name,
      audience,
      columns: COLUMNS,
      rows: () => this.#sets,
    });
    return [
      view('CDB_OB_BACKUP_SET_FILES', 'sys'),
      view('DBA_OB_BACKUP_SET_FILES', 'everyone'),
      this.#moments(),
    ];
  }

  parameters: World['parameters'] = ({ tenant }) =>
    ['10.0.0.11', '10.0.0.12'].map((serverIp) => ({
      zone: 'zone1',
      serverIp,
      serverPort: 2882,
      name: 'archive_lag_target',
      dataType: null,
      value: tenant.id === 1002n ? '60s' : '120s',
      info: 'archive lag',
      section: 'LOGSERVICE',
      scope: 'TENANT' as const,
      source: 'DEFAULT',
      editLevel: 'DYNAMIC_EFFECTIVE',
      defaultValue: '120s',
    }));

  execute: World['execute'] = (tokens) => {
    const text = tokens.map((token) => token.value).join(' ');
    if (/NONSENSE/.test(text)) {
      throw notSupported('nonsense');
    }
    this.executed.push(text);
  };

  /** Shows how a view writes a moment in the session's zone. */
  #moments(): ViewDefinition {
    return {
      schema: 'oceanbase',
      name: '__moments',
      audience: 'everyone',
      columns: [required('moment', timestamp(6))],
      rows: ({ formatTime, nowMicros }) => [{ moment: formatTime(nowMicros) }],
    };
  }
}
