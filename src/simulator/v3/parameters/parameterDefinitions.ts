import { invalidConfig } from '../errors';
import { DAY, HOUR, MINUTE, SECOND } from '../instants';
import { checkArchiveOption } from './archiveOption';
import { parseDestinationOption } from './destinationOption';
import { parseBoolean, parseCapacityBytes, parseTimeMicros, requireWithin } from './quantities';

/** A configuration parameter as the version defines it. */
export interface ParameterDefinition {
  readonly name: string;
  readonly section: 'OBSERVER' | 'ROOT_SERVICE' | 'SSTABLE' | 'DAILY_MERGE';
  readonly defaultValue: string;
  readonly info: string;
  /** @throws ServerError when the server would not take the value */
  readonly check: (value: string) => void;
}

const anything = (): void => undefined;
const integer =
  (low: bigint, high?: bigint) =>
  (value: string): void =>
    requireWithin(/^-?\d+$/.test(value) ? BigInt(value) : undefined, low, high);
const time =
  (low: bigint, high?: bigint) =>
  (value: string): void =>
    requireWithin(parseTimeMicros(value), low, high);
const capacity =
  (low: bigint) =>
  (value: string): void =>
    requireWithin(parseCapacityBytes(value), low);
const bool = (value: string): void => {
  if (parseBoolean(value) === undefined) {
    throw invalidConfig();
  }
};

type Row = readonly [name: string, defaultValue: string, check: (value: string) => void, info: string];

const MIB = 1n << 20n;

/** The backup and archive parameters of the version. */
const BACKUP_PARAMETERS: readonly Row[] = [
  ['backup_dest', '', anything, 'backup dest'],
  ['backup_dest_option', '', (value) => void parseDestinationOption(value), 'backup_dest_option'],
  ['backup_backup_dest', '', anything, 'backup backup dest'],
  [
    'backup_backup_dest_option',
    '',
    (value) => void parseDestinationOption(value),
    'backup_backup_dest_option',
  ],
  [
    'backup_log_archive_option',
    'OPTIONAL COMPRESSION=ENABLE',
    checkArchiveOption,
    'backup log archive option, support MANDATORY/OPTIONAL, COMPRESSION',
  ],
  ['backup_concurrency', '0', integer(0n, 100n), 'backup concurrency limit. Range: [0, 100] in integer'],
  ['backup_net_limit', '0M', capacity(0n), 'backup net limit for whole cluster. Range: [0M, max)'],
  ['backup_recovery_window', '0', time(0n), 'backup expired day limit, 0 means not expired. Range: [0, max)'],
  ['auto_delete_expired_backup', 'False', bool, 'control if auto delete expired backup'],
  [
    'log_archive_checkpoint_interval',
    '120s',
    time(5n * SECOND, HOUR),
    'control interval of generating log archive checkpoint for cold partition. Range: [5s, 1h]',
  ],
  ['log_archive_concurrency', '0', integer(0n), 'concurrency for log archive. Range: [0, )'],
  [
    'log_archive_batch_buffer_limit',
    '1G',
    capacity(4n * MIB),
    'limit the size of buffer for log archive of one server. Range: [4M, max)',
  ],
  ['enable_log_archive', 'False', bool, 'control if enable log archive'],
  [
    'gc_wait_archive',
    'True',
    bool,
    'control whether the gc of a dropped partition waits until its log is archived',
  ],
  ['backup_region', '', anything, 'user suggest backup region'],
  ['backup_zone', '', anything, 'user suggest backup zone, format like z1,z2;z3,z4;z5'],
  ['log_restore_concurrency', '10', integer(1n), 'concurrency for log restoring. Range: [1, ]'],
  [
    'restore_concurrency',
    '0',
    integer(0n, 512n),
    'the current work thread num of restore macro block. Range: [0, 512] in integer',
  ],
  [
    '_backup_idle_time',
    '5m',
    time(10n * SECOND),
    'the time interval between two schedules of backup. Range: [10s, )',
  ],
  [
    '_backup_retry_timeout',
    '10m',
    time(10n * SECOND, HOUR),
    'control backup retry timeout. Range: [10s, 1h]',
  ],
  [
    '_restore_idle_time',
    '1m',
    time(10n * SECOND),
    'the time interval between two schedules of restore. Range: [10s, )',
  ],
  [
    '_auto_update_reserved_backup_timestamp',
    'False',
    bool,
    'control whether the time stamps of kept backup files are renewed',
  ],
];

/** Others that are read beside them. */
const NEIGHBOURS: readonly (readonly [...Row, ParameterDefinition['section']])[] = [
  ['cluster', 'obcluster', anything, 'Name of the cluster', 'OBSERVER'],
  ['cluster_id', '1', integer(1n, 4294901759n), 'ID of the cluster', 'OBSERVER'],
  [
    'enable_rich_error_msg',
    'False',
    bool,
    'specifies whether add ip:port, time and trace id to user error message',
    'OBSERVER',
  ],
  [
    'major_freeze_duty_time',
    '02:00',
    anything,
    'the start time of system daily merge procedure. Range: [00:00, 24:00)',
    'DAILY_MERGE',
  ],
  [
    'minor_freeze_times',
    '100',
    integer(0n, 65535n),
    'specifies how many minor freeze should be triggered between two major freeze',
    'SSTABLE',
  ],
  ['ob_ssl_invited_common_names', 'NONE', anything, 'when server use ssl to control connection', 'OBSERVER'],
  [
    'schema_history_expire_time',
    '7d',
    time(MINUTE, 30n * DAY),
    'the hour of expire time for schema history',
    'OBSERVER',
  ],
];

/** All parameters that the simulated servers show, by name. */
export const PARAMETERS: ReadonlyMap<string, ParameterDefinition> = new Map(
  [...BACKUP_PARAMETERS.map((row) => [...row, 'OBSERVER'] as const), ...NEIGHBOURS]
    .map(([name, defaultValue, check, info, section]): ParameterDefinition => {
      return { name, defaultValue, check, info, section };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((definition) => [definition.name, definition]),
);
