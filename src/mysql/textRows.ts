import type { FieldPacket, TypeCastField } from 'mysql2';
import type { ResultSet } from '../core/ports';

/**
 * Every value as the bytes that the text protocol carried, read as UTF-8 whatever the column's type
 * says: integers of 64 bits, decimals and timestamps keep each digit, and text in a column that is
 * marked binary (OceanBase marks several of its expressions so) still is text.
 */
export function asServerText(field: TypeCastField): string | null {
  return field.buffer()?.toString('utf8') ?? null;
}

/**
 * What the driver hands over for one statement, in the core's shape. A statement without rows
 * (`ALTER SYSTEM …`) gives no columns and no rows.
 *
 * @returns undefined where the answer is not one plain result
 */
export function toResultSet(
  rows: unknown,
  fields: readonly FieldPacket[] | undefined,
): ResultSet | undefined {
  if (fields === undefined) {
    return Array.isArray(rows) ? undefined : { columns: [], rows: [] };
  }
  if (!Array.isArray(rows) || !rows.every(isTextRow) || !fields.every(isNamed)) {
    return undefined;
  }
  return { columns: fields.map((field) => field.name), rows };
}

function isNamed(field: FieldPacket | undefined): boolean {
  return typeof field?.name === 'string';
}

function isTextRow(row: unknown): row is readonly (string | null)[] {
  return Array.isArray(row) && row.every((value) => value === null || typeof value === 'string');
}
