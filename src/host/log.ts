import * as vscode from 'vscode';
import { Emitter } from '../core/event';
import { maskCredentials } from '../core/masking';
import type { Log } from '../core/ports';

/** The output channel "OceanBase Backup". It is made with the first line, so that activating costs nothing. */
export class OutputLog implements Log, vscode.Disposable {
  #channel: vscode.LogOutputChannel | undefined;
  #disposed = false;
  readonly #written = new Emitter<string>();

  /** Fires with each line as it was written. */
  readonly onDidWrite = this.#written.event;

  info(message: string): void {
    this.#write(message, (channel, line) => channel.info(line));
  }

  warn(message: string): void {
    this.#write(message, (channel, line) => channel.warn(line));
  }

  error(message: string): void {
    this.#write(message, (channel, line) => channel.error(line));
  }

  show(): void {
    this.#channelNow().show();
  }

  dispose(): void {
    this.#disposed = true;
    this.#channel?.dispose();
    this.#written.dispose();
  }

  /** What still arrives after the end (a connection that closes late) is dropped. */
  #write(message: string, act: (channel: vscode.LogOutputChannel, line: string) => void): void {
    if (!this.#disposed) {
      const line = maskCredentials(message);
      act(this.#channelNow(), line);
      this.#written.fire(line);
    }
  }

  #channelNow(): vscode.LogOutputChannel {
    this.#channel ??= vscode.window.createOutputChannel('OceanBase Backup', { log: true });
    return this.#channel;
  }
}
