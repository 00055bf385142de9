import assert from 'node:assert/strict';
import { createV3Dialect } from '../../../../src/core/dialects/v3/dialect';
import type { BackupJob } from '../../../../src/core/model/backupJob';
import { refusedBy } from '../support/fakeDatabase';
import { detailsRow, filesRow, identity, progressRow, resultRow } from './support/v3Rows';
import { type Holdings, type Row, v3Server } from './support/v3Server';

const dialect = createV3Dialect(identity);

async function job(holdings: Holdings): Promise<BackupJob | undefined> {
  return (await dialect.readJobs(v3Server(holdings), ['set/4']))[0];
}

const failed: Row = { STATUS: 'FAILED' };

describe('a run of 3.x that left PROGRESS', () => {
  it('is completed when every tenant is', async () => {
    const ended = await job({ CDB_OB_BACKUP_SET_DETAILS: [detailsRow(1), detailsRow(1001)] });
    assert.deepEqual([ended?.state, ended?.status, ended?.setId], ['completed', 'COMPLETED', 4n]);
    assert.equal(ended?.endedAt?.text, '2022-05-03 02:18:07.902117');
    assert.deepEqual(ended?.executorTenantIds, [1n, 1001n]);
  });

  it('failed when one tenant failed, whatever the others did', async () => {
    const ended = await job({
      CDB_OB_BACKUP_SET_DETAILS: [detailsRow(1), detailsRow(1001, failed), detailsRow(1002, failed)],
      __all_backup_task_history: [resultRow(1001, -9051), resultRow(1002, -4072)],
    });
    assert.deepEqual([ended?.state, ended?.status, ended?.result], ['failed', 'FAILED', -9051n]);
  });

  it('was cancelled when every bad end has that result', async () => {
    const ended = await job({
      CDB_OB_BACKUP_SET_DETAILS: [detailsRow(1, failed), detailsRow(1001, failed)],
      __all_backup_task_history: [resultRow(1, -4072), resultRow(1001, -4072)],
    });
    assert.equal(ended?.state, 'cancelled');
  });

  it('failed or was cancelled when nothing tells which', async () => {
    const ended = await job({
      CDB_OB_BACKUP_SET_DETAILS: [detailsRow(1, failed)],
      __all_backup_task_history: refusedBy(1142),
    });
    assert.equal(ended?.state, 'failedOrCancelled');
  });

  it('still runs while a tenant is on its way from one view to the other', async () => {
    const moving = await job({
      CDB_OB_BACKUP_SET_DETAILS: [detailsRow(1001)],
      CDB_OB_BACKUP_SET_FILES: [filesRow(1001), filesRow(1002, { STATUS: 'DOING' })],
    });
    assert.deepEqual([moving?.state, moving?.endedAt], ['running', undefined]);
  });

  it('is absent where no view has it, so that it is looked for again', async () => {
    assert.equal(await job({}), undefined);
  });

  it('still runs while PROGRESS has a row of it, with the tenants that are done beside', async () => {
    const running = await job({
      CDB_OB_BACKUP_PROGRESS: [progressRow(1001)],
      CDB_OB_BACKUP_SET_DETAILS: [detailsRow(1002)],
    });
    assert.equal(running?.state, 'running');
    assert.deepEqual(
      running?.tasks.map(({ tenantId, phase }) => [tenantId, phase]),
      [
        [1001n, 'RUNNING'],
        [1002n, 'COMPLETED'],
      ],
    );
  });

  it('is not looked for under a key of another line', async () => {
    const database = v3Server({});
    assert.deepEqual(await dialect.readJobs(database, ['1002/7', 'set/x', '']), []);
    assert.deepEqual(database.statements, []);
  });
});

describe('telling a new run of 3.x from older ones', () => {
  it('counts from the highest number of any view', async () => {
    const baseline = await dialect.readBaseline(
      v3Server({
        CDB_OB_BACKUP_PROGRESS: [progressRow(1, { BS_KEY: '6' })],
        CDB_OB_BACKUP_SET_FILES: [filesRow(1, { BS_KEY: '7' })],
        CDB_OB_BACKUP_SET_DETAILS: [detailsRow(1, { BS_KEY: '5' })],
      }),
      [],
    );
    assert.deepEqual([...baseline.highestIds], [[1n, 7n]]);
  });

  it('starts at 0 where nothing was ever backed up', async () => {
    assert.deepEqual([...(await dialect.readBaseline(v3Server({}), [])).highestIds], [[1n, 0n]]);
  });

  it('finds what is newer, running or over, and nothing older', async () => {
    const found = await dialect.findJobsSince(
      v3Server({
        CDB_OB_BACKUP_PROGRESS: [progressRow(1001, { BS_KEY: '6' })],
        CDB_OB_BACKUP_SET_DETAILS: [detailsRow(1001, { BS_KEY: '5' }), detailsRow(1001)],
      }),
      { highestIds: new Map([[1n, 4n]]) },
      [],
    );
    assert.deepEqual(found.map(({ key, state }) => [key, state]).sort(), [
      ['set/5', 'completed'],
      ['set/6', 'running'],
    ]);
  });

  it('does without the files view, which the first 3.1 lacks', async () => {
    const early = { CDB_OB_BACKUP_SET_FILES: refusedBy(1146), CDB_OB_BACKUP_SET_DETAILS: [detailsRow(1001)] };
    assert.deepEqual([...(await dialect.readBaseline(v3Server(early), [])).highestIds], [[1n, 4n]]);
    const found = await dialect.findJobsSince(v3Server(early), { highestIds: new Map() }, []);
    assert.deepEqual(
      found.map(({ key }) => key),
      ['set/4'],
    );
    assert.equal(await dialect.locateSet(v3Server(early), 1n, { id: 9n }), 5n);
  });

  it('fails rather than finds nothing where the views cannot be read', async () => {
    await assert.rejects(
      dialect.findJobsSince(
        v3Server({ CDB_OB_BACKUP_PROGRESS: refusedBy(4012) }),
        { highestIds: new Map() },
        [],
      ),
    );
  });
});
