import type { ColumnType } from '../columns';
import type { ColumnOrigin } from './compile/typed';

/** A column of an answer, as the protocol describes it. */
export interface ResultColumn {
  readonly label: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** Undefined for an expression. */
  readonly origin: ColumnOrigin | undefined;
}

/** Rows as a client sees them in the text protocol. */
export interface ResultSet {
  readonly kind: 'rows';
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** A statement that gives no rows. */
export interface Done {
  readonly kind: 'done';
}

/** What a statement answers, if not with an error. */
export type Answer = ResultSet | Done;

export const DONE: Done = { kind: 'done' };
