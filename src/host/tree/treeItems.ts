import * as vscode from 'vscode';
import type { CommandId } from '../contributions';
import type { TreeElement } from './element';
import { type Click, contextOf, type Icon, type TreeNode } from './treeNode';

/** What VS Code draws. The tooltip is left for later. */
export function toTreeItem(element: TreeElement, node: TreeNode): vscode.TreeItem {
  const item = new vscode.TreeItem(node.label, collapsibleState(node.expandable));
  item.id = element.id;
  item.description = node.description;
  item.iconPath = toThemeIcon(node.icon);
  item.contextValue = contextOf(node);
  item.accessibilityInformation = {
    label: node.description === '' ? node.label : `${node.label}, ${node.description}`,
  };
  if (node.click !== undefined) {
    item.command = commandOf(node.click, element);
  }
  return item;
}

/** Every figure of the node, with both clocks. Nothing in it is a link or a command: it is the server's text. */
export function tooltipOf(node: TreeNode): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.isTrusted = false;
  tooltip.supportHtml = false;
  const { subject } = node;
  const fields = subject?.fields() ?? [];
  tooltip.appendMarkdown(`**${escapeMarkdown(subject?.title ?? node.label)}**\n\n`);
  if (fields.length === 0) {
    return tooltip.appendMarkdown(escapeMarkdown(node.description));
  }
  tooltip.appendMarkdown('| | |\n|:--|:--|\n');
  for (const { name, value } of fields) {
    tooltip.appendMarkdown(`| ${escapeMarkdown(name)} | ${escapeMarkdown(value)} |\n`);
  }
  return tooltip;
}

/** Text of the server as text, whatever it contains: no markup, no link, no icon, no table cell of its own. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+\-.!|<>~$&:@/]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/\s+/g, ' ');
}

function toThemeIcon({ id, color }: Icon): vscode.ThemeIcon {
  return color === undefined
    ? new vscode.ThemeIcon(id)
    : new vscode.ThemeIcon(id, new vscode.ThemeColor(color));
}

function collapsibleState(expandable: TreeNode['expandable']): vscode.TreeItemCollapsibleState {
  switch (expandable) {
    case 'none':
      return vscode.TreeItemCollapsibleState.None;
    case 'collapsed':
      return vscode.TreeItemCollapsibleState.Collapsed;
    case 'expanded':
      return vscode.TreeItemCollapsibleState.Expanded;
  }
}

function commandOf(click: Click, element: TreeElement): vscode.Command {
  const onNode = (id: CommandId): vscode.Command => ({ command: id, title: '', arguments: [element.id] });
  const onCluster = (id: CommandId): vscode.Command => ({
    command: id,
    title: '',
    arguments: [element.clusterId],
  });
  switch (click) {
    case 'details':
      return onNode('obBackup.details.open');
    case 'older':
      return onNode('obBackup.history.showOlder');
    case 'goTo':
      return onNode('obBackup.history.goTo');
    case 'connect':
      return onCluster('obBackup.connection.connect');
    case 'startFull':
      return onCluster('obBackup.backup.startFull');
  }
}
