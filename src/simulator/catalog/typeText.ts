import type { ColumnType } from '../columns';

/** A type as DESC and `information_schema.columns` spell it: `bigint(20) unsigned`. */
export function typeText(type: ColumnType): string {
  switch (type.kind) {
    case 'bigint':
      return `bigint(${type.displayWidth})${type.unsigned ? ' unsigned' : ''}`;
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'varchar':
      return `varchar(${type.length})`;
    case 'timestamp':
    case 'datetime':
    case 'time':
      return type.fraction === 0 ? type.kind : `${type.kind}(${type.fraction})`;
    case 'double':
    case 'longtext':
      return type.kind;
    case 'null':
      return 'binary(0)';
  }
}

/** The type's bare name: `bigint`. */
export function typeName(type: ColumnType): string {
  return type.kind === 'null' ? 'binary' : type.kind;
}
