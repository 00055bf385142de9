import { maskCredentials } from '../../../masking';
import type { Destination } from '../../../model/destination';
import type { RowReader } from '../../../rows';
import { literalNumber } from '../../../sql';
import { selectFrom, tenantIdOf, type ViewScope, type ViewSpec, viewName } from '../viewScope';

/** The settings of the log archive destinations, a row per name: binding, dest_id, path, piece_switch_interval, state. */
const archiveDest: ViewSpec = { name: 'OB_ARCHIVE_DEST', columns: ['DEST_NO', 'NAME', 'VALUE'] };

/** One setting of one destination. */
export interface ArchiveDestSetting {
  readonly tenantId: bigint;
  /** 0 is `LOG_ARCHIVE_DEST`. */
  readonly destNo: bigint;
  readonly name: string;
  readonly value: string;
}

export function archiveDestQuery(scope: ViewScope): { view: string; text: string } {
  return selectFrom(scope, archiveDest, '');
}

export function readArchiveDestSetting(scope: ViewScope): (row: RowReader) => ArchiveDestSetting {
  return (row) => ({
    tenantId: tenantIdOf(scope, row),
    destNo: row.bigint('DEST_NO'),
    name: row.text('NAME'),
    value: row.maskedText('VALUE') ?? '',
  });
}

/** Puts the rows of one destination together. No rows, or no path: no destination. */
export function archiveDestinations(
  scope: ViewScope,
  settings: readonly ArchiveDestSetting[],
): readonly Destination[] {
  const groups = new Map<string, ArchiveDestSetting[]>();
  for (const setting of settings) {
    const key = `${setting.tenantId}/${setting.destNo}`;
    groups.set(key, [...(groups.get(key) ?? []), setting]);
  }
  return [...groups.values()].flatMap((group) => destinationOf(scope, group) ?? []);
}

function destinationOf(scope: ViewScope, group: readonly ArchiveDestSetting[]): Destination | undefined {
  const [first] = group;
  const attributes = new Map(group.map(({ name, value }) => [name.toLowerCase(), value]));
  const path = attributes.get('path') ?? '';
  if (first === undefined || path === '') {
    return undefined;
  }
  attributes.delete('path');
  const view = viewName(scope, archiveDest);
  const tenant = scope.scope === 'cluster' ? `TENANT_ID = ${literalNumber(first.tenantId)} AND ` : '';
  return {
    purpose: 'archive',
    tenantId: first.tenantId,
    maskedUri: maskCredentials(path),
    attributes,
    origin: {
      view,
      row: new Map(group.map(({ name, value }) => [name, value])),
      select: `SELECT NAME, VALUE FROM ${view} WHERE ${tenant}DEST_NO = ${literalNumber(first.destNo)};`,
    },
  };
}
