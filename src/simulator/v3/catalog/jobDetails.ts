import { decimal, optional, type Row, required, time, timestamp, varchar } from '../../columns';
import type { ViewContext } from '../../world';
import { dateNumber } from '../instants';
import { replayFrom } from '../replayFrom';
import { numbers, sysView, texts } from './catalogView';
import { bytesDisplay, rateDisplay, rateText, ratioText, secondsText, timeTaken } from './display';
import { progressStatus, runningRows, type TaskRow } from './taskRows';

const COLUMNS = [
  ...numbers('INCARNATION', 'TENANT_ID', 'BS_KEY'),
  ...texts(1, 'BACKUP_TYPE'),
  ...texts(64, 'ENCRYPTION_MODE'),
  required('START_TIME', timestamp()),
  required('END_TIME', timestamp()),
  ...numbers('INPUT_BYTES', 'OUTPUT_BYTES'),
  ...texts(64, 'OUTPUT_DEVICE_TYPE'),
  required('ELAPSED_SECONDES', decimal(21, 0)),
  optional('COMPRESSION_RATIO', decimal(23, 2)),
  required('INPUT_BYTES_PER_SEC', decimal(34, 4)),
  required('OUTPUT_BYTES_PER_SEC', decimal(34, 4)),
  required('STATUS', varchar(9)),
  ...texts(27, 'INPUT_BYTES_DISPLAY', 'OUTPUT_BYTES_DISPLAY'),
  ...texts(39, 'INPUT_BYTES_PER_SEC_DISPLAY', 'OUTPUT_BYTES_PER_SEC_DISPLAY'),
  required('TIME_TAKEN_DISPLAY', time()),
  ...numbers('START_REPLAY_LOG_TS', 'DATE'),
];

function rowOf({ run, task, figures, elapsedMicros }: TaskRow, context: ViewContext): Row {
  const { inputBytes, outputBytes } = figures;
  return {
    INCARNATION: 1n,
    TENANT_ID: task.tenantId,
    BS_KEY: run.setId,
    BACKUP_TYPE: run.type,
    ENCRYPTION_MODE: run.encryptionMode,
    START_TIME: context.formatTime(run.startMicros),
    END_TIME: context.formatTime(figures.changedMicros),
    INPUT_BYTES: inputBytes,
    OUTPUT_BYTES: outputBytes,
    OUTPUT_DEVICE_TYPE: run.deviceType,
    ELAPSED_SECONDES: secondsText(elapsedMicros),
    COMPRESSION_RATIO: ratioText(outputBytes, inputBytes),
    INPUT_BYTES_PER_SEC: rateText(inputBytes, elapsedMicros),
    OUTPUT_BYTES_PER_SEC: rateText(outputBytes, elapsedMicros),
    STATUS: progressStatus(task),
    INPUT_BYTES_DISPLAY: bytesDisplay(inputBytes),
    OUTPUT_BYTES_DISPLAY: bytesDisplay(outputBytes),
    INPUT_BYTES_PER_SEC_DISPLAY: rateDisplay(inputBytes, elapsedMicros),
    OUTPUT_BYTES_PER_SEC_DISPLAY: rateDisplay(outputBytes, elapsedMicros),
    TIME_TAKEN_DISPLAY: timeTaken(elapsedMicros),
    START_REPLAY_LOG_TS: replayFrom(run, task),
    DATE: dateNumber(run.startMicros),
  };
}

/** `CDB_OB_BACKUP_JOB_DETAILS`: the running backup with its rates. */
export const jobDetails = sysView(
  'CDB_OB_BACKUP_JOB_DETAILS',
  () => COLUMNS,
  (cluster, context) => runningRows(cluster, context).map((row) => rowOf(row, context)),
);
