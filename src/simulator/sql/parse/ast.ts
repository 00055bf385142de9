/** Where a piece of the statement stands, for the name of a column that has no alias. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Units of INTERVAL and TIMESTAMPDIFF. */
export type TimeUnit =
  | 'MICROSECOND'
  | 'SECOND'
  | 'MINUTE'
  | 'HOUR'
  | 'DAY'
  | 'WEEK'
  | 'MONTH'
  | 'QUARTER'
  | 'YEAR';

export type ComparisonOperator = '=' | '<=>' | '<>' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | 'DIV' | '%';
export type LogicOperator = 'AND' | 'OR' | 'XOR';

/** What `CAST(… AS …)` names. */
export type CastTarget =
  | { readonly kind: 'signed' }
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'char'; readonly length: number | undefined }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'datetime'; readonly fraction: number };

/** One `WHEN … THEN …`. */
export interface CaseBranch {
  readonly when: Expression;
  readonly result: Expression;
}

/** An expression as it was written; nothing is resolved yet. */
export type Expression =
  | { readonly kind: 'null'; readonly span: Span }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly span: Span }
  | { readonly kind: 'number'; readonly text: string; readonly span: Span }
  | { readonly kind: 'text'; readonly value: string; readonly span: Span }
  | { readonly kind: 'column'; readonly path: readonly string[]; readonly span: Span }
  | { readonly kind: 'userVariable'; readonly name: string; readonly span: Span }
  | {
      readonly kind: 'systemVariable';
      readonly name: string;
      readonly scope: 'global' | 'session';
      readonly span: Span;
    }
  | { readonly kind: 'not'; readonly operand: Expression; readonly span: Span }
  | { readonly kind: 'negate'; readonly operand: Expression; readonly span: Span }
  | {
      readonly kind: 'logic';
      readonly operator: LogicOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: 'comparison';
      readonly operator: ComparisonOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: 'isTest';
      readonly operand: Expression;
      readonly test: 'null' | 'true' | 'false';
      readonly negated: boolean;
      readonly span: Span;
    }
  | {
      readonly kind: 'between';
      readonly operand: Expression;
      readonly low: Expression;
      readonly high: Expression;
      readonly negated: boolean;
      readonly span: Span;
    }
  | {
      readonly kind: 'inList';
      readonly operand: Expression;
      readonly list: readonly Expression[];
      readonly negated: boolean;
      readonly span: Span;
    }
  | {
      readonly kind: 'inQuery';
      readonly operand: Expression;
      readonly query: Query;
      readonly negated: boolean;
      readonly span: Span;
    }
  | {
      readonly kind: 'like';
      readonly operand: Expression;
      readonly pattern: Expression;
      readonly escapeSign: string;
      readonly negated: boolean;
      readonly span: Span;
    }
  | { readonly kind: 'row'; readonly items: readonly Expression[]; readonly span: Span }
  | { readonly kind: 'exists'; readonly query: Query; readonly span: Span }
  | { readonly kind: 'scalarQuery'; readonly query: Query; readonly span: Span }
  | {
      readonly kind: 'case';
      readonly subject: Expression | undefined;
      readonly branches: readonly CaseBranch[];
      readonly otherwise: Expression | undefined;
      readonly span: Span;
    }
  | {
      readonly kind: 'cast';
      readonly operand: Expression;
      readonly target: CastTarget;
      readonly span: Span;
    }
  | {
      readonly kind: 'shiftTime';
      readonly operand: Expression;
      readonly amount: Expression;
      readonly unit: TimeUnit;
      readonly direction: 1 | -1;
      readonly span: Span;
    }
  | {
      readonly kind: 'timeDifference';
      readonly unit: TimeUnit;
      readonly from: Expression;
      readonly to: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: 'aggregate';
      readonly name: 'COUNT' | 'SUM' | 'MIN' | 'MAX' | 'AVG';
      readonly distinct: boolean;
      /** Undefined: `COUNT(*)`. */
      readonly argument: Expression | undefined;
      readonly span: Span;
    }
  | {
      readonly kind: 'call';
      /** Upper case. */
      readonly name: string;
      readonly args: readonly Expression[];
      readonly span: Span;
    };

/** One item of a SELECT's list. */
export type SelectItem =
  | { readonly kind: 'star'; readonly qualifier: readonly string[] }
  | { readonly kind: 'expression'; readonly expression: Expression; readonly alias: string | undefined };

/** A table, a derived table, or a join of two. */
export type TableReference =
  | {
      readonly kind: 'table';
      readonly schema: string | undefined;
      readonly name: string;
      readonly alias: string | undefined;
    }
  | { readonly kind: 'derived'; readonly query: Query; readonly alias: string }
  | {
      readonly kind: 'join';
      readonly type: 'INNER' | 'LEFT' | 'RIGHT';
      readonly left: TableReference;
      readonly right: TableReference;
      readonly on: Expression | undefined;
      readonly using: readonly string[];
    };

export interface OrderItem {
  readonly expression: Expression;
  readonly descending: boolean;
}

export interface Limit {
  readonly count: bigint;
  readonly offset: bigint;
}

/** One SELECT … FROM … WHERE … GROUP BY … HAVING. */
export interface SelectCore {
  readonly kind: 'core';
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  /** Undefined: no FROM, or FROM DUAL. */
  readonly from: TableReference | undefined;
  readonly where: Expression | undefined;
  readonly groupBy: readonly Expression[];
  readonly having: Expression | undefined;
}

/** `left UNION [ALL] right`. */
export interface Union {
  readonly kind: 'union';
  readonly all: boolean;
  readonly left: Query;
  readonly right: Query;
}

/** A SELECT or UNION with the ORDER BY and LIMIT that belong to the whole of it. */
export interface Query {
  readonly body: SelectCore | Union;
  readonly orderBy: readonly OrderItem[];
  readonly limit: Limit | undefined;
}
