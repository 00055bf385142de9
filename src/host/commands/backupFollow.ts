import type { ClusterConnection } from '../../core/clusterConnection';
import type { Disposable } from '../../core/disposable';
import { hasEnded } from '../../core/jobState';
import type { BackupJob } from '../../core/model/backupJob';
import type { ClusterWatcher } from '../../core/watcher';

/** The part of a cluster that is needed to follow its jobs. */
export interface FollowedCluster {
  readonly watcher: Pick<ClusterWatcher, 'onDidEndJob'>;
  readonly connection: Pick<ClusterConnection, 'state' | 'onDidChangeState'>;
}

/** How the following came to its end. */
export type FollowEnd =
  | { readonly kind: 'ended'; readonly jobs: readonly BackupJob[] }
  /** A person closed the connection before the jobs had ended, and with it the view of them. */
  | { readonly kind: 'closed' };

/**
 * Waits for the end of the jobs of one act. It listens before the statement is sent, because a small backup may be
 * over before anybody has looked. A line that is lost comes back and is waited for; one that is closed does not.
 */
export class BackupFollow implements Disposable {
  readonly #ended = new Map<string, BackupJob>();
  readonly #connection: FollowedCluster['connection'];
  readonly #listening: readonly Disposable[];
  #check: () => void = () => undefined;

  constructor({ watcher, connection }: FollowedCluster) {
    this.#connection = connection;
    this.#listening = [
      watcher.onDidEndJob((job) => {
        this.#ended.set(job.key, job);
        this.#check();
      }),
      // to disconnect, to remove and to lead elsewhere all close the line
      connection.onDidChangeState(() => this.#check()),
    ];
  }

  /** Resolves with the jobs as they ended, those that belong to them included, or when the connection is closed. */
  async wait(jobs: readonly BackupJob[]): Promise<FollowEnd> {
    for (const job of jobs) {
      if (hasEnded(job)) {
        this.#ended.set(job.key, job);
      }
    }
    const end = this.#endOf(jobs);
    if (end !== undefined) {
      return end;
    }
    return new Promise((resolve) => {
      this.#check = () => {
        const now = this.#endOf(jobs);
        if (now !== undefined) {
          resolve(now);
        }
      };
    });
  }

  dispose(): void {
    for (const one of this.#listening) {
      one.dispose();
    }
  }

  #endOf(jobs: readonly BackupJob[]): FollowEnd | undefined {
    const keys = new Set(jobs.map(({ key }) => key));
    if (![...keys].every((key) => this.#ended.has(key))) {
      return this.#connection.state.kind === 'disconnected' ? { kind: 'closed' } : undefined;
    }
    const ended = [...this.#ended.values()].filter(
      ({ key, parentKey }) => keys.has(key) || (parentKey !== undefined && keys.has(parentKey)),
    );
    return { kind: 'ended', jobs: ended };
  }
}
