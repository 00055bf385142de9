import type { ColumnType } from '../columns';

/** How the protocol describes a column's type. */
export interface WireType {
  /** `MYSQL_TYPE_…`. */
  readonly code: number;
  readonly charset: number;
  /** In bytes. */
  readonly length: number;
  readonly decimals: number;
  readonly flags: number;
}

const BINARY_CHARSET = 63;
const UTF8MB4_GENERAL_CI = 45;
const BYTES_PER_CHARACTER = 4;
const NOT_FIXED_DECIMALS = 31;
const LARGEST_LENGTH = 0xffff_ffff;
const FLAG = { blob: 16, unsigned: 32, binary: 128 } as const;
const CODE = {
  double: 5,
  null: 6,
  timestamp: 7,
  longlong: 8,
  time: 11,
  datetime: 12,
  newDecimal: 246,
  longBlob: 251,
  varString: 253,
} as const;

/** The flag of a column that is never NULL. */
export const NOT_NULL_FLAG = 1;

/** The protocol's description of a type, with OceanBase's codes, charsets and lengths. */
export function wireTypeOf(type: ColumnType): WireType {
  switch (type.kind) {
    case 'bigint':
      return number(CODE.longlong, type.displayWidth, 0, type.unsigned ? FLAG.unsigned : 0);
    case 'decimal':
      return number(CODE.newDecimal, type.precision + 1 + (type.scale > 0 ? 1 : 0), type.scale);
    case 'double':
      return number(CODE.double, 23, NOT_FIXED_DECIMALS);
    case 'varchar':
      return {
        code: CODE.varString,
        charset: UTF8MB4_GENERAL_CI,
        length: Math.min(LARGEST_LENGTH, type.length * BYTES_PER_CHARACTER),
        decimals: 0,
        flags: 0,
      };
    case 'longtext':
      return {
        code: CODE.longBlob,
        charset: UTF8MB4_GENERAL_CI,
        length: LARGEST_LENGTH,
        decimals: 0,
        flags: FLAG.blob,
      };
    case 'timestamp':
      return number(CODE.timestamp, momentLength(19, type.fraction), type.fraction);
    case 'datetime':
      return number(CODE.datetime, momentLength(19, type.fraction), type.fraction);
    case 'time':
      return number(CODE.time, momentLength(10, type.fraction), type.fraction);
    case 'null':
      return number(CODE.null, 0, 0);
  }
}

function number(code: number, length: number, decimals: number, flags = 0): WireType {
  return { code, charset: BINARY_CHARSET, length, decimals, flags: flags | FLAG.binary };
}

function momentLength(whole: number, fraction: number): number {
  return whole + (fraction > 0 ? fraction + 1 : 0);
}
