import * as vscode from 'vscode';
import { explainError } from '../words';
import { ERROR_ICON } from './looks';
import { PAGES_BEFORE_JUMP } from './pagedList';
import { problemNodes } from './problemNodes';
import type { HistoryList } from './scene';
import type { TreeNode } from './treeNode';

/** The nodes of a history: its entries, and what stands around them while there is more, or something is amiss. */
export function historyNodes<T>(
  history: HistoryList<T>,
  entries: (items: readonly T[]) => readonly TreeNode[],
  empty: () => readonly TreeNode[],
): readonly TreeNode[] {
  const { list, error } = history;
  const failure = error === undefined ? [] : [errorNode(error)];
  if (list === undefined) {
    return failure;
  }
  const nodes = entries(list.items);
  return [
    ...(list.jumped ? [newerHiddenNode()] : []),
    // nothing read is not the same as nothing there
    ...(nodes.length === 0 && list.problems.length === 0 ? empty() : nodes),
    ...problemNodes(list.problems),
    ...failure,
    ...(list.olderThan === undefined ? [] : [olderNode(list.pagesRead)]),
  ];
}

/** Where a read failed: what happened, and what to do next. */
function errorNode(error: unknown): TreeNode {
  const { what, next } = explainError(error);
  return {
    ref: { kind: 'leaf', name: 'error' },
    label: vscode.l10n.t('Could not be read'),
    description: what,
    icon: ERROR_ICON,
    kind: 'problem',
    expandable: 'none',
    click: 'details',
    subject: {
      title: vscode.l10n.t('Could not be read'),
      fields: () => [
        { name: vscode.l10n.t('What happened'), value: what },
        { name: vscode.l10n.t('What to do'), value: next },
      ],
      origins: [],
    },
  };
}

/** After many pages a jump serves better than one more page. */
function olderNode(pagesRead: number): TreeNode {
  const many = pagesRead >= PAGES_BEFORE_JUMP;
  return {
    ref: { kind: 'leaf', name: 'older' },
    label: many ? vscode.l10n.t('Go to id or time…') : vscode.l10n.t('Show older…'),
    description: '',
    icon: { id: many ? 'search' : 'more' },
    kind: 'older',
    expandable: 'none',
    click: many ? 'goTo' : 'older',
  };
}

function newerHiddenNode(): TreeNode {
  return {
    ref: { kind: 'leaf', name: 'newer' },
    label: vscode.l10n.t('Newer entries are not shown'),
    description: vscode.l10n.t('go to another id or time, or refresh to start from the newest'),
    icon: { id: 'fold-up' },
    kind: 'hint',
    expandable: 'none',
    click: 'goTo',
  };
}
