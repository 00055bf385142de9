import {
  bigint,
  type ColumnDefinition,
  optional,
  type Row,
  required,
  timestamp,
  varchar,
} from '../../columns';
import type { ViewContext, ViewDefinition } from '../../world';
import type { Cluster } from '../cluster';

/** A view or table of database `oceanbase`; in 3.x all of them exist in the sys tenant only. */
export type CatalogView = (cluster: Cluster) => ViewDefinition;

/** Defines a view by its columns and by the rows that a cluster has in it. */
export function sysView(
  name: string,
  columns: (cluster: Cluster) => readonly ColumnDefinition[],
  rows: (cluster: Cluster, context: ViewContext) => Iterable<Row>,
): CatalogView {
  return (cluster) => ({
    schema: 'oceanbase',
    name,
    audience: 'sys',
    columns: columns(cluster),
    rows: (context) => rows(cluster, context),
  });
}

/** A view that exists and holds no rows, because the simulator never does what would fill it. */
export const emptyView = (name: string, columns: readonly ColumnDefinition[]): CatalogView =>
  sysView(
    name,
    () => columns,
    () => [],
  );

/** `bigint(20)` NOT NULL columns: ids, counts, bytes. */
export const numbers = (...names: readonly string[]): readonly ColumnDefinition[] =>
  names.map((name) => required(name, bigint()));

/** `varchar(length)` NOT NULL columns. */
export const texts = (length: number, ...names: readonly string[]): readonly ColumnDefinition[] =>
  names.map((name) => required(name, varchar(length)));

/** `timestamp(6)` columns that may be NULL. */
export const times = (...names: readonly string[]): readonly ColumnDefinition[] =>
  names.map((name) => optional(name, timestamp()));

/** The two columns that every internal table begins with. */
export const gmtColumns = times('gmt_create', 'gmt_modified');

/** A time that the server keeps as a text: empty where nothing is known. */
export const timeText = (micros: bigint, context: ViewContext): string =>
  micros === 0n ? '' : context.formatTime(micros);
