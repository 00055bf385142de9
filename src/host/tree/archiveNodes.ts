import * as vscode from 'vscode';
import type { ArchivePiece, ArchiveRound } from '../../core/model/archiveRound';
import { partlyWords } from './archiveFace';
import { archiveSummary, worstRound } from './archiveState';
import { groupById } from './chains';
import { lagFigure, lagText } from './lagText';
import { fileLook, PROBLEM_ICON, pieceLook, roundLook, wordWithGloss } from './looks';
import { columnText, compressionRatio, pieceSwitchInterval } from './rowColumns';
import { type Scene, tenantName } from './scene';
import { described, FieldList, sizeText } from './subjectFields';
import { minuteOf, spanOf } from './times';
import type { Field, Subject, TreeNode } from './treeNode';

/** 4.x: the rounds of one tenant. */
export function tenantRoundNodes(rounds: readonly ArchiveRound[], scene: Scene): readonly TreeNode[] {
  return rounds.map((round): TreeNode => {
    const look = roundLook(round.state, scene.dialect.line);
    return {
      ref: { kind: 'round', tenantId: round.tenantId, roundId: round.roundId },
      label: vscode.l10n.t('Round {0}', `${round.roundId}`),
      description: described(wordWithGloss(round.status, look.gloss), roundSpan(round, scene)),
      icon: look.icon,
      kind: 'round',
      words: ['hasHistory'],
      expandable: 'collapsed',
      subject: roundSubject([round], round, scene),
    };
  });
}

/** 3.x: rounds are shared by all tenants. */
export function clusterRoundNodes(rounds: readonly ArchiveRound[], scene: Scene): readonly TreeNode[] {
  const summary = archiveSummary(scene.snapshot, undefined);
  return groupById(rounds, (round) => round.roundId).map(({ id, items }): TreeNode => {
    const worst = worstRound(items);
    const look = roundLook(worst.state, scene.dialect.line);
    // in an old round every tenant has stopped; only in the one at work somebody can be left out
    const partly = summary.kind === 'partly' && items.some(({ state }) => state === 'doing');
    return {
      ref: { kind: 'round', tenantId: undefined, roundId: id },
      label: vscode.l10n.t('Round {0}', `${id}`),
      description: described(
        partly ? partlyWords(scene, summary.withoutIds) : wordWithGloss(worst.status, look.gloss),
        roundSpan(partly ? (summary.doing[0] ?? worst) : worst, scene),
      ),
      icon: partly ? PROBLEM_ICON : look.icon,
      kind: 'round',
      expandable: 'collapsed',
      subject: roundSubject(items, worst, scene),
    };
  });
}

/** 3.x: the tenants of one round, each with its own status and checkpoint. */
export function roundTenantNodes(
  rounds: readonly ArchiveRound[],
  scene: Scene,
  roundId: bigint,
): readonly TreeNode[] {
  return rounds
    .filter((round) => round.roundId === roundId)
    .map((round): TreeNode => {
      const look = roundLook(round.state, scene.dialect.line);
      const behind = round.state === 'doing' ? lagText(round, scene.snapshot) : '';
      return {
        ref: { kind: 'roundTenant', roundId, tenantId: round.tenantId },
        label: tenantName(scene.snapshot, round.tenantId),
        description: described(wordWithGloss(round.status, look.gloss), behind),
        icon: look.icon,
        kind: 'roundTenant',
        words: ['hasHistory'],
        expandable: 'collapsed',
        subject: roundSubject([round], round, scene),
      };
    });
}

/** The pieces of one tenant in one round, newest first. */
export function pieceNodes(pieces: readonly ArchivePiece[], scene: Scene): readonly TreeNode[] {
  return pieces.map((piece): TreeNode => {
    const files = fileLook(piece.fileState);
    const own = pieceLook(piece.state);
    const look = files ?? own;
    const size = sizeText(piece.outputBytes);
    const { clock } = scene.snapshot;
    // beside a size there is no room for the end, which is the beginning of the next one
    const when = size === '' ? spanOf(piece.start, piece.checkpoint, clock) : minuteOf(piece.start, clock);
    const words = described(
      piece.state === 'frozen' ? piece.status : wordWithGloss(piece.status, own.gloss),
      files === undefined ? '' : wordWithGloss(piece.fileStatus, files.gloss),
    );
    return {
      ref: {
        kind: 'piece',
        tenantId: piece.tenantId,
        roundId: piece.roundId,
        pieceId: piece.pieceId,
        copyId: piece.copyId,
      },
      label: pieceLabel(piece),
      description: described(...(files === undefined ? [when, size, words] : [words, when, size])),
      icon: look.icon,
      kind: 'piece',
      expandable: 'none',
      subject: pieceSubject(piece, scene),
    };
  });
}

function roundSpan(round: ArchiveRound, { snapshot: { clock } }: Scene): string {
  const start = minuteOf(round.start, clock);
  if (start === '' || round.state === 'stopped') {
    return spanOf(round.start, round.checkpoint, clock);
  }
  return vscode.l10n.t('since {0}', start);
}

function pieceLabel(piece: ArchivePiece): string {
  if (piece.copyId !== undefined && piece.copyId !== 0n) {
    return vscode.l10n.t('Piece {0}, copy {1}', `${piece.pieceId}`, `${piece.copyId}`);
  }
  return vscode.l10n.t('Piece {0}', `${piece.pieceId}`);
}

/** What tooltip, details and copies of a round are made from; `parts` are its rows, one per tenant on 3.x. */
export function roundSubject(parts: readonly ArchiveRound[], round: ArchiveRound, scene: Scene): Subject {
  const label = vscode.l10n.t('Round {0}', `${round.roundId}`);
  return {
    title: parts.length > 1 ? label : `${label} · ${tenantName(scene.snapshot, round.tenantId)}`,
    fields: () => roundFields(round, scene, parts),
    origins: parts.map((part) => part.origin),
    copyableId: `${round.roundId}`,
    manual: 'logArchive',
    ...(round.checkpointScn === undefined ? {} : { scn: round.checkpointScn }),
    ...(round.path === undefined ? {} : { path: round.path }),
  };
}

/** The words of all tenants of a round, each word once. */
function statusWords(parts: readonly ArchiveRound[], { dialect }: Scene): string {
  const words = parts.map(({ status, state }) => wordWithGloss(status, roundLook(state, dialect.line).gloss));
  return [...new Set(words)].join(', ');
}

function roundFields(round: ArchiveRound, scene: Scene, parts: readonly ArchiveRound[]): readonly Field[] {
  const whole = parts.length > 1;
  return new FieldList(scene.snapshot.clock)
    .id(vscode.l10n.t('Round'), round.roundId)
    .text(
      vscode.l10n.t('Tenant'),
      whole ? vscode.l10n.t('all of the cluster') : tenantName(scene.snapshot, round.tenantId),
    )
    .text(vscode.l10n.t('Status'), statusWords(parts, scene))
    .text(vscode.l10n.t('Lag'), round.state === 'doing' ? lagFigure(round, scene.snapshot) : undefined)
    .time(vscode.l10n.t('Started'), round.start)
    .scn(vscode.l10n.t('Start SCN'), round.startScn)
    .time(vscode.l10n.t('Archived up to (checkpoint)'), round.checkpoint)
    .scn(vscode.l10n.t('Checkpoint SCN'), round.checkpointScn)
    .id(vscode.l10n.t('First piece'), round.firstPieceId)
    .id(vscode.l10n.t('Current piece'), round.currentPieceId)
    .bytes(round.inputBytes, round.outputBytes)
    .text(vscode.l10n.t('Compression'), round.compression)
    .text(vscode.l10n.t('Compression ratio'), whole ? undefined : compressionRatio(round.origin))
    .text(vscode.l10n.t('A new piece every'), pieceSwitchInterval(round.origin))
    .text(vscode.l10n.t('Destination id'), columnText(round.origin, 'DEST_ID'))
    .text(vscode.l10n.t('Comment'), round.comment)
    .text(vscode.l10n.t('Path'), round.path).all;
}

function pieceSubject(piece: ArchivePiece, scene: Scene): Subject {
  return {
    title: `${pieceLabel(piece)} · ${tenantName(scene.snapshot, piece.tenantId)}`,
    fields: () => pieceFields(piece, scene),
    origins: [piece.origin],
    copyableId: `${piece.pieceId}`,
    manual: 'logArchive',
    ...(piece.checkpointScn === undefined ? {} : { scn: piece.checkpointScn }),
    ...(piece.path === undefined ? {} : { path: piece.path }),
  };
}

function pieceFields(piece: ArchivePiece, scene: Scene): readonly Field[] {
  const files = fileLook(piece.fileState);
  return new FieldList(scene.snapshot.clock)
    .id(vscode.l10n.t('Piece'), piece.pieceId)
    .id(vscode.l10n.t('Copy'), piece.copyId)
    .id(vscode.l10n.t('Round'), piece.roundId)
    .text(vscode.l10n.t('Tenant'), tenantName(scene.snapshot, piece.tenantId))
    .text(vscode.l10n.t('Status'), wordWithGloss(piece.status, pieceLook(piece.state).gloss))
    .text(
      vscode.l10n.t('Files'),
      files === undefined ? piece.fileStatus : wordWithGloss(piece.fileStatus, files.gloss),
    )
    .time(vscode.l10n.t('Starts at'), piece.start)
    .scn(vscode.l10n.t('Start SCN'), piece.startScn)
    .time(vscode.l10n.t('Archived up to (checkpoint)'), piece.checkpoint)
    .scn(vscode.l10n.t('Checkpoint SCN'), piece.checkpointScn)
    .time(vscode.l10n.t('Ends at'), piece.end)
    .scn(vscode.l10n.t('End SCN'), piece.endScn)
    .bytes(piece.inputBytes, piece.outputBytes)
    .text(vscode.l10n.t('Compression ratio'), compressionRatio(piece.origin))
    .text(vscode.l10n.t('Destination id'), columnText(piece.origin, 'DEST_ID'))
    .text(vscode.l10n.t('Path'), piece.path).all;
}
