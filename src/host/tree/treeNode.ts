import type { ManualTopic } from '../../core/dialects/dialect';
import type { RowOrigin } from '../../core/model/rowOrigin';
import { contextValue, type NodeKind, type NodeWord } from '../contributions';
import type { Ref } from './element';

/** A codicon, with a theme colour where the state calls for one. Nothing is ever green: no state promises recoverability. */
export interface Icon {
  readonly id: string;
  readonly color?: 'problemsErrorIcon.foreground' | 'problemsWarningIcon.foreground' | 'disabledForeground';
}

/** One line of a tooltip or of a details document: what it is called, and the value with its unit. */
export interface Field {
  readonly name: string;
  readonly value: string;
}

/** What the commands of a node act upon: its figures, the rows that it was read from, and what can be copied. */
export interface Subject {
  readonly title: string;
  /** Made when somebody looks: thousands of nodes are never hovered over. */
  readonly fields: () => readonly Field[];
  readonly origins: readonly RowOrigin[];
  /** What must be known to read the figures rightly. */
  readonly notes?: readonly string[];
  readonly copyableId?: string;
  /** Nanoseconds since the Unix epoch. */
  readonly scn?: bigint;
  readonly path?: string;
  /** A statement that leads on; copied by hand, never sent by this node. */
  readonly statement?: string;
  readonly manual?: ManualTopic;
}

/** What a click on a node may do: open its details, or one of the steps that a hint leads to. */
export type Click = 'details' | 'connect' | 'older' | 'goTo' | 'startFull';

/** What a place in the tree looks like at this moment. */
export interface TreeNode {
  readonly ref: Ref;
  readonly label: string;
  readonly description: string;
  readonly icon: Icon;
  /** For the `when` clauses of menus; what its subject can do is added to the words. */
  readonly kind: NodeKind;
  readonly words?: readonly NodeWord[];
  readonly expandable: 'none' | 'collapsed' | 'expanded';
  readonly subject?: Subject;
  /** What a click does, where it does more than select. */
  readonly click?: Click;
}

/** Equal as far as VS Code draws it; subjects are asked for when they are needed. */
export function looksTheSame(a: TreeNode, b: TreeNode): boolean {
  return (
    a.label === b.label &&
    a.description === b.description &&
    a.icon.id === b.icon.id &&
    a.icon.color === b.icon.color &&
    a.expandable === b.expandable &&
    contextOf(a) === contextOf(b) &&
    a.click === b.click
  );
}

/** The `contextValue` of a node: kind, state words, and what its subject can do. */
export function contextOf(node: TreeNode): string {
  return contextValue(node.kind, [...(node.words ?? []), ...abilities(node.subject)]);
}

function abilities(subject: Subject | undefined): readonly NodeWord[] {
  if (subject === undefined) {
    return [];
  }
  const words: NodeWord[] = ['hasDetails'];
  if (subject.copyableId !== undefined) words.push('hasId');
  if (subject.scn !== undefined) words.push('hasScn');
  if (subject.path !== undefined) words.push('hasPath');
  if (subject.origins.length > 0) words.push('hasRow', 'hasSelect');
  if (subject.statement !== undefined) words.push('hasStatement');
  if (subject.manual !== undefined) words.push('hasManual');
  return words;
}
