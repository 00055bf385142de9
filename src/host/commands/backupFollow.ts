import type { Disposable } from '../../core/disposable';
import { hasEnded } from '../../core/jobState';
import type { BackupJob } from '../../core/model/backupJob';
import type { ClusterWatcher } from '../../core/watcher';

/**
 * Waits for the end of the jobs of one act. It listens before the statement is sent, because a small backup may be
 * over before anybody has looked.
 */
export class BackupFollow implements Disposable {
  readonly #ended = new Map<string, BackupJob>();
  readonly #listening: Disposable;
  #check: () => void = () => undefined;

  constructor(watcher: Pick<ClusterWatcher, 'onDidEndJob'>) {
    this.#listening = watcher.onDidEndJob((job) => {
      this.#ended.set(job.key, job);
      this.#check();
    });
  }

  /** Resolves with the jobs as they ended, those that belong to them included. */
  async wait(jobs: readonly BackupJob[]): Promise<readonly BackupJob[]> {
    for (const job of jobs) {
      if (hasEnded(job)) {
        this.#ended.set(job.key, job);
      }
    }
    const keys = new Set(jobs.map(({ key }) => key));
    if (![...keys].every((key) => this.#ended.has(key))) {
      await new Promise<void>((resolve) => {
        this.#check = () => {
          if ([...keys].every((key) => this.#ended.has(key))) {
            resolve();
          }
        };
      });
    }
    return [...this.#ended.values()].filter(
      ({ key, parentKey }) => keys.has(key) || (parentKey !== undefined && keys.has(parentKey)),
    );
  }

  dispose(): void {
    this.#listening.dispose();
  }
}
