import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';

describe('the extension in a real VS Code', () => {
  const extension = vscode.extensions.getExtension('oceanbase-backup.oceanbase-backup');

  it('is found and activates', async () => {
    assert.ok(extension !== undefined);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('shows its view', async () => {
    await vscode.commands.executeCommand('obBackup.clusters.focus');
    const known = await vscode.commands.getCommands(true);
    assert.ok(known.includes('obBackup.clusters.focus'));
  });

  it('is the one that this run is about', () => {
    const expected = process.env['OB_BACKUP_EXPECTED_EXTENSION_FOLDER'];
    assert.ok(expected !== undefined && extension !== undefined);
    const relative = path.relative(expected, extension.extensionPath);
    assert.ok(
      !relative.startsWith('..') && !path.isAbsolute(relative),
      `loaded from ${extension.extensionPath}`,
    );
  });
});
