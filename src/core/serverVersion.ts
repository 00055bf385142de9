import type { ServerIdentity } from './dialects/dialect';

/** An OceanBase version as it announced itself. */
export interface ServerVersion {
  /** `4.2.5.0`, `3.1.3`. */
  readonly text: string;
  readonly numbers: readonly number[];
  readonly edition: ServerIdentity['edition'];
}

const NUMBER = /\d+(?:\.\d+){2,3}/;

export function isOceanBase(announcement: string): boolean {
  return /oceanbase/i.test(announcement);
}

/** seekdb is made from OceanBase and says so: `5.7.25-OceanBase seekdb-v1.1.0.0` (its manual, VERSION). */
export function isSeekdb(announcement: string): boolean {
  return /seekdb/i.test(announcement);
}

/** What else speaks the MySQL protocol, as far as it tells. */
export function foreignKind(comment: string, version: string): 'mysql' | 'mariadb' | 'unknownServer' {
  if (/mariadb/i.test(comment) || /mariadb/i.test(version)) {
    return 'mariadb';
  }
  // Builds of Linux distributions name themselves instead of MySQL.
  const looksLikeMysql = /mysql|percona|^\(?(?:ubuntu|debian|homebrew|source distribution)\)?/i.test(comment);
  return looksLikeMysql && /^[589]\.\d+\.\d+/.test(version) ? 'mysql' : 'unknownServer';
}

/**
 * The version of OceanBase, from the first of these that has it: `@@version_comment`
 * (`OceanBase_CE 4.2.5.0 (r…) (Built …)`), `OB_VERSION()`, `VERSION()` (`5.7.25-OceanBase-v4.1.0.0`,
 * `3.1.5-OceanBase CE`, or a bare `3.2.0`). The compatible MySQL version that stands in front is not it.
 */
export function findVersion(comment: string, obVersion: string, version: string): ServerVersion | undefined {
  const text =
    numberAfterName(comment) ?? NUMBER.exec(obVersion)?.[0] ?? numberAfterName(version) ?? ownNumber(version);
  if (text === undefined) {
    return undefined;
  }
  const numbers = text.split('.').map(Number);
  return { text, numbers, edition: editionOf(`${comment} ${version}`, numbers) };
}

/** The design that a version follows: 3.1 and later 3.x, or 4.x. 2.2.77 has the older one too, but is not promised. */
export function lineOf(numbers: readonly number[]): 3 | 4 | undefined {
  const [major = 0, minor = 0] = numbers;
  if (major === 3 && minor >= 1) {
    return 3;
  }
  return major === 4 ? 4 : undefined;
}

function numberAfterName(announcement: string): string | undefined {
  const place = announcement.search(/oceanbase/i);
  return place < 0 ? undefined : NUMBER.exec(announcement.slice(place))?.[0];
}

/** A number that stands without the name, or before it, unless it is that of a MySQL (5.x and later). */
function ownNumber(version: string): string | undefined {
  const text = NUMBER.exec(version)?.[0];
  return text !== undefined && Number(text.split('.')[0]) < 5 ? text : undefined;
}

/** Community builds of 4.x add `_CE`; of 3.x only some do, and 3.2 exists as enterprise alone. */
function editionOf(announcements: string, numbers: readonly number[]): ServerIdentity['edition'] {
  if (/oceanbase[_ ]CE\b/i.test(announcements)) {
    return 'community';
  }
  const [major = 0, minor = 0] = numbers;
  return major >= 4 || (major === 3 && minor >= 2) ? 'enterprise' : 'unknown';
}
