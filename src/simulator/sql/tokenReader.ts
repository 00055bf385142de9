import { type ServerError, syntaxError } from '../serverError';
import type { Token } from './tokens';

/**
 * Walks over the tokens of one statement. `accept…` takes what it finds or leaves everything as it
 * was; `expect…` throws 1064 with the rest of the statement, as the server's parser does.
 */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** Whether the statement has been read to its end. */
  get atEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  /** The token `ahead` places further on, without taking it; undefined behind the end. */
  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead];
  }

  /** Takes and returns the next token, whatever it is; undefined at the end. */
  next(): Token | undefined {
    const token = this.#tokens[this.#at];
    if (token !== undefined) {
      this.#at += 1;
    }
    return token;
  }

  /** Whether these words stand next, in any letter case, nothing being taken. A quoted name is no keyword. */
  isNext(...words: readonly string[]): boolean {
    return words.every((word, i) => isWord(this.peek(i), word));
  }

  /** Takes all of these words, or none of them. `accept('BACKUP', 'DATABASE')`. */
  accept(...words: readonly string[]): boolean {
    if (!this.isNext(...words)) {
      return false;
    }
    this.#at += words.length;
    return true;
  }

  /** Takes the first of these words that stands next and returns it in the given spelling. */
  acceptOneOf<Word extends string>(...words: readonly Word[]): Word | undefined {
    return words.find((word) => this.accept(word));
  }

  /** Takes all of these words; 1064 where they do not stand next. */
  expect(...words: readonly string[]): void {
    if (!this.accept(...words)) {
      throw this.syntaxError();
    }
  }

  /** Takes one of these words and returns it in the given spelling; 1064 where none stands next. */
  expectOneOf<Word extends string>(...words: readonly Word[]): Word {
    const word = this.acceptOneOf(...words);
    if (word === undefined) {
      throw this.syntaxError();
    }
    return word;
  }

  /** Takes a sign such as `=` or `,`. */
  acceptSign(sign: string): boolean {
    const token = this.peek();
    if (token?.kind !== 'sign' || token.value !== sign) {
      return false;
    }
    this.#at += 1;
    return true;
  }

  /** Takes a sign; 1064 where it does not stand next. */
  expectSign(sign: string): void {
    if (!this.acceptSign(sign)) {
      throw this.syntaxError();
    }
  }

  /** Takes a text in quotes and returns it without them; undefined where none stands next. */
  acceptText(): string | undefined {
    return this.#acceptKind('text');
  }

  /** Takes a text in quotes; 1064 where none stands next. */
  expectText(): string {
    return this.#orSyntaxError(this.acceptText());
  }

  /** Takes a whole number; undefined where none stands next. */
  acceptInteger(): bigint | undefined {
    const token = this.peek();
    if (token?.kind !== 'number' || !/^[0-9]+$/.test(token.value)) {
      return undefined;
    }
    this.#at += 1;
    return BigInt(token.value);
  }

  /** Takes a whole number; 1064 where none stands next. */
  expectInteger(): bigint {
    return this.#orSyntaxError(this.acceptInteger());
  }

  /** Takes a name, bare or in backticks, and returns it as written; undefined where none stands next. */
  acceptName(): string | undefined {
    return this.#acceptKind('word') ?? this.#acceptKind('quotedName');
  }

  /** Takes a name; 1064 where none stands next. */
  expectName(): string {
    return this.#orSyntaxError(this.acceptName());
  }

  /** Takes `a, b, c`: at least one name; 1064 where it is missing. */
  expectNameList(): readonly string[] {
    const names = [this.expectName()];
    while (this.acceptSign(',')) {
      names.push(this.expectName());
    }
    return names;
  }

  /** 1064 where anything is left. */
  expectEnd(): void {
    if (!this.atEnd) {
      throw this.syntaxError();
    }
  }

  /** Everything not yet taken, as text with single blanks, texts quoted again. */
  rest(): string {
    return this.#tokens.slice(this.#at).map(written).join(' ');
  }

  /** 1064 near the next token. To be thrown. */
  syntaxError(): ServerError {
    return syntaxError(this.rest());
  }

  #acceptKind(kind: Token['kind']): string | undefined {
    const token = this.peek();
    if (token?.kind !== kind) {
      return undefined;
    }
    this.#at += 1;
    return token.value;
  }

  #orSyntaxError<T>(value: T | undefined): T {
    if (value === undefined) {
      throw this.syntaxError();
    }
    return value;
  }
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.value.toLowerCase() === word.toLowerCase();
}

function written(token: Token): string {
  switch (token.kind) {
    case 'text':
      return `'${token.value.replaceAll("'", "''")}'`;
    case 'quotedName':
      return `\`${token.value.replaceAll('`', '``')}\``;
    case 'word':
    case 'number':
    case 'variable':
    case 'sign':
      return token.value;
  }
}
