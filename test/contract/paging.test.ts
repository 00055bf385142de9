import assert from 'node:assert/strict';
import type { Dialect, Page } from '../../src/core/dialects/dialect';
import { PAGE_SIZE } from '../../src/core/dialects/page';
import type { BackupSet } from '../../src/core/model/backupSet';
import type { Database } from '../../src/core/ports';
import { type SimulatedCluster, simulate } from './support/simulated';

const RUNS = 2 * PAGE_SIZE + 17;
/** Every backup of either scenario has ended by then. */
const BACKUP_MS = 30 * 60 * 1000;
const RUNS_PER_FULL = 7;

/** Sets of a whole history, as its pages bring them. */
async function readPages(
  { dialect, database }: Pick<Session, 'dialect' | 'database'>,
  tenantId: bigint,
): Promise<readonly Page<BackupSet>[]> {
  const pages: Page<BackupSet>[] = [];
  let olderThan: bigint | undefined;
  do {
    const page = await dialect.readSets(database, tenantId, olderThan === undefined ? {} : { olderThan });
    assert.deepEqual(page.problems, []);
    pages.push(page);
    olderThan = page.olderThan;
  } while (olderThan !== undefined);
  return pages;
}

/** Ids of the sets on a page, each once, in the order of the page. */
const idsOf = ({ items }: Page<BackupSet>): readonly bigint[] => [
  ...new Set(items.map(({ setId }) => setId)),
];

interface Session {
  readonly dialect: Dialect;
  readonly database: Database;
}

for (const [version, tenantName, rowsPerSet] of [
  ['4.2.5', 'billing', 1],
  // sys and three tenants
  ['3.2.3', 'sys', 4],
] as const) {
  describe(`a history of more than ${RUNS} backup sets on ${version}`, function () {
    this.timeout(120_000);
    let cluster: SimulatedCluster;
    let session: Session;
    let tenantId: bigint;

    before(async () => {
      cluster = await simulate(version, 'healthy');
      session = await cluster.connect(tenantName);
      tenantId = session.dialect.identity.tenantId;
      for (let run = 0; run < RUNS; run += 1) {
        const kind = run % RUNS_PER_FULL === 0 ? '' : 'INCREMENTAL ';
        await session.database.query(`ALTER SYSTEM BACKUP ${kind}DATABASE`);
        cluster.clock.advance(BACKUP_MS);
      }
    });
    after(() => cluster.stop());

    it('is read in pages of 100, newest first, each set whole and once', async () => {
      const pages = await readPages(session, tenantId);
      const ids = pages.flatMap(idsOf);
      const newest = ids[0] ?? 0n;
      assert.ok(ids.length > RUNS);
      assert.deepEqual(
        ids,
        ids.map((_, index) => newest - BigInt(index)),
      );
      for (const page of pages.slice(0, -1)) {
        assert.equal(idsOf(page).length, PAGE_SIZE);
      }
      for (const page of pages) {
        assert.equal(page.items.length, idsOf(page).length * rowsPerSet);
      }
    });

    it('is entered at an id or at a moment, with that set on top of the page', async () => {
      const { dialect, database } = session;
      const newest = await dialect.readSets(database, tenantId, {});
      const wanted = (newest.items[0]?.setId ?? 0n) - 150n;
      const byId = await dialect.locateSet(database, tenantId, { id: wanted });
      assert.ok(byId !== undefined);
      const page = await dialect.readSets(database, tenantId, { olderThan: byId });
      assert.equal(page.items[0]?.setId, wanted);
      const atMicros = page.items[0]?.startedAt?.epochMicros;
      assert.ok(atMicros !== undefined);
      assert.equal(await dialect.locateSet(database, tenantId, { atMicros }), byId);
    });
  });
}
