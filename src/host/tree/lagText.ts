import * as vscode from 'vscode';
import type { ArchiveRound } from '../../core/model/archiveRound';
import type { ClusterSnapshot } from '../../core/model/snapshot';
import { durationText } from './figures';
import { lagOf } from './lag';

const MS_PER_SECOND = 1000;

/** `lag 4 s`, or why it is not known; nothing for a round that is not a current one. */
export function lagText(round: ArchiveRound, snapshot: ClusterSnapshot): string {
  const lag = lagOf(round, snapshot);
  if (!lag.known) {
    switch (lag.why) {
      case 'clocks':
        return vscode.l10n.t('lag not known: time zones disagree');
      case 'noCheckpoint':
        return vscode.l10n.t('nothing archived yet');
      case 'notCurrent':
        return '';
    }
  }
  const behind = durationText(lag.lagMs / MS_PER_SECOND);
  if (lag.late) {
    if (lag.targetMs === undefined) {
      return vscode.l10n.t('late: lag {0}', behind);
    }
    return vscode.l10n.t('late: lag {0}, target {1}', behind, durationText(lag.targetMs / MS_PER_SECOND));
  }
  return vscode.l10n.t('lag {0}', behind);
}

/** The same with its target, where there is room for it. */
export function lagWithTarget(round: ArchiveRound, snapshot: ClusterSnapshot): string {
  const lag = lagOf(round, snapshot);
  if (!lag.known || lag.late || lag.targetMs === undefined) {
    return lagText(round, snapshot);
  }
  return vscode.l10n.t(
    'lag {0}, target {1}',
    durationText(lag.lagMs / MS_PER_SECOND),
    durationText(lag.targetMs / MS_PER_SECOND),
  );
}

/** The figure alone, for a line that is called "Lag" already. */
export function lagFigure(round: ArchiveRound, snapshot: ClusterSnapshot): string {
  const lag = lagOf(round, snapshot);
  if (!lag.known) {
    return lagText(round, snapshot);
  }
  const behind = durationText(lag.lagMs / MS_PER_SECOND);
  return lag.targetMs === undefined
    ? behind
    : vscode.l10n.t('{0}, target {1}', behind, durationText(lag.targetMs / MS_PER_SECOND));
}
