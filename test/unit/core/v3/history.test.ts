import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createV3Dialect } from '../../../../src/core/dialects/v3/dialect';
import type { BackupSet } from '../../../../src/core/model/backupSet';
import { refusedBy } from '../support/fakeDatabase';
import { detailsRow, filesRow, identity, progressRow, resultRow, roundRow } from './support/v3Rows';
import { type Holdings, type Row, v3Server } from './support/v3Server';

const dialect = createV3Dialect(identity);

async function setsOf(holdings: Holdings): Promise<readonly BackupSet[]> {
  return (await dialect.readSets(v3Server(holdings), 1n, {})).items;
}

async function endOf(status: string, holdings: Holdings = {}): Promise<string | undefined> {
  const [set] = await setsOf({
    CDB_OB_BACKUP_SET_DETAILS: [detailsRow(1001, { STATUS: status })],
    ...holdings,
  });
  return set?.state;
}

describe('the sets of 3.x', () => {
  it('join how the run ended with what became of the files', async () => {
    const [set] = await setsOf({
      CDB_OB_BACKUP_SET_DETAILS: [detailsRow(1001)],
      CDB_OB_BACKUP_SET_FILES: [filesRow(1001, { FILE_STATUS: 'EXPIRED' })],
    });
    assert.deepEqual(
      [set?.state, set?.fileState, set?.fileStatus, set?.encryption, set?.elapsedSeconds],
      ['succeeded', 'expired', 'EXPIRED', 'none', 487n],
    );
    assert.deepEqual(set?.startedAt?.epochMicros, 1_651_515_000_518_204n);
  });

  it('are good only by the words of success, one of them misspelt in the manual', async () => {
    assert.equal(await endOf('COMPLETED'), 'succeeded');
    assert.equal(await endOf('COMPELETED'), 'succeeded');
    assert.equal(await endOf('MERGING'), 'unknown');
  });

  it('are called cancelled only where the result says so', async () => {
    const history = (result: number) => ({ __all_backup_task_history: [resultRow(1001, result)] });
    assert.equal(await endOf('FAILED', history(-4072)), 'cancelled');
    assert.equal(await endOf('FAILED', history(-9051)), 'failed');
    assert.equal(await endOf('FAILED'), 'failedOrCancelled');
  });

  it('are "failed or cancelled" where the internal history may not be read, which is said', async () => {
    const page = await dialect.readSets(
      v3Server({
        CDB_OB_BACKUP_SET_DETAILS: [detailsRow(1001, { STATUS: 'FAILED' })],
        __all_backup_task_history: refusedBy(1142),
      }),
      1n,
      {},
    );
    assert.equal(page.items[0]?.state, 'failedOrCancelled');
    assert.deepEqual(
      page.problems.map(({ view, serverNumber }) => [view, serverNumber]),
      [['oceanbase.__all_backup_task_history', 1142]],
    );
  });

  it('do not ask the internal history while all ended well', async () => {
    const database = v3Server({ CDB_OB_BACKUP_SET_DETAILS: [detailsRow(1001)] });
    await dialect.readSets(database, 1n, {});
    assert.ok(database.statements.every((text) => !text.includes('__all_backup_task_history')));
  });

  it('keep how they ended while they are being deleted, as far as anything tells', async () => {
    assert.equal(await endOf('DELETING'), 'succeeded');
    assert.equal(await endOf('DELETING', { __all_backup_task_history: [resultRow(1001, -9051)] }), 'failed');
    assert.equal(await endOf('DELETING', { __all_backup_task_history: refusedBy(1142) }), 'unknown');
    const [set] = await setsOf({ CDB_OB_BACKUP_SET_DETAILS: [detailsRow(1001, { STATUS: 'DELETING' })] });
    assert.equal(set?.fileState, 'deleting');
  });

  it('include those of which only the files are left on record', async () => {
    const sets = await setsOf({
      CDB_OB_BACKUP_SET_DETAILS: [detailsRow(1001, { BS_KEY: '5' })],
      CDB_OB_BACKUP_SET_FILES: [
        filesRow(1001, { BS_KEY: '5' }),
        filesRow(1001, { FILE_STATUS: 'DELETED' }),
        filesRow(1001, { COPY_ID: '1' }),
      ],
    });
    assert.deepEqual(
      sets.map(({ setId, state, fileState }) => [setId, state, fileState]),
      [
        [5n, 'succeeded', 'available'],
        [4n, 'succeeded', 'deleted'],
      ],
    );
  });

  it('have files of unknown state where that view is missing', async () => {
    const page = await dialect.readSets(
      v3Server({
        CDB_OB_BACKUP_SET_DETAILS: [detailsRow(1001)],
        CDB_OB_BACKUP_SET_FILES: refusedBy(1146),
      }),
      1n,
      {},
    );
    assert.deepEqual([page.items[0]?.state, page.items[0]?.fileState], ['succeeded', 'unknown']);
    assert.equal(page.problems[0]?.kind, 'viewMissing');
  });

  it('do not show a run that goes on, not even the tenants that are done', async () => {
    const finished = [detailsRow(1001, { BS_KEY: '3' }), detailsRow(1002, { BS_KEY: '3' })];
    const half = [...finished, detailsRow(1002)];
    const fromProgress = await setsOf({
      CDB_OB_BACKUP_PROGRESS: [progressRow(1001)],
      CDB_OB_BACKUP_SET_DETAILS: half,
    });
    const fromFiles = await setsOf({
      CDB_OB_BACKUP_SET_DETAILS: half,
      CDB_OB_BACKUP_SET_FILES: [filesRow(1001, { STATUS: 'DOING' }), filesRow(1002)],
    });
    for (const sets of [fromProgress, fromFiles]) {
      assert.deepEqual([...new Set(sets.map(({ setId }) => setId))], [3n]);
    }
  });

  it('say which SELECT reads a row again, and carry the whole row', async () => {
    const [set] = await setsOf({ CDB_OB_BACKUP_SET_DETAILS: [detailsRow(1001)] });
    assert.match(
      set?.origin.select ?? '',
      / FROM oceanbase\.CDB_OB_BACKUP_SET_DETAILS WHERE INCARNATION = 1 AND TENANT_ID = 1001 AND BS_KEY = 4;$/,
    );
    assert.equal(set?.origin.row.get('OUTPUT_RATE_BYTES'), '7931058.9925');
  });

  it('come whole and complete, a hundred a page, newest first', async () => {
    const history = fc.uniqueArray(fc.integer({ min: 1, max: 2000 }), { maxLength: 260 });
    await fc.assert(
      fc.asyncProperty(history, fc.integer({ min: 1, max: 3 }), async (ids, tenants) => {
        const rowsOf = (make: (tenantId: number, more: Row) => Row, from: readonly number[]): Row[] =>
          from.flatMap((id) =>
            Array.from({ length: tenants }, (_, index) => make(1001 + index, { BS_KEY: `${id}` })),
          );
        const half = ids.slice(0, ids.length / 2);
        const database = v3Server({
          CDB_OB_BACKUP_SET_DETAILS: rowsOf(detailsRow, half),
          CDB_OB_BACKUP_SET_FILES: rowsOf(filesRow, ids),
        });
        const seen: BackupSet[] = [];
        let olderThan: bigint | undefined;
        do {
          const page = await dialect.readSets(database, 1n, olderThan === undefined ? {} : { olderThan });
          assert.ok(page.items.length <= 100 * tenants);
          seen.push(...page.items);
          olderThan = page.olderThan;
        } while (olderThan !== undefined);
        const expected = [...ids]
          .sort((a, b) => b - a)
          .flatMap((id) => Array.from({ length: tenants }, (_, index) => `${id}/${1001 + index}`));
        assert.deepEqual(
          seen.map(({ setId, tenantId }) => `${setId}/${tenantId}`),
          expected,
        );
      }),
      { numRuns: 30 },
    );
  });
});

describe('the rounds of 3.x', () => {
  it('come whole, newest first, and end with the oldest', async () => {
    const database = v3Server({
      CDB_OB_BACKUP_ARCHIVELOG_SUMMARY: [
        roundRow(1, { LOG_ARCHIVE_ROUND: '2', STATUS: 'INTERRUPTED' }),
        roundRow(1001, { LOG_ARCHIVE_ROUND: '2', STATUS: 'INTERRUPTED' }),
      ],
    });
    const page = await dialect.readRounds(database, 1001n, {});
    assert.deepEqual(
      page.items.map(({ tenantId, roundId, state }) => [tenantId, roundId, state]),
      [
        [1n, 2n, 'interrupted'],
        [1001n, 2n, 'interrupted'],
      ],
    );
    assert.equal(page.olderThan, undefined);
  });

  it('are a problem and not an empty list where the view is refused', async () => {
    const page = await dialect.readRounds(
      v3Server({ CDB_OB_BACKUP_ARCHIVELOG_SUMMARY: refusedBy(1142) }),
      1n,
      {},
    );
    assert.deepEqual(
      page.problems.map(({ kind }) => kind),
      ['refused'],
    );
  });
});

describe('the pieces of 3.x', () => {
  const piece = (more: Row): Row => ({
    INCARNATION: '1',
    TENANT_ID: '1001',
    ROUND_ID: '1',
    BACKUP_PIECE_ID: '3',
    COPY_ID: '0',
    START_TS: '2022-05-02 00:00:28.197301',
    CHECKPOINT_TS: '2022-05-03 00:59:49.402568',
    MAX_TS: 'MAX',
    STATUS: 'ACTIVE',
    FILE_STATUS: 'AVAILABLE',
    ...more,
  });

  it('are open-ended while they are active, whichever way the build says it', async () => {
    for (const MAX_TS of ['MAX', '', null]) {
      const page = await dialect.readPieces(
        v3Server({ CDB_OB_BACKUP_PIECE_FILES: [piece({ MAX_TS })] }),
        1001n,
        1n,
        {},
      );
      assert.deepEqual([page.items[0]?.state, page.items[0]?.end], ['active', undefined]);
    }
  });

  it('are those of one tenant and round, without copies', async () => {
    const page = await dialect.readPieces(
      v3Server({
        CDB_OB_BACKUP_PIECE_FILES: [
          piece({}),
          piece({ TENANT_ID: '1002' }),
          piece({ ROUND_ID: '2' }),
          piece({ COPY_ID: '1' }),
        ],
      }),
      1001n,
      1n,
      {},
    );
    assert.equal(page.items.length, 1);
  });

  it('keep the number 0 of a round whose pieces are not switched', async () => {
    const database = v3Server({ CDB_OB_BACKUP_PIECE_FILES: [piece({ BACKUP_PIECE_ID: '0' })] });
    const page = await dialect.readPieces(database, 1001n, 1n, {});
    assert.equal(page.items[0]?.pieceId, 0n);
  });

  it('that the manual calls INCOMPELTE are incomplete', async () => {
    const database = v3Server({ CDB_OB_BACKUP_PIECE_FILES: [piece({ FILE_STATUS: 'INCOMPELTE' })] });
    const page = await dialect.readPieces(database, 1001n, 1n, {});
    assert.equal(page.items[0]?.fileState, 'incomplete');
  });
});

describe('jumping in the history of 3.x', () => {
  const holdings: Holdings = {
    CDB_OB_BACKUP_SET_DETAILS: [detailsRow(1001, { BS_KEY: '7', START_TIME: '2022-05-02 02:00:00.000000' })],
    CDB_OB_BACKUP_SET_FILES: [filesRow(1001, { BS_KEY: '9', START_TIME: '2022-05-03 02:00:00.000000' })],
    CDB_OB_BACKUP_PIECE_FILES: [
      {
        TENANT_ID: '1001',
        ROUND_ID: '1',
        COPY_ID: '0',
        BACKUP_PIECE_ID: '3',
        START_TS: '2022-05-02 00:00:00.000000',
      },
      { TENANT_ID: '1001', ROUND_ID: '1', COPY_ID: '0', BACKUP_PIECE_ID: '4', START_TS: '' },
    ],
  };
  const at = (epochMs: number) => ({ atMicros: BigInt(epochMs) * 1000n });

  it('finds the set with the number or the next lower one, in either view', async () => {
    assert.equal(await dialect.locateSet(v3Server(holdings), 1n, { id: 8n }), 8n);
    assert.equal(await dialect.locateSet(v3Server(holdings), 1n, { id: 100n }), 10n);
    assert.equal(await dialect.locateSet(v3Server(holdings), 1n, { id: 6n }), undefined);
  });

  it('compares moments in the zone of the session', async () => {
    const noon = Date.parse('2022-05-02T12:00:00+08:00');
    assert.equal(await dialect.locateSet(v3Server(holdings), 1n, at(noon)), 8n);
    assert.equal(await dialect.locatePiece(v3Server(holdings), 1001n, 1n, at(noon)), 4n);
  });

  it('passes over pieces that have no beginning yet', async () => {
    const later = Date.parse('2023-01-01T00:00:00Z');
    assert.equal(await dialect.locatePiece(v3Server(holdings), 1001n, 1n, at(later)), 4n);
  });
});
