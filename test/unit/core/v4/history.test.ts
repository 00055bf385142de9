import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createV4Dialect } from '../../../../src/core/dialects/v4/dialect';
import { FakeDatabase, refusedBy, rows } from '../support/fakeDatabase';
import { identity } from '../support/nouns';
import { CLOCK, roundRow, setRow, v4Server } from '../support/v4Server';

/** A view with these ids that understands `key < n … ORDER BY key DESC LIMIT n`, and nothing else. */
function pagedServer(key: string, ids: readonly bigint[]): FakeDatabase {
  return new FakeDatabase((text) => {
    if (text.startsWith('SHOW')) {
      return rows([]);
    }
    const below = new RegExp(`${key} < (\\d+)`).exec(text)?.[1];
    const limit = Number(/LIMIT (\d+)$/.exec(text)?.[1]);
    const fitting = ids
      .filter((id) => below === undefined || id < BigInt(below))
      .sort((a, b) => (a < b ? 1 : -1));
    return rows(fitting.slice(0, limit).map((id) => ({ ...CLOCK, ...setRow, [key]: id.toString() })));
  });
}

describe('history of 4.x', () => {
  it('comes in pages that together are all sets, each once, newest first', async () => {
    const anyIds = fc.uniqueArray(fc.bigInt({ min: 1n, max: 2n ** 62n }), { maxLength: 320 });
    await fc.assert(
      fc.asyncProperty(anyIds, async (ids) => {
        const database = pagedServer('BACKUP_SET_ID', ids);
        const dialect = createV4Dialect(identity());
        const seen: bigint[] = [];
        let olderThan: bigint | undefined;
        do {
          const page = await dialect.readSets(database, 1002n, olderThan === undefined ? {} : { olderThan });
          assert.ok(page.items.length <= 100);
          seen.push(...page.items.map(({ setId }) => setId));
          olderThan = page.olderThan;
        } while (olderThan !== undefined);
        assert.deepEqual(
          seen,
          [...ids].sort((a, b) => (a < b ? 1 : -1)),
        );
      }),
      { numRuns: 25 },
    );
  });

  it('is read by key and for one tenant', async () => {
    const database = v4Server({});
    const dialect = createV4Dialect(identity());
    await dialect.readRounds(database, 1002n, { olderThan: 12n });
    await dialect.readPieces(database, 1002n, 3n, { olderThan: 900n });
    const [rounds = '', pieces = ''] = database.statements;
    assert.match(
      rounds,
      /OB_ARCHIVELOG_SUMMARY WHERE TENANT_ID = 1002 AND ROUND_ID < 12 ORDER BY ROUND_ID DESC LIMIT 101$/,
    );
    assert.match(
      pieces,
      /PIECE_FILES WHERE TENANT_ID = 1002 AND ROUND_ID = 3 AND PIECE_ID < 900 ORDER BY PIECE_ID DESC LIMIT 101$/,
    );
  });

  it('reads a set with its chain, its restore point and its encryption', async () => {
    const database = v4Server({ CDB_OB_BACKUP_SET_FILES: [setRow] });
    const { items } = await createV4Dialect(identity()).readSets(database, 1002n, {});
    const [set] = items;
    assert.equal(set?.kind, 'incremental');
    assert.deepEqual([set?.previousFullSetId, set?.previousIncrementalSetId], [1n, 1n]);
    assert.equal(set?.minRestoreScn, 1_748_765_528_902_114_000n);
    assert.equal(set?.minRestoreAt?.epochMicros, 1_748_765_528_902_114n);
    assert.equal(set?.encryption, 'none');
    assert.equal(set?.elapsedSeconds, 129n);
    assert.match(
      set?.origin.select ?? '',
      /WHERE TENANT_ID = 1002 AND BACKUP_SET_ID = 2 AND DEST_ID = 1002;$/,
    );
  });

  it('accepts both spellings of the kind and shows an unknown status as what it is', async () => {
    const database = v4Server({
      CDB_OB_BACKUP_SET_FILES: [
        { ...setRow, BACKUP_TYPE: 'D', STATUS: 'MOVING', FILE_STATUS: 'ELSEWHERE' },
        { ...setRow, BACKUP_TYPE: 'I', BACKUP_SET_ID: '1' },
      ],
    });
    const { items } = await createV4Dialect(identity()).readSets(database, 1002n, {});
    assert.deepEqual(
      items.map(({ kind, state, fileState }) => [kind, state, fileState]),
      [
        ['full', 'unknown', 'unknown'],
        ['incremental', 'succeeded', 'available'],
      ],
    );
  });

  it('tells a cancelled set from a failed one by its result, with or without the sign', async () => {
    const results = ['-4072', '4072', '-9027'];
    const database = v4Server({
      CDB_OB_BACKUP_SET_FILES: results.map((RESULT) => ({ ...setRow, STATUS: 'FAILED', RESULT })),
    });
    const { items } = await createV4Dialect(identity()).readSets(database, 1002n, {});
    assert.deepEqual(
      items.map(({ state }) => state),
      ['cancelled', 'cancelled', 'failed'],
    );
  });

  it('has no SCN and no moment where the server says 0', async () => {
    const preparing = {
      ...roundRow,
      STATUS: 'PREPARE',
      START_SCN: '0',
      CHECKPOINT_SCN: '0',
      CHECKPOINT_SCN_DISPLAY: null,
    };
    const database = v4Server({ CDB_OB_ARCHIVELOG_SUMMARY: [preparing] });
    const { items } = await createV4Dialect(identity()).readRounds(database, 1002n, {});
    assert.deepEqual(
      [items[0]?.startScn, items[0]?.checkpoint, items[0]?.state],
      [undefined, undefined, 'preparing'],
    );
  });

  it('is a problem, not an empty page, where the view is refused', async () => {
    const database = v4Server({ CDB_OB_BACKUP_SET_FILES: refusedBy(1142, 'denied') });
    const page = await createV4Dialect(identity()).readSets(database, 1002n, {});
    assert.deepEqual(page.problems[0], {
      view: 'oceanbase.CDB_OB_BACKUP_SET_FILES',
      kind: 'refused',
      detail: 'denied',
      serverNumber: 1142,
    });
  });

  it('is located by id, and by a moment in the session’s own time', async () => {
    const database = new FakeDatabase((text) =>
      text.startsWith('SELECT MAX') ? rows([{ ID: '41' }]) : rows([CLOCK]),
    );
    const dialect = createV4Dialect(identity());
    assert.equal(await dialect.locateSet(database, 1002n, { id: 50n }), 42n);
    assert.equal(await dialect.locateSet(database, 1002n, { atMicros: 1_748_765_400_000_001n }), 42n);
    assert.equal(await dialect.locatePiece(database, 1002n, 3n, { atMicros: 1_748_765_400_000_001n }), 42n);
    const [byId = '', , byTime = '', pieceByTime = ''] = database.statements;
    assert.match(byId, /WHERE TENANT_ID = 1002 AND BACKUP_SET_ID <= 50$/);
    assert.match(byTime, /START_TIMESTAMP <= '2025-06-01 16:10:00\.000001'$/);
    assert.match(pieceByTime, /ROUND_ID = 3 AND START_SCN <= 1748765400000001999$/);
  });

  it('is located nowhere when there is nothing', async () => {
    const database = new FakeDatabase(() => rows([{ ID: null }]));
    assert.equal(await createV4Dialect(identity()).locateSet(database, 1002n, { id: 5n }), undefined);
  });
});
