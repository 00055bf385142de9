import * as vscode from 'vscode';
import { bytesText } from '../../core/format';
import type { ServerClock, ServerTime } from '../../core/model/serverTime';
import { explainRun, sentenceOf } from '../words';
import { exactBytesText } from './figures';
import { bothTimes, scnTime } from './times';
import type { Field } from './treeNode';

/** Collects the lines of a tooltip; what is not there makes no line. */
export class FieldList {
  readonly #fields: Field[] = [];
  readonly #clock: ServerClock;

  constructor(clock: ServerClock) {
    this.#clock = clock;
  }

  text(name: string, value: string | undefined): this {
    if (value !== undefined && value !== '') {
      this.#fields.push({ name, value });
    }
    return this;
  }

  id(name: string, value: bigint | undefined): this {
    return this.text(name, value?.toString());
  }

  /** On the server's clock, and below it on the person's. */
  time(name: string, value: ServerTime | undefined): this {
    return this.#lines(name, value === undefined ? [] : bothTimes(value, this.#clock));
  }

  /** The number, and below it the moment that it stands for. */
  scn(name: string, value: bigint | undefined): this {
    return this.#lines(name, value === undefined ? [] : [`${value}`, scnTime(value, this.#clock)]);
  }

  /** Written against read, so that the effect of compression is seen. */
  bytes(read: bigint | undefined, written: bigint | undefined): this {
    this.text(vscode.l10n.t('Read'), read === undefined ? undefined : exactBytesText(read));
    return this.text(vscode.l10n.t('Written'), written === undefined ? undefined : exactBytesText(written));
  }

  /** OceanBase's code and what it means, where that is known; 0 is success and goes without saying. */
  result(value: bigint | undefined, comment = ''): this {
    if (value === undefined || value === 0n) {
      return this;
    }
    const explained = explainRun(value, comment);
    return this.text(vscode.l10n.t('Result (OceanBase number)'), value.toString()).text(
      vscode.l10n.t('What it means'),
      explained === undefined ? undefined : sentenceOf(explained),
    );
  }

  get all(): readonly Field[] {
    return this.#fields;
  }

  #lines(name: string, values: readonly string[]): this {
    const [first, ...rest] = values;
    this.text(name, first);
    for (const value of rest) {
      this.text('', value);
    }
    return this;
  }
}

/** The size that people scan for: what was written; nothing where the server did not say. */
export function sizeText(bytes: bigint | undefined): string {
  return bytes === undefined ? '' : bytesText(bytes);
}

/** Puts the parts of a description together; empty parts go. */
export function described(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}

/** The sum of what is known; absent where nothing is. */
export function sumOf(values: readonly (bigint | undefined)[]): bigint | undefined {
  return values.reduce<bigint | undefined>(
    (total, value) => (value === undefined ? total : (total ?? 0n) + value),
    undefined,
  );
}
