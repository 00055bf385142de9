import type { Dialect, ServerIdentity } from './dialects/dialect';
import { createV3Dialect } from './dialects/v3/dialect';
import { createV4Dialect } from './dialects/v4/dialect';
import { BackupError } from './errors';
import type { Cancellation, Database } from './ports';
import { READ_DEADLINE_MS } from './reading';
import type { Refusal } from './refusal';
import { findVersion, foreignKind, isOceanBase, isSeekdb, lineOf, type ServerVersion } from './serverVersion';

export type Identified = { readonly dialect: Dialect } | { readonly refusal: Refusal };

const SYS_TENANT_ID = 1n;

/**
 * Asks a server who it is and which tenant this session is in, and chooses the dialect by that.
 * Nothing in the session is changed. `version_comment` names OceanBase and its version on every line;
 * `VERSION()` does not always (3.x may answer a bare `3.2.0`), `OB_VERSION()` exists on OceanBase only.
 *
 * @throws BackupError when the server does not answer, or refuses to say which tenant this is
 */
export async function identifyServer(database: Database, cancellation?: Cancellation): Promise<Identified> {
  const asker = new Asker(database, cancellation);
  const comment = (await asker.variable('version_comment')) ?? '';
  const version = (await asker.optional('SELECT VERSION() AS version')) ?? '';
  const said = version === '' ? comment : version;
  if (isSeekdb(comment) || isSeekdb(version)) {
    return { refusal: { kind: 'seekdb', version: said } };
  }
  const obVersion = await asker.optional('SELECT OB_VERSION() AS ob_version');
  if (obVersion === undefined && !isOceanBase(comment) && !isOceanBase(version)) {
    return { refusal: { kind: foreignKind(comment, version), version: said } };
  }
  const found = findVersion(comment, obVersion ?? '', version);
  if (found === undefined) {
    return { refusal: { kind: 'unsupportedVersion', version: said } };
  }
  return chooseDialect(await identityOf(asker, found));
}

async function identityOf(asker: Asker, found: ServerVersion): Promise<ServerIdentity> {
  const mode = (await asker.variable('ob_compatibility_mode'))?.toUpperCase();
  const tenantName = await asker.optional('SHOW TENANT');
  // An Oracle-mode session has no such function, and is refused whatever its number.
  const idText =
    mode === 'ORACLE' ? undefined : await asker.value('SELECT EFFECTIVE_TENANT_ID() AS tenant_id');
  return {
    version: found.text,
    versionNumbers: found.numbers,
    edition: found.edition,
    tenantId: idText === undefined ? 0n : tenantIdOf(idText),
    tenantName: tenantName ?? (idText === '1' ? 'sys' : ''),
    tenantMode: mode === 'MYSQL' || mode === 'ORACLE' ? mode : 'unknown',
    clusterName: (await asker.parameter('cluster')) ?? undefined,
  };
}

/** The dialect for an identity, or why there is none. Of the version only the line counts. */
function chooseDialect(identity: ServerIdentity): Identified {
  const { version, tenantId, tenantName } = identity;
  const line = lineOf(identity.versionNumbers);
  if (line === undefined) {
    return { refusal: { kind: 'unsupportedVersion', version } };
  }
  if (identity.tenantMode === 'ORACLE') {
    return { refusal: { kind: 'oracleTenant', version, tenantName } };
  }
  if (line === 4) {
    return isMetaTenant(identity)
      ? { refusal: { kind: 'metaTenant', version, tenantName } }
      : { dialect: createV4Dialect(identity) };
  }
  return tenantId === SYS_TENANT_ID
    ? { dialect: createV3Dialect(identity) }
    : { refusal: { kind: 'userTenantOf3x', version, tenantName } };
}

/** 4.x: `META$1002` has the odd number before that of its user tenant 1002. */
function isMetaTenant({ tenantId, tenantName }: ServerIdentity): boolean {
  return tenantName.toUpperCase().startsWith('META$') || (tenantId !== SYS_TENANT_ID && tenantId % 2n === 1n);
}

function tenantIdOf(text: string): bigint {
  if (!/^\d+$/.test(text.trim())) {
    throw new BackupError('unreadable', 'the number of the tenant is no number');
  }
  return BigInt(text.trim());
}

/** Asks for single values. "Optional" is what a server may not know or not tell. */
class Asker {
  readonly #database: Database;
  readonly #cancellation: Cancellation | undefined;

  constructor(database: Database, cancellation: Cancellation | undefined) {
    this.#database = database;
    this.#cancellation = cancellation;
  }

  async value(text: string): Promise<string> {
    const value = (await this.#rows(text)).rows[0]?.[0] ?? undefined;
    if (value === undefined) {
      throw new BackupError('unreadable', `no answer to ${text}`);
    }
    return value;
  }

  /** The last column of the first row; the header of `SHOW TENANT` differs between versions. */
  async optional(text: string): Promise<string | undefined> {
    return this.#unlessRefused(async () => (await this.#rows(text)).rows[0]?.at(-1) ?? undefined);
  }

  /** `SHOW VARIABLES` rather than `@@name`: Oracle-mode sessions understand it too. */
  async variable(name: string): Promise<string | undefined> {
    return this.optional(`SHOW VARIABLES LIKE '${name}'`);
  }

  async parameter(name: string): Promise<string | undefined> {
    return this.#unlessRefused(async () => {
      const { columns, rows } = await this.#rows(`SHOW PARAMETERS LIKE '${name}'`);
      const index = columns.findIndex((column) => column.toLowerCase() === 'value');
      const value = rows[0]?.[index];
      return value === null || value === '' ? undefined : value;
    });
  }

  async #unlessRefused(ask: () => Promise<string | undefined>): Promise<string | undefined> {
    try {
      return await ask();
    } catch (error) {
      if (BackupError.is(error, 'serverRefused')) {
        return undefined;
      }
      throw error;
    }
  }

  #rows(text: string) {
    return this.#database.query(text, {
      deadlineMs: READ_DEADLINE_MS,
      ...(this.#cancellation === undefined ? {} : { cancellation: this.#cancellation }),
    });
  }
}
