import type { ArchivePieces } from './archivePieces';
import type { BackupRun } from './backupRun';
import type { Machine } from './machine';

/** A run of `DELETE OBSOLETE BACKUP`. */
export interface CleaningJob {
  readonly id: bigint;
  readonly startMicros: bigint;
  readonly endMicros: bigint;
  /** What lies before this instant is not needed, microseconds since the epoch. */
  readonly expiryMicros: bigint;
  readonly tenantIds: readonly bigint[];
  readonly sets: readonly BackupRun[];
}

/** Deletes obsolete backups: marked while the work goes on, gone at its end. One job at a time. */
export class Cleaning implements Machine {
  readonly #pieces: ArchivePieces;
  readonly #finished: CleaningJob[] = [];
  #running: CleaningJob | undefined;

  constructor(pieces: ArchivePieces) {
    this.#pieces = pieces;
  }

  get running(): CleaningJob | undefined {
    return this.#running;
  }

  /** Finished jobs, oldest first. */
  finished(): readonly CleaningJob[] {
    return this.#finished;
  }

  /**
   * Marks sets, and the frozen pieces that end before the log that the first set that stays needs, and
   * begins to delete them. The caller has made sure that no job runs.
   */
  start(job: Omit<CleaningJob, 'id'>, firstNeededMicros: bigint): void {
    this.#running = { ...job, id: BigInt(this.#finished.length + 1) };
    for (const set of job.sets) {
      set.fileStatus = 'DELETING';
    }
    this.#pieces.mark('AVAILABLE', 'DELETING', firstNeededMicros);
  }

  nextChange(): bigint | undefined {
    return this.#running?.endMicros;
  }

  change(_atMicros: bigint): void {
    if (this.#running === undefined) {
      return;
    }
    for (const set of this.#running.sets) {
      set.fileStatus = 'DELETED';
    }
    this.#pieces.mark('DELETING', 'DELETED');
    this.#finished.push(this.#running);
    this.#running = undefined;
  }
}
