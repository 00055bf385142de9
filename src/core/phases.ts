/** Stations of a backup, for people; the server's words are finer and differ between versions. */
export type PhaseKind =
  | 'preparing'
  | 'meta'
  | 'data'
  | 'log'
  | 'cancelling'
  | 'completed'
  | 'failed'
  | 'cancelled'
  /** A word that is not known: shown as sent, taken for running. */
  | 'other';

/**
 * The words in the order of a task's life: those of 4.x tasks, `BACKUP_META` and `BACKUP_DATA` of
 * early samples, and the words that 3.x uses for tenants and jobs.
 */
const PHASES: readonly (readonly [word: string, kind: PhaseKind])[] = [
  ['SCHEDULE', 'preparing'],
  ['INIT', 'preparing'],
  ['BEGINNING', 'preparing'],
  ['GENERATE', 'preparing'],
  ['BACKUP_SYS_META', 'meta'],
  ['BACKUP_META', 'meta'],
  ['BACKUP_USER_META', 'meta'],
  ['BACKUP_META_FINISH', 'meta'],
  ['BACKUP_DATA_SYS', 'data'],
  ['BACKUP_DATA_MINOR', 'data'],
  ['RUNNING', 'data'],
  ['DOING', 'data'],
  ['BACKUP', 'data'],
  ['BACKUP_DATA', 'data'],
  ['BACKUP_DATA_MAJOR', 'data'],
  ['BEFORE_BACKUP_LOG', 'log'],
  ['BACKUP_LOG', 'log'],
  ['FINISH', 'log'],
  ['CANCELING', 'cancelling'],
  ['CANCEL', 'cancelling'],
  ['CANCELED', 'cancelled'],
  ['FAILED', 'failed'],
  ['SUCCESS', 'completed'],
  ['COMPLETED', 'completed'],
];

const KINDS: ReadonlyMap<string, PhaseKind> = new Map(PHASES);
const RANKS: ReadonlyMap<string, number> = new Map(PHASES.map(([word], rank) => [word, rank]));

export function phaseKindOf(word: string): PhaseKind {
  return KINDS.get(word.trim().toUpperCase()) ?? 'other';
}

/** The place of a word in a task's life; an unknown word ranks with the data phase, where most of the time goes. */
export function phaseRank(word: string): number {
  const fallback = RANKS.get('BACKUP_DATA') ?? 0;
  return RANKS.get(word.trim().toUpperCase()) ?? fallback;
}
