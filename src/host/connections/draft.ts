import type { ConnectionProfile, PasswordKeeping } from '../../core/connection';
import { parseLogin } from '../../core/login';
import type { TlsMode } from '../../core/ports';
import { DIRECT_PORT, formatHosts, parseHosts, parsePort } from './endpoints';

/** A connection while it is being written: texts as typed, acceptable or not, so that nothing typed is ever lost. */
export interface Draft {
  /** Absent for a new connection. */
  readonly id: string | undefined;
  readonly name: string;
  readonly hosts: string;
  /** The port of hosts that name none. */
  readonly port: string;
  readonly user: string;
  readonly tenant: string;
  readonly cluster: string;
  /** Only what was typed now; undefined leaves the kept password as it is. In memory only. */
  readonly password: string | undefined;
  readonly passwordKeeping: PasswordKeeping;
  readonly tlsMode: TlsMode;
  readonly caFile: string;
}

export type DraftField = 'name' | 'hosts' | 'port' | 'user' | 'tenant' | 'cluster';

/** Why a field is not acceptable; the words are elsewhere. */
export type DraftProblem =
  | { readonly field: 'hosts'; readonly code: 'hostsMissing' }
  | { readonly field: 'hosts'; readonly code: 'hostUnreadable'; readonly part: string }
  | { readonly field: 'port'; readonly code: 'portUnreadable' }
  | { readonly field: 'user'; readonly code: 'userMissing' | 'loginAmbiguous' | 'loginUnreadable' }
  | { readonly field: 'tenant'; readonly code: 'tenantMissing' | 'tenantUnreadable' }
  | { readonly field: 'cluster'; readonly code: 'clusterUnreadable' };

export const EMPTY_DRAFT: Draft = {
  id: undefined,
  name: '',
  hosts: '',
  port: String(DIRECT_PORT),
  user: '',
  tenant: 'sys',
  cluster: '',
  password: undefined,
  passwordKeeping: 'stored',
  tlsMode: 'off',
  caFile: '',
};

/** The form's start for a stored connection. */
export function draftOf(profile: ConnectionProfile): Draft {
  const port = profile.endpoints[0]?.port ?? DIRECT_PORT;
  return {
    id: profile.id,
    name: profile.name,
    hosts: formatHosts(profile.endpoints, port),
    port: String(port),
    user: profile.user,
    tenant: profile.tenant,
    cluster: profile.cluster ?? '',
    password: undefined,
    passwordKeeping: profile.passwordKeeping,
    tlsMode: profile.tls.mode,
    caFile: profile.tls.caFile ?? '',
  };
}

/** Everything that stands in the way of sending anything, in the order of the form. */
export function problemsOf(draft: Draft): readonly DraftProblem[] {
  const problems: (DraftProblem | undefined)[] = [
    hostsProblem(draft.hosts),
    portProblem(draft.port),
    isLogin(`${draft.user}@t`) ? undefined : (userProblem(draft.user) ?? UNREADABLE_LOGIN),
    tenantProblem(draft.tenant),
    clusterProblem(draft.cluster),
  ];
  return problems.filter((problem) => problem !== undefined);
}

const UNREADABLE_LOGIN: DraftProblem = { field: 'user', code: 'loginUnreadable' };

export function hostsProblem(text: string): DraftProblem | undefined {
  const read = parseHosts(text, DIRECT_PORT);
  if (!read.ok) {
    return { field: 'hosts', code: 'hostUnreadable', part: read.badPart };
  }
  return read.endpoints.length === 0 ? { field: 'hosts', code: 'hostsMissing' } : undefined;
}

export function portProblem(text: string): DraftProblem | undefined {
  return parsePort(text) === undefined ? { field: 'port', code: 'portUnreadable' } : undefined;
}

/** What is wrong with a user name as typed, in whatever spelling. */
export function userProblem(text: string): DraftProblem | undefined {
  if (text.trim() === '') {
    return { field: 'user', code: 'userMissing' };
  }
  const login = parseLogin(text);
  if (login.ok) {
    return undefined;
  }
  return login.reason === 'ambiguous' ? { field: 'user', code: 'loginAmbiguous' } : UNREADABLE_LOGIN;
}

export function tenantProblem(text: string): DraftProblem | undefined {
  if (text.trim() === '') {
    return { field: 'tenant', code: 'tenantMissing' };
  }
  return isLogin(`u@${text}`) ? undefined : { field: 'tenant', code: 'tenantUnreadable' };
}

export function clusterProblem(text: string): DraftProblem | undefined {
  return text.trim() === '' || isLogin(`u@t#${text}`)
    ? undefined
    : { field: 'cluster', code: 'clusterUnreadable' };
}

/** Whether the parts can be told apart again once they are put together. */
function isLogin(text: string): boolean {
  return parseLogin(text).ok;
}

/** Takes a user name in any of its spellings; tenant and cluster that are part of it fill their own fields. */
export function withUser(draft: Draft, text: string): Draft {
  const login = parseLogin(text);
  if (!login.ok) {
    return { ...draft, user: text };
  }
  return {
    ...draft,
    user: login.user,
    tenant: login.tenant ?? draft.tenant,
    cluster: login.cluster ?? draft.cluster,
  };
}

/** What the connection is called when nobody gave it a name. */
export function nameOf(draft: Draft): string {
  const name = draft.name.trim();
  if (name !== '') {
    return name;
  }
  const read = parseHosts(draft.hosts, parsePort(draft.port) ?? DIRECT_PORT);
  const host = read.ok ? read.endpoints[0]?.host : undefined;
  const login = [draft.user, draft.tenant].map((part) => part.trim()).join('@');
  return host === undefined ? login : `${login} ${host}`;
}

/** The connection that an acceptable draft describes; undefined while {@link problemsOf} finds something. */
export function profileOf(draft: Draft, id: string): ConnectionProfile | undefined {
  const port = parsePort(draft.port);
  const read = port === undefined ? undefined : parseHosts(draft.hosts, port);
  if (read?.ok !== true || problemsOf(draft).length > 0) {
    return undefined;
  }
  const cluster = draft.cluster.trim();
  const caFile = draft.caFile.trim();
  return {
    id,
    name: nameOf(draft),
    endpoints: read.endpoints,
    user: draft.user.trim(),
    tenant: draft.tenant.trim(),
    cluster: cluster === '' ? undefined : cluster,
    passwordKeeping: draft.passwordKeeping,
    tls: { mode: draft.tlsMode, caFile: draft.tlsMode === 'verified' && caFile !== '' ? caFile : undefined },
    demo: false,
  };
}
