import { ServerError, simulatorCannot } from '../serverError';
import type { Session } from '../session';
import type { VariableDefinition } from '../systemVariables';
import type { Expression } from './parse/ast';
import { parseAssignedExpression } from './parse/queryParser';
import { unknownSystemVariable, unknownTimeZone } from './sqlErrors';
import type { TokenReader } from './tokenReader';
import { parseOffsetMinutes } from './values/dateTime';

const CHARSETS = new Set(['utf8mb4', 'utf8', 'utf8mb3', 'binary', 'default']);

/** What SET needs of the server. */
export interface SetContext {
  readonly session: Session;
  readonly definitions: ReadonlyMap<string, VariableDefinition>;
  /** Value of an expression, bare words being texts. */
  evaluate(expression: Expression): string | null;
}

interface Target {
  readonly kind: 'user' | 'system';
  readonly name: string;
}

/**
 * `SET a = 1, @b = 2`, `SET NAMES`, `SET CHARACTER SET`, `SET TRANSACTION`.
 *
 * @throws ServerError 1193, 1238, 1231, 1232, 1298, 1064
 */
export function executeSet(reader: TokenReader, context: SetContext): void {
  if (reader.accept('NAMES') || reader.accept('CHARACTER', 'SET') || reader.accept('CHARSET')) {
    setNames(reader, context.session);
    return;
  }
  if (isTransaction(reader)) {
    return;
  }
  do {
    const target = parseTarget(reader);
    if (!reader.acceptSign('=')) {
      reader.expectSign(':=');
    }
    assign(target, parseAssignedExpression(reader), context);
  } while (reader.acceptSign(','));
  reader.expectEnd();
}

function setNames(reader: TokenReader, session: Session): void {
  const charset = (reader.acceptText() ?? reader.expectName()).toLowerCase();
  if (!CHARSETS.has(charset)) {
    throw simulatorCannot(`the character set ${charset}`);
  }
  const collation = reader.accept('COLLATE') ? (reader.acceptText() ?? reader.expectName()) : undefined;
  reader.expectEnd();
  const name = charset === 'default' ? 'utf8mb4' : charset;
  for (const variable of ['client', 'connection', 'results']) {
    session.variables.set(`character_set_${variable}`, name);
  }
  session.variables.set(
    'collation_connection',
    collation ?? (name === 'binary' ? 'binary' : `${name}_general_ci`),
  );
}

/** Levels of isolation change nothing for a reader of dictionary views. */
function isTransaction(reader: TokenReader): boolean {
  const scopes = ['SESSION', 'GLOBAL', 'LOCAL'];
  return reader.isNext('TRANSACTION') || scopes.some((scope) => reader.isNext(scope, 'TRANSACTION'));
}

function parseTarget(reader: TokenReader): Target {
  const token = reader.peek();
  if (token?.kind === 'variable') {
    reader.next();
    if (!token.value.startsWith('@@')) {
      return { kind: 'user', name: token.value.slice(1).toLowerCase() };
    }
    const path = token.value.slice(2).toLowerCase().split('.');
    refuseGlobal(path.length > 1 ? path[0] : undefined);
    return { kind: 'system', name: path.at(-1) ?? '' };
  }
  refuseGlobal(reader.acceptOneOf('GLOBAL', 'SESSION', 'LOCAL'));
  return { kind: 'system', name: reader.expectName().toLowerCase() };
}

function refuseGlobal(scope: string | undefined): void {
  if (scope?.toLowerCase() === 'global') {
    throw simulatorCannot('SET GLOBAL');
  }
}

function assign(target: Target, expression: Expression, context: SetContext): void {
  const value = context.evaluate(expression);
  if (target.kind === 'user') {
    assignUserVariable(target.name, value, context.session);
    return;
  }
  const definition = context.definitions.get(target.name);
  if (definition === undefined) {
    throw unknownSystemVariable(target.name);
  }
  if (definition.isReadOnly) {
    throw new ServerError(1238, 'HY000', `Variable '${target.name}' is a read only variable`);
  }
  const isDefault = value?.toLowerCase() === 'default';
  context.session.variables.set(
    target.name,
    isDefault ? definition.value : checkedValue(target.name, value, definition),
  );
}

function assignUserVariable(name: string, value: string | null, session: Session): void {
  if (value === null) {
    session.userVariables.delete(name);
  } else {
    session.userVariables.set(name, value);
  }
}

function checkedValue(name: string, value: string | null, definition: VariableDefinition): bigint | string {
  switch (definition.kind) {
    case 'integer':
      if (value === null || !/^-?[0-9]+$/.test(value)) {
        throw new ServerError(1232, '42000', `Incorrect argument type to variable '${name}'`);
      }
      return BigInt(value);
    case 'boolean': {
      const word = value?.toUpperCase() ?? 'NULL';
      if (!['0', '1', 'ON', 'OFF', 'TRUE', 'FALSE'].includes(word)) {
        throw wrongValue(name, word);
      }
      return ['1', 'ON', 'TRUE'].includes(word) ? 1n : 0n;
    }
    case 'timeZone':
      if (value === null || (value.toUpperCase() !== 'SYSTEM' && parseOffsetMinutes(value) === undefined)) {
        throw unknownTimeZone(value ?? 'NULL');
      }
      return value;
    case 'text':
      // NULL is allowed for character_set_results only: the client wants no conversion
      return value ?? '';
  }
}

function wrongValue(name: string, value: string): ServerError {
  return new ServerError(1231, '42000', `Variable '${name}' can't be set to the value of '${value}'`);
}
