import assert from 'node:assert/strict';
import { createV3Dialect } from '../../../../src/core/dialects/v3/dialect';
import type { ClusterSnapshot } from '../../../../src/core/model/snapshot';
import { refusedBy } from '../support/fakeDatabase';
import { identity, parameterRow, progressRow, roundRow, tenantRows } from './support/v3Rows';
import { type Holdings, v3Server } from './support/v3Server';

const dialect = createV3Dialect(identity);

const ready: Holdings = {
  __all_tenant: tenantRows,
  CDB_OB_BACKUP_ARCHIVELOG: [roundRow(1), roundRow(1001), roundRow(1002)],
  '%backup%': [parameterRow('backup_dest', 'file:///data/nfs/obbackup')],
};

function outcomes(snapshot: ClusterSnapshot): string[] {
  return dialect
    .preflightFullBackup(snapshot, dialect.backupCandidates(snapshot))
    .filter(({ outcome }) => outcome !== 'ok')
    .map(({ id, tenantId, outcome, evidence }) =>
      [id, tenantId, outcome, evidence].filter((part) => part !== undefined && part !== '').join(' '),
    );
}

async function preflight(holdings: Holdings): Promise<string[]> {
  return outcomes(await dialect.readSnapshot(v3Server({ ...ready, ...holdings }), undefined));
}

describe('a full backup on 3.x', () => {
  it('is one statement for the whole cluster', () => {
    assert.deepEqual(dialect.fullBackup([]), {
      text: 'ALTER SYSTEM BACKUP DATABASE',
      maskedText: 'ALTER SYSTEM BACKUP DATABASE',
      danger: 'starting',
      effect: 'startFullBackup',
      tenantNames: [],
    });
  });

  it('takes every tenant along, sys and Oracle mode included', async () => {
    const snapshot = await dialect.readSnapshot(v3Server(ready), undefined);
    assert.deepEqual(
      dialect.backupCandidates(snapshot).map(({ name }) => name),
      ['sys', 'trade', 'ledger'],
    );
  });
});

describe('before a full backup on 3.x', () => {
  it('all is well when everything archives and nothing runs', async () => {
    assert.deepEqual(await preflight({}), []);
  });

  it('an archive that is not DOING blocks, with the word of the server', async () => {
    const rounds = [roundRow(1), roundRow(1001, { STATUS: 'INTERRUPTED' }), roundRow(1002)];
    assert.deepEqual(await preflight({ CDB_OB_BACKUP_ARCHIVELOG: rounds }), [
      'archiveDoing 1001 blocked INTERRUPTED',
    ]);
  });

  it('a cluster that never archived blocks for each tenant', async () => {
    assert.deepEqual(await preflight({ CDB_OB_BACKUP_ARCHIVELOG: [] }), [
      'archiveDoing 1 blocked',
      'archiveDoing 1001 blocked',
      'archiveDoing 1002 blocked',
    ]);
  });

  it('a tenant created a moment ago is not known to archive, and does not block the others', async () => {
    assert.deepEqual(await preflight({ CDB_OB_BACKUP_ARCHIVELOG: [roundRow(1), roundRow(1001)] }), [
      'archiveDoing 1002 unknown',
    ]);
  });

  it('no destination blocks', async () => {
    assert.deepEqual(await preflight({ '%backup%': [parameterRow('backup_dest', '')] }), [
      'dataDestination blocked',
    ]);
  });

  it('a run of anybody blocks', async () => {
    assert.deepEqual(await preflight({ CDB_OB_BACKUP_PROGRESS: [progressRow(1001)] }), [
      'noRunningJob blocked set/4 RUNNING',
    ]);
  });

  it('a tenant that is being restored is passed over, with a warning', async () => {
    const tenants = [
      ...tenantRows.slice(0, 2),
      { ...tenantRows[2], status: 'TENANT_STATUS_RESTORE' },
    ] as const;
    assert.deepEqual(await preflight({ __all_tenant: tenants }), ['tenantNormal 1002 warning RESTORE']);
  });

  it('what cannot be read is unknown, never fine', async () => {
    const refusals = { CDB_OB_BACKUP_ARCHIVELOG: refusedBy(1142), '%backup%': refusedBy(1227) };
    assert.deepEqual(await preflight({ ...refusals, CDB_OB_BACKUP_PROGRESS: refusedBy(1142) }), [
      'readable unknown oceanbase.CDB_OB_BACKUP_ARCHIVELOG, SHOW PARAMETERS, oceanbase.CDB_OB_BACKUP_PROGRESS',
      'dataDestination unknown',
      'noRunningJob unknown',
      'archiveDoing 1 unknown',
      'archiveDoing 1001 unknown',
      'archiveDoing 1002 unknown',
    ]);
  });
});

describe('the manual of 3.x', () => {
  it('has an address for each topic in both languages', () => {
    for (const topic of ['logArchive', 'dataBackup', 'cleaning', 'restore', 'views', 'errors'] as const) {
      assert.match(dialect.manualUrl(topic, 'en'), /^https:\/\/\S+$/);
      assert.notEqual(dialect.manualUrl(topic, 'en'), dialect.manualUrl(topic, 'zh-cn'));
    }
  });
});
