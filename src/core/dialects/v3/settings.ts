import { maskCredentials } from '../../masking';
import type { CleaningPolicy } from '../../model/cleaning';
import type { Destination } from '../../model/destination';
import type { ReadProblem } from '../../model/rowOrigin';
import type { Cancellation, Database } from '../../ports';
import { askView, type ViewQuery } from '../../reading';
import { readDurationMs } from '../duration';
import {
  foldParameters,
  type Parameter,
  type ParameterRow,
  parametersQuery,
  readParameter,
} from './views/parameters';

const CHECKPOINT_INTERVAL = 'log_archive_checkpoint_interval';

/** What the cluster is told about its backups. */
export type Settings =
  | {
      readonly known: true;
      readonly destinations: readonly Destination[];
      readonly policies: readonly CleaningPolicy[];
      /** How far the checkpoint may lag in normal operation; absent where it could not be read. */
      readonly lagTargetMs: number | undefined;
      readonly problems: readonly ReadProblem[];
    }
  | { readonly known: false; readonly problems: readonly ReadProblem[] };

/**
 * Reads the parameters of backup from all servers: one statement, and a second where the destination's
 * options leave the checkpoint interval to the parameter of that name.
 */
export async function readSettings(database: Database, cancellation?: Cancellation): Promise<Settings> {
  const main = await askParameters(database, parametersQuery('%backup%'), cancellation);
  if (!main.known) {
    return main;
  }
  const options = parseOptions(maskCredentials(firstValue(main.rows, 'backup_dest_option')));
  const more = options.has(CHECKPOINT_INTERVAL)
    ? { known: true as const, rows: [], problems: [] }
    : await askParameters(database, parametersQuery(CHECKPOINT_INTERVAL), cancellation);
  const { byName, problems } = foldParameters([...main.rows, ...(more.known ? more.rows : [])]);
  const interval = options.get(CHECKPOINT_INTERVAL) ?? byName.get(CHECKPOINT_INTERVAL)?.value;
  return {
    known: true,
    destinations: destinationsOf(byName, options),
    policies: policiesOf(byName, options),
    lagTargetMs: interval === undefined ? undefined : readDurationMs(interval),
    problems: [...main.problems, ...more.problems, ...problems],
  };
}

/**
 * `key=value&key=value`. Keys are folded to lower case; a part without `=` is left out.
 */
function parseOptions(text: string): ReadonlyMap<string, string> {
  const pairs = text.split('&').flatMap((part): [string, string][] => {
    const equals = part.indexOf('=');
    return equals <= 0 ? [] : [[part.slice(0, equals).trim().toLowerCase(), part.slice(equals + 1).trim()]];
  });
  return new Map(pairs);
}

/** The one destination, for data and log alike; none while `backup_dest` is empty. */
function destinationsOf(
  parameters: ReadonlyMap<string, Parameter>,
  options: ReadonlyMap<string, string>,
): readonly Destination[] {
  const destination = parameters.get('backup_dest');
  if (destination === undefined || destination.value.trim() === '') {
    return [];
  }
  const archiveOption = parameters.get('backup_log_archive_option')?.value;
  const attributes = new Map(options);
  if (archiveOption !== undefined) {
    attributes.set('backup_log_archive_option', archiveOption);
  }
  return [
    {
      purpose: 'both',
      tenantId: undefined,
      maskedUri: maskCredentials(destination.value),
      attributes,
      origin: destination.origin,
    },
  ];
}

/** The options say it since 3.1; what they leave out falls back to the older parameter of the same role. */
function policiesOf(
  parameters: ReadonlyMap<string, Parameter>,
  options: ReadonlyMap<string, string>,
): readonly CleaningPolicy[] {
  const fromOption = options.has('recovery_window');
  const source = parameters.get(fromOption ? 'backup_dest_option' : 'backup_recovery_window');
  if (source === undefined) {
    return [];
  }
  const automatic =
    options.get('auto_delete_obsolete_backup') ?? parameters.get('auto_delete_expired_backup')?.value;
  return [
    {
      tenantId: undefined,
      name: fromOption ? 'backup_dest_option' : 'backup_recovery_window',
      recoveryWindow: options.get('recovery_window') ?? source.value,
      automatic: automatic === undefined ? undefined : /^(true|1|on)$/i.test(automatic.trim()),
      origin: source.origin,
    },
  ];
}

type ParameterAnswer =
  | {
      readonly known: true;
      readonly rows: readonly ParameterRow[];
      readonly problems: readonly ReadProblem[];
    }
  | { readonly known: false; readonly problems: readonly ReadProblem[] };

async function askParameters(
  database: Database,
  query: ViewQuery,
  cancellation: Cancellation | undefined,
): Promise<ParameterAnswer> {
  const answer = await askView(database, query, readParameter, cancellation);
  return answer.refused
    ? { known: false, problems: [answer.problem] }
    : { known: true, rows: answer.items, problems: answer.problems };
}

function firstValue(rows: readonly ParameterRow[], name: string): string {
  return rows.find((row) => row.name === name)?.value ?? '';
}
