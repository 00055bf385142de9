import type { Database, OpenDatabase } from '../../core/ports';

/** Gives every statement at least the time that the person's settings allow; one that needs more by itself keeps it. */
export function withPatience(open: OpenDatabase, atLeastMs: () => number): OpenDatabase {
  return async (target, cancellation) => {
    const database = await open(target, cancellation);
    const patient: Database = {
      query: async (text, options = {}) =>
        database.query(text, { ...options, deadlineMs: Math.max(options.deadlineMs ?? 0, atLeastMs()) }),
      onDidLose: database.onDidLose,
      endpoint: database.endpoint,
      close: async () => database.close(),
    };
    return patient;
  };
}
