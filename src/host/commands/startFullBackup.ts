import * as vscode from 'vscode';
import type { Outcome, Preview } from '../../core/acts';
import type { ConnectionState } from '../../core/clusterConnection';
import { BackupError } from '../../core/errors';
import { Executor } from '../../core/executor';
import type { BackupJob } from '../../core/model/backupJob';
import type { ClusterSnapshot } from '../../core/model/snapshot';
import type { Tenant } from '../../core/model/tenant';
import type { Clock, Log } from '../../core/ports';
import { confirmPreview } from '../confirm';
import { chooseCluster } from '../connections/chooseCluster';
import type { Clusters } from '../connections/clusters';
import { reportConnect } from '../connections/connectionReports';
import type { Cluster } from '../connections/listedCluster';
import type { CommandCall } from '../contributions';
import type { Dialogs } from '../dialogs';
import { describeError, logFailure } from '../failures';
import { notifyEnd, notifyOutcome } from '../notify';
import type { TreeElement } from '../tree/element';
import { roundLook, wordWithGloss } from '../tree/looks';
import { problemNodes } from '../tree/problemNodes';
import { explainError, sentenceOf } from '../words';
import { ActProgress } from './actProgress';
import { BackupFollow } from './backupFollow';

export interface StartFullBackupPorts {
  readonly clusters: Clusters;
  readonly dialogs: Dialogs;
  readonly clock: Clock;
  readonly log: Log;
  /** The place that the command was called from, if it was one. */
  readonly elementOf: (nodeId: string) => TreeElement | undefined;
  /** Shows the set of a job in the tree, with its details. */
  readonly showJob: (clusterId: string, job: BackupJob) => Promise<void>;
}

type Connected = Extract<ConnectionState, { kind: 'connected' }>;

/** "Start Full Backup": chooses, has it checked, shown and sent by the executor, and tells how it ended. */
export class StartFullBackup {
  readonly #ports: StartFullBackupPorts;
  readonly #executor: Executor;
  /** Of the acts under way, by the very list of tenants that the executor was given and shows again. */
  readonly #progress = new WeakMap<readonly Tenant[], ActProgress>();

  constructor(ports: StartFullBackupPorts) {
    this.#ports = ports;
    this.#executor = new Executor({
      confirm: (preview) => this.#confirm(preview),
      record: ({ phase, outcome, clusterName, maskedStatement, serverNumber }) =>
        ports.log.info(
          `${phase}: ${maskedStatement} [${clusterName}]${outcome === undefined ? '' : ` ${outcome}`}` +
            `${serverNumber === undefined ? '' : ` ${serverNumber}`}`,
        ),
      clock: ports.clock,
      log: ports.log,
    });
  }

  /** Resolves when the act is settled; the end of the backup is told later. */
  async run({ target }: CommandCall): Promise<void> {
    const place = target === undefined ? undefined : this.#ports.elementOf(target);
    const cluster = await chooseCluster(this.#ports.dialogs, this.#ports.clusters, {
      title: vscode.l10n.t('Start Full Backup'),
      id: place?.clusterId ?? target,
      fits: ({ connection }) => connection.state.kind === 'connected',
    });
    if (cluster === undefined) {
      return;
    }
    const connected = await this.#connected(cluster);
    const snapshot = connected === undefined ? undefined : await this.#snapshot(cluster);
    if (connected === undefined || snapshot === undefined) {
      return;
    }
    const tenants = await this.#chooseTenants(connected, snapshot, place);
    if (tenants?.length === 0) {
      this.#say('info', vscode.l10n.t('No tenant was chosen, so no backup was started.'));
    } else if (tenants !== undefined) {
      await this.#start(cluster, tenants);
    }
  }

  async #start(cluster: Cluster, tenants: readonly Tenant[]): Promise<void> {
    const { dialogs, log, showJob } = this.#ports;
    const { id } = cluster.profile;
    const about = { profile: cluster.profile, tenants };
    const follow = new BackupFollow(cluster);
    const outcome = await this.#execute(cluster, tenants);
    if (outcome.kind !== 'started') {
      follow.dispose();
      if (outcome.kind !== 'declined') {
        logFailure(log, 'notice of a backup', notifyOutcome(dialogs, outcome, about));
      }
      return;
    }
    const whole = outcome.jobs.some(({ line }) => line === 3);
    const told = follow
      .wait(outcome.jobs)
      .finally(() => follow.dispose())
      .then((end) => notifyEnd(dialogs, end, { ...about, whole }, (job) => showJob(id, job)));
    logFailure(log, 'following a backup', told);
    // whoever started it looks at the tree next: there it must be
    await cluster.watcher.refresh().catch((error: unknown) => log.warn(describeError(error)));
  }

  async #execute({ profile, connection, watcher }: Cluster, tenants: readonly Tenant[]): Promise<Outcome> {
    const { dialogs, log } = this.#ports;
    const { id, name } = profile;
    const progress = new ActProgress(dialogs, log);
    this.#progress.set(tenants, progress);
    progress.show(vscode.l10n.t('Checking {0} for a full backup…', name));
    try {
      return await this.#executor.startFullBackup({ id, name, connection, watcher }, tenants);
    } finally {
      progress.hide();
    }
  }

  async #confirm(preview: Preview): Promise<boolean> {
    const progress = this.#progress.get(preview.tenants);
    progress?.hide();
    const yes = await this.#ask(preview);
    if (yes) {
      progress?.show(vscode.l10n.t('Starting the full backup in {0}…', preview.clusterName));
    }
    return yes;
  }

  async #ask(preview: Preview): Promise<boolean> {
    const cluster = this.#ports.clusters.get(preview.clusterId);
    const state = cluster?.connection.state;
    if (cluster === undefined || state?.kind !== 'connected') {
      throw new BackupError('connectionLost', 'not connected');
    }
    return confirmPreview(this.#ports.dialogs, preview, {
      demo: cluster.profile.demo,
      version: `OceanBase ${state.dialect.identity.version}`,
      wholeCluster: state.dialect.line === 3,
    });
  }

  async #connected(cluster: Cluster): Promise<Connected | undefined> {
    const { state } = cluster.connection;
    if (state.kind === 'connected') {
      return state;
    }
    const { clusters, dialogs, log } = this.#ports;
    const { profile } = cluster;
    const now = await dialogs.progress(
      { title: vscode.l10n.t('Connecting to {0}…', profile.name), cancellable: true },
      ({ cancellation }) => clusters.connect(profile.id, { cancellation }),
    );
    // the command has come to its end; what the person answers to the notice is another matter
    logFailure(log, 'notice of a connect', reportConnect(dialogs, profile, now));
    return now.kind === 'connected' ? now : undefined;
  }

  async #snapshot({ profile, watcher }: Cluster): Promise<ClusterSnapshot | undefined> {
    const { dialogs } = this.#ports;
    if (watcher.snapshot !== undefined) {
      return watcher.snapshot;
    }
    try {
      const title = vscode.l10n.t('Checking {0} for a full backup…', profile.name);
      return await dialogs.progress({ title, cancellable: false }, () => watcher.refresh());
    } catch (error) {
      this.#say('error', sentenceOf(explainError(error)));
      return undefined;
    }
  }

  /** The command has done its work then; how long the notice stands is another matter. */
  #say(severity: 'info' | 'warning' | 'error', message: string): void {
    const { dialogs, log } = this.#ports;
    logFailure(log, 'notice of a backup', dialogs.notify({ severity, message, choices: [] }));
  }

  /** 3.x backs up the cluster as a whole, a user tenant only itself; from sys of 4.x there is a choice. */
  async #chooseTenants(
    { dialect }: Connected,
    snapshot: ClusterSnapshot,
    place: TreeElement | undefined,
  ): Promise<readonly Tenant[] | undefined> {
    const candidates = [...dialect.backupCandidates(snapshot)].sort((a, b) =>
      a.name.localeCompare(b.name, 'en'),
    );
    if (candidates.length === 0) {
      this.#say('warning', noCandidates(snapshot));
      return undefined;
    }
    if (dialect.line === 3 || dialect.scope === 'tenant') {
      return candidates;
    }
    const preset = tenantOf(place);
    return this.#ports.dialogs.pickMany({
      title: vscode.l10n.t('Start Full Backup'),
      placeholder: vscode.l10n.t('Which tenants? One statement starts them all.'),
      picked: candidates.filter(({ id }) => id === preset),
      choices: candidates.map((tenant) => ({
        value: tenant,
        label: tenant.name,
        description: [tenant.mode === 'ORACLE' ? 'Oracle' : '', archiveWord(snapshot, tenant)]
          .filter((part) => part !== '')
          .join(' · '),
      })),
    });
  }
}

/** Why nobody can be chosen. Tenants that could not be read are not known, which is not the same as none. */
function noCandidates({ tenants }: ClusterSnapshot): string {
  if (tenants.known) {
    return vscode.l10n.t('There is no tenant that can be backed up.');
  }
  const reasons = problemNodes(tenants.problems).map(({ label, description }) => `${label} (${description})`);
  return vscode.l10n.t('The tenants could not be read, so no backup was started: {0}', reasons.join('; '));
}

/** The tenant whose node, or part of it, the command was called from. */
function tenantOf(place: TreeElement | undefined): bigint | undefined {
  for (let element = place; element !== undefined; element = element.parent) {
    if (element.ref.kind === 'tenant') {
      return element.ref.tenantId;
    }
  }
  return undefined;
}

function archiveWord({ currentRounds }: ClusterSnapshot, tenant: Tenant): string {
  if (!currentRounds.known) {
    return vscode.l10n.t('archiving not known');
  }
  const round = currentRounds.value.find(({ tenantId }) => tenantId === tenant.id);
  return round === undefined
    ? vscode.l10n.t('not archiving')
    : wordWithGloss(round.status, roundLook(round.state, 4).gloss);
}
