import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS } from '../../src/host/contributions';
import { openDoor } from './support/door';

/** Registered, but nobody's to call: what a click on the status bar does. */
const INTERNAL = ['obBackup.statusBar.open'];

describe('the activated extension', () => {
  it('has loaded neither the driver nor the simulator', async () => {
    const { extensionPath } = await openDoor();
    const ours = Object.keys(require.cache).filter((file) => file.startsWith(extensionPath));
    assert.ok(ours.some((file) => file.endsWith('extension.js')));
    assert.deepEqual(
      ours.filter((file) => /mysql|simulator|sql-wasm/.test(file)),
      [],
    );
  });

  it('has a handler for every command, and no other commands', async () => {
    await openDoor();
    const known = await vscode.commands.getCommands(true);
    // VS Code makes commands for the view by itself
    const ours = known.filter((id) => id.startsWith('obBackup.') && !id.startsWith('obBackup.clusters.'));
    assert.deepEqual(ours.sort(), [...Object.keys(COMMANDS), ...INTERNAL].sort());
  });

  it('has its settings, with their defaults', () => {
    const configuration = vscode.workspace.getConfiguration('obBackup');
    assert.equal(configuration.get('watch.activeIntervalSeconds'), 2);
    assert.equal(configuration.get('connection.connectTimeoutSeconds'), 10);
  });

  it('shows its log when it is asked to', async () => {
    await vscode.commands.executeCommand('obBackup.log.show');
  });
});
