import * as vscode from 'vscode';
import { maskCredentials } from '../core/masking';
import type { RowOrigin } from '../core/model/rowOrigin';
import type { Field, Subject } from './tree/treeNode';

/** What stands around a subject in its document. */
export interface DetailsSurroundings {
  readonly clusterName: string;
  readonly demo: boolean;
  /** `OceanBase 4.2.5.0`, or nothing while not connected. */
  readonly version: string;
  readonly manualUrl: string | undefined;
}

/** The details document: every figure, every column as sent, and the SELECT that reads it. Plain text, made to be searched. */
export function detailsText(subject: Subject, around: DetailsSurroundings): string {
  const title = [around.clusterName, around.demo ? vscode.l10n.t('Demo') : '', around.version]
    .filter((part) => part !== '')
    .join(' · ');
  const parts = [
    [subject.title, title, ''],
    aligned(subject.fields(), READABLE_WIDTH),
    ...(subject.notes ?? []).map((note) => ['', note]),
    ...(subject.statement === undefined
      ? []
      : [headed(vscode.l10n.t('Statement (nothing is sent from here)'), subject.statement.split('\n'))]),
    ...subject.origins.map(originPart),
    ...(around.manualUrl === undefined ? [] : [headed(vscode.l10n.t('Manual'), [around.manualUrl])]),
  ];
  return maskCredentials(`${parts.flat().join('\n')}\n`);
}

/** A row as JSON: every value as the text that was sent, because numbers of 64 bits do not survive as JSON numbers. */
export function rowsJson(origins: readonly RowOrigin[]): string {
  const rows = origins.map(({ row }) => Object.fromEntries(row));
  return maskCredentials(JSON.stringify(rows.length === 1 ? rows[0] : rows, null, 2));
}

function originPart(origin: RowOrigin): readonly string[] {
  const columns = [...origin.row].map(([name, value]): Field => ({ name, value: value ?? 'NULL' }));
  return [
    ...headed(vscode.l10n.t('{0}, every column as sent', origin.view), aligned(columns)),
    ...headed(vscode.l10n.t('The SELECT that reads this row'), [statementOf(origin)]),
  ];
}

function headed(title: string, lines: readonly string[]): readonly string[] {
  return ['', title, '-'.repeat(displayWidth(title)), ...lines];
}

/**
 * In columns where that works. Chinese characters are not exactly two columns wide in most editors' fonts, so that
 * Chinese names stand before their values like in a sentence.
 */
function aligned(fields: readonly Field[], wrapAt = Number.POSITIVE_INFINITY): readonly string[] {
  const chinese = fields.some(({ name }) => WIDE.test(name));
  const width = chinese ? CHINESE_INDENT : Math.max(0, ...fields.map(({ name }) => name.length)) + 2;
  return fields.flatMap(({ name, value }) => {
    const [first = '', ...rest] = wrapped(value, wrapAt);
    const head = name === '' ? ' '.repeat(width) : chinese ? `${name}：` : name.padEnd(width);
    return [`${head}${first}`, ...rest.map((line) => `${' '.repeat(width)}${line}`)];
  });
}

/** Sentences in lines that fit beside the tree; what has no blank in it is never broken. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<=[ ，。；：、])/u)) {
    if (line !== '' && displayWidth(line + word.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += word;
  }
  return [...lines, line.trimEnd()];
}

const READABLE_WIDTH = 52;
const CHINESE_INDENT = 4;

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u;

/** Columns that a text takes in a fixed-width font: Chinese characters take two. */
function displayWidth(text: string): number {
  return [...text].reduce((width, character) => width + (WIDE.test(character) ? 2 : 1), 0);
}

/** With the semicolon that a client wants, and only one. */
export function statementOf({ select }: RowOrigin): string {
  return `${select.replace(/[;\s]+$/, '')};`;
}
