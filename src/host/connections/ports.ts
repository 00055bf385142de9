import type { Dialect } from '../../core/dialects/dialect';
import type { Cancellation, Database } from '../../core/ports';
import type { Refusal } from '../../core/refusal';

/** Asks a server who it is: the dialect to speak with it, or why none is spoken. */
export type Identify = (
  database: Database,
  cancellation?: Cancellation,
) => Promise<{ readonly dialect: Dialect } | { readonly refusal: Refusal }>;
