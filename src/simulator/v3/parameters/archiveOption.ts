import { invalidConfig } from '../errors';

/** The words of `backup_log_archive_option`, lower case. */
const MODES = ['optional', 'mandatory'];
const COMPRESSIONS = ['enable', 'disable', 'lz4_1.0', 'zstd_1.3.8'];
const ENCRYPTION_MODES = ['none', 'transparent_encryption'];

/**
 * Checks a value of `backup_log_archive_option`: words separated by blanks in any letter case, with
 * blanks allowed around `=`. The server keeps the text as typed.
 *
 * @throws ServerError 4147 for a word that the version does not know
 */
export function checkArchiveOption(text: string): void {
  const words = text
    .toLowerCase()
    .replaceAll(/\s*=\s*/g, '=')
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0 || !words.every(isKnownWord)) {
    throw invalidConfig();
  }
}

function isKnownWord(word: string): boolean {
  const [key, value] = word.split('=');
  if (key === undefined || value === undefined) {
    return MODES.includes(word);
  }
  switch (key) {
    case 'compression':
      return COMPRESSIONS.includes(value);
    case 'encryption_mode':
      return ENCRYPTION_MODES.includes(value);
    case 'encryption_algorithm':
      return /^[a-z0-9_.-]+$/.test(value);
    default:
      return false;
  }
}
