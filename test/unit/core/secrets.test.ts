import assert from 'node:assert/strict';
import { createV3Dialect } from '../../../src/core/dialects/v3/dialect';
import { createV4Dialect } from '../../../src/core/dialects/v4/dialect';
import { identity } from './support/nouns';
import { jobRow, type Row, roundRow, setRow, sysRow, t1Row, taskRow, v4Server } from './support/v4Server';
import * as v3 from './v3/support/v3Rows';
import { v3Server } from './v3/support/v3Server';

const SECRET = 'K7xSecretOfTheBucket';
const ADDRESS = `oss://b/d?host=h&access_id=${SECRET}&encrypt_key=${SECRET}&delete_mode=tagging`;
const WORDS = `cannot write to ${ADDRESS}, SET ENCRYPTION ON IDENTIFIED BY '${SECRET}' ONLY`;

/** The same row with an address, and a statement with a password, wherever a server has words of its own. */
function talkative(row: Row): Row {
  const words = ['PATH', 'COMMENT', 'DESCRIPTION'].filter((column) => column in row);
  return { ...row, ...Object.fromEntries(words.map((column) => [column, WORDS])) };
}

/** Everything in a value, whatever it is wrapped in. */
function everything(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'bigint') return `${part}`;
    return part instanceof Map ? [...part] : part;
  });
}

describe('what the core knows of a cluster', () => {
  it('holds no key of an address and no password of a statement on 4.x', async () => {
    const database = v4Server({
      DBA_OB_TENANTS: [sysRow, t1Row],
      CDB_OB_ARCHIVE_DEST: [{ TENANT_ID: '1002', DEST_NO: '0', NAME: 'path', VALUE: ADDRESS }],
      CDB_OB_BACKUP_PARAMETER: [{ TENANT_ID: '1002', NAME: 'data_backup_dest', VALUE: ADDRESS }],
      CDB_OB_ARCHIVELOG: [talkative(roundRow)],
      CDB_OB_ARCHIVELOG_SUMMARY: [talkative(roundRow)],
      CDB_OB_BACKUP_JOBS: [talkative(jobRow)],
      CDB_OB_BACKUP_TASKS: [talkative(taskRow)],
      CDB_OB_BACKUP_SET_FILES: [talkative(setRow)],
      CDB_OB_BACKUP_DELETE_JOBS: [{ TENANT_ID: '1002', JOB_ID: ADDRESS, STATUS: 'DOING', COMMENT: WORDS }],
    });
    const dialect = createV4Dialect(identity());
    const snapshot = await dialect.readSnapshot(database, undefined);
    const known = everything([
      snapshot,
      await dialect.readSets(database, 1002n, {}),
      await dialect.readRounds(database, 1002n, {}),
    ]);
    assert.ok(!known.includes(SECRET));
    assert.equal(
      snapshot.destinations.known && snapshot.destinations.value.map(({ maskedUri }) => maskedUri).join(' '),
      Array(2).fill('oss://b/d?host=h&access_id=***&encrypt_key=***&delete_mode=tagging').join(' '),
    );
  });

  it('holds no key of an address on 3.x, whose parameters show them in clear', async () => {
    const address = `cos://b-1/d?host=h&access_id=${SECRET}&access_key=${SECRET}&appid=1`;
    const database = v3Server({
      __all_tenant: v3.tenantRows,
      CDB_OB_BACKUP_ARCHIVELOG: [v3.roundRow(1)],
      '%backup%': [
        v3.parameterRow('backup_dest', address),
        // another server that says something else makes a problem with both values in it
        v3.parameterRow('backup_dest', `${address}x`),
        v3.parameterRow('backup_backup_dest', address),
        v3.parameterRow('backup_dest_option', `recovery_window=7d&access_key=${SECRET}`),
      ],
    });
    const snapshot = await createV3Dialect(v3.identity).readSnapshot(database, undefined);
    const known = everything(snapshot);
    assert.ok(!known.includes(SECRET));
    assert.ok(known.includes('cos://b-1/d?host=h&access_id=***&access_key=***&appid=1'));
    assert.ok(snapshot.destinations.problems.length > 0);
  });
});
