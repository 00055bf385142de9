import * as vscode from 'vscode';
import type { Disposable } from '../core/disposable';
import type { BackupJob } from '../core/model/backupJob';
import type { ClusterSnapshot } from '../core/model/snapshot';
import type { Clusters } from './connections/clusters';
import type { Cluster } from './connections/listedCluster';
import type { Choice, Dialogs } from './dialogs';
import { plainLabel } from './plainText';
import { jobFields, jobLabel, progressIn, progressText, runningJobs } from './tree/jobNodes';
import { tenantName } from './tree/scene';
import { escapeMarkdown } from './tree/treeItems';

/** Shown by the item's click; not for the palette, where the tree's own commands do the same. */
const CLICK = 'obBackup.statusBar.open';
const TOOLTIP_JOBS = 5;

/** What the item must know of a cluster. */
export interface WatchedCluster {
  readonly profile: Cluster['profile'];
  readonly connection: Pick<Cluster['connection'], 'state'>;
  readonly watcher: Pick<Cluster['watcher'], 'snapshot'>;
}

/** A job at work, and the cluster that it works in. */
export interface JobAtWork {
  readonly cluster: WatchedCluster;
  readonly snapshot: ClusterSnapshot;
  readonly job: BackupJob;
  readonly fraction: number | undefined;
}

/** What a click can lead to. */
interface Target {
  readonly cluster: WatchedCluster;
  readonly job: BackupJob | undefined;
}

/** What the item says. */
export interface StatusBarFace {
  readonly text: string;
  /** For screen readers: the same without icons. */
  readonly spoken: string;
}

export interface StatusBarPorts {
  readonly clusters: Clusters;
  readonly dialogs: Dialogs;
  /** Brings a cluster, or the job in it, into sight. */
  readonly show: (clusterId: string, job: BackupJob | undefined) => Promise<void>;
}

/** The one item in the status bar: what is being backed up and how far it is; hidden while nothing is connected. */
export class StatusBar implements Disposable {
  readonly #ports: StatusBarPorts;
  readonly #item: vscode.StatusBarItem;
  readonly #subscriptions: readonly Disposable[];

  constructor(ports: StatusBarPorts) {
    this.#ports = ports;
    this.#item = vscode.window.createStatusBarItem('status', vscode.StatusBarAlignment.Left, 10);
    this.#item.name = 'OceanBase Backup';
    this.#item.command = CLICK;
    this.#subscriptions = [
      this.#item,
      vscode.commands.registerCommand(CLICK, () => this.#open()),
      ports.clusters.onDidChangeCluster(() => this.#draw()),
      ports.clusters.onDidChangeList(() => this.#draw()),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) {
      subscription.dispose();
    }
  }

  #draw(): void {
    const { all } = this.#ports.clusters;
    const open = all.filter(isOpen);
    const jobs = jobsAtWork(open);
    const face = open.length === 0 ? undefined : faceOf(open, jobs);
    if (face === undefined) {
      this.#item.hide();
      return;
    }
    this.#item.text = face.text;
    this.#item.accessibilityInformation = { label: face.spoken, role: 'button' };
    this.#item.tooltip = tooltipOf(open, jobs);
    this.#item.show();
  }

  /** With one thing to show it is shown; with several the person chooses. */
  async #open(): Promise<void> {
    const open = this.#ports.clusters.all.filter(isOpen);
    const jobs = jobsAtWork(open);
    const targets: Choice<Target>[] = [
      ...jobs.map(({ cluster, snapshot, job, fraction }) => ({
        value: { cluster, job },
        label: `${subjectOf(cluster, snapshot, job)}: ${progressText(fraction)}`,
        description: `${jobLabel(job, snapshot)} · ${marked(cluster.profile.name, cluster)}`,
        icon: 'sync',
      })),
      ...open.map((cluster) => ({
        value: { cluster, job: undefined },
        label: cluster.profile.name,
        description: stateText(cluster),
        icon: 'server-environment',
      })),
    ];
    const chosen =
      open.length === 1 && jobs.length <= 1
        ? targets[0]?.value
        : await this.#ports.dialogs.pick({ title: 'OceanBase Backup', choices: targets });
    if (chosen !== undefined) {
      await this.#ports.show(chosen.cluster.profile.id, chosen.job);
    }
  }
}

/** Connected, or on its way back: a lost connection is not the same as none. */
function isOpen({ connection, watcher }: WatchedCluster): boolean {
  const { kind } = connection.state;
  return (
    kind === 'connected' || kind === 'waiting' || (kind === 'connecting' && watcher.snapshot !== undefined)
  );
}

/** What is known of it was read before its connection broke. */
function isLost({ connection }: WatchedCluster): boolean {
  return connection.state.kind !== 'connected';
}

/** The running jobs that have a progress of their own; a parent in sys counts while its tenants' jobs do not exist. */
export function jobsAtWork(clusters: readonly WatchedCluster[]): readonly JobAtWork[] {
  return clusters.flatMap((cluster) => {
    const { snapshot } = cluster.watcher;
    if (snapshot === undefined) {
      return [];
    }
    const jobs = runningJobs(snapshot);
    return jobs
      .filter((job) => !jobs.some(({ parentKey }) => parentKey === job.key))
      .map((job) => ({ cluster, snapshot, job, fraction: progressIn(snapshot, job).fraction }));
  });
}

/** One job by its name and percent; several by their number and the one that is least far. */
export function faceOf(open: readonly WatchedCluster[], jobs: readonly JobAtWork[]): StatusBarFace {
  // one that can be seen moving says more than one that was moving when its connection broke
  const moving = jobs.filter(({ cluster }) => !isLost(cluster));
  const shown = moving.length > 0 ? moving : jobs;
  const slowest = shown.reduce<JobAtWork | undefined>(
    (least, job) => (least === undefined || (job.fraction ?? -1) < (least.fraction ?? -1) ? job : least),
    undefined,
  );
  if (slowest === undefined) {
    return idleFace(open);
  }
  const subject = subjectOf(slowest.cluster, slowest.snapshot, slowest.job);
  const one = marked(`${subject} ${progressText(slowest.fraction)}`, slowest.cluster);
  const words = shown.length === 1 ? one : vscode.l10n.t('{0} backups, slowest {1}', shown.length, one);
  if (isLost(slowest.cluster)) {
    // the last figure that was read, and nothing that looks as if it still moved
    return lostFace(vscode.l10n.t('{0}: connection lost', words));
  }
  return {
    text: `$(sync~spin) ${plainLabel(words)}`,
    spoken: vscode.l10n.t('OceanBase backup running: {0}', words),
  };
}

function idleFace(open: readonly WatchedCluster[]): StatusBarFace {
  const lost = open.filter(isLost);
  const [first] = lost.length > 0 ? lost : open;
  const only = open.length === 1 || lost.length === 1 ? first : undefined;
  const name = only === undefined ? '' : marked(only.profile.name, only);
  if (lost.length > 0) {
    return lostFace(
      name === ''
        ? vscode.l10n.t('{0} connections lost', lost.length)
        : vscode.l10n.t('{0}: connection lost', name),
    );
  }
  const words = name === '' ? vscode.l10n.t('{0} clusters', open.length) : name;
  return {
    text: `$(archive) ${plainLabel(words)}`,
    spoken: vscode.l10n.t('OceanBase Backup: {0} connected, no backup running', words),
  };
}

function lostFace(words: string): StatusBarFace {
  return { text: `$(debug-disconnect) ${plainLabel(words)}`, spoken: `OceanBase Backup: ${words}` };
}

/** Nobody shall take a demo's backup for that of a real cluster. */
function marked(words: string, { profile }: WatchedCluster): string {
  return profile.demo ? `${words} (${vscode.l10n.t('Demo')})` : words;
}

/** Whose backup it is: the tenant's, or on 3.x the cluster's. */
function subjectOf(cluster: WatchedCluster, snapshot: ClusterSnapshot, job: BackupJob): string {
  return job.scope === 'cluster' ? cluster.profile.name : tenantName(snapshot, job.tenantId);
}

function tooltipOf(open: readonly WatchedCluster[], jobs: readonly JobAtWork[]): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.isTrusted = false;
  for (const { cluster, snapshot, job } of jobs.slice(0, TOOLTIP_JOBS)) {
    const lost = isLost(cluster) ? ` · ${vscode.l10n.t('connection lost')}` : '';
    const title = `${jobLabel(job, snapshot)} · ${marked(cluster.profile.name, cluster)}${lost}`;
    tooltip.appendMarkdown(`**${escapeMarkdown(title)}**\n\n| | |\n|:--|:--|\n`);
    for (const { name, value } of jobFields(job, { snapshot })) {
      tooltip.appendMarkdown(`| ${escapeMarkdown(name)} | ${escapeMarkdown(value)} |\n`);
    }
    tooltip.appendMarkdown('\n');
  }
  if (jobs.length > TOOLTIP_JOBS) {
    tooltip.appendMarkdown(
      `${escapeMarkdown(vscode.l10n.t('and {0} more', jobs.length - TOOLTIP_JOBS))}\n\n`,
    );
  }
  if (jobs.length === 0) {
    for (const cluster of open) {
      tooltip.appendMarkdown(`${escapeMarkdown(`${cluster.profile.name}: ${stateText(cluster)}`)}\n\n`);
    }
  }
  return tooltip;
}

function stateText({ connection, profile }: WatchedCluster): string {
  const { state } = connection;
  const demo = profile.demo ? `${vscode.l10n.t('Demo')}, ` : '';
  return state.kind === 'connected'
    ? `${demo}OceanBase ${state.dialect.identity.version}`
    : `${demo}${vscode.l10n.t('connection lost')}`;
}
