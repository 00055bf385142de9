/** Where a noun was read: the view, its row as sent (credentials in addresses masked), and how to read it again. */
export interface RowOrigin {
  /** With schema: `oceanbase.CDB_OB_BACKUP_SET_FILES`. */
  readonly view: string;
  /** Column name as sent → text as sent. */
  readonly row: ReadonlyMap<string, string | null>;
  /** The SELECT that reads exactly this row. */
  readonly select: string;
}

/** Something that could not be read, or not understood. It is shown; it is never taken for "nothing there". */
export interface ReadProblem {
  /** View or statement that it concerns. */
  readonly view: string;
  readonly kind: 'viewMissing' | 'refused' | 'badRow' | 'missingColumn';
  /** Column or value in question, or the server's words. */
  readonly detail: string;
  readonly serverNumber?: number;
}
