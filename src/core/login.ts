import { BackupError } from './errors';

/** A login in its parts. What the spelling left out is absent. */
export interface LoginParts {
  readonly user: string;
  readonly tenant: string | undefined;
  readonly cluster: string | undefined;
}

/** Why a text is not taken for a login. */
type LoginFault =
  /** It can be read in more than one way; `user@tenant#cluster` never can. */
  | 'ambiguous'
  /** A part is empty or too long, or holds a character that no name has. */
  | 'bad';

export type ParsedLogin =
  | ({ readonly ok: true } & LoginParts)
  | { readonly ok: false; readonly reason: LoginFault };

const LONGEST_PART = 128;

/**
 * Reads a user name in any spelling that OceanBase's proxy takes (its manual, "Connect to a tenant"):
 * `user@tenant#cluster`, `user@tenant`, `cluster:tenant:user`, `cluster-tenant-user`,
 * `cluster.tenant.user`, `user`. Blanks around it are dropped. As in the proxy, an `@` or `#` decides
 * for the first spelling, whatever other separators the names contain.
 */
export function parseLogin(text: string): ParsedLogin {
  const login = text.trim();
  if (login.includes('@') || login.includes('#')) {
    return parseStandard(login);
  }
  const separator = separatorOf(login);
  if (separator === 'ambiguous') {
    return { ok: false, reason: 'ambiguous' };
  }
  if (separator === undefined) {
    return checked(login, undefined, undefined);
  }
  const [cluster, tenant, user = ''] = login.split(separator);
  return checked(user, tenant, cluster);
}

/**
 * The one spelling that cannot be misread, as it goes over the wire: `user@tenant#cluster`, or
 * `user@tenant` without a cluster (a direct connection refuses one).
 *
 * @throws BackupError `badInput` when a part is empty, too long, or contains `@`, `#` or a control character
 */
export function formatLogin(parts: LoginParts): string {
  const given = [parts.user, parts.tenant, parts.cluster].filter((part) => part !== undefined);
  if (!given.every(isName)) {
    throw new BackupError('badInput', 'user, tenant or cluster is not a name that can be sent');
  }
  const tenant = parts.tenant === undefined ? '' : `@${parts.tenant}`;
  const cluster = parts.cluster === undefined ? '' : `#${parts.cluster}`;
  return `${parts.user}${tenant}${cluster}`;
}

function parseStandard(login: string): ParsedLogin {
  const [beforeCluster = '', cluster, ...moreClusters] = login.split('#');
  const [user = '', tenant, ...moreTenants] = beforeCluster.split('@');
  if (moreClusters.length > 0 || moreTenants.length > 0 || cluster?.includes('@') === true) {
    return { ok: false, reason: 'ambiguous' };
  }
  return checked(user, tenant, cluster);
}

/**
 * The separator that cuts the text into exactly three parts. Names may contain `-` and `.`, so a text
 * that more than one of these two cuts, or one cuts into more than three, says nothing certain. One
 * separator alone belongs to the user's name: `backup-admin`.
 */
function separatorOf(login: string): ':' | '-' | '.' | 'ambiguous' | undefined {
  const colons = count(login, ':');
  if (colons > 0) {
    return colons === 2 ? ':' : 'ambiguous';
  }
  const hyphens = count(login, '-');
  const dots = count(login, '.');
  if (hyphens < 2 && dots < 2) {
    return undefined;
  }
  if (hyphens === 2 && dots < 2) {
    return '-';
  }
  return dots === 2 && hyphens < 2 ? '.' : 'ambiguous';
}

function count(text: string, separator: string): number {
  return text.split(separator).length - 1;
}

function checked(user: string, tenant: string | undefined, cluster: string | undefined): ParsedLogin {
  const parts = [user, tenant, cluster].filter((part) => part !== undefined);
  return parts.every(isName) ? { ok: true, user, tenant, cluster } : { ok: false, reason: 'bad' };
}

function isName(name: string): boolean {
  const characters = [...name];
  return (
    name.trim() !== '' &&
    characters.length <= LONGEST_PART &&
    characters.every((character) => character >= ' ' && !'@#\u007f'.includes(character))
  );
}
