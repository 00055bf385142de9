/** The SQL type of a result column, as the server declares it on the wire. */
export type ColumnType =
  | { readonly kind: 'bigint'; readonly unsigned: boolean; readonly displayWidth: number }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'double' }
  | { readonly kind: 'varchar'; readonly length: number }
  | { readonly kind: 'longtext' }
  | { readonly kind: 'timestamp'; readonly fraction: number }
  | { readonly kind: 'datetime'; readonly fraction: number }
  | { readonly kind: 'time'; readonly fraction: number }
  | { readonly kind: 'null' };

/** One column of a dictionary view in one version of the server. */
export interface ColumnDefinition {
  /** As the manual spells it, odd spellings (`ELAPSED_SECONDES`) included. */
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
}

/**
 * A value of a row. Integers are bigint; decimals, texts and times are the exact text that the
 * server would send (times already in the session's time zone).
 */
export type Cell = bigint | string | null;

/** A row by column name. A column of the view that the row leaves out is NULL. */
export type Row = Readonly<Record<string, Cell>>;

/** `bigint(20)`: what nearly every number of the backup views is. */
export const bigint = (displayWidth = 20): ColumnType => ({
  kind: 'bigint',
  unsigned: false,
  displayWidth,
});

/** `bigint(20) unsigned`: SCN columns. */
export const bigintUnsigned = (displayWidth = 20): ColumnType => ({
  kind: 'bigint',
  unsigned: true,
  displayWidth,
});

/** `decimal(precision,scale)`. */
export const decimal = (precision: number, scale: number): ColumnType => ({
  kind: 'decimal',
  precision,
  scale,
});

/** `varchar(length)`, length in characters. */
export const varchar = (length: number): ColumnType => ({ kind: 'varchar', length });

/** `longtext`. */
export const longtext: ColumnType = { kind: 'longtext' };

/** `timestamp(fraction)`, shown in the session's time zone. */
export const timestamp = (fraction = 6): ColumnType => ({ kind: 'timestamp', fraction });

/** `datetime(fraction)`. */
export const datetime = (fraction = 6): ColumnType => ({ kind: 'datetime', fraction });

/** `time(fraction)`; may exceed 24 hours. */
export const time = (fraction = 6): ColumnType => ({ kind: 'time', fraction });

/** A NOT NULL column. */
export const required = (name: string, type: ColumnType): ColumnDefinition => ({
  name,
  type,
  nullable: false,
});

/** A column that may hold NULL. */
export const optional = (name: string, type: ColumnType): ColumnDefinition => ({
  name,
  type,
  nullable: true,
});
