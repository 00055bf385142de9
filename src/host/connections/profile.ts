import * as z from 'zod/mini';
import type { ConnectionProfile } from '../../core/connection';

const profileSchema = z.object({
  id: z.string().check(z.minLength(1)),
  name: z.string(),
  endpoints: z
    .array(z.object({ host: z.string().check(z.minLength(1)), port: z.int().check(z.gte(1), z.lte(65_535)) }))
    .check(z.minLength(1)),
  user: z.string().check(z.minLength(1)),
  tenant: z.string().check(z.minLength(1)),
  cluster: z.optional(z.string()),
  passwordKeeping: z.enum(['stored', 'untilWindowCloses', 'askEveryTime']),
  tls: z.object({ mode: z.enum(['off', 'on', 'verified']), caFile: z.optional(z.string()) }),
});

/** A stored connection, or the reason why the entry cannot be used. */
export type ProfileRead =
  | { readonly ok: true; readonly profile: ConnectionProfile }
  | { readonly ok: false; readonly reason: string };

/** Reads one stored entry. Whatever is not of the expected shape is refused whole; nothing is guessed. */
export function readProfile(entry: unknown): ProfileRead {
  const read = profileSchema.safeParse(entry);
  if (!read.success) {
    const reason = read.error.issues.map(({ path, code }) => `${path.join('.')}: ${code}`).join('; ');
    return { ok: false, reason };
  }
  const { cluster, tls, ...rest } = read.data;
  return {
    ok: true,
    profile: { ...rest, cluster, tls: { mode: tls.mode, caFile: tls.caFile }, demo: false },
  };
}

/** Whether a change needs a new login, or touches only what people read. */
export function leadsElsewhere(before: ConnectionProfile, after: ConnectionProfile): boolean {
  const login = ({ endpoints, user, tenant, cluster, tls }: ConnectionProfile): string =>
    JSON.stringify([
      endpoints.map(({ host, port }) => [host, port]),
      user,
      tenant,
      cluster,
      tls.mode,
      tls.caFile,
    ]);
  return login(before) !== login(after);
}
