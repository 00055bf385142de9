import { DATABASES, describeView, tableTypeOf } from '../catalog/informationSchema';
import { bigint, optional, required, varchar } from '../columns';
import { simulatorCannot } from '../serverError';
import type { Session } from '../session';
import type { VariableDefinition } from '../systemVariables';
import type { ParameterRow, TenantAccount, ViewDefinition, World } from '../world';
import { noDatabaseSelected, unknownDatabase, unknownTable } from './sqlErrors';
import type { TokenReader } from './tokenReader';

/** What SHOW needs of the server. */
export interface ShowContext {
  readonly world: World;
  readonly session: Session;
  readonly definitions: ReadonlyMap<string, VariableDefinition>;
  readonly visibleViews: readonly ViewDefinition[];
  /** The sessions that are connected, for SHOW PROCESSLIST. */
  sessions(): readonly Session[];
}

/** A SHOW as a table that its LIKE or WHERE filters. */
export interface ShowTable {
  readonly table: Omit<ViewDefinition, 'name' | 'schema'>;
  /** The column that LIKE is about. */
  readonly likeColumn: string;
  /** The same for another tenant, where `TENANT = name` may stand behind it. */
  forTenant?(tenant: TenantAccount): ShowTable;
}

type Columns = ViewDefinition['columns'];
type Rows = ReturnType<ViewDefinition['rows']>;

const show = (likeColumn: string, columns: Columns, rows: () => Rows): ShowTable => ({
  likeColumn,
  table: { audience: 'everyone', columns, rows },
});

/**
 * What stands behind SHOW, up to LIKE or WHERE.
 *
 * @throws ServerError 1049, 1146, or a refusal in the simulator's name
 */
export function parseShow(reader: TokenReader, context: ShowContext): ShowTable {
  const isFull = reader.accept('FULL');
  const scope = reader.acceptOneOf('GLOBAL', 'SESSION', 'LOCAL');
  const word = reader.acceptOneOf(
    'PARAMETERS',
    'VARIABLES',
    'STATUS',
    'TENANT',
    'COLUMNS',
    'FIELDS',
    'TABLES',
    'DATABASES',
    'SCHEMAS',
    'WARNINGS',
    'ERRORS',
    'PROCESSLIST',
    'GRANTS',
  );
  switch (word) {
    case 'PARAMETERS':
      return showParameters(context);
    case 'VARIABLES':
      return showVariables(context, scope === 'GLOBAL');
    case 'STATUS':
      return show('Variable_name', VARIABLE_COLUMNS, () => []);
    case 'TENANT':
      return showTenant(context);
    case 'COLUMNS':
    case 'FIELDS':
      return showColumns(reader, context);
    case 'TABLES':
      return showTables(reader, context, isFull);
    case 'DATABASES':
    case 'SCHEMAS':
      return show('Database', [required('Database', varchar(128))], () =>
        DATABASES.map((name) => ({ Database: name })),
      );
    case 'WARNINGS':
    case 'ERRORS':
      return showWarnings(context);
    case 'PROCESSLIST':
      return showProcesses(context);
    case 'GRANTS':
      return showGrants(context);
    case undefined:
      throw simulatorCannot(`SHOW ${reader.peek()?.value ?? ''}`);
  }
}

const VARIABLE_COLUMNS: Columns = [required('Variable_name', varchar(128)), optional('Value', varchar(1024))];

function showVariables({ session, definitions }: ShowContext, isGlobal: boolean): ShowTable {
  return show('Variable_name', VARIABLE_COLUMNS, () =>
    [...definitions].map(([name, { kind, value: initial }]) => {
      const value = isGlobal ? initial : (session.variables.get(name) ?? initial);
      const shown = kind === 'boolean' ? (value === 1n ? 'ON' : 'OFF') : String(value);
      return { Variable_name: name, Value: shown };
    }),
  );
}

function showTenant({ session }: ShowContext): ShowTable {
  return show('Current_tenant_name', [required('Current_tenant_name', varchar(128))], () => [
    { Current_tenant_name: session.tenant.name },
  ]);
}

const PARAMETER_COLUMNS: Columns = [
  required('zone', varchar(128)),
  required('svr_type', varchar(128)),
  required('svr_ip', varchar(46)),
  required('svr_port', bigint(20)),
  required('name', varchar(256)),
  optional('data_type', varchar(128)),
  required('value', varchar(4096)),
  required('info', varchar(4096)),
  required('section', varchar(128)),
  required('scope', varchar(128)),
  required('source', varchar(128)),
  required('edit_level', varchar(128)),
];
const LATER_PARAMETER_COLUMNS: Columns = [
  required('default_value', varchar(4096)),
  required('isdefault', bigint(20)),
];

function showParameters(context: ShowContext, tenant: TenantAccount = context.session.tenant): ShowTable {
  const { world, session } = context;
  const columns =
    world.profile.line === 3 ? PARAMETER_COLUMNS : [...PARAMETER_COLUMNS, ...LATER_PARAMETER_COLUMNS];
  const rows = (): Rows =>
    world.parameters({ user: session.user, userVariables: session.userVariables, tenant }).map(parameterRow);
  return { ...show('name', columns, rows), forTenant: (other) => showParameters(context, other) };
}

function parameterRow(parameter: ParameterRow): Record<string, bigint | string | null> {
  return {
    zone: parameter.zone,
    svr_type: 'observer',
    svr_ip: parameter.serverIp,
    svr_port: BigInt(parameter.serverPort),
    name: parameter.name,
    data_type: parameter.dataType,
    value: parameter.value,
    info: parameter.info,
    section: parameter.section,
    scope: parameter.scope,
    source: parameter.source,
    edit_level: parameter.editLevel,
    default_value: parameter.defaultValue,
    isdefault: parameter.value === parameter.defaultValue ? 1n : 0n,
  };
}

function showColumns(reader: TokenReader, context: ShowContext): ShowTable {
  if (!reader.accept('FROM')) {
    reader.expect('IN');
  }
  return describeTable(reader, context);
}

/** `[schema.]table [FROM schema]`, for SHOW COLUMNS and DESC. */
export function describeTable(reader: TokenReader, { session, visibleViews }: ShowContext): ShowTable {
  const first = reader.expectName();
  const second = reader.acceptSign('.') ? reader.expectName() : undefined;
  const behind = reader.accept('FROM') || reader.accept('IN') ? reader.expectName() : undefined;
  const schema = second === undefined ? (behind ?? session.database) : first;
  const name = second ?? first;
  if (schema === undefined) {
    throw noDatabaseSelected();
  }
  const view = visibleViews.find((candidate) => isCalled(candidate, schema, name));
  if (view === undefined) {
    throw unknownTable(schema, name);
  }
  return { table: describeView(view), likeColumn: 'Field' };
}

function isCalled(view: ViewDefinition, schema: string, name: string): boolean {
  return view.schema.toLowerCase() === schema.toLowerCase() && view.name.toLowerCase() === name.toLowerCase();
}

function showTables(reader: TokenReader, { session, visibleViews }: ShowContext, isFull: boolean): ShowTable {
  const named = reader.accept('FROM') || reader.accept('IN') ? reader.expectName() : undefined;
  const schema = (named ?? session.database)?.toLowerCase();
  if (schema === undefined) {
    throw noDatabaseSelected();
  }
  if (!DATABASES.includes(schema)) {
    throw unknownDatabase(schema);
  }
  const column = `Tables_in_${schema}`;
  const columns = [required(column, varchar(128)), required('Table_type', varchar(64))];
  return show(column, isFull ? columns : columns.slice(0, 1), () =>
    visibleViews
      .filter((view) => view.schema === schema)
      .map((view) => ({ [column]: view.name, Table_type: tableTypeOf(view) })),
  );
}

function showWarnings({ session }: ShowContext): ShowTable {
  const columns = [
    required('Level', varchar(32)),
    required('Code', bigint(20)),
    required('Message', varchar(512)),
  ];
  const { lastError } = session;
  return show('Message', columns, () =>
    lastError === undefined
      ? []
      : [{ Level: 'Error', Code: BigInt(lastError.number), Message: lastError.message }],
  );
}

function showProcesses({ session, sessions }: ShowContext): ShowTable {
  const columns = [
    required('Id', bigint(20)),
    required('User', varchar(64)),
    required('Host', varchar(128)),
    optional('db', varchar(128)),
    required('Command', varchar(64)),
    required('Time', bigint(20)),
    optional('State', varchar(64)),
    optional('Info', varchar(4096)),
  ];
  return show('User', columns, () =>
    sessions()
      .filter(({ tenant }) => session.tenant.id === 1n || tenant.id === session.tenant.id)
      .map(({ id, user, clientHost, database }) => ({
        Id: BigInt(id),
        User: user,
        Host: clientHost,
        db: database ?? null,
        Command: id === session.id ? 'Query' : 'Sleep',
        Time: 0n,
        State: id === session.id ? 'ACTIVE' : 'SLEEP',
        Info: id === session.id ? 'SHOW PROCESSLIST' : null,
      })),
  );
}

function showGrants({ session }: ShowContext): ShowTable {
  const column = `Grants for ${session.user}@%`;
  return show(column, [required(column, varchar(1024))], () => [
    { [column]: `GRANT ALL PRIVILEGES ON *.* TO '${session.user}' WITH GRANT OPTION` },
  ]);
}
