import type { TenantSpec } from './tenants';

/** When a step of a scenario happens: a time of day in the servers' zone, or a span before the start. */
type StepTime = { readonly daysBefore: number; readonly clock: string } | { readonly minutesBefore: number };

/** A statement of sys, or a command of the control door. */
export type Step = { readonly at: StepTime } & (
  | { readonly sql: string }
  | { readonly control: string; readonly args: readonly string[] }
);

/** A named world: its tenants, and what happened before it is shown. */
export interface V3Scenario {
  readonly name: string;
  readonly description: string;
  readonly tenants: readonly TenantSpec[];
  readonly steps: readonly Step[];
}

const GB = 1_000_000_000n;
const MB = 1_000_000n;

const LARGE_TENANTS: readonly TenantSpec[] = [
  {
    name: 'trade',
    mode: 'MYSQL',
    bytes: 204n * GB,
    growthBytesPerDay: 940n * MB,
    churnPerMille: 34n,
    partitionGroups: 163,
    bytesPerSecond: 175n * MB,
  },
  {
    name: 'members',
    mode: 'MYSQL',
    bytes: 15n * GB,
    growthBytesPerDay: 42n * MB,
    churnPerMille: 12n,
    partitionGroups: 48,
    bytesPerSecond: 120n * MB,
  },
  {
    name: 'ledger',
    mode: 'ORACLE',
    bytes: 71n * GB,
    growthBytesPerDay: 260n * MB,
    churnPerMille: 21n,
    partitionGroups: 96,
    bytesPerSecond: 150n * MB,
  },
];

const SMALL_TENANTS: readonly TenantSpec[] = LARGE_TENANTS.map((tenant) => ({
  ...tenant,
  bytes: tenant.bytes / 40n,
  growthBytesPerDay: tenant.growthBytesPerDay / 40n,
  bytesPerSecond: tenant.bytesPerSecond / 3n,
}));

const SET_UP: readonly Step[] = [
  {
    at: { daysBefore: 14, clock: '01:05:10' },
    sql: "ALTER SYSTEM SET backup_dest = 'file:///data/nfs/obbackup'",
  },
  {
    at: { daysBefore: 14, clock: '01:05:24' },
    sql:
      "ALTER SYSTEM SET backup_dest_option = 'log_archive_checkpoint_interval=120s&recovery_window=7d" +
      "&log_archive_piece_switch_interval=1d'",
  },
  { at: { daysBefore: 14, clock: '01:06:02' }, sql: 'ALTER SYSTEM MINOR FREEZE' },
  { at: { daysBefore: 14, clock: '01:08:31' }, sql: 'ALTER SYSTEM ARCHIVELOG' },
];

const FULL = 'ALTER SYSTEM BACKUP DATABASE';
const INCREMENTAL = 'ALTER SYSTEM BACKUP INCREMENTAL DATABASE';

/** The nightly backup of the days given: full on those of `fulls`, else incremental. */
function nightly(from: number, to: number, fulls: readonly number[]): readonly Step[] {
  const days = Array.from({ length: from - to + 1 }, (_, i) => from - i);
  return days.map((daysBefore) => ({
    at: { daysBefore, clock: '02:30:00' },
    sql: fulls.includes(daysBefore) ? FULL : INCREMENTAL,
  }));
}

/** One night a person cancelled, another the mount was gone; each time the backup was run again. */
const MISHAPS: readonly Step[] = [
  { at: { daysBefore: 10, clock: '02:30:21' }, sql: 'ALTER SYSTEM CANCEL BACKUP' },
  { at: { daysBefore: 10, clock: '03:10:00' }, sql: INCREMENTAL },
  { at: { daysBefore: 5, clock: '02:30:16' }, control: 'failBackup', args: ['1001', '-9051', '40'] },
  { at: { daysBefore: 5, clock: '09:02:47' }, sql: INCREMENTAL },
];

const TWO_WEEKS: readonly Step[] = [...SET_UP, ...nightly(14, 0, [14, 7, 0]), ...MISHAPS];

/** The worlds of the 3.x line. */
export const v3Scenarios: readonly V3Scenario[] = [
  {
    name: 'empty',
    description: 'three tenants; no destination, no log archive, no backup',
    tenants: SMALL_TENANTS,
    steps: [],
  },
  {
    name: 'healthy',
    description: 'two weeks of weekly full and daily incremental backups, daily pieces',
    tenants: LARGE_TENANTS,
    steps: TWO_WEEKS,
  },
  {
    name: 'running',
    description: 'as healthy, with a full backup in the middle',
    tenants: LARGE_TENANTS,
    steps: [...TWO_WEEKS, { at: { minutesBefore: 7 }, sql: FULL }],
  },
  {
    name: 'interrupted',
    description: 'the log archive is interrupted; a gap lies between this round and the one before',
    tenants: LARGE_TENANTS,
    steps: [
      ...SET_UP,
      ...nightly(14, 6, [14, 7]),
      { at: { daysBefore: 6, clock: '11:00:05' }, sql: 'ALTER SYSTEM NOARCHIVELOG' },
      { at: { daysBefore: 6, clock: '15:12:40' }, sql: 'ALTER SYSTEM ARCHIVELOG' },
      { at: { daysBefore: 6, clock: '15:20:00' }, sql: FULL },
      ...nightly(5, 0, []),
      { at: { minutesBefore: 95 }, control: 'interruptArchive', args: [] },
    ],
  },
];
