import * as vscode from 'vscode';
import type { ArchiveRound } from '../../core/model/archiveRound';
import type { Destination } from '../../core/model/destination';
import type { Reading } from '../../core/model/snapshot';
import { clusterRoundNodes, roundSubject, tenantRoundNodes } from './archiveNodes';
import { currentRoundsOf, worstRound } from './archiveState';
import { cleaningNodes, policyNodes } from './cleaningNodes';
import {
  archiveInterrupted,
  noArchiveDestination,
  noBackupYet,
  noDataDestination,
  notArchiving,
} from './hintNodes';
import { jobNode } from './jobNodes';
import { lagWithTarget } from './lagText';
import { historyNodes } from './listNodes';
import { readingProblems } from './problemNodes';
import { historyTenant, type Scene } from './scene';
import { runningJobOf } from './sectionNodes';
import { clusterSetNodes, tenantSetNodes } from './setNodes';
import { described, FieldList } from './subjectFields';
import { secondOf } from './times';
import type { Subject, TreeNode } from './treeNode';

/** Under "Log archive": where to, how far, and the rounds. */
export function archiveChildren(scene: Scene, tenantId: bigint | undefined): readonly TreeNode[] {
  const { snapshot } = scene;
  const destination = destinationOf(scene, tenantId, 'archive');
  const rounds = currentRoundsOf(snapshot, tenantId);
  return [
    ...destinationNodes(scene, destination),
    ...hintsOf(scene, tenantId, destination, rounds),
    ...checkpointNodes(scene, rounds),
    ...readingProblems(snapshot.destinations, snapshot.currentRounds),
    ...historyNodes(
      scene.histories.rounds(historyTenant(tenantId)),
      (items) => roundNodes(freshened(items, rounds ?? []), scene),
      () => [],
    ),
  ];
}

/** Under "Data backups" or "Backup sets": what runs, where to, what is cleaned, and the sets. */
export function dataChildren(scene: Scene, tenantId: bigint | undefined): readonly TreeNode[] {
  const { snapshot } = scene;
  const running = runningJobOf(scene, tenantId);
  const destination = destinationOf(scene, tenantId, 'data');
  const missing = destination === undefined && isComplete(snapshot.destinations);
  return [
    ...(running === undefined ? [] : [jobNode(running, scene)]),
    ...destinationNodes(scene, destination),
    ...(missing ? [noDataDestination(scene, tenantId)] : []),
    ...policyNodes(scene, tenantId),
    ...cleaningNodes(scene, tenantId),
    ...readingProblems(
      snapshot.jobs,
      // on 3.x the one destination is told of under "Log archive" as well: one place is enough for its problems
      ...(scene.dialect.line === 3 ? [] : [snapshot.destinations]),
      snapshot.cleaningPolicies,
      snapshot.cleaningJobs,
    ),
    ...historyNodes(
      scene.histories.sets(historyTenant(tenantId)),
      (items) => {
        // a running set is shown once, by its job
        const ended = items.filter((set) => !(set.state === 'running' && set.setId === running?.setId));
        return tenantId === undefined
          ? clusterSetNodes(ended, scene)
          : tenantSetNodes(ended, scene, tenantId);
      },
      () => (missing || running !== undefined ? [] : [noBackupYet()]),
    ),
  ];
}

function roundNodes(rounds: readonly ArchiveRound[], scene: Scene): readonly TreeNode[] {
  return scene.dialect.line === 3 ? clusterRoundNodes(rounds, scene) : tenantRoundNodes(rounds, scene);
}

/** The rounds as read, with the current one as the watcher saw it last. */
export function freshened(
  rounds: readonly ArchiveRound[],
  current: readonly ArchiveRound[],
): readonly ArchiveRound[] {
  return rounds.map(
    (round) =>
      current.find(({ tenantId, roundId }) => tenantId === round.tenantId && roundId === round.roundId) ??
      round,
  );
}

function destinationOf(
  scene: Scene,
  tenantId: bigint | undefined,
  purpose: 'archive' | 'data',
): Destination | undefined {
  return known(scene.snapshot.destinations).find(
    (destination) =>
      (destination.purpose === purpose || destination.purpose === 'both') &&
      (destination.tenantId === undefined || destination.tenantId === tenantId) &&
      destination.maskedUri !== '',
  );
}

/** Read without a gap: only then does "not there" mean that it is not there. */
function isComplete(reading: Reading<unknown>): boolean {
  return reading.known && reading.problems.length === 0;
}

function known<T>(reading: Reading<readonly T[]>): readonly T[] {
  return reading.known ? reading.value : [];
}

function destinationNodes(scene: Scene, destination: Destination | undefined): readonly TreeNode[] {
  if (destination === undefined) {
    return [];
  }
  return [
    {
      ref: { kind: 'leaf', name: 'destination' },
      label: vscode.l10n.t('Destination'),
      description: destination.maskedUri,
      icon: { id: 'folder' },
      kind: 'destination',
      expandable: 'none',
      subject: {
        title: vscode.l10n.t('Destination'),
        fields: () => {
          const fields = new FieldList(scene.snapshot.clock).text(
            vscode.l10n.t('Address'),
            destination.maskedUri,
          );
          for (const [name, value] of destination.attributes) {
            fields.text(name, value);
          }
          return fields.all;
        },
        origins: [destination.origin],
        path: destination.maskedUri,
        manual: destination.purpose === 'data' ? 'dataBackup' : 'logArchive',
      },
    },
  ];
}

function hintsOf(
  scene: Scene,
  tenantId: bigint | undefined,
  destination: Destination | undefined,
  rounds: readonly ArchiveRound[] | undefined,
): readonly TreeNode[] {
  if (rounds?.some((round) => round.state === 'interrupted') === true) {
    return [archiveInterrupted(scene, tenantId)];
  }
  if (destination === undefined && isComplete(scene.snapshot.destinations)) {
    return [noArchiveDestination(scene, tenantId)];
  }
  const idle = rounds?.every((round) => round.state === 'stopped') ?? false;
  return idle ? [notArchiving(scene, tenantId)] : [];
}

/** The checkpoint that everything behind it depends on: on 3.x the oldest of all tenants. */
function checkpointNodes(scene: Scene, rounds: readonly ArchiveRound[] | undefined): readonly TreeNode[] {
  const started = (rounds ?? []).filter(
    (round) => round.checkpoint !== undefined && round.state !== 'stopped',
  );
  const oldest = started.reduce<ArchiveRound | undefined>(
    (a, b) => (a === undefined || (b.checkpoint?.text ?? '') < (a.checkpoint?.text ?? '') ? b : a),
    undefined,
  );
  if (oldest === undefined) {
    return [];
  }
  const doing = worstRound(started).state === 'doing';
  return [
    {
      ref: { kind: 'leaf', name: 'checkpoint' },
      label: vscode.l10n.t('Checkpoint'),
      description: described(secondOf(oldest.checkpoint), doing ? lagWithTarget(oldest, scene.snapshot) : ''),
      icon: { id: 'watch' },
      kind: 'destination',
      expandable: 'none',
      subject: withoutId(roundSubject([oldest], oldest, scene)),
    },
  ];
}

/** The checkpoint is no round: its id would be copied by mistake. */
function withoutId({ copyableId: _, ...subject }: Subject): Subject {
  return subject;
}
