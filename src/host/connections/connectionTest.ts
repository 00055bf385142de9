import type { ServerIdentity } from '../../core/dialects/dialect';
import { BackupError } from '../../core/errors';
import type { Cancellation, Endpoint, LoginTarget, OpenDatabase } from '../../core/ports';
import type { Refusal } from '../../core/refusal';
import type { Identify } from './ports';

/** What a trial of a connection found. Nothing of it holds a secret. */
export type TestReport =
  | {
      readonly outcome: 'usable';
      readonly endpoint: Endpoint;
      readonly identity: ServerIdentity;
      readonly line: 3 | 4;
      readonly scope: 'cluster' | 'tenant';
    }
  | { readonly outcome: 'refused'; readonly endpoint: Endpoint; readonly refusal: Refusal }
  | { readonly outcome: 'failed'; readonly error: BackupError };

/** What a trial is doing at the moment. */
export type TestStep = 'reaching' | 'identifying';

/**
 * Tries a connection from end to end on a line of its own, which it closes again: reach a host, log in, see what
 * server answers and which of its dialects would be spoken. It only reads.
 */
export async function testConnection(
  ports: { readonly open: OpenDatabase; readonly identify: Identify },
  target: LoginTarget,
  onStep: (step: TestStep) => void,
  cancellation: Cancellation,
): Promise<TestReport> {
  try {
    onStep('reaching');
    const database = await ports.open(target, cancellation);
    try {
      onStep('identifying');
      const { endpoint } = database;
      const found = await ports.identify(database, cancellation);
      if ('refusal' in found) {
        return { outcome: 'refused', endpoint, refusal: found.refusal };
      }
      const { identity, line, scope } = found.dialect;
      return { outcome: 'usable', endpoint, identity, line, scope };
    } finally {
      await database.close();
    }
  } catch (error) {
    if (!BackupError.is(error)) {
      throw error;
    }
    return { outcome: 'failed', error };
  }
}
