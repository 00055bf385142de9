import { varchar } from '../../columns';
import { simulatorCannot } from '../../serverError';
import { at, type Compile, define, type FunctionDefinition } from './functionDefinition';
import { asText, derived, integer, textLengthOf, toText } from './typed';

const concat: Compile = (args) => {
  const length = args.reduce((sum, arg) => sum + textLengthOf(arg.type), 0);
  const sql = args.map((arg) => `(${asText(arg)})`).join(' || ');
  return { sql: `(${sql})`, rep: 'text', type: varchar(length), ...derived(args) };
};

const concatWithSeparator: Compile = (args) => {
  const [separator, ...values] = args.map(asText);
  const length = args.reduce((sum, arg) => sum + textLengthOf(arg.type), 0) * 2;
  // the engine's own concat_ws skips NULLs as MySQL's does
  const sql = `iif(${separator} IS NULL, NULL, concat_ws(${[separator, ...values].join(', ')}))`;
  return { sql, rep: 'text', type: varchar(length), ...derived(args), nullable: at(args, 0).nullable };
};

const textFunction =
  (name: string): Compile =>
  (args) => {
    const text = toText(at(args, 0));
    return { ...text, sql: `${name}(${text.sql})` };
  };

const lengthFunction =
  (name: string): Compile =>
  (args) =>
    integer(`CAST(${name}(${asText(at(args, 0))}) AS INTEGER)`, args, 10);

const substring: Compile = (args) => {
  const text = toText(at(args, 0));
  const start = at(args, 1);
  if (start.rep !== 'int' || (args[2] !== undefined && args[2].rep !== 'int')) {
    throw simulatorCannot('SUBSTRING with something else than whole numbers');
  }
  const length = args[2] === undefined ? '' : `, max(0, ${args[2].sql})`;
  // the engine reads position 0 as "before the first character", MySQL as "no text at all"
  const sql = `iif(${start.sql} = 0, '', substr(${text.sql}, ${start.sql}${length}))`;
  return { ...text, sql, ...derived(args) };
};

const side =
  (name: 'left' | 'right'): Compile =>
  (args) => {
    const text = toText(at(args, 0));
    const count = at(args, 1);
    if (count.rep !== 'int') {
      throw simulatorCannot(`${name} with something else than a whole number`);
    }
    return { ...text, sql: `text_${name}(${text.sql}, ${count.sql})`, ...derived(args) };
  };

const replace: Compile = (args) => {
  const text = toText(at(args, 0));
  const sql = `replace(${text.sql}, ${asText(at(args, 1))}, ${asText(at(args, 2))})`;
  return { ...text, sql, ...derived(args) };
};

const position: (needle: number, text: number) => Compile = (needle, text) => (args) =>
  integer(`CAST(text_position(${asText(at(args, text))}, ${asText(at(args, needle))}) AS INTEGER)`, args, 11);

/** MySQL's functions of texts. */
export const TEXT_FUNCTIONS: Readonly<Record<string, FunctionDefinition>> = {
  CHAR_LENGTH: define(1, 1, lengthFunction('length')),
  CONCAT: define(1, 64, concat),
  CONCAT_WS: define(2, 64, concatWithSeparator),
  INSTR: define(2, 2, position(1, 0)),
  LCASE: define(1, 1, textFunction('lower_text')),
  LEFT: define(2, 2, side('left')),
  LENGTH: define(1, 1, lengthFunction('byte_length')),
  LOCATE: define(2, 2, position(0, 1)),
  LOWER: define(1, 1, textFunction('lower_text')),
  LTRIM: define(1, 1, textFunction('ltrim')),
  REPLACE: define(3, 3, replace),
  RIGHT: define(2, 2, side('right')),
  RTRIM: define(1, 1, textFunction('rtrim')),
  SUBSTR: define(2, 3, substring),
  SUBSTRING: define(2, 3, substring),
  TRIM: define(1, 1, textFunction('trim')),
  UCASE: define(1, 1, textFunction('upper_text')),
  UPPER: define(1, 1, textFunction('upper_text')),
};
