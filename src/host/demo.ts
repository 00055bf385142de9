import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Disposable } from '../core/disposable';
import type { Log } from '../core/ports';
import type { Clusters } from './connections/clusters';
import { demoProfile } from './connections/demoConnection';
import type { CommandCall } from './contributions';
import { type DemoWorker, startDemoWorker } from './demoWorker';
import type { Dialogs } from './dialogs';
import { registerCommand, setContext } from './doors';
import { logFailure } from './failures';
import { explainError, sentenceOf } from './words';

/** One line of OceanBase each; both may run at once. */
const DEMO_VERSIONS = ['4.2.5', '3.2.3'] as const;
type DemoVersion = (typeof DEMO_VERSIONS)[number];

export interface DemoPorts {
  readonly clusters: Clusters;
  readonly dialogs: Dialogs;
  readonly log: Log;
  readonly extensionPath: string;
}

/** The demo clusters of this window: simulated in worker threads, connected like any other, gone with the window. */
export class DemoClusters implements Disposable {
  readonly #ports: DemoPorts;
  readonly #running = new Map<string, DemoWorker>();
  /** Those being started, so that an impatient second click starts nothing. */
  readonly #starting = new Set<string>();
  #show: (clusterId: string) => Promise<void> = async () => undefined;

  constructor(ports: DemoPorts) {
    this.#ports = ports;
  }

  /** Registers the commands; `show` brings a cluster into sight. */
  register(show: (clusterId: string) => Promise<void>): readonly Disposable[] {
    this.#show = show;
    return [
      registerCommand('obBackup.demo.start', ({ options }) => this.start(options[0])),
      registerCommand('obBackup.demo.stop', (call) => this.stop(call)),
    ];
  }

  isOwn(clusterId: string): boolean {
    return this.#running.has(clusterId);
  }

  async start(wanted: unknown): Promise<void> {
    const version = DEMO_VERSIONS.find((known) => known === wanted) ?? (await this.#askVersion());
    if (version === undefined) {
      return;
    }
    const id = demoId(version);
    const connected = this.#ports.clusters.get(id)?.connection.state.kind === 'connected';
    if (this.#starting.has(id) || (this.#running.has(id) && connected)) {
      await this.#sayThere(id, version);
      return;
    }
    this.#starting.add(id);
    try {
      // one that was disconnected, or lost its line, is connected again
      const worker = this.#running.get(id) ?? (await this.#start(id, version));
      await this.#connect(id, worker);
    } catch (error) {
      this.#ports.log.error(`demo cluster ${version}: ${error instanceof Error ? error.message : ''}`);
      const message = vscode.l10n.t(
        'The demo cluster could not be started. {0}',
        sentenceOf(explainError(error)),
      );
      await this.#ports.dialogs.notify({ severity: 'error', message, choices: [] });
    } finally {
      this.#starting.delete(id);
    }
  }

  async stop({ target }: CommandCall): Promise<void> {
    const id = target ?? (await this.#askWhich());
    const worker = id === undefined ? undefined : this.#running.get(id);
    if (id !== undefined && worker !== undefined) {
      await this.#end(id, worker);
    }
  }

  dispose(): void {
    for (const worker of this.#running.values()) {
      logFailure(this.#ports.log, 'ending a demo cluster', worker.stop());
    }
    this.#running.clear();
  }

  async #sayThere(id: string, version: DemoVersion): Promise<void> {
    const { dialogs, log } = this.#ports;
    const message = vscode.l10n.t('The demo cluster {0} is there already.', version);
    logFailure(log, 'notice', dialogs.notify({ severity: 'info', message, choices: [] }));
    if (this.#running.has(id)) {
      await this.#show(id);
    }
  }

  /** Starts and lists it; the line is still to be made. */
  async #start(id: string, version: DemoVersion): Promise<DemoWorker> {
    const { clusters, dialogs, log, extensionPath } = this.#ports;
    // nobody else on this machine is meant to log in to it
    const password = randomBytes(12).toString('hex');
    const title = vscode.l10n.t('Starting the demo cluster {0}…', version);
    const worker = await dialogs.progress({ title, cancellable: false }, () =>
      startDemoWorker(path.join(extensionPath, 'dist', 'simulator.js'), { version, password }),
    );
    this.#running.set(id, worker);
    worker.onDidExit((why) => this.#exited(id, why));
    log.info(`demo cluster ${version} listens on 127.0.0.1:${worker.port}`);
    const name = version.startsWith('3') ? 'demo-3' : 'demo-4';
    const address = { id, name, host: '127.0.0.1', port: worker.port, user: 'root', tenant: 'sys' };
    clusters.addDemo(demoProfile(address), password);
    this.#tellContext();
    return worker;
  }

  /** A demo that cannot be connected is of no use: it ends, so that the next start begins anew. */
  async #connect(id: string, worker: DemoWorker): Promise<void> {
    const state = await this.#ports.clusters.connect(id);
    if (state.kind === 'failed' || state.kind === 'waiting') {
      // unless it was stopped, or has ended, in the meantime
      if (this.#running.get(id) === worker) {
        await this.#end(id, worker);
      }
      throw state.error;
    }
    if (state.kind === 'connected') {
      await this.#show(id);
    }
  }

  async #end(id: string, worker: DemoWorker): Promise<void> {
    this.#running.delete(id);
    this.#tellContext();
    await this.#ports.clusters.remove(id);
    await worker.stop();
  }

  /** It ended although nobody stopped it. */
  #exited(id: string, why: string): void {
    if (!this.#running.delete(id)) {
      return;
    }
    const { clusters, dialogs, log } = this.#ports;
    log.error(`demo cluster ${id} ended: ${why}`);
    this.#tellContext();
    logFailure(log, 'removing a demo cluster', clusters.remove(id));
    const message = vscode.l10n.t('The demo cluster has ended unexpectedly. Start it again to go on.');
    logFailure(log, 'notice', dialogs.notify({ severity: 'warning', message, choices: [] }));
  }

  async #askVersion(): Promise<DemoVersion | undefined> {
    return this.#ports.dialogs.pick({
      title: vscode.l10n.t('Start Demo Cluster'),
      placeholder: vscode.l10n.t('A simulated cluster in this window; its time runs 60 times as fast'),
      choices: DEMO_VERSIONS.map((version) => ({
        value: version,
        label: `OceanBase ${version}`,
        description: version.startsWith('3')
          ? vscode.l10n.t('backups of the whole cluster')
          : vscode.l10n.t('backups tenant by tenant'),
        icon: 'beaker',
      })),
    });
  }

  async #askWhich(): Promise<string | undefined> {
    const [first, ...rest] = this.#running.keys();
    if (first === undefined || rest.length === 0) {
      return first;
    }
    return this.#ports.dialogs.pick({
      title: vscode.l10n.t('Stop Demo Cluster'),
      choices: [first, ...rest].map((id) => ({
        value: id,
        label: this.#ports.clusters.get(id)?.profile.name ?? id,
      })),
    });
  }

  #tellContext(): void {
    const running = setContext('obBackup.demoRunning', this.#running.size > 0);
    logFailure(this.#ports.log, 'context key', running);
  }
}

function demoId(version: DemoVersion): string {
  return `own-demo-${version}`;
}
