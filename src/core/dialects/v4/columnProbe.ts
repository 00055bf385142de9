import type { ReadProblem } from '../../model/rowOrigin';
import type { Cancellation, Database } from '../../ports';
import { askView } from '../../reading';
import { explainServerAnswer, type ServerFault } from '../../serverErrors';
import { type ViewScope, type ViewSpec, viewName } from './viewScope';

/**
 * Which of the later columns a server has. Asked once per connection and view with SHOW COLUMNS: it
 * reads no row, and unlike a version number it is right for patch releases and backports too.
 */
export class ColumnProbe {
  readonly #known = new WeakMap<Database, Map<string, readonly string[]>>();

  /** The columns of `spec` that this server has, those of every version first. */
  async columnsOf(
    database: Database,
    scope: ViewScope,
    spec: ViewSpec,
    cancellation?: Cancellation,
  ): Promise<readonly string[]> {
    return this.presentColumns(
      database,
      viewName(scope, spec),
      spec.columns,
      spec.laterColumns ?? [],
      cancellation,
    );
  }

  async presentColumns(
    database: Database,
    view: string,
    columns: readonly string[],
    laterColumns: readonly string[],
    cancellation?: Cancellation,
  ): Promise<readonly string[]> {
    if (laterColumns.length === 0) {
      return columns;
    }
    const known = this.#known.get(database) ?? new Map<string, readonly string[]>();
    this.#known.set(database, known);
    const remembered = known.get(view);
    if (remembered !== undefined) {
      return remembered;
    }
    const query = { view, text: `SHOW COLUMNS FROM ${view}` };
    const answer = await askView(database, query, (row) => row.text('FIELD').toUpperCase(), cancellation);
    // A server that will not describe the view may still show it: then only what all versions have.
    const present = new Set(answer.refused ? [] : answer.items);
    const result = [...columns, ...laterColumns.filter((column) => present.has(column))];
    if (!answer.refused || !passes(answer.problem)) {
      known.set(view, result);
    }
    return result;
  }
}

const PASSING: ReadonlySet<ServerFault | undefined> = new Set<ServerFault>([
  'timeout',
  'outOfMemory',
  'busy',
  'internal',
]);

/** A server that was too busy to answer is asked again; one that does not allow it, or does not know how, is not. */
function passes({ serverNumber, detail }: ReadProblem): boolean {
  return (
    serverNumber !== undefined &&
    PASSING.has(explainServerAnswer({ number: serverNumber, message: detail }, 'read')?.fault)
  );
}
