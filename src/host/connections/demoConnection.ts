import * as z from 'zod/mini';
import type { ConnectionProfile } from '../../core/connection';
import { parseLogin } from '../../core/login';

/** Name of the environment variable by which a running demo cluster is handed over. */
export const DEMO_VARIABLE = 'OB_BACKUP_DEMO_CONNECTION';

const demoSchema = z.object({
  name: z.string().check(z.minLength(1)),
  host: z.string().check(z.minLength(1)),
  port: z.int().check(z.gte(1), z.lte(65_535)),
  user: z.string().check(z.minLength(1)),
  password: z.string(),
  demo: z.literal(true),
});

/** The demo handed over, or why it cannot be used. */
export type DemoRead =
  | { readonly ok: true; readonly profile: ConnectionProfile; readonly password: string }
  | { readonly ok: false; readonly reason: string };

/** Reads {@link DEMO_VARIABLE}'s JSON: `{ name, host, port, user, password, demo: true }`. Never quotes what stands in it. */
export function readDemoConnection(text: string): DemoRead {
  const read = demoSchema.safeParse(parseJson(text));
  if (!read.success) {
    const fields = read.error.issues.map(({ path }) => path.join('.')).filter((path) => path !== '');
    return { ok: false, reason: fields.length === 0 ? 'not a JSON object' : fields.join(', ') };
  }
  const { name, host, port, user, password } = read.data;
  const login = parseLogin(user);
  return login.ok
    ? {
        ok: true,
        profile: demoProfile({
          id: `demo-${host}-${port}`,
          name,
          host,
          port,
          user: login.user,
          tenant: login.tenant ?? 'sys',
        }),
        password,
      }
    : { ok: false, reason: 'user' };
}

export interface DemoAddress {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly tenant: string;
}

/** The connection to a simulated cluster. */
export function demoProfile({ id, name, host, port, user, tenant }: DemoAddress): ConnectionProfile {
  return {
    id,
    name,
    endpoints: [{ host, port }],
    user,
    tenant,
    cluster: undefined,
    passwordKeeping: 'untilWindowCloses',
    tls: { mode: 'off', caFile: undefined },
    demo: true,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
