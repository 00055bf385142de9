import * as vscode from 'vscode';
import type { ArchiveRound } from '../../core/model/archiveRound';
import { archiveSummary } from './archiveState';
import { isLate } from './lag';
import { lagText } from './lagText';
import { FADED_ICON, PROBLEM_ICON, roundLook, wordWithGloss } from './looks';
import { type Scene, tenantName } from './scene';
import { described } from './subjectFields';
import type { Icon } from './treeNode';

/** `archiving · lag 4 s`; what is not known is said so. */
export function archiveFact(scene: Scene, tenantId: bigint | undefined): string {
  const summary = archiveSummary(scene.snapshot, tenantId);
  switch (summary.kind) {
    case 'unknown':
      return summary.tenantIds.length === 0
        ? vscode.l10n.t('state not known')
        : vscode.l10n.t('state not known: {0}', namesOf(scene, summary.tenantIds));
    case 'none':
      return vscode.l10n.t('not archiving');
    case 'partly':
      return described(partlyWords(scene, summary.withoutIds), lagOfOldest(summary.doing, scene));
    case 'round': {
      const { worst, rounds } = summary;
      const { gloss } = roundLook(worst.state, scene.dialect.line);
      return worst.state === 'doing'
        ? described(gloss, lagOfOldest(rounds, scene))
        : wordWithGloss(worst.status, gloss);
    }
  }
}

/** The icon of "Log archive", in the colour of the worst that is known of it. */
export function archiveIcon(scene: Scene, tenantId: bigint | undefined): Icon {
  const summary = archiveSummary(scene.snapshot, tenantId);
  switch (summary.kind) {
    case 'unknown':
      return { ...PROBLEM_ICON, id: 'question' };
    case 'none':
      return FADED_ICON('history');
    case 'partly':
      return { ...PROBLEM_ICON, id: 'history' };
    case 'round': {
      const { icon } = roundLook(summary.worst.state, scene.dialect.line);
      if (icon.color !== undefined) {
        return { id: 'history', color: icon.color };
      }
      return summary.rounds.some((round) => isLate(round, scene.snapshot))
        ? { ...PROBLEM_ICON, id: 'history' }
        : { id: 'history' };
    }
  }
}

/** 3.x: who is left out while others archive. */
export function partlyWords(scene: Scene, withoutIds: readonly bigint[]): string {
  return vscode.l10n.t('not archiving: {0}', namesOf(scene, withoutIds));
}

function namesOf({ snapshot }: Scene, tenantIds: readonly bigint[]): string {
  return tenantIds.map((id) => tenantName(snapshot, id)).join(', ');
}

function lagOfOldest(rounds: readonly ArchiveRound[], scene: Scene): string {
  const [first, ...others] = rounds;
  if (first === undefined) {
    return '';
  }
  const oldest = others.reduce(
    (a, b) => ((b.checkpoint?.text ?? '') < (a.checkpoint?.text ?? '') ? b : a),
    first,
  );
  return lagText(oldest, scene.snapshot);
}
