import * as vscode from 'vscode';
import type { BackupTask } from '../../core/model/backupJob';
import type { RowOrigin } from '../../core/model/rowOrigin';
import { durationText } from './figures';
import { described } from './subjectFields';

const MICROS_PER_SECOND = 1_000_000n;

/** A column that the nouns do not carry, as sent; absent where this version has none, or nothing in it. */
export function columnText({ row }: RowOrigin, column: string): string | undefined {
  const text = row.get(column) ?? row.get(column.toLowerCase()) ?? '';
  return text === '' ? undefined : text;
}

/** A whole number of a row; absent where it is none, or 0, which these columns use for "nothing". */
export function columnNumber(origin: RowOrigin, column: string): bigint | undefined {
  const text = columnText(origin, column) ?? '';
  return /^\d+$/.test(text) && BigInt(text) !== 0n ? BigInt(text) : undefined;
}

/** `COMPRESSION_RATIO` of rounds, pieces (both lines) and sets (3.x): written bytes by read bytes. */
export function compressionRatio(origin: RowOrigin): string | undefined {
  const ratio = columnText(origin, 'COMPRESSION_RATIO');
  return ratio === undefined || !(Number(ratio) > 0)
    ? undefined
    : vscode.l10n.t('{0} (written by read)', ratio);
}

/** `PIECE_SWITCH_INTERVAL` of `CDB_OB_ARCHIVELOG` (4.x): microseconds; what is no number is shown as sent. */
export function pieceSwitchInterval(origin: RowOrigin): string | undefined {
  const micros = columnNumber(origin, 'PIECE_SWITCH_INTERVAL');
  return micros === undefined
    ? columnText(origin, 'PIECE_SWITCH_INTERVAL')
    : durationText(Number(micros / MICROS_PER_SECOND));
}

/** The turns of a finished set: `META_TURN_ID` and its like of `CDB_OB_BACKUP_SET_FILES` (4.x). */
export function turnsOf(origin: RowOrigin): BackupTask['turns'] {
  const meta = columnNumber(origin, 'META_TURN_ID');
  const data = columnNumber(origin, 'DATA_TURN_ID');
  const minor = columnNumber(origin, 'MINOR_TURN_ID');
  const major = columnNumber(origin, 'MAJOR_TURN_ID');
  return {
    ...(meta === undefined ? {} : { meta }),
    ...(data === undefined ? {} : { data }),
    ...(minor === undefined ? {} : { minor }),
    ...(major === undefined ? {} : { major }),
  };
}

/** `meta: retry 1`: turns begin at 1 (4.x), so that the second is the first retry; empty without any. */
export function retryText(turns: BackupTask['turns']): string {
  const { meta, data, minor, major } = turns;
  const named = Object.entries({ meta, data, minor, major });
  return described(
    ...named.map(([phase, turn]) =>
      turn === undefined || turn <= 1n ? '' : `${phase}: ${vscode.l10n.t('retry {0}', `${turn - 1n}`)}`,
    ),
  );
}
