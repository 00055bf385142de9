import {
  type ColumnDefinition,
  decimal,
  optional,
  type Row,
  required,
  time,
  timestamp,
  varchar,
} from '../../columns';
import type { ViewContext } from '../../world';
import type { Cluster } from '../cluster';
import { dateNumber } from '../instants';
import { replayFrom } from '../replayFrom';
import { emptyView, numbers, sysView, texts } from './catalogView';
import { bytesDisplay, rateDisplay, rateText, ratioText, secondsText, timeTaken } from './display';
import { historyRows, historyStatus, type TaskRow } from './taskRows';

/** Up to `TIME_TAKEN_DISPLAY`; the spelling of `ELAPSED_SECONDES` is the server's. */
const COMMON = [
  ...numbers('INCARNATION', 'TENANT_ID', 'BS_KEY'),
  ...texts(1, 'COPY_ID', 'BACKUP_TYPE'),
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
];

/** Seen in samples of later builds only; no source gives their types. */
const LATER = [...numbers('START_REPLAY_LOG_TS', 'DATE'), optional('BACKUP_LEVEL', varchar(64))];

const columns = ({ profile }: Cluster): readonly ColumnDefinition[] => [
  ...COMMON,
  ...texts(64, 'STATUS'),
  ...(profile.laterSetColumns ? LATER : []),
];

/** A set's part as `…_SET_DETAILS` shows it. */
export function setRow({ run, task, figures, elapsedMicros }: TaskRow, context: ViewContext): Row {
  const { inputBytes, outputBytes } = figures;
  return {
    INCARNATION: 1n,
    TENANT_ID: task.tenantId,
    BS_KEY: run.setId,
    COPY_ID: '0',
    BACKUP_TYPE: run.type,
    ENCRYPTION_MODE: run.encryptionMode,
    START_TIME: context.formatTime(run.startMicros),
    COMPLETION_TIME: context.formatTime(figures.changedMicros),
    ELAPSED_SECONDES: secondsText(elapsedMicros),
    KEEP: 'NO',
    KEEP_UNTIL: '',
    DEVICE_TYPE: run.deviceType,
    COMPRESSED: 'NO',
    OUTPUT_BYTES: outputBytes,
    OUTPUT_RATE_BYTES: rateText(outputBytes, elapsedMicros),
    COMPRESSION_RATIO: ratioText(outputBytes, inputBytes),
    OUTPUT_BYTES_DISPLAY: bytesDisplay(outputBytes),
    OUTPUT_RATE_BYTES_DISPLAY: rateDisplay(outputBytes, elapsedMicros),
    TIME_TAKEN_DISPLAY: timeTaken(elapsedMicros),
    STATUS: historyStatus(run, task),
    START_REPLAY_LOG_TS: replayFrom(run, task),
    DATE: dateNumber(run.startMicros),
    BACKUP_LEVEL: run.level,
  };
}

/** `CDB_OB_BACKUP_SET_DETAILS`: finished backups, one row per set and tenant. */
export const setDetails = sysView('CDB_OB_BACKUP_SET_DETAILS', columns, function* (cluster, context) {
  for (const row of historyRows(cluster, context)) {
    yield setRow(row, context);
  }
});

/** `CDB_OB_BACKUP_SET_EXPIRED`: its definition asks for incarnation 0, so it is always empty. */
export const setExpired = emptyView('CDB_OB_BACKUP_SET_EXPIRED', COMMON);
