import type { ViewQuery } from '../../../reading';
import type { RowReader } from '../../../rows';
import { oneOf } from '../viewQuery';

/** The running tasks once more, with their encryption; manual page `CDB_OB_BACKUP_JOB_DETAILS`. */
const JOB_DETAILS = 'oceanbase.CDB_OB_BACKUP_JOB_DETAILS';

export interface JobEncryption {
  readonly setId: bigint;
  /** `NONE`, `PASSWORD`. */
  readonly mode: string;
}

/** Only what PROGRESS does not tell. */
export function encryptionQuery(setIds: readonly bigint[]): ViewQuery {
  const text = `SELECT DISTINCT BS_KEY, ENCRYPTION_MODE FROM ${JOB_DETAILS} WHERE ${oneOf('BS_KEY', setIds)}`;
  return { view: JOB_DETAILS, text };
}

export function readEncryption(row: RowReader): JobEncryption {
  return { setId: row.bigint('BS_KEY'), mode: row.text('ENCRYPTION_MODE') };
}
