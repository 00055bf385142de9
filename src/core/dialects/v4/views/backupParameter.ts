import type { Destination } from '../../../model/destination';
import type { RowReader } from '../../../rows';
import { selectFrom, tenantIdOf, type ViewScope, type ViewSpec } from '../viewScope';

/** Settings of data backup; `data_backup_dest` is the one that exists. */
const backupParameter: ViewSpec = { name: 'OB_BACKUP_PARAMETER', columns: ['NAME', 'VALUE'] };

export function dataBackupDestQuery(scope: ViewScope): { view: string; text: string } {
  return selectFrom(scope, backupParameter, "WHERE NAME = 'data_backup_dest'");
}

/** No row, and an empty value, both mean: not set. */
export function readDataDestination(scope: ViewScope): (row: RowReader) => Destination | undefined {
  return (row) => {
    const maskedUri = row.maskedText('VALUE') ?? '';
    if (maskedUri === '') {
      return undefined;
    }
    return {
      purpose: 'data',
      tenantId: tenantIdOf(scope, row),
      maskedUri,
      attributes: new Map(),
      origin: row.origin('TENANT_ID', 'NAME'),
    };
  };
}
