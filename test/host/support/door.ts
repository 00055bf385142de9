import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestDoor } from '../../../src/host/testDoor';

const ID = 'oceanbase-backup.oceanbase-backup';

/** The running extension, activated, and where it stands. */
export async function openDoor(): Promise<{ readonly door: TestDoor; readonly extensionPath: string }> {
  const extension = vscode.extensions.getExtension<TestDoor | undefined>(ID);
  assert.ok(extension !== undefined, 'the extension is installed');
  const door = await extension.activate();
  assert.ok(door !== undefined, 'the test run asks for the door');
  return { door, extensionPath: extension.extensionPath };
}

/** Waits until the condition holds; a test's own timeout is the end of patience. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
