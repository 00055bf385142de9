import { decimal, optional, type Row, required, time, timestamp } from '../../columns';
import type { ViewContext } from '../../world';
import { type BackupRun, figuresAt, type TenantTask } from '../backupRun';
import { numbers, sysView, texts } from './catalogView';
import { bytesDisplay, rateDisplay, rateText, ratioText, secondsText, timeTaken } from './display';

const COLUMNS = [
  ...numbers('INCARNATION', 'TENANT_ID', 'BS_KEY', 'COPY_ID'),
  ...texts(1, 'BACKUP_TYPE'),
  ...texts(64, 'ENCRYPTION_MODE', 'STATUS', 'FILE_STATUS'),
  required('START_TIME', timestamp()),
  optional('COMPLETION_TIME', timestamp()),
  optional('ELAPSED_SECONDES', decimal(22, 0)),
  ...texts(2, 'KEEP'),
  ...texts(0, 'KEEP_UNTIL'),
  ...texts(2, 'COMPRESSED'),
  ...numbers('OUTPUT_BYTES'),
  optional('OUTPUT_RATE_BYTES', decimal(28, 4)),
  optional('COMPRESSION_RATIO', decimal(23, 2)),
  ...texts(27, 'OUTPUT_BYTES_DISPLAY'),
  ...texts(33, 'OUTPUT_RATE_BYTES_DISPLAY'),
  optional('TIME_TAKEN_DISPLAY', time()),
];

/** Only SUCCESS and AVAILABLE are known from samples; the other words are the plausible ones. */
function words(
  { fileStatus }: BackupRun,
  { isInHistory, result }: TenantTask,
): { STATUS: string; FILE_STATUS: string } {
  if (!isInHistory) {
    return { STATUS: 'DOING', FILE_STATUS: 'COPYING' };
  }
  const FILE_STATUS = fileStatus === 'AVAILABLE' && result !== 0 ? 'INCOMPLETE' : fileStatus;
  return { STATUS: result === 0 ? 'SUCCESS' : 'FAILED', FILE_STATUS };
}

function rowOf(run: BackupRun, task: TenantTask, context: ViewContext): Row {
  const { inputBytes, outputBytes, changedMicros } = figuresAt(run, task, context.nowMicros);
  const elapsedMicros = changedMicros - run.startMicros;
  const ended = task.isInHistory;
  return {
    INCARNATION: 1n,
    TENANT_ID: task.tenantId,
    BS_KEY: run.setId,
    COPY_ID: 0n,
    BACKUP_TYPE: run.type,
    ENCRYPTION_MODE: run.encryptionMode,
    ...words(run, task),
    START_TIME: context.formatTime(run.startMicros),
    COMPLETION_TIME: ended ? context.formatTime(changedMicros) : null,
    ELAPSED_SECONDES: ended ? secondsText(elapsedMicros) : null,
    KEEP: 'NO',
    KEEP_UNTIL: '',
    COMPRESSED: 'NO',
    OUTPUT_BYTES: ended ? outputBytes : 0n,
    OUTPUT_RATE_BYTES: ended ? rateText(outputBytes, elapsedMicros) : null,
    COMPRESSION_RATIO: ended ? ratioText(outputBytes, inputBytes) : null,
    OUTPUT_BYTES_DISPLAY: bytesDisplay(ended ? outputBytes : 0n),
    OUTPUT_RATE_BYTES_DISPLAY: rateDisplay(ended ? outputBytes : 0n, elapsedMicros),
    TIME_TAKEN_DISPLAY: ended ? timeTaken(elapsedMicros) : null,
  };
}

/** `CDB_OB_BACKUP_SET_FILES`: every set with the state of its files, running ones included. */
export const setFiles = sysView(
  'CDB_OB_BACKUP_SET_FILES',
  () => COLUMNS,
  function* ({ backup }, context) {
    for (const run of backup.runs()) {
      for (const task of run.tasks) {
        if (task.isInHistory || task.appearsAt <= context.nowMicros) {
          yield rowOf(run, task, context);
        }
      }
    }
  },
);
