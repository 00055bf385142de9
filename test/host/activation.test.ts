import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS } from '../../src/host/contributions';
import { openDoor } from './support/door';

describe('the activated extension', () => {
  it('has a handler for every command, and no other commands', async () => {
    await openDoor();
    const known = await vscode.commands.getCommands(true);
    // VS Code makes commands for the view by itself
    const ours = known.filter((id) => id.startsWith('obBackup.') && !id.startsWith('obBackup.clusters.'));
    assert.deepEqual(ours.sort(), Object.keys(COMMANDS).sort());
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
