import * as vscode from 'vscode';
import {
  CLUSTERS_VIEW,
  COMMANDS,
  type CommandCall,
  type CommandId,
  type ContextKey,
  readCall,
} from './contributions';

/** Registers a command under an id that package.json knows. The handler's failure is the caller's to see and to show. */
export function registerCommand(id: CommandId, handler: (call: CommandCall) => unknown): vscode.Disposable {
  return vscode.commands.registerCommand(id, (...args: unknown[]) => handler(readCall(COMMANDS[id], args)));
}

/** Brings the view of the clusters to the front. */
export async function showClusters(): Promise<void> {
  await vscode.commands.executeCommand(`${CLUSTERS_VIEW}.focus`);
}

/** Runs one of our commands with plain arguments. */
export async function runCommand(id: CommandId, ...args: readonly unknown[]): Promise<unknown> {
  return vscode.commands.executeCommand(id, ...args);
}

/** Sets a context key that package.json's `when` clauses ask for. */
export async function setContext(key: ContextKey, value: boolean): Promise<void> {
  await vscode.commands.executeCommand('setContext', key, value);
}
