import { syntaxError } from '../serverError';

/** A word, number, text or sign of a statement, with the place where it stands. */
export interface Token {
  readonly kind: 'word' | 'quotedName' | 'text' | 'number' | 'variable' | 'sign';
  /** Words as written; quoted names and texts without quotes and escapes; variables with their `@`. */
  readonly value: string;
  /** Offset of the first character in the statement. */
  readonly start: number;
  /** Offset behind the last character. */
  readonly end: number;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  b: '\b',
  n: '\n',
  r: '\r',
  t: '\t',
  Z: '\x1a',
};
const SIGNS = ['<=>', ':=', '<=', '>=', '<>', '!=', '&&', '||', '<<', '>>'];
const VERSION_COMMENT_START = /\/\*![0-9]*/y;
const VERSION_COMMENT_END = /\*\//y;
const SPACE = /\s/;
const WORD_START = /[\p{L}_$]/u;
const WORD_PART = /[\p{L}\p{N}_$]/u;
const DIGIT = /[0-9]/;
const NUMBER = /(?:0x[0-9a-f]+|(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]+)?)/iy;

/**
 * Splits a statement as MySQL's lexer does: comments and hints are dropped, quotes and backslashes
 * resolved.
 *
 * @throws ServerError 1064 for a text or name that is never closed
 */
export function tokenize(statement: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let isInVersionComment = false;
  while (at < statement.length) {
    // what stands in /*!40101 … */ is meant for MySQL and is carried out
    const border = isInVersionComment ? VERSION_COMMENT_END : VERSION_COMMENT_START;
    border.lastIndex = at;
    if (border.test(statement)) {
      at = border.lastIndex;
      isInVersionComment = !isInVersionComment;
      continue;
    }
    const behindBlank = skipBlank(statement, at);
    if (behindBlank > at) {
      at = behindBlank;
      continue;
    }
    const token = readToken(statement, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

/** Offset behind one stretch of white space or one comment at `at`; `at` itself where neither stands. */
function skipBlank(statement: string, at: number): number {
  if (SPACE.test(statement.charAt(at))) {
    return at + 1;
  }
  if (statement.startsWith('/*', at)) {
    const end = statement.indexOf('*/', at + 2);
    if (end < 0) {
      throw syntaxError(statement.slice(at));
    }
    return end + 2;
  }
  const isLineComment =
    statement.charAt(at) === '#' ||
    (statement.startsWith('--', at) && (at + 2 >= statement.length || SPACE.test(statement.charAt(at + 2))));
  if (isLineComment) {
    const end = statement.indexOf('\n', at);
    return end < 0 ? statement.length : end + 1;
  }
  return at;
}

function readToken(statement: string, at: number): Token {
  const first = statement.charAt(at);
  if (first === "'" || first === '"' || first === '`') {
    return readQuoted(statement, at, first);
  }
  if (DIGIT.test(first) || (first === '.' && DIGIT.test(statement.charAt(at + 1)))) {
    return readNumber(statement, at);
  }
  if (WORD_START.test(first)) {
    const end = endOfWord(statement, at + 1);
    return { kind: 'word', value: statement.slice(at, end), start: at, end };
  }
  if (first === '@') {
    const end = endOfVariable(statement, at);
    return { kind: 'variable', value: statement.slice(at, end), start: at, end };
  }
  const sign = SIGNS.find((candidate) => statement.startsWith(candidate, at)) ?? first;
  return { kind: 'sign', value: sign, start: at, end: at + sign.length };
}

function readNumber(statement: string, at: number): Token {
  NUMBER.lastIndex = at;
  const end = NUMBER.test(statement) ? NUMBER.lastIndex : at + 1;
  // `1002abc` is a name in MySQL's grammar
  if (WORD_PART.test(statement.charAt(end)) && !statement.slice(at, end).includes('.')) {
    const behind = endOfWord(statement, end);
    return { kind: 'word', value: statement.slice(at, behind), start: at, end: behind };
  }
  return { kind: 'number', value: statement.slice(at, end), start: at, end };
}

function readQuoted(statement: string, at: number, quote: string): Token {
  const isName = quote === '`';
  let value = '';
  let i = at + 1;
  while (i < statement.length) {
    const char = statement.charAt(i);
    if (char === '\\' && !isName) {
      value += resolveEscape(statement.charAt(i + 1));
      i += 2;
    } else if (char !== quote) {
      value += char;
      i += 1;
    } else if (statement.charAt(i + 1) === quote) {
      value += quote;
      i += 2;
    } else {
      return { kind: isName ? 'quotedName' : 'text', value, start: at, end: i + 1 };
    }
  }
  throw syntaxError(statement.slice(at));
}

/** `\%` and `\_` keep their backslash: LIKE needs it. */
function resolveEscape(char: string): string {
  return char === '%' || char === '_' ? `\\${char}` : (ESCAPES[char] ?? char);
}

function endOfWord(statement: string, from: number): number {
  let end = from;
  while (end < statement.length && WORD_PART.test(statement.charAt(end))) {
    end += 1;
  }
  return end;
}

function endOfVariable(statement: string, at: number): number {
  let end = at + 1;
  while (end < statement.length && /[\p{L}\p{N}_$.@]/u.test(statement.charAt(end))) {
    end += 1;
  }
  return end;
}
