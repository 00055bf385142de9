import { DATABASES } from '../catalog/informationSchema';
import { ServerError, simulatorCannot, syntaxError } from '../serverError';
import { Session, type SessionOwner } from '../session';
import { systemVariables, type VariableDefinition } from '../systemVariables';
import type { ViewDefinition, World } from '../world';
import type { EmbeddedEngine } from './embeddedEngine';
import type { Expression, Query, SelectCore } from './parse/ast';
import { parseSelectStatement, parseShowFilter } from './parse/queryParser';
import { type Answer, DONE, type ResultColumn, type ResultSet } from './resultSet';
import { runSelect, type SelectSource } from './selectRunner';
import { SelectSources } from './selectSources';
import { executeSet } from './setStatement';
import { describeTable, parseShow, type ShowContext, type ShowTable } from './showStatement';
import {
  emptyQuery,
  noDatabaseSelected,
  unknownDatabase,
  unknownTable,
  unknownTenant,
  unknownThread,
} from './sqlErrors';
import { TokenReader } from './tokenReader';
import { type Token, tokenize } from './tokens';

/** Statements that a real server knows and the simulator does not. */
const NOT_SIMULATED = new Set(
  `ALTER ANALYZE CALL CREATE DELETE DO DROP EXECUTE EXPLAIN FLASHBACK FLUSH GRANT HELP INSERT LOAD LOCK MERGE
  OPTIMIZE PREPARE PURGE RELEASE RENAME REPLACE REVOKE SAVEPOINT TRUNCATE UNLOCK UPDATE VALUES WITH XA`.split(
    /\s+/,
  ),
);
const SHOW_TABLE = 'show';

/** The other sessions of the server, for SHOW PROCESSLIST and KILL. */
export interface SessionDirectory {
  sessions(): readonly Session[];
  /** @returns whether there was such a session */
  kill(id: number): boolean;
}

/** Carries out statements on a world: SELECT, SHOW, SET and the like itself, the rest by the world. */
export class StatementExecutor {
  readonly #world: World;
  readonly #engine: EmbeddedEngine;
  readonly #directory: SessionDirectory;
  readonly #definitions: ReadonlyMap<string, VariableDefinition>;
  readonly #sources: SelectSources;

  constructor(world: World, engine: EmbeddedEngine, directory: SessionDirectory) {
    this.#world = world;
    this.#engine = engine;
    this.#directory = directory;
    this.#definitions = systemVariables(world);
    this.#sources = new SelectSources(world, this.#definitions);
  }

  /** A new session with the system variables' values. */
  openSession(owner: SessionOwner): Session {
    return new Session(owner, this.#definitions);
  }

  /** All variables as at the login. */
  resetSession(session: Session): void {
    session.reset(this.#definitions);
  }

  /** Makes a database the session's default; 1049 where there is none of that name. */
  useDatabase(name: string, session: Session): void {
    if (!DATABASES.includes(name.toLowerCase())) {
      throw unknownDatabase(name);
    }
    session.database = name.toLowerCase();
  }

  /**
   * Carries out one statement.
   *
   * @throws ServerError as the server answers
   */
  execute(statement: string, session: Session): Answer {
    this.#world.settle();
    const tokens = withoutSemicolon(tokenize(statement));
    const isWarnings =
      /^show$/i.test(tokens[0]?.value ?? '') && /^(warnings|errors)$/i.test(tokens[1]?.value ?? '');
    if (!isWarnings) {
      session.lastError = undefined;
    }
    try {
      return this.#dispatch(tokens, statement, session);
    } catch (error) {
      if (error instanceof ServerError) {
        session.lastError = error;
      }
      throw error;
    }
  }

  /** The columns of a table without its rows, for COM_FIELD_LIST. */
  columnsOf(table: string, session: Session): readonly ResultColumn[] {
    if (session.database === undefined) {
      throw noDatabaseSelected();
    }
    const view = this.#sources.of(session).findView(session.database, table.toLowerCase());
    if (view === undefined) {
      throw unknownTable(session.database, table);
    }
    return view.columns.map(({ name, type, nullable }) => ({
      label: name,
      type,
      nullable,
      origin: { schema: view.schema, tableAlias: view.name, table: view.name, column: name },
    }));
  }

  #dispatch(tokens: readonly Token[], statement: string, session: Session): Answer {
    const [first] = tokens;
    if (first === undefined) {
      throw emptyQuery();
    }
    const reader = new TokenReader(tokens);
    const word = first.kind === 'word' ? first.value.toUpperCase() : first.value;
    switch (word) {
      case 'SELECT':
      case '(':
        return this.#select(parseSelectStatement(tokens), statement, session);
      case 'SHOW':
        return this.#show(reader, session);
      case 'DESC':
      case 'DESCRIBE':
        return this.#describe(reader, session);
      case 'SET':
        return this.#set(tokens, reader, session);
      case 'ALTER':
        return this.#alter(tokens, session);
      case 'USE':
        reader.next();
        this.useDatabase(reader.expectName(), session);
        reader.expectEnd();
        return DONE;
      case 'BEGIN':
      case 'START':
      case 'COMMIT':
      case 'ROLLBACK':
        return DONE;
      case 'KILL':
        return this.#kill(reader);
      default:
        throw NOT_SIMULATED.has(word) ? simulatorCannot(word) : syntaxError(statement.trim());
    }
  }

  #select(query: Query, statement: string, session: Session, source?: SelectSource): ResultSet {
    return runSelect(query, statement, source ?? this.#sources.of(session), this.#engine);
  }

  #alter(tokens: readonly Token[], session: Session): Answer {
    if (!new TokenReader(tokens).isNext('ALTER', 'SYSTEM')) {
      throw simulatorCannot(`ALTER ${tokens[1]?.value ?? ''}`);
    }
    this.#world.execute(tokens, session);
    return DONE;
  }

  #set(tokens: readonly Token[], reader: TokenReader, session: Session): Answer {
    reader.next();
    if (reader.isNext('ENCRYPTION') || reader.isNext('DECRYPTION')) {
      this.#world.execute(tokens, session);
      return DONE;
    }
    executeSet(reader, {
      session,
      definitions: this.#definitions,
      evaluate: (expression) => this.#evaluate(expression, session),
    });
    return DONE;
  }

  /** Bare words are texts in SET: `SET time_zone = SYSTEM`. */
  #evaluate(expression: Expression, session: Session): string | null {
    const value: Expression =
      expression.kind === 'column' && expression.path.length === 1
        ? { kind: 'text', value: expression.path[0] ?? '', span: expression.span }
        : expression;
    const core: SelectCore = {
      ...selectAll(),
      items: [{ kind: 'expression', expression: value, alias: 'v' }],
    };
    const query = { body: { ...core, from: undefined }, orderBy: [], limit: undefined };
    return this.#select(query, '', session).rows[0]?.[0] ?? null;
  }

  #show(reader: TokenReader, session: Session): ResultSet {
    reader.next();
    const context = this.#showContext(session);
    const table = parseShow(reader, context);
    const filter = parseShowFilter(reader, table.likeColumn);
    const chosen = this.#forTenant(table, reader);
    if (reader.accept('LIMIT')) {
      throw simulatorCannot('SHOW … LIMIT');
    }
    reader.expectEnd();
    return this.#runShow(chosen, filter, session);
  }

  #forTenant(table: ShowTable, reader: TokenReader): ShowTable {
    if (table.forTenant === undefined || !reader.accept('TENANT')) {
      return table;
    }
    reader.acceptSign('=');
    const name = reader.acceptText() ?? reader.expectName();
    const tenant = this.#world.tenants().find((candidate) => candidate.name === name);
    if (tenant === undefined) {
      throw unknownTenant(name);
    }
    return table.forTenant(tenant);
  }

  #describe(reader: TokenReader, session: Session): ResultSet {
    reader.next();
    if (reader.isNext('SELECT') || reader.isNext('EXTENDED')) {
      throw simulatorCannot('EXPLAIN');
    }
    const table = describeTable(reader, this.#showContext(session));
    reader.expectEnd();
    return this.#runShow(table, undefined, session);
  }

  /** SHOW is a SELECT from a table that exists for this statement only. */
  #runShow({ table }: ShowTable, filter: Expression | undefined, session: Session): ResultSet {
    const view: ViewDefinition = { ...table, schema: 'oceanbase', name: SHOW_TABLE };
    const body = { ...selectAll(), where: filter };
    const source = { ...this.#sources.of(session), findView: () => view };
    return this.#select({ body, orderBy: [], limit: undefined }, '', session, source);
  }

  #kill(reader: TokenReader): Answer {
    reader.next();
    const isQuery = reader.acceptOneOf('QUERY', 'CONNECTION') === 'QUERY';
    const id = reader.expectInteger();
    reader.expectEnd();
    const isKnown = isQuery
      ? this.#directory.sessions().some((session) => session.id === Number(id))
      : this.#directory.kill(Number(id));
    if (!isKnown) {
      throw unknownThread(id);
    }
    return DONE;
  }

  #showContext(session: Session): ShowContext {
    return {
      world: this.#world,
      session,
      definitions: this.#definitions,
      visibleViews: this.#sources.visibleViews(session),
      sessions: () => this.#directory.sessions(),
    };
  }
}

function selectAll(): SelectCore {
  return {
    kind: 'core',
    distinct: false,
    items: [{ kind: 'star', qualifier: [] }],
    from: { kind: 'table', schema: 'oceanbase', name: SHOW_TABLE, alias: undefined },
    where: undefined,
    groupBy: [],
    having: undefined,
  };
}

/** One closing semicolon belongs to the statement's end; what stands behind it is a second statement. */
function withoutSemicolon(tokens: readonly Token[]): readonly Token[] {
  let end = tokens.length;
  while (end > 0 && tokens[end - 1]?.kind === 'sign' && tokens[end - 1]?.value === ';') {
    end -= 1;
  }
  return tokens.slice(0, end);
}
