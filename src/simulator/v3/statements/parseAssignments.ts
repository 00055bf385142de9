import type { TokenReader } from '../../sql/tokenReader';
import type { Assignment } from './statement';

/** `name = value [SERVER = 'ip:port' | ZONE = 'zone'] [, …]`, behind `ALTER SYSTEM SET`. */
export function parseAssignments(reader: TokenReader): readonly Assignment[] {
  const assignments = [parseAssignment(reader)];
  while (reader.acceptSign(',')) {
    assignments.push(parseAssignment(reader));
  }
  return assignments;
}

function parseAssignment(reader: TokenReader): Assignment {
  const name = reader.expectName();
  if (!reader.acceptSign('=')) {
    reader.expect('TO');
  }
  const value = parseValue(reader);
  if (reader.accept('COMMENT')) {
    reader.acceptSign('=');
    reader.expectText();
  }
  const place = reader.acceptOneOf('SERVER', 'ZONE');
  if (place === undefined) {
    return { name, value };
  }
  reader.acceptSign('=');
  const where = reader.expectText();
  return place === 'SERVER' ? { name, value, server: where } : { name, value, zone: where };
}

/** A text, a number, a word such as `True` or `10G`, or a negative number. */
function parseValue(reader: TokenReader): string {
  const isNegative = reader.acceptSign('-');
  const token = reader.peek();
  const isValue =
    token?.kind === 'number' || (!isNegative && (token?.kind === 'text' || token?.kind === 'word'));
  if (token === undefined || !isValue) {
    throw reader.syntaxError();
  }
  reader.next();
  return isNegative ? `-${token.value}` : token.value;
}
