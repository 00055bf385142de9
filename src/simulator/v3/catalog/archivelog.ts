import { decimal, optional, type Row, required, varchar } from '../../columns';
import type { ViewContext } from '../../world';
import type { TenantRound } from '../logArchive';
import { numbers, sysView, texts, timeText } from './catalogView';

/** The columns that the current state and the history share. Times are texts, and bytes are never kept. */
const COLUMNS = [
  ...numbers('INCARNATION', 'LOG_ARCHIVE_ROUND', 'TENANT_ID'),
  ...texts(64, 'STATUS'),
  ...numbers('START_PIECE_ID', 'BACKUP_PIECE_ID'),
  ...texts(26, 'MIN_FIRST_TIME', 'MAX_NEXT_TIME'),
  ...numbers('INPUT_BYTES', 'OUTPUT_BYTES'),
  optional('COMPRESSION_RATIO', decimal(23, 2)),
  required('INPUT_BYTES_DISPLAY', varchar(27)),
  required('OUTPUT_BYTES_DISPLAY', varchar(27)),
];

function rowOf(round: TenantRound, context: ViewContext): Row {
  return {
    INCARNATION: 1n,
    LOG_ARCHIVE_ROUND: round.roundId,
    TENANT_ID: round.tenantId,
    STATUS: round.status,
    START_PIECE_ID: round.startPieceId,
    BACKUP_PIECE_ID: round.pieceId,
    MIN_FIRST_TIME: timeText(round.firstMicros, context),
    MAX_NEXT_TIME: timeText(round.checkpointMicros, context),
    INPUT_BYTES: 0n,
    OUTPUT_BYTES: 0n,
    COMPRESSION_RATIO: null,
    INPUT_BYTES_DISPLAY: '0.00MB',
    OUTPUT_BYTES_DISPLAY: '0.00MB',
  };
}

/** `CDB_OB_BACKUP_ARCHIVELOG`: the current round, one row per tenant; only sys once it has stopped. */
export const archivelog = sysView(
  'CDB_OB_BACKUP_ARCHIVELOG',
  () => COLUMNS,
  ({ archive }, context) => archive.current(context.nowMicros).map((round) => rowOf(round, context)),
);

/** `CDB_OB_BACKUP_ARCHIVELOG_SUMMARY`: finished rounds, and the current one while it is not stopped. */
export const archivelogSummary = sysView(
  'CDB_OB_BACKUP_ARCHIVELOG_SUMMARY',
  () => COLUMNS,
  ({ archive }, context) => {
    const current = archive.current(context.nowMicros).filter(({ status }) => status !== 'STOP');
    return [...archive.history(), ...current].map((round) => rowOf(round, context));
  },
);
