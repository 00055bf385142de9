import { createHash } from 'node:crypto';
import { ServerError } from './serverError';
import type { TenantAccount, World } from './world';

/** What a client says of itself in the handshake. */
export interface LoginRequest {
  /** `user`, `user@tenant`, `user@tenant#cluster` or `cluster:tenant:user`. */
  readonly login: string;
  readonly clientHost: string;
  /** Answer of `mysql_native_password`; empty without a password. */
  readonly token: Buffer;
  /** The 20 random bytes that the server sent. */
  readonly scramble: Buffer;
}

/** Who has logged in. */
export interface LoginResult {
  readonly user: string;
  readonly tenant: TenantAccount;
}

interface ParsedLogin {
  readonly user: string;
  readonly tenant: string;
  readonly cluster: string | undefined;
}

const ONLY_USER = 'root';
const SYS_TENANT = 'sys';

/**
 * Lets a client in, or not.
 *
 * @param password of every user of every tenant; empty: none
 * @throws ServerError 4669 for another cluster, 5160 for an unknown tenant and for a meta tenant, 1235
 *   for an Oracle-mode tenant, 1045 for an unknown user or a wrong password
 */
export function checkLogin(request: LoginRequest, world: World, password: string): LoginResult {
  const { user, tenant: tenantName, cluster } = parseLogin(request.login);
  if (cluster !== undefined && cluster !== world.clusterName) {
    throw new ServerError(4669, 'HY000', 'cluster not exist');
  }
  const tenant = world.tenants().find(({ name }) => name === tenantName);
  if (tenant?.acceptsLogin !== true) {
    throw new ServerError(5160, 'HY000', 'invalid tenant name specified in connection string');
  }
  if (tenant.mode === 'ORACLE') {
    const text = 'Oracle tenant for current client driver is not supported';
    throw new ServerError(1235, '0A000', text);
  }
  if (user !== ONLY_USER || !isPasswordRight(request, password)) {
    throw accessDenied(user, request);
  }
  return { user, tenant };
}

function parseLogin(login: string): ParsedLogin {
  const [cluster, tenant, user, ...more] = login.split(':');
  if (cluster !== undefined && tenant !== undefined && user !== undefined && more.length === 0) {
    return { user, tenant, cluster };
  }
  const [, name = login, ofTenant = SYS_TENANT, ofCluster] = /^([^@]*)@([^#]*)(?:#(.*))?$/.exec(login) ?? [];
  return { user: name, tenant: ofTenant, cluster: ofCluster };
}

function isPasswordRight({ token, scramble }: LoginRequest, password: string): boolean {
  if (password === '') {
    return token.length === 0;
  }
  const stage1 = sha1(Buffer.from(password, 'utf8'));
  const mask = sha1(scramble, sha1(stage1));
  return token.equals(Buffer.from(stage1.map((byte, i) => byte ^ (mask[i] ?? 0))));
}

function accessDenied(user: string, { clientHost, token }: LoginRequest): ServerError {
  const usingPassword = token.length > 0 ? 'YES' : 'NO';
  const text = `Access denied for user '${user}'@'${clientHost}' (using password: ${usingPassword})`;
  return new ServerError(1045, '42000', text);
}

function sha1(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha1');
  for (const part of parts) {
    hash.update(part);
  }
  return hash.digest();
}
