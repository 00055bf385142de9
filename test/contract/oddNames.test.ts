import assert from 'node:assert/strict';
import { Executor } from '../../src/core/executor';
import { hasEnded } from '../../src/core/jobState';
import { quoteName, quoteText } from '../../src/core/sql';
import { ClusterWatcher } from '../../src/core/watcher';
import { allPages } from './support/reading';
import { type SimulatedCluster, silentLog, simulate } from './support/simulated';

const NAMES = [
  "o'brien",
  '订单`库',
  'a; ALTER SYSTEM CANCEL BACKUP',
  'b, shop',
  'back\\slash "quoted"',
  '-- c',
  'select',
  '仓'.repeat(60),
];
const MINUTE_MS = 60_000;

describe('tenants whose names could be mistaken for something else, on 4.2.5', () => {
  let cluster: SimulatedCluster;

  before(async () => {
    cluster = await simulate('4.2.5', 'healthy');
    const { database } = await cluster.connect();
    for (const [index, name] of NAMES.entries()) {
      cluster.world.control?.('createTenant', [name]);
      const tenant = `TENANT = ${quoteName(name)}`;
      const path = `file:///backup/odd${index}`;
      await database.query(
        `ALTER SYSTEM SET LOG_ARCHIVE_DEST = ${quoteText(`LOCATION=${path}/archive`)} ${tenant}`,
      );
      await database.query(`ALTER SYSTEM SET DATA_BACKUP_DEST = ${quoteText(`${path}/data`)} ${tenant}`);
      await database.query(`ALTER SYSTEM ARCHIVELOG ${tenant}`);
    }
    cluster.clock.advance(10 * MINUTE_MS);
  });
  after(() => cluster.stop());

  it('are backed up together by one statement, and nobody else is', async () => {
    const { connection, dialect, database } = await cluster.connect();
    const watcher = new ClusterWatcher(connection, cluster.clock, silentLog);
    const snapshot = await watcher.refresh();
    const tenants = dialect.backupCandidates(snapshot).filter(({ name }) => NAMES.includes(name));
    assert.equal(tenants.length, NAMES.length);
    const executor = new Executor({
      clock: cluster.clock,
      log: silentLog,
      confirm: ({ statement }) => {
        assert.deepEqual([...statement.tenantNames].sort(), [...NAMES].sort());
        return Promise.resolve(true);
      },
      record: () => undefined,
    });
    const outcome = await executor.startFullBackup({ id: 'odd', name: 'odd', connection, watcher }, tenants);
    watcher.dispose();
    assert.ok(outcome.kind === 'started', outcome.kind);
    assert.deepEqual(outcome.missingTenants, []);
    const touched = outcome.jobs.filter(({ scope }) => scope === 'tenant').map(({ tenantId }) => tenantId);
    assert.deepEqual([...touched].sort(), tenants.map(({ id }) => id).sort());
    const sent = cluster.server.statements().filter(({ text }) => /ALTER SYSTEM BACKUP/.test(text));
    assert.equal(sent.length, 1);
    cluster.clock.advance(60 * MINUTE_MS);
    const ended = await dialect.readJobs(
      database,
      outcome.jobs.map(({ key }) => key),
    );
    assert.ok(ended.every(hasEnded));
    assert.ok(ended.every(({ state }) => state === 'completed'));
    for (const { id } of tenants) {
      const sets = await allPages((request) => dialect.readSets(database, id, request));
      assert.deepEqual(
        sets.map(({ kind, state }) => [kind, state]),
        [['full', 'succeeded']],
      );
    }
  });
});
