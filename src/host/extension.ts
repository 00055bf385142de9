import * as vscode from 'vscode';

/** Joins the extension to VS Code. */
export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(
    vscode.window.registerTreeDataProvider<vscode.TreeItem>('obBackup.clusters', {
      getChildren: () => [],
      getTreeItem: (item) => item,
    }),
  );
}
