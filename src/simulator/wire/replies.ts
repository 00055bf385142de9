import type { ServerError } from '../serverError';
import type { ResultColumn, ResultSet } from '../sql/resultSet';
import { PayloadWriter } from './payload';
import { NOT_NULL_FLAG, wireTypeOf } from './wireType';

const MARK = { ok: 0x00, eof: 0xfe, error: 0xff } as const;
/** SERVER_STATUS_AUTOCOMMIT: no transaction is open. */
const STATUS_AUTOCOMMIT = 2;
const FIXED_FIELDS_LENGTH = 0x0c;

/** The payload of an OK packet. */
export function okPayload(): Buffer {
  return new PayloadWriter().byte(MARK.ok).length(0).length(0).short(STATUS_AUTOCOMMIT).short(0).finish();
}

/** The payload of an ERR packet, SQLSTATE included. */
export function errorPayload(error: ServerError): Buffer {
  return new PayloadWriter()
    .byte(MARK.error)
    .short(error.number)
    .text('#')
    .text(error.sqlState)
    .text(error.message)
    .finish();
}

/** A whole result set: number of columns, their definitions, rows, two EOF packets between and behind. */
export function resultPayloads({ columns, rows }: ResultSet): readonly Buffer[] {
  return [
    new PayloadWriter().length(columns.length).finish(),
    ...columns.map((column) => columnPayload(column).finish()),
    eofPayload(),
    ...rows.map(rowPayload),
    eofPayload(),
  ];
}

/** The answer to COM_FIELD_LIST: definitions with a default value each, then EOF. */
export function fieldListPayloads(columns: readonly ResultColumn[]): readonly Buffer[] {
  return [...columns.map((column) => columnPayload(column).nullValue().finish()), eofPayload()];
}

/** The payload of an EOF packet. */
function eofPayload(): Buffer {
  return new PayloadWriter().byte(MARK.eof).short(0).short(STATUS_AUTOCOMMIT).finish();
}

/** A bare text, as COM_STATISTICS is answered. */
export function textPayload(text: string): Buffer {
  return new PayloadWriter().text(text).finish();
}

function columnPayload({ label, type, nullable, origin }: ResultColumn): PayloadWriter {
  const wire = wireTypeOf(type);
  return new PayloadWriter()
    .prefixedText('def')
    .prefixedText(origin?.schema ?? '')
    .prefixedText(origin?.tableAlias ?? '')
    .prefixedText(origin?.table ?? '')
    .prefixedText(label)
    .prefixedText(origin?.column ?? '')
    .byte(FIXED_FIELDS_LENGTH)
    .short(wire.charset)
    .long(wire.length)
    .byte(wire.code)
    .short(wire.flags | (nullable ? 0 : NOT_NULL_FLAG))
    .byte(wire.decimals)
    .short(0);
}

function rowPayload(row: readonly (string | null)[]): Buffer {
  const writer = new PayloadWriter();
  for (const value of row) {
    if (value === null) {
      writer.nullValue();
    } else {
      writer.prefixedText(value);
    }
  }
  return writer.finish();
}
