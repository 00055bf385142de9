import { bigint, longtext, optional, required, timestamp, varchar } from '../../columns';
import { authorization, settingsValue } from '../destination';
import type { TenantViews, VersionedColumn } from './view';

/** `CDB_OB_ARCHIVE_DEST`: name and value rows; none where there is no destination. */
export const archiveDest: TenantViews = {
  name: 'OB_ARCHIVE_DEST',
  columns: [required('DEST_NO', bigint()), required('NAME', varchar(1024)), optional('VALUE', varchar(4096))],
  *rows(tenant) {
    const target = tenant.archiveDestination;
    const row = (name: string, value: string) => ({ DEST_NO: 0n, NAME: name, VALUE: value });
    if (target !== null) {
      yield row('binding', target.binding);
      yield row('dest_id', target.destId.toString());
      yield row('path', settingsValue(target.destination));
      yield row('piece_switch_interval', target.intervalText);
    }
    if (tenant.archiveState !== null) {
      yield row('state', tenant.archiveState);
    }
  },
};

/** `CDB_OB_BACKUP_PARAMETER`: `data_backup_dest`, empty after it was cleared. */
export const backupParameter: TenantViews = {
  name: 'OB_BACKUP_PARAMETER',
  columns: [required('NAME', varchar(1024)), optional('VALUE', longtext)],
  *rows(tenant) {
    if (tenant.hasDataDestinationRow) {
      const target = tenant.dataDestination;
      yield {
        NAME: 'data_backup_dest',
        VALUE: target === null ? '' : settingsValue(target.destination),
      };
    }
  },
};

const storageColumns: readonly VersionedColumn[] = [
  required('PATH', varchar(1024)),
  required('ENDPOINT', varchar(256)),
  required('DEST_ID', bigint()),
  required('DEST_TYPE', varchar(64)),
  required('AUTHORIZATION', varchar(1024)),
  required('EXTENSION', varchar(512)),
  required('CHECK_FILE_NAME', varchar(256)),
  required('LAST_CHECK_TIMESTAMP', timestamp()),
];

/** `CDB_OB_BACKUP_STORAGE_INFO`: every destination that a tenant uses or used. */
export const backupStorageInfo: TenantViews = {
  name: 'OB_BACKUP_STORAGE_INFO',
  since: '4.2.5',
  dbaHasTenantId: true,
  columns: storageColumns,
  *rows(tenant, { time }) {
    for (const info of tenant.storage) {
      yield {
        PATH: info.destination.root,
        ENDPOINT: info.destination.host,
        DEST_ID: info.destId,
        DEST_TYPE: info.kind === 'archive' ? 'archive_log' : 'backup_data',
        AUTHORIZATION: authorization(info.destination),
        EXTENSION: info.destination.extension,
        CHECK_FILE_NAME: `${tenant.id}_connect_file_${info.destId}.obbak`,
        LAST_CHECK_TIMESTAMP: time(info.checkedMicros),
      };
    }
  },
};

/** `CDB_OB_BACKUP_STORAGE_INFO_HISTORY`: former authorizations; there is no way yet to change one. */
export const backupStorageInfoHistory: TenantViews = {
  name: 'OB_BACKUP_STORAGE_INFO_HISTORY',
  since: '4.2.5',
  dbaHasTenantId: true,
  columns: storageColumns,
  rows: () => [],
};
