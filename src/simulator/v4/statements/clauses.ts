import type { TokenReader } from '../../sql/tokenReader';

/** Reads `[DESCRIPTION [=] 'text']`; empty where it does not stand. */
export function readDescription(reader: TokenReader): string {
  if (!reader.accept('DESCRIPTION')) {
    return '';
  }
  reader.acceptSign('=');
  return reader.expectText();
}
