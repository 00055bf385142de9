import * as vscode from 'vscode';
import { maskCredentials } from '../core/masking';
import type { Log } from '../core/ports';

/** The output channel "OceanBase Backup". It is made with the first line, so that activating costs nothing. */
export class OutputLog implements Log, vscode.Disposable {
  #channel: vscode.LogOutputChannel | undefined;
  #disposed = false;

  info(message: string): void {
    this.#write((channel) => channel.info(maskCredentials(message)));
  }

  warn(message: string): void {
    this.#write((channel) => channel.warn(maskCredentials(message)));
  }

  error(message: string): void {
    this.#write((channel) => channel.error(maskCredentials(message)));
  }

  show(): void {
    this.#write((channel) => channel.show());
  }

  dispose(): void {
    this.#disposed = true;
    this.#channel?.dispose();
  }

  /** What still arrives after the end (a connection that closes late) is dropped. */
  #write(act: (channel: vscode.LogOutputChannel) => void): void {
    if (this.#disposed) {
      return;
    }
    this.#channel ??= vscode.window.createOutputChannel('OceanBase Backup', { log: true });
    act(this.#channel);
  }
}
