/**
 * How `utf8mb4_general_ci` sees a text: without case, without accents, without blanks at the end.
 * Two texts are equal for the server when these keys are equal.
 */
export function foldText(text: string): string {
  return foldCharacters(text).replace(/ +$/, '');
}

/** As {@link foldText}, blanks at the end kept: LIKE sees them. */
function foldCharacters(text: string): string {
  // only the plain letters can be folded without looking: nearly every text of the dictionary views
  if (/^[\x20-\x7e]*$/.test(text)) {
    return text.toUpperCase();
  }
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/ß/g, 's')
    .normalize('NFC')
    .toUpperCase();
}

/** Whether `text LIKE pattern ESCAPE escapeSign`. */
export function matchesLike(text: string, pattern: string, escapeSign: string): boolean {
  return likeExpression(pattern, escapeSign).test(foldCharacters(text));
}

let lastPattern: { readonly key: string; readonly expression: RegExp } | undefined;

function likeExpression(pattern: string, escapeSign: string): RegExp {
  const key = `${escapeSign}\0${pattern}`;
  if (lastPattern?.key === key) {
    return lastPattern.expression;
  }
  const characters = Array.from(pattern);
  let source = '';
  for (let i = 0; i < characters.length; i += 1) {
    const char = characters[i] ?? '';
    if (char === escapeSign && i + 1 < characters.length) {
      i += 1;
      source += literally(characters[i] ?? '');
    } else if (char === '%') {
      source += '.*';
    } else {
      source += char === '_' ? '.' : literally(char);
    }
  }
  const expression = new RegExp(`^${source}$`, 'su');
  lastPattern = { key, expression };
  return expression;
}

function literally(char: string): string {
  return foldCharacters(char).replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
