import { bigintUnsigned, longtext, optional, type Row, required, varchar } from '../columns';
import type { ViewDefinition } from '../world';
import { typeName, typeText } from './typeText';

const NAME = varchar(64);
const CATALOG = varchar(512);

/** The databases that every tenant has. */
export const DATABASES: readonly string[] = ['information_schema', 'mysql', 'oceanbase', 'test'];

/**
 * `information_schema.schemata`, `tables` and `columns`, made from the views that a tenant sees.
 * Columns are MySQL 5.7's as far as tools read them.
 *
 * @param visible the views of the tenant that asks
 */
export function informationSchema(visible: readonly ViewDefinition[]): readonly ViewDefinition[] {
  return [schemata(), tables(visible), columns(visible)];
}

function schemata(): ViewDefinition {
  return {
    schema: 'information_schema',
    name: 'SCHEMATA',
    audience: 'everyone',
    columns: [
      required('CATALOG_NAME', CATALOG),
      required('SCHEMA_NAME', NAME),
      required('DEFAULT_CHARACTER_SET_NAME', varchar(32)),
      required('DEFAULT_COLLATION_NAME', varchar(32)),
      optional('SQL_PATH', CATALOG),
    ],
    rows: () =>
      DATABASES.map((name) => ({
        CATALOG_NAME: 'def',
        SCHEMA_NAME: name,
        DEFAULT_CHARACTER_SET_NAME: 'utf8mb4',
        DEFAULT_COLLATION_NAME: 'utf8mb4_general_ci',
      })),
  };
}

function tables(visible: readonly ViewDefinition[]): ViewDefinition {
  return {
    schema: 'information_schema',
    name: 'TABLES',
    audience: 'everyone',
    columns: [
      required('TABLE_CATALOG', CATALOG),
      required('TABLE_SCHEMA', NAME),
      required('TABLE_NAME', NAME),
      required('TABLE_TYPE', NAME),
      optional('ENGINE', NAME),
      optional('TABLE_ROWS', bigintUnsigned()),
      optional('TABLE_COLLATION', varchar(32)),
      required('TABLE_COMMENT', varchar(2048)),
    ],
    rows: () =>
      visible.map((view) => ({
        TABLE_CATALOG: 'def',
        TABLE_SCHEMA: view.schema,
        TABLE_NAME: view.name,
        TABLE_TYPE: tableTypeOf(view),
        TABLE_COMMENT: '',
      })),
  };
}

/** As SHOW FULL TABLES says it: names with two underscores are real tables, the rest are views. */
export function tableTypeOf(view: Pick<ViewDefinition, 'name'>): string {
  return view.name.startsWith('__') ? 'SYSTEM TABLE' : 'SYSTEM VIEW';
}

function columns(visible: readonly ViewDefinition[]): ViewDefinition {
  return {
    schema: 'information_schema',
    name: 'COLUMNS',
    audience: 'everyone',
    columns: [
      required('TABLE_CATALOG', CATALOG),
      required('TABLE_SCHEMA', NAME),
      required('TABLE_NAME', NAME),
      required('COLUMN_NAME', NAME),
      required('ORDINAL_POSITION', bigintUnsigned()),
      optional('COLUMN_DEFAULT', longtext),
      required('IS_NULLABLE', varchar(4)),
      required('DATA_TYPE', NAME),
      optional('CHARACTER_MAXIMUM_LENGTH', bigintUnsigned()),
      optional('NUMERIC_PRECISION', bigintUnsigned()),
      optional('NUMERIC_SCALE', bigintUnsigned()),
      optional('DATETIME_PRECISION', bigintUnsigned()),
      required('COLUMN_TYPE', longtext),
      required('COLUMN_KEY', varchar(3)),
      required('EXTRA', varchar(30)),
      required('COLUMN_COMMENT', varchar(1024)),
    ],
    rows: () => visible.flatMap(columnRows),
  };
}

function columnRows(view: ViewDefinition): readonly Row[] {
  return view.columns.map(({ name, type, nullable }, i) => ({
    TABLE_CATALOG: 'def',
    TABLE_SCHEMA: view.schema,
    TABLE_NAME: view.name,
    COLUMN_NAME: name,
    ORDINAL_POSITION: BigInt(i + 1),
    IS_NULLABLE: nullable ? 'YES' : 'NO',
    DATA_TYPE: typeName(type),
    CHARACTER_MAXIMUM_LENGTH: type.kind === 'varchar' ? BigInt(type.length) : null,
    NUMERIC_PRECISION: type.kind === 'decimal' ? BigInt(type.precision) : type.kind === 'bigint' ? 19n : null,
    NUMERIC_SCALE: type.kind === 'decimal' ? BigInt(type.scale) : type.kind === 'bigint' ? 0n : null,
    DATETIME_PRECISION: 'fraction' in type ? BigInt(type.fraction) : null,
    COLUMN_TYPE: typeText(type),
    COLUMN_KEY: '',
    EXTRA: '',
    COLUMN_COMMENT: '',
  }));
}

/** `SHOW COLUMNS` and `DESC` of a view. */
export function describeView(view: ViewDefinition): Omit<ViewDefinition, 'name' | 'schema'> {
  return {
    audience: 'everyone',
    columns: [
      required('Field', varchar(128)),
      required('Type', varchar(128)),
      required('Null', varchar(3)),
      required('Key', varchar(3)),
      optional('Default', varchar(128)),
      required('Extra', varchar(128)),
    ],
    rows: () =>
      view.columns.map(({ name, type, nullable }) => ({
        Field: name,
        Type: typeText(type),
        Null: nullable ? 'YES' : 'NO',
        Key: '',
        Default: null,
        Extra: '',
      })),
  };
}
