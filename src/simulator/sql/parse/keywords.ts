/**
 * Words that end an expression or a table's name: none of them can be an alias without `AS` and
 * quotes. Taken from MySQL's list of reserved words as far as a SELECT can meet them.
 */
const RESERVED = new Set(
  `ALL AND ANY AS ASC BETWEEN BY CASE CROSS DESC DISTINCT DIV ELSE EXISTS FOR FROM GROUP HAVING IN
  INNER INTERVAL INTO IS JOIN LEFT LIKE LIMIT LOCK MOD NATURAL NOT NULL ON OR ORDER OUTER PROCEDURE
  REGEXP RIGHT RLIKE SELECT SET STRAIGHT_JOIN THEN UNION UPDATE USING WHEN WHERE WITH XOR`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Whether a bare word cannot be a name in MySQL's grammar. */
export function isReserved(word: string): boolean {
  return RESERVED.has(word.toUpperCase());
}
