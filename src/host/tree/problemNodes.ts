import * as vscode from 'vscode';
import type { ReadProblem } from '../../core/model/rowOrigin';
import type { Reading } from '../../core/model/snapshot';
import { PROBLEM_ICON } from './looks';
import type { TreeNode } from './treeNode';

/** One node per thing that could not be read or understood: it costs its own place only, and says so there. */
export function problemNodes(problems: readonly ReadProblem[]): readonly TreeNode[] {
  const seen = new Map<string, { readonly problem: ReadProblem; count: number }>();
  for (const problem of problems) {
    const name = `problem:${problem.kind}:${problem.view}:${problem.kind === 'badRow' ? '' : problem.detail}`;
    const known = seen.get(name);
    if (known === undefined) {
      seen.set(name, { problem, count: 1 });
    } else {
      known.count += 1;
    }
  }
  return [...seen].map(([name, { problem, count }]) => problemNode(name, problem, count));
}

/** The problems of a part of the snapshot, whether it is known in spite of them or not. */
export function readingProblems(...readings: readonly Reading<unknown>[]): readonly TreeNode[] {
  return problemNodes(readings.flatMap((reading) => reading.problems));
}

function problemNode(name: string, problem: ReadProblem, count: number): TreeNode {
  const number = problem.serverNumber === undefined ? '' : `${problem.serverNumber}`;
  return {
    ref: { kind: 'leaf', name },
    label: problemSentence(problem, count),
    description: number === '' ? problem.detail : `${number}: ${problem.detail}`,
    icon: PROBLEM_ICON,
    kind: 'problem',
    expandable: 'none',
    subject: {
      title: problemSentence(problem, count),
      fields: () =>
        [
          { name: vscode.l10n.t('View'), value: problem.view },
          { name: vscode.l10n.t("Server's number"), value: number },
          { name: vscode.l10n.t("Server's words"), value: problem.detail },
          { name: vscode.l10n.t('What it means'), value: meaning(problem) },
        ].filter(({ value }) => value !== ''),
      origins: [],
      manual: 'views',
    },
  };
}

function problemSentence(problem: ReadProblem, count: number): string {
  switch (problem.kind) {
    case 'viewMissing':
      return vscode.l10n.t('{0} does not exist here', shortView(problem.view));
    case 'refused':
      return vscode.l10n.t('{0} could not be read', shortView(problem.view));
    case 'badRow':
      return count === 1
        ? vscode.l10n.t('1 row of {0} could not be understood', shortView(problem.view))
        : vscode.l10n.t('{0} rows of {1} could not be understood', count, shortView(problem.view));
    case 'missingColumn':
      return vscode.l10n.t('{0} lacks a column', shortView(problem.view));
  }
}

function meaning(problem: ReadProblem): string {
  switch (problem.kind) {
    case 'viewMissing':
      return vscode.l10n.t(
        'What this view would tell is not known. Everything else is shown as it is. Builds of OceanBase differ in their views.',
      );
    case 'refused':
      return vscode.l10n.t(
        'What this view would tell is not known. Everything else is shown as it is. Check that the user may read it: GRANT SELECT on the schema oceanbase.',
      );
    case 'badRow':
      return vscode.l10n.t('The row is left out here. Show its columns with a client and compare.');
    case 'missingColumn':
      return vscode.l10n.t('What this column would tell is not known. Everything else is shown as it is.');
  }
}

function shortView(view: string): string {
  return view.replace(/^oceanbase\./i, '');
}
