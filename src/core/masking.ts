const MASK = '***';

/**
 * Parameters of a backup address, and of anything like it, whose values nobody may read. The servers
 * return `access_id` and, in place of `access_key`, `encrypt_key` (which stands for the same secret).
 */
const SECRET_PARAMETER =
  /\b(access_id|access_key|encrypt_key|\w*secret\w*|\w*token|passw(?:or)?d)(\s*=\s*)('[^']*'?|"[^"]*"?|(?:(?!,\s*\w+:\/\/)[^&\s'"])*)/gi;

/**
 * Passwords in statements, which servers quote in comments and errors: `IDENTIFIED BY 'a', 'b'` of backups and
 * restores, `ENCRYPTED BY 'a'` of key backups. A quote that is doubled or escaped does not end one.
 */
const SECRET_CLAUSE =
  /\b((?:identified|encrypted)\s+by\s+)(?:'(?:[^'\\]|''|\\.)*'?|"(?:[^"\\]|""|\\.)*"?)(?:\s*,\s*(?:'(?:[^'\\]|''|\\.)*'?|"(?:[^"\\]|""|\\.)*"?))*/gis;

/** Columns that hold nothing but a secret, whatever stands in them. */
const SECRET_COLUMNS: ReadonlySet<string> = new Set(['PASSWD', 'AUTHORIZATION', 'BACKUP_PASSWD']);

/**
 * The text with the value of every credential parameter (`access_key=…`) and the password of every statement in it
 * replaced by `***`; the rest stays as it is.
 */
export function maskCredentials(text: string): string {
  return text
    .replace(SECRET_PARAMETER, (_whole, name: string, equals: string) => `${name}${equals}${MASK}`)
    .replace(SECRET_CLAUSE, (_whole, clause: string) => `${clause}${MASK}`);
}

/** What may be shown of a column's value. */
export function maskColumn(column: string, value: string | null): string | null {
  if (value === null || value === '') {
    return value;
  }
  return SECRET_COLUMNS.has(column.toUpperCase()) ? MASK : maskCredentials(value);
}
