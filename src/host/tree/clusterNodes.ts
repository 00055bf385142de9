import * as vscode from 'vscode';
import type { ConnectionState } from '../../core/clusterConnection';
import type { ConnectionProfile } from '../../core/connection';
import type { BackupError } from '../../core/errors';
import type { ClusterSnapshot } from '../../core/model/snapshot';
import type { NodeWord } from '../contributions';
import { type Explanation, explainError, explainRefusal } from '../words';
import { ERROR_ICON, FADED_ICON, PROBLEM_ICON } from './looks';
import { described } from './subjectFields';
import { localTimeText } from './times';
import type { Icon, TreeNode } from './treeNode';

const MICROS_PER_MS = 1000n;
const TIME_OF_DAY = 11;

/** What the cluster's own node is drawn from. */
export interface ClusterFace {
  readonly profile: ConnectionProfile;
  readonly state: ConnectionState;
  readonly snapshot: ClusterSnapshot | undefined;
  readonly lastError: BackupError | undefined;
  /** A demo that this window runs and can stop. */
  readonly ownDemo: boolean;
}

/** The node of a cluster: its name, what it is, and how the connection stands. */
export function clusterNode(face: ClusterFace): TreeNode {
  const { profile, state } = face;
  const words: NodeWord[] = [state.kind];
  if (profile.demo) words.push('demo');
  if (face.ownDemo) words.push('ownDemo');
  if (state.kind === 'connected') words.push('canBackUp');
  return {
    ref: { kind: 'cluster' },
    label: profile.name,
    description: described(profile.demo ? vscode.l10n.t('Demo') : '', stateWords(face)),
    icon: stateIcon(face),
    kind: 'cluster',
    words,
    expandable: 'collapsed',
    subject: {
      title: profile.name,
      fields: () => [
        {
          name: vscode.l10n.t('Hosts'),
          value: profile.endpoints.map(({ host, port }) => `${host}:${port}`).join(', '),
        },
        { name: vscode.l10n.t('Login'), value: loginText(profile) },
        { name: vscode.l10n.t('State'), value: stateWords(face) },
        ...(face.lastError === undefined
          ? []
          : [{ name: vscode.l10n.t('Last read'), value: explainError(face.lastError).what }]),
      ],
      origins: [],
      manual: 'logArchive',
    },
  };
}

/** What stands under a cluster that shows nothing yet, or nothing newer. Empty while all is well. */
export function stateNodes(face: ClusterFace): readonly TreeNode[] {
  const { state, snapshot, lastError } = face;
  switch (state.kind) {
    case 'disconnected':
      return [
        {
          ...stateNode('disconnected', vscode.l10n.t('Not connected'), FADED_ICON('debug-disconnect')),
          description: vscode.l10n.t('click to connect'),
          click: 'connect',
        },
      ];
    case 'connecting':
      return snapshot === undefined ? [busyNode(vscode.l10n.t('Connecting…'))] : [];
    case 'waiting':
      return [waitingNode(state.error, state.retryAtMs, snapshot)];
    case 'failed':
      return [troubleNode('failed', explainError(state.error), ERROR_ICON)];
    case 'refused':
      return [troubleNode('refused', explainRefusal(state.refusal), PROBLEM_ICON)];
    case 'connected':
      if (lastError !== undefined) {
        return [troubleNode('readFailed', explainError(lastError), PROBLEM_ICON)];
      }
      return snapshot === undefined ? [busyNode(vscode.l10n.t('Reading…'))] : [];
  }
}

function stateWords(face: ClusterFace): string {
  const { state } = face;
  switch (state.kind) {
    case 'disconnected':
      return vscode.l10n.t('not connected');
    case 'connecting':
      return state.attempt > 1
        ? vscode.l10n.t('connecting, retry {0}', state.attempt - 1)
        : vscode.l10n.t('connecting');
    case 'waiting':
      return vscode.l10n.t('connection lost, retry {0} at {1}', state.attempt, clockTime(state.retryAtMs));
    case 'failed':
      return vscode.l10n.t('connecting failed');
    case 'refused':
      return vscode.l10n.t('cannot be shown');
    case 'connected': {
      const { version, tenantName, clusterName } = state.dialect.identity;
      const read = face.lastError === undefined ? '' : vscode.l10n.t('last read failed');
      return described(`OceanBase ${version}`, tenantName, clusterName ?? '', read);
    }
  }
}

function stateIcon(face: ClusterFace): Icon {
  switch (face.state.kind) {
    case 'disconnected':
      return FADED_ICON('server-environment');
    case 'connecting':
      return { id: 'loading~spin' };
    case 'waiting':
      return { id: 'debug-disconnect', color: 'problemsWarningIcon.foreground' };
    case 'failed':
      return ERROR_ICON;
    case 'refused':
      return PROBLEM_ICON;
    case 'connected':
      return face.lastError === undefined ? { id: 'server-environment' } : PROBLEM_ICON;
  }
}

function waitingNode(error: BackupError, retryAtMs: number, snapshot: ClusterSnapshot | undefined): TreeNode {
  const { what, next } = explainError(error);
  const stale =
    snapshot === undefined ? '' : vscode.l10n.t('what stands below was read at {0}', readTime(snapshot));
  return {
    ...troubleNode('waiting', { what, next }, PROBLEM_ICON),
    description: described(vscode.l10n.t('next try at {0}', clockTime(retryAtMs)), stale),
  };
}

function readTime(snapshot: ClusterSnapshot): string {
  return localTimeText(snapshot.clock.nowMicros).slice(TIME_OF_DAY);
}

/** Trouble in a line, with the rest in its details: a click shows what to do next. */
function troubleNode(name: string, { what, next }: Explanation, icon: Icon): TreeNode {
  return {
    ...stateNode(name, what, icon),
    description: next,
    kind: 'problem',
    click: 'details',
    subject: {
      title: what,
      fields: () => [
        { name: vscode.l10n.t('What happened'), value: what },
        { name: vscode.l10n.t('What to do'), value: next },
      ],
      origins: [],
    },
  };
}

function busyNode(label: string): TreeNode {
  return stateNode('busy', label, { id: 'loading~spin' });
}

function stateNode(name: string, label: string, icon: Icon): TreeNode {
  return {
    ref: { kind: 'leaf', name },
    label,
    description: '',
    icon,
    kind: 'hint',
    expandable: 'none',
  };
}

function clockTime(epochMs: number): string {
  return localTimeText(BigInt(Math.round(epochMs)) * MICROS_PER_MS).slice(TIME_OF_DAY);
}

function loginText({ user, tenant, cluster }: ConnectionProfile): string {
  return cluster === undefined ? `${user}@${tenant}` : `${user}@${tenant}#${cluster}`;
}
