import { type Answer, FakeDatabase, refusedBy, rows } from '../../support/fakeDatabase';

/** 2022-05-03 10:00 at +08:00. */
const CLOCK = {
  OB_CLOCK_NOW: '2022-05-03 10:00:00.000000',
  OB_CLOCK_EPOCH: '1651543200.000000',
  OB_CLOCK_ZONE: '+08:00',
  OB_CLOCK_SYSTEM_ZONE: 'CST',
};

export type Row = Readonly<Record<string, string | null>>;

/** What the fake holds: rows by view name without schema, by pattern of SHOW PARAMETERS, or an error. */
export type Holdings = Readonly<Record<string, readonly Row[] | Answer>>;

/**
 * A fake 3.x cluster that understands the few forms of SELECT that the dialect sends: conditions
 * joined by AND, DISTINCT and MAX of one column, ORDER BY one column with LIMIT. What it was not told
 * about is an empty view. The holdings are looked up anew for each statement, so a test may change them.
 */
export function v3Server(holdings: Holdings): FakeDatabase {
  return new FakeDatabase((text) => {
    const pattern = /^SHOW PARAMETERS LIKE '(.*)'$/.exec(text)?.[1];
    if (pattern !== undefined) {
      return answerOf(holdings[pattern], (held) => held);
    }
    if (text.startsWith('SELECT NOW(6)')) {
      return rows([CLOCK]);
    }
    const select =
      /^SELECT (.+?) FROM oceanbase\.(\S+)(?: v)?(?: WHERE (.+?))?(?: ORDER BY (.+?))?(?: LIMIT (\d+))?$/.exec(
        text,
      );
    if (select === null) {
      return refusedBy(1064, text);
    }
    const [, columns = '', view = '', where = '', order = '', limit] = select;
    return answerOf(holdings[view], (held) => {
      const matching = held.filter(
        (row) => where === '' || where.split(' AND ').every((one) => holds(one, row)),
      );
      const ordered = sorted(project(columns, matching), order);
      return limit === undefined ? ordered : ordered.slice(0, Number(limit));
    });
  });
}

function answerOf(
  held: readonly Row[] | Answer | undefined,
  pick: (held: readonly Row[]) => readonly Row[],
): Answer {
  if (held === undefined) {
    return rows([]);
  }
  return isRows(held) ? rows(pick(held)) : held;
}

function isRows(held: readonly Row[] | Answer): held is readonly Row[] {
  return Array.isArray(held);
}

function project(columns: string, held: readonly Row[]): readonly Row[] {
  const distinct = /^DISTINCT (\w+) AS ID$/.exec(columns)?.[1];
  if (distinct !== undefined) {
    return [...new Set(held.map((row) => textOf(row, distinct)))].map((value) => ({ ID: value }));
  }
  const highest = /^MAX\((\w+)\) AS ID$/.exec(columns)?.[1];
  if (highest !== undefined) {
    const numbers = held.map((row) => BigInt(textOf(row, highest)));
    const max = numbers.reduce<bigint | undefined>((a, b) => (a === undefined || b > a ? b : a), undefined);
    return [{ ID: max === undefined ? null : `${max}` }];
  }
  return held.map((row) => ({ ...row, ...CLOCK }));
}

function sorted(held: readonly Row[], order: string): readonly Row[] {
  if (!order.endsWith(' DESC') || held.every((row) => row['ID'] === undefined)) {
    return held;
  }
  return [...held].sort((a, b) => (BigInt(a['ID'] ?? 0) < BigInt(b['ID'] ?? 0) ? 1 : -1));
}

function holds(condition: string, row: Row): boolean {
  const [, column = '', operator = '', operand = ''] =
    /^(?:v\.)?(\w+) (=|<>|<=|>=|<|>|IN) (.+)$/.exec(condition) ?? [];
  const value = textOf(row, column);
  if (operator === 'IN') {
    return operand.slice(1, -1).split(', ').includes(value);
  }
  const quoted = operand.startsWith("'");
  const left = quoted ? value : BigInt(value || '0');
  const right = quoted ? operand.slice(1, -1) : BigInt(operand);
  switch (operator) {
    case '=':
      return left === right;
    case '<>':
      return left !== right;
    case '<=':
      return left <= right;
    case '>=':
      return left >= right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    default:
      throw new Error(`the fake does not understand ${condition}`);
  }
}

function textOf(row: Row, column: string): string {
  const entry = Object.entries(row).find(([name]) => name.toUpperCase() === column.toUpperCase());
  return entry?.[1] ?? '';
}
