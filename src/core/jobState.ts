import type { BackupJob, JobState } from './model/backupJob';

/** Whether a state is an end. `unknown` is none: a word that newer versions brought is taken for running. */
function isEndState(state: JobState): boolean {
  switch (state) {
    case 'completed':
    case 'failed':
    case 'cancelled':
    case 'failedOrCancelled':
      return true;
    case 'starting':
    case 'running':
    case 'cancelling':
    case 'unknown':
      return false;
  }
}

/** Whether a job is over: by its state, or, where the state is a word that nobody knows, by its end time. */
export function hasEnded(job: BackupJob): boolean {
  return isEndState(job.state) || (job.state === 'unknown' && job.endedAt !== undefined);
}
