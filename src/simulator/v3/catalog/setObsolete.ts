import { decimal, optional, required, time, timestamp, varchar } from '../../columns';
import { numbers, sysView, texts } from './catalogView';
import { setRow } from './setDetails';
import { historyRows } from './taskRows';

const COLUMNS = [
  ...numbers('INCARNATION', 'TENANT_ID', 'BS_KEY'),
  ...texts(1, 'BACKUP_TYPE'),
  ...texts(64, 'ENCRYPTION_MODE'),
  required('START_TIME', timestamp()),
  required('COMPLETION_TIME', timestamp()),
  required('ELAPSED_SECONDES', decimal(21, 0)),
  ...texts(2, 'KEEP'),
  ...texts(0, 'KEEP_UNTIL'),
  ...texts(64, 'DEVICE_TYPE'),
  ...texts(2, 'COMPRESSED'),
  ...numbers('OUTPUT_BYTES'),
  required('OUTPUT_RATE_BYTES', decimal(34, 4)),
  optional('COMPRESSION_RATIO', decimal(23, 2)),
  ...texts(27, 'OUTPUT_BYTES_DISPLAY'),
  ...texts(39, 'OUTPUT_RATE_BYTES_DISPLAY'),
  required('TIME_TAKEN_DISPLAY', time()),
  required('STATUS', varchar(9)),
];

/** `CDB_OB_BACKUP_SET_OBSOLETE`: sets that no moment of the recovery window needs. */
export const setObsolete = sysView(
  'CDB_OB_BACKUP_SET_OBSOLETE',
  () => COLUMNS,
  function* (cluster, context) {
    const { sets } = cluster.obsolete(context.nowMicros);
    for (const row of historyRows(cluster, context)) {
      if (sets.includes(row.run)) {
        const all = setRow(row, context);
        yield Object.fromEntries(COLUMNS.map(({ name }) => [name, all[name] ?? null]));
      }
    }
  },
);
