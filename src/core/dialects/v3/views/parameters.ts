import { maskCredentials } from '../../../masking';
import type { ReadProblem, RowOrigin } from '../../../model/rowOrigin';
import type { ViewQuery } from '../../../reading';
import type { RowReader } from '../../../rows';
import { quoteText } from '../../../sql';

const SHOW_PARAMETERS = 'SHOW PARAMETERS';

/** One server's value of a parameter of the cluster. */
export interface ParameterRow {
  readonly name: string;
  readonly value: string;
  /** Address and RPC port. */
  readonly server: string;
  readonly origin: RowOrigin;
}

/** A parameter, told by all servers alike or, if not, with a problem. */
export interface Parameter {
  readonly value: string;
  readonly origin: RowOrigin;
}

export interface Parameters {
  readonly byName: ReadonlyMap<string, Parameter>;
  readonly problems: readonly ReadProblem[];
}

/** Parameters whose names match; `%` and `_` have LIKE's meaning. One row comes per server. */
export function parametersQuery(pattern: string): ViewQuery {
  return { view: SHOW_PARAMETERS, text: `SHOW PARAMETERS LIKE ${quoteText(pattern)}` };
}

export function readParameter(row: RowReader): ParameterRow {
  const name = row.text('NAME').toLowerCase();
  const select = `SHOW PARAMETERS LIKE ${quoteText(name)};`;
  return {
    name,
    value: row.optionalText('VALUE') ?? '',
    server: `${row.optionalText('SVR_IP') ?? ''}:${row.optionalText('SVR_PORT') ?? ''}`,
    origin: { ...row.origin(), view: SHOW_PARAMETERS, select },
  };
}

/**
 * One value per parameter: that of the first server. A server that says something else is a problem,
 * with its address and both values.
 */
export function foldParameters(rows: readonly ParameterRow[]): Parameters {
  const byName = new Map<string, Parameter>();
  const problems: ReadProblem[] = [];
  for (const { name, value, server, origin } of rows) {
    const first = byName.get(name);
    if (first === undefined) {
      byName.set(name, { value, origin });
    } else if (first.value !== value) {
      problems.push({
        view: SHOW_PARAMETERS,
        kind: 'badRow',
        detail: `${name}: ${maskCredentials(first.value)} ≠ ${maskCredentials(value)} (${server})`,
      });
    }
  }
  return { byName, problems };
}
