import { ServerError } from '../serverError';

/** Part of a SELECT in which a name was looked for, in MySQL's words. */
export type Clause =
  | 'field list'
  | 'where clause'
  | 'on clause'
  | 'group statement'
  | 'having clause'
  | 'order clause';

/** 1146 (42S02). */
export const unknownTable = (schema: string, table: string): ServerError =>
  new ServerError(1146, '42S02', `Table '${schema}.${table}' doesn't exist`);

/** 1051 (42S02), for `x.*` where no table is called x. */
export const unknownStarTable = (table: string): ServerError =>
  new ServerError(1051, '42S02', `Unknown table '${table}'`);

/** 1054 (42S22). */
export const unknownColumn = (column: string, clause: Clause): ServerError =>
  new ServerError(1054, '42S22', `Unknown column '${column}' in '${clause}'`);

/** 1052 (23000). */
export const ambiguousColumn = (column: string, clause: Clause): ServerError =>
  new ServerError(1052, '23000', `Column '${column}' in ${clause} is ambiguous`);

/** 1046 (3D000). */
export const noDatabaseSelected = (): ServerError => new ServerError(1046, '3D000', 'No database selected');

/** 1049 (42000). */
export const unknownDatabase = (name: string): ServerError =>
  new ServerError(1049, '42000', `Unknown database '${name}'`);

/** 1066 (42000). */
export const notUniqueTable = (alias: string): ServerError =>
  new ServerError(1066, '42000', `Not unique table/alias: '${alias}'`);

/** 1111 (HY000). */
export const invalidGroupFunction = (): ServerError =>
  new ServerError(1111, 'HY000', 'Invalid use of group function');

/** 1193 (HY000). */
export const unknownSystemVariable = (name: string): ServerError =>
  new ServerError(1193, 'HY000', `Unknown system variable '${name}'`);

/** 1222 (21000). */
export const differentColumnCounts = (): ServerError =>
  new ServerError(1222, '21000', 'The used SELECT statements have a different number of columns');

/** 1241 (21000). */
export const wrongColumnCount = (count: number): ServerError =>
  new ServerError(1241, '21000', `Operand should contain ${count} column(s)`);

/** 1242 (21000). */
export const moreThanOneRow = (): ServerError =>
  new ServerError(1242, '21000', 'Subquery returns more than 1 row');

/** 1248 (42000). */
export const derivedTableWithoutAlias = (): ServerError =>
  new ServerError(1248, '42000', 'Every derived table must have its own alias');

/** 1298 (HY000). */
export const unknownTimeZone = (zone: string): ServerError =>
  new ServerError(1298, 'HY000', `Unknown or incorrect time zone: '${zone}'`);

/** 1305 (42000). */
export const unknownFunction = (name: string): ServerError =>
  new ServerError(1305, '42000', `FUNCTION ${name} does not exist`);

/** 1582 (42000). */
export const wrongArgumentCount = (name: string): ServerError =>
  new ServerError(1582, '42000', `Incorrect parameter count in the call to native function '${name}'`);

/** 1690 (22003). */
export const outOfRange = (type: string): ServerError =>
  new ServerError(1690, '22003', `${type} value is out of range`);

/** 5155 (HY000). */
export const unknownTenant = (name: string): ServerError =>
  new ServerError(5155, 'HY000', `Unknown tenant '${name}'`);

/** 1065 (42000). */
export const emptyQuery = (): ServerError => new ServerError(1065, '42000', 'Query was empty');

/** 1094 (HY000). */
export const unknownThread = (id: bigint): ServerError =>
  new ServerError(1094, 'HY000', `Unknown thread id: ${id}`);
