import { varchar } from '../../columns';
import { unknownFunction } from '../sqlErrors';
import type { SessionEnvironment } from './environment';
import { type Compile, define, type FunctionDefinition } from './functionDefinition';
import { integerLiteral, NULL, quote, type Typed, textLiteral } from './typed';

const constantText =
  (value: (environment: SessionEnvironment) => string | undefined): Compile =>
  (_args, environment) => {
    const text = value(environment);
    // without `literal`: the text of a function is not read as a number in a comparison
    return text === undefined
      ? { ...NULL, rep: 'text', type: varchar(128) }
      : { sql: quote(text), rep: 'text', type: varchar(text.length), nullable: true, hasAggregate: false };
  };

const version: Compile = constantText(({ profile }) => profile.versionFunction);
const user: Compile = constantText(({ user: name, clientHost }) => `${name}@${clientHost}`);
const database: Compile = constantText(({ database: name }) => name);

function obVersion(_args: readonly Typed[], environment: SessionEnvironment): Typed {
  const { obVersion: answer } = environment.profile;
  if (answer === '') {
    throw unknownFunction('OB_VERSION');
  }
  return { ...textLiteral(answer), nullable: true };
}

/** Functions that say who asks whom. */
export const SESSION_FUNCTIONS: Readonly<Record<string, FunctionDefinition>> = {
  CONNECTION_ID: define(0, 0, (_args, { connectionId }) => integerLiteral(BigInt(connectionId))),
  CURRENT_USER: define(
    0,
    0,
    constantText(({ user: name }) => `${name}@%`),
  ),
  DATABASE: define(0, 0, database),
  EFFECTIVE_TENANT: define(
    0,
    0,
    constantText(({ tenant }) => tenant.name),
  ),
  EFFECTIVE_TENANT_ID: define(0, 0, (_args, { tenant }) => integerLiteral(tenant.id)),
  OB_VERSION: define(0, 0, obVersion),
  SCHEMA: define(0, 0, database),
  SESSION_USER: define(0, 0, user),
  SYSTEM_USER: define(0, 0, user),
  USER: define(0, 0, user),
  VERSION: define(0, 0, version),
};
