import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { ConnectionState } from '../../core/clusterConnection';
import type { ConnectionProfile } from '../../core/connection';
import type { Disposable } from '../../core/disposable';
import { BackupError } from '../../core/errors';
import type { Log } from '../../core/ports';
import type { Dialogs, Progress } from '../dialogs';
import { registerCommand } from '../doors';
import { logFailure } from '../failures';
import { explainError, sentenceOf } from '../words';
import { chooseCluster } from './chooseCluster';
import type { Clusters } from './clusters';
import { reportConnect } from './connectionReports';
import { type TestReport, testConnection } from './connectionTest';
import { type Draft, draftOf, EMPTY_DRAFT, profileOf } from './draft';
import type { Tested } from './draftForm';
import { ConnectionEditor } from './editor';
import type { Cluster, ListedClusterPorts } from './listedCluster';
import { loginTargetOf } from './loginTarget';
import { logLineOfTest, sentenceOfStep, sentenceOfTest } from './testWords';

export interface ConnectionCommandPorts
  extends Pick<ListedClusterPorts, 'open' | 'identify' | 'passwords' | 'connectTimeoutMs'> {
  readonly clusters: Clusters;
  readonly dialogs: Dialogs;
  readonly log: Log;
}

/** The commands around connections: add, edit, test, remove, connect, disconnect. */
export function registerConnectionCommands(ports: ConnectionCommandPorts): readonly Disposable[] {
  const commands = new ConnectionCommands(ports);
  return [
    registerCommand('obBackup.connection.add', () => commands.add()),
    registerCommand('obBackup.connection.edit', ({ target }) => commands.edit(target)),
    registerCommand('obBackup.connection.test', ({ target }) => commands.test(target)),
    registerCommand('obBackup.connection.remove', ({ target }) => commands.remove(target)),
    registerCommand('obBackup.connection.connect', ({ target }) => commands.connect(target)),
    registerCommand('obBackup.connection.disconnect', ({ target }) => commands.disconnect(target)),
  ];
}

class ConnectionCommands {
  readonly #ports: ConnectionCommandPorts;
  readonly #editor: ConnectionEditor;

  constructor(ports: ConnectionCommandPorts) {
    this.#ports = ports;
    this.#editor = new ConnectionEditor(ports.dialogs, (draft) => this.#tryOut(draft));
  }

  /** @returns the id of the new connection */
  async add(): Promise<string | undefined> {
    const draft = await this.#editor.open(EMPTY_DRAFT);
    const profile = draft === undefined ? undefined : profileOf(draft, randomUUID());
    if (draft === undefined || profile === undefined) {
      return undefined;
    }
    if (await this.#saved(() => this.#ports.clusters.add(profile, draft.password))) {
      this.#editor.forget(undefined);
      await this.#connectAndReport(profile);
    }
    return profile.id;
  }

  async edit(target: string | undefined): Promise<void> {
    const cluster = await this.#choose(target, vscode.l10n.t('Edit Connection'), isStored);
    if (cluster === undefined || cluster.profile.demo) {
      return;
    }
    const { id } = cluster.profile;
    const draft = await this.#editor.open(draftOf(cluster.profile));
    const profile = draft === undefined ? undefined : profileOf(draft, id);
    if (draft === undefined || profile === undefined) {
      return;
    }
    const wasOpen = cluster.connection.state.kind !== 'disconnected';
    if (await this.#saved(() => this.#ports.clusters.update(profile, draft.password))) {
      this.#editor.forget(id);
      if (wasOpen) {
        await this.#connectAndReport(profile);
      }
    }
  }

  async test(target: string | undefined): Promise<void> {
    const cluster = await this.#choose(target, vscode.l10n.t('Test Connection'), isStored);
    if (cluster !== undefined) {
      await this.#testAndReport(cluster.profile, undefined);
    }
  }

  async remove(target: string | undefined): Promise<void> {
    const cluster = await this.#choose(target, vscode.l10n.t('Remove Connection'), isStored);
    if (cluster === undefined || cluster.profile.demo) {
      return;
    }
    const { id, name } = cluster.profile;
    const sure = await this.#ports.dialogs.confirm<'remove'>({
      message: vscode.l10n.t('Remove the connection {0}?', name),
      detail: vscode.l10n.t(
        'The connection and its stored password are taken away from this computer. The cluster and its backups are not touched.',
      ),
      choices: [{ value: 'remove', label: vscode.l10n.t('Remove') }],
    });
    if (sure === 'remove') {
      await this.#saved(() => this.#ports.clusters.remove(id));
    }
  }

  async connect(target: string | undefined): Promise<void> {
    const fits = ({ connection }: Cluster): boolean => connection.state.kind !== 'connected';
    const cluster = await this.#choose(target, vscode.l10n.t('Connect'), fits);
    if (cluster !== undefined) {
      await this.#connectAndReport(cluster.profile);
    }
  }

  async disconnect(target: string | undefined): Promise<void> {
    const fits = ({ connection }: Cluster): boolean => connection.state.kind !== 'disconnected';
    const cluster = await this.#choose(target, vscode.l10n.t('Disconnect'), fits);
    if (cluster !== undefined) {
      await this.#ports.clusters.disconnect(cluster.profile.id);
    }
  }

  async #choose(
    id: string | undefined,
    title: string,
    fits: (cluster: Cluster) => boolean,
  ): Promise<Cluster | undefined> {
    return chooseCluster(this.#ports.dialogs, this.#ports.clusters, { id, title, fits });
  }

  async #connectAndReport(profile: ConnectionProfile): Promise<ConnectionState> {
    const { clusters, dialogs, log } = this.#ports;
    const state = await dialogs.progress(
      { title: vscode.l10n.t('Connecting to {0}…', profile.name), cancellable: true },
      ({ cancellation }) => clusters.connect(profile.id, { cancellation }),
    );
    // the command has done its work; what the person answers to the notice is another matter
    logFailure(log, 'notice of a connect', reportConnect(dialogs, profile, state));
    return state;
  }

  /** Runs a change of what is stored; a failure is told, and the draft stays. */
  async #saved(change: () => Promise<void>): Promise<boolean> {
    try {
      await change();
      return true;
    } catch (error) {
      this.#ports.log.error(`a connection was not saved: ${error instanceof Error ? error.message : ''}`);
      const message = vscode.l10n.t(
        'The connection could not be saved. {0}',
        sentenceOf(explainError(error)),
      );
      await this.#ports.dialogs.notify({ severity: 'error', message, choices: [] });
      return false;
    }
  }

  async #tryOut(draft: Draft): Promise<Tested | undefined> {
    const profile = profileOf(draft, draft.id ?? randomUUID());
    return profile === undefined ? undefined : this.#testAndReport(profile, draft.password);
  }

  /** @returns what was found; nothing where the person stopped it */
  async #testAndReport(
    profile: ConnectionProfile,
    password: string | undefined,
  ): Promise<Tested | undefined> {
    const { dialogs, log } = this.#ports;
    const report = await dialogs.progress(
      { title: vscode.l10n.t('Testing {0}', profile.name), cancellable: true },
      (progress) => this.#runTest(profile, password, progress),
    );
    log.info(logLineOfTest(profile.name, report));
    if (report.outcome === 'failed' && report.error.reason === 'cancelled') {
      return undefined;
    }
    const [works, sentence] = [report.outcome === 'usable', sentenceOfTest(report)];
    const message = `${profile.name}: ${sentence}`;
    const notice = dialogs.notify({ severity: works ? 'info' : 'error', message, choices: [] });
    logFailure(log, 'notice of a test', notice);
    return { works, sentence };
  }

  async #runTest(
    profile: ConnectionProfile,
    typed: string | undefined,
    progress: Progress,
  ): Promise<TestReport> {
    const { passwords, connectTimeoutMs } = this.#ports;
    const password = typed ?? (await passwords.known(profile)) ?? (await passwords.ask(profile, 'notKnown'));
    if (password === undefined) {
      return { outcome: 'failed', error: new BackupError('cancelled', 'no password was given') };
    }
    try {
      const target = await loginTargetOf(profile, password, connectTimeoutMs());
      const onStep = (step: Parameters<typeof sentenceOfStep>[0]): void =>
        progress.report(sentenceOfStep(step));
      return await testConnection(this.#ports, target, onStep, progress.cancellation);
    } catch (error) {
      if (BackupError.is(error)) {
        return { outcome: 'failed', error };
      }
      throw error;
    }
  }
}

function isStored({ profile }: Cluster): boolean {
  return !profile.demo;
}
