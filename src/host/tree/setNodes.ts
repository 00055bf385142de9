import * as vscode from 'vscode';
import { rateText } from '../../core/format';
import type { BackupSet } from '../../core/model/backupSet';
import { chainsOf, groupById } from './chains';
import { durationText } from './figures';
import { FADED_ICON, fileLook, kindWord, type Look, setLook, wordWithGloss } from './looks';
import { columnNumber, columnText, compressionRatio, retryText, turnsOf } from './rowColumns';
import { type Scene, tenantName } from './scene';
import { described, FieldList, sizeText, sumOf } from './subjectFields';
import { minuteOf } from './times';
import type { Subject, TreeNode } from './treeNode';

/** 4.x: full sets, each over its incrementals, newest first. */
export function tenantSetNodes(
  sets: readonly BackupSet[],
  scene: Scene,
  tenantId: bigint,
): readonly TreeNode[] {
  return chainsOf(sets).map((entry) => {
    if (entry.kind === 'single') {
      return setNode(entry.set, scene, false);
    }
    const { full, fullSetId, incrementals } = entry.chain;
    return full === undefined
      ? absentFullNode(tenantId, fullSetId, incrementals.length)
      : setNode(full, scene, incrementals.length > 0);
  });
}

/** 4.x: the incrementals of one full set, newest first. */
export function incrementalNodes(
  sets: readonly BackupSet[],
  scene: Scene,
  fullSetId: bigint,
): readonly TreeNode[] {
  return sets
    .filter((set) => set.kind === 'incremental' && set.previousFullSetId === fullSetId)
    .map((set) => setNode(set, scene, false));
}

/** 3.x: one node per set of the whole cluster. */
export function clusterSetNodes(sets: readonly BackupSet[], scene: Scene): readonly TreeNode[] {
  return groupById(sets, (set) => set.setId).map(({ id, items }): TreeNode => {
    const worst = worstOf(items);
    const size = sumOf(items.map(({ outputBytes }) => outputBytes));
    const look = overallLook(worst);
    return {
      ref: { kind: 'set', tenantId: undefined, setId: id },
      label: setLabel(worst),
      description: described(
        ...inOrder(worst, minuteOf(worst.startedAt, scene.snapshot.clock), sizeText(size)),
      ),
      icon: look.icon,
      kind: 'set',
      expandable: 'collapsed',
      subject: setSubject(items, worst, scene),
    };
  });
}

/** 3.x: the tenants of one set. */
export function setTenantNodes(sets: readonly BackupSet[], scene: Scene, setId: bigint): readonly TreeNode[] {
  return sets
    .filter((set) => set.setId === setId)
    .map((set): TreeNode => {
      const copy =
        set.copyId === undefined || set.copyId === 0n ? '' : vscode.l10n.t('copy {0}', `${set.copyId}`);
      return {
        ref: { kind: 'setTenant', setId, tenantId: set.tenantId, copyId: set.copyId },
        label: tenantName(scene.snapshot, set.tenantId),
        description: described(copy, ...inOrder(set, sizeText(set.outputBytes))),
        icon: overallLook(set).icon,
        kind: 'setTenant',
        expandable: 'none',
        subject: setSubject([set], set, scene),
      };
    });
}

function setNode(set: BackupSet, scene: Scene, hasIncrementals: boolean): TreeNode {
  return {
    ref: { kind: 'set', tenantId: set.tenantId, setId: set.setId },
    label: setLabel(set),
    description: described(
      ...inOrder(set, minuteOf(set.startedAt, scene.snapshot.clock), sizeText(set.outputBytes)),
    ),
    icon: overallLook(set).icon,
    kind: 'set',
    expandable: hasIncrementals ? 'collapsed' : 'none',
    subject: setSubject([set], set, scene),
  };
}

function absentFullNode(tenantId: bigint, setId: bigint, incrementals: number): TreeNode {
  const explanation =
    incrementals === 1
      ? vscode.l10n.t('older than the sets shown; 1 incremental builds on it')
      : vscode.l10n.t('older than the sets shown; {0} incrementals build on it', incrementals);
  return {
    ref: { kind: 'absentFull', tenantId, setId },
    label: vscode.l10n.t('Full set {0}', `${setId}`),
    description: explanation,
    icon: FADED_ICON('package'),
    kind: 'set',
    expandable: 'collapsed',
  };
}

function setLabel({ kind, setId }: BackupSet): string {
  switch (kind) {
    case 'full':
      return vscode.l10n.t('Full set {0}', `${setId}`);
    case 'incremental':
      return vscode.l10n.t('Incremental set {0}', `${setId}`);
    case 'unknown':
      return vscode.l10n.t('Set {0} of unknown type', `${setId}`);
  }
}

/** What became of the files says more than how the run ended, except that a failed run stays a failed run. */
function overallLook(set: BackupSet): Look {
  const files = fileLook(set.fileState);
  const run = setLook(set);
  if (set.state === 'running' || files === undefined) {
    return run;
  }
  const gone = set.fileState === 'deleting' || set.fileState === 'deleted';
  return set.state === 'succeeded' || gone ? files : run;
}

/** What is amiss stands first: a narrow sidebar cuts off the end. */
function inOrder(set: BackupSet, ...figures: readonly string[]): readonly string[] {
  const fine = set.state === 'succeeded' && fileLook(set.fileState) === undefined;
  // the word of an everyday state needs no gloss here: the tooltip has it
  return fine ? [...figures, set.status] : [overallWord(set), ...figures];
}

function overallWord(set: BackupSet): string {
  const run = wordWithGloss(set.status, setLook(set).gloss);
  const files = fileLook(set.fileState);
  if (files === undefined || set.state === 'running') {
    return run;
  }
  if (set.fileStatus === undefined) {
    return described(run, vscode.l10n.t('files not known'));
  }
  const word = wordWithGloss(set.fileStatus, files.gloss);
  // that the run once succeeded helps nobody when the files are gone
  return set.state === 'succeeded' ? word : described(run, word);
}

const SEVERITY: readonly BackupSet['state'][] = [
  'failed',
  'failedOrCancelled',
  'cancelled',
  'unknown',
  'running',
  'succeeded',
];

/** The tenant that a set of the whole cluster is judged by: one that failed makes the set a failed one. */
function worstOf(sets: readonly BackupSet[]): BackupSet {
  const rank = (set: BackupSet): number =>
    SEVERITY.indexOf(set.state) * 2 + (fileLook(set.fileState) === undefined ? 1 : 0);
  return sets.reduce((worst, set) => (rank(set) < rank(worst) ? set : worst));
}

/** What tooltip, details and copies of a set are made from; `parts` are its rows, one per tenant on 3.x. */
function setSubject(parts: readonly BackupSet[], set: BackupSet, scene: Scene): Subject {
  const whole = parts.length > 1;
  return {
    title: whole ? setLabel(set) : `${setLabel(set)} · ${tenantName(scene.snapshot, set.tenantId)}`,
    fields: () => setFields(set, scene, parts),
    origins: parts.map((part) => part.origin),
    copyableId: `${set.setId}`,
    manual: 'dataBackup',
    ...(set.minRestoreScn === undefined ? {} : { scn: set.minRestoreScn }),
    ...(set.path === undefined ? {} : { path: set.path }),
  };
}

function setFields(set: BackupSet, scene: Scene, parts: readonly BackupSet[]): FieldList['all'] {
  const whole = parts.length > 1;
  const took = set.elapsedSeconds === undefined ? undefined : durationText(Number(set.elapsedSeconds));
  const fields = new FieldList(scene.snapshot.clock)
    .text(vscode.l10n.t('Type'), kindWord(set.kind))
    .id(vscode.l10n.t('Set'), set.setId)
    .text(
      vscode.l10n.t('Tenant'),
      whole ? vscode.l10n.t('all of the cluster') : tenantName(scene.snapshot, set.tenantId),
    )
    .text(vscode.l10n.t('Status'), wordWithGloss(set.status, setLook(set).gloss))
    .text(vscode.l10n.t('Files'), fileField(set))
    .time(vscode.l10n.t('Started'), set.startedAt)
    .time(vscode.l10n.t('Ended'), set.endedAt)
    .text(vscode.l10n.t('Took'), took)
    .bytes(
      sumOf(parts.map(({ inputBytes }) => inputBytes)),
      sumOf(parts.map(({ outputBytes }) => outputBytes)),
    );
  return whole ? fields.text(vscode.l10n.t('Encryption'), set.encryptionMode).all : ownFields(set, fields);
}

/** What belongs to one tenant's part only. */
function ownFields(set: BackupSet, fields: FieldList): FieldList['all'] {
  const rate = set.outputRateBytesPerSecond;
  return fields
    .text(vscode.l10n.t('Rate (written)'), rate === undefined ? undefined : rateText(rate))
    .text(vscode.l10n.t('Compression ratio'), compressionRatio(set.origin))
    .text(vscode.l10n.t('Encryption'), set.encryptionMode)
    .text(vscode.l10n.t('With archived logs'), columnText(set.origin, 'PLUS_ARCHIVELOG'))
    .text(vscode.l10n.t('Retries'), retryText(turnsOf(set.origin)))
    .id(vscode.l10n.t('Builds on full set'), set.previousFullSetId)
    .id(vscode.l10n.t('Set before it'), set.previousIncrementalSetId)
    .scn(vscode.l10n.t('Earliest restore point (SCN)'), set.minRestoreScn)
    .time(
      vscode.l10n.t('Earliest restore point'),
      set.minRestoreScn === undefined ? set.minRestoreAt : undefined,
    )
    .scn(vscode.l10n.t('Consistent at (SCN)'), columnNumber(set.origin, 'CONSISTENT_SCN'))
    .scn(vscode.l10n.t('Needs logs from (SCN)'), set.startReplayScn)
    .result(set.result, set.comment)
    .text(vscode.l10n.t('Comment'), set.comment)
    .text(vscode.l10n.t('Tenant compatible with'), set.tenantCompatible)
    .text(vscode.l10n.t('Cluster version'), set.clusterVersion)
    .text(vscode.l10n.t('Destination id'), columnText(set.origin, 'DEST_ID'))
    .text(vscode.l10n.t('Path'), set.path).all;
}

function fileField(set: BackupSet): string {
  if (set.fileStatus === undefined) {
    return vscode.l10n.t('not told by any view');
  }
  const look = fileLook(set.fileState);
  return look === undefined ? set.fileStatus : wordWithGloss(set.fileStatus, look.gloss);
}
