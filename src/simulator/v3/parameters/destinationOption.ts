import { notSupported } from '../../serverError';
import { invalidArgument } from '../errors';
import { DAY, HOUR, SECOND } from '../instants';
import { parseBoolean, parseTimeMicros } from './quantities';

/** What `backup_dest_option` says; a key that it leaves out is undefined. */
export interface DestinationOption {
  readonly checkpointIntervalMicros?: bigint;
  readonly recoveryWindowMicros?: bigint;
  readonly autoDeleteObsolete?: boolean;
  /** 0: one endless piece. */
  readonly pieceSwitchIntervalMicros?: bigint;
  readonly backupCopies?: bigint;
  readonly touchReservedFiles?: boolean;
}

const MAX_COPIES = 8n;

/**
 * Reads `key=value&key=value` (no blanks anywhere).
 *
 * @throws ServerError 1210 for a blank, an unknown key or a value that cannot be read; 1235 for a
 *   value out of its range
 */
export function parseDestinationOption(text: string): DestinationOption {
  if (text === '') {
    return {};
  }
  if (/\s/.test(text)) {
    throw invalidArgument();
  }
  let option: DestinationOption = {};
  for (const pair of text.split('&')) {
    const [key, value, ...tooMany] = pair.split('=');
    if (key === undefined || value === undefined || tooMany.length > 0) {
      throw invalidArgument();
    }
    option = { ...option, ...parseKey(key, value) };
  }
  checkRanges(option);
  return option;
}

function parseKey(key: string, value: string): DestinationOption {
  switch (key) {
    case 'log_archive_checkpoint_interval':
      return { checkpointIntervalMicros: orInvalid(parseTimeMicros(value)) };
    case 'recovery_window':
      return { recoveryWindowMicros: orInvalid(parseTimeMicros(value)) };
    case 'auto_delete_obsolete_backup':
      return { autoDeleteObsolete: orInvalid(parseBoolean(value)) };
    case 'log_archive_piece_switch_interval':
      return { pieceSwitchIntervalMicros: orInvalid(parseTimeMicros(value)) };
    case 'backup_copies':
      return { backupCopies: orInvalid(/^\d+$/.test(value) ? BigInt(value) : undefined) };
    case 'auto_update_reserved_backup_timestamp':
      return { touchReservedFiles: orInvalid(parseBoolean(value)) };
    default:
      throw invalidArgument();
  }
}

function checkRanges(option: DestinationOption): void {
  const checkpoint = option.checkpointIntervalMicros;
  if (checkpoint !== undefined && (checkpoint < 5n * SECOND || checkpoint > HOUR)) {
    throw notSupported('invalid log_archive_checkpoint_interval out of range [5s,1h] is');
  }
  const piece = option.pieceSwitchIntervalMicros ?? 0n;
  if (piece !== 0n && (piece < DAY || piece > 7n * DAY)) {
    throw notSupported('invalid piece_switch_interval out of range [1d,7d] is');
  }
  if ((option.backupCopies ?? 0n) > MAX_COPIES) {
    throw notSupported('backup_copies out of range [0,8] is');
  }
  if (option.autoDeleteObsolete === true && option.touchReservedFiles === true) {
    throw notSupported('auto delete and touch backup at same time is');
  }
}

function orInvalid<T>(value: T | undefined): T {
  if (value === undefined) {
    throw invalidArgument();
  }
  return value;
}
