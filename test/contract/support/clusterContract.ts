import assert from 'node:assert/strict';
import { ClusterConnection, type ConnectionState } from '../../../src/core/clusterConnection';
import { Executor } from '../../../src/core/executor';
import { identifyServer } from '../../../src/core/identify';
import { hasEnded } from '../../../src/core/jobState';
import type { BackupJob } from '../../../src/core/model/backupJob';
import type { Tenant } from '../../../src/core/model/tenant';
import type { LoginTarget } from '../../../src/core/ports';
import { outcomeOf } from '../../../src/core/progress';
import { ClusterWatcher } from '../../../src/core/watcher';
import { openMysqlDatabase } from '../../../src/mysql/mysqlDatabase';
import type { Address } from './driverClient';
import { realClock, silentLog } from './simulated';

type Connected = Extract<ConnectionState, { kind: 'connected' }>;

/** A backup of a real tenant may take hours; whoever asks for one waits for it. */
const LONGEST_BACKUP_MS = 6 * 3600 * 1000;

/** What the extension reads, over its own driver and dialect, from any OceanBase that it supports. */
export function readingContract(open: () => Address): void {
  let session: Session;
  before(async () => {
    session = await connect(open());
  });
  after(() => session.connection.disconnect());

  it('gives a snapshot in which every part is known and every row understood', async () => {
    const { dialect, database } = session.state;
    const snapshot = await dialect.readSnapshot(database, undefined);
    const parts = [
      snapshot.tenants,
      snapshot.currentRounds,
      snapshot.destinations,
      snapshot.jobs,
      snapshot.cleaningPolicies,
      snapshot.cleaningJobs,
    ];
    assert.deepEqual(
      parts.flatMap(({ problems }) => problems),
      [],
    );
    assert.ok(parts.every(({ known }) => known));
  });

  it('gives the newest sets, rounds and pieces of every tenant without a row that is not understood', async () => {
    const { dialect, database } = session.state;
    const snapshot = await dialect.readSnapshot(database, undefined);
    for (const { id } of dialect.backupCandidates(snapshot)) {
      const sets = await dialect.readSets(database, id, {});
      const rounds = await dialect.readRounds(database, id, {});
      const newest = rounds.items.find(({ tenantId }) => tenantId === id);
      const pieces =
        newest === undefined ? undefined : await dialect.readPieces(database, id, newest.roundId, {});
      assert.deepEqual([...sets.problems, ...rounds.problems, ...(pieces?.problems ?? [])], []);
    }
  });
}

/**
 * A full backup, from the statement to the set: the whole cluster on 3.x, one tenant on 4.x. Writes:
 * only for clusters that were given for this.
 *
 * @param tenantName the tenant to back up on 4.x; absent: the first that may be
 */
export function backupContract(open: () => Address, tenantName?: string): void {
  it('is started once, followed in the views to its end, and leaves a usable set', async function () {
    this.timeout(LONGEST_BACKUP_MS);
    const session = await connect(open());
    const watcher = new ClusterWatcher(session.connection, realClock, silentLog, {
      activeSeenMs: 500,
      activeUnseenMs: 500,
      idleMs: 500,
    });
    try {
      await takesPlace(session, watcher, tenantName);
    } finally {
      watcher.dispose();
      await session.connection.disconnect();
    }
  });
}

async function takesPlace(session: Session, watcher: ClusterWatcher, tenantName?: string): Promise<void> {
  const { connection, state } = session;
  const tenants = chosenTenants(state, await watcher.refresh(), tenantName);
  const ended: BackupJob[] = [];
  watcher.onDidEndJob((job) => ended.push(job));
  const executor = new Executor({
    confirm: () => Promise.resolve(true),
    record: () => undefined,
    clock: realClock,
    log: silentLog,
  });
  const outcome = await executor.startFullBackup(
    { id: 'contract', name: 'contract', connection, watcher },
    tenants,
  );
  assert.equal(
    outcome.kind,
    'started',
    JSON.stringify(outcome, (_, value) => String(value)),
  );
  assert.ok(outcome.kind === 'started');
  while (ended.length < outcome.jobs.length) {
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  assert.ok(ended.every(hasEnded));
  const ids = tenants.map(({ id }) => id);
  assert.equal(outcomeOf(ended, ids).overall, 'completed');
  const [first] = tenants;
  const sets = await state.dialect.readSets(state.database, first?.id ?? 1n, {});
  assert.equal(sets.items[0]?.state, 'succeeded');
  assert.equal(sets.items[0]?.kind, 'full');
  assert.ok(ended.some(({ setId }) => setId === sets.items[0]?.setId));
}

function chosenTenants(
  { dialect }: Connected,
  snapshot: Awaited<ReturnType<ClusterWatcher['refresh']>>,
  tenantName: string | undefined,
): readonly Tenant[] {
  const candidates = dialect.backupCandidates(snapshot);
  if (dialect.line === 3) {
    return candidates;
  }
  const fit = candidates.filter(
    (tenant) =>
      (tenantName === undefined || tenant.name === tenantName) &&
      dialect.preflightFullBackup(snapshot, [tenant]).every(({ outcome }) => outcome === 'ok'),
  );
  assert.notEqual(fit.length, 0, 'no tenant meets the conditions of a backup');
  return fit.slice(0, 1);
}

interface Session {
  readonly connection: ClusterConnection;
  readonly state: Connected;
}

async function connect({ host, port, user, password }: Address): Promise<Session> {
  const target: LoginTarget = {
    endpoints: [{ host, port }],
    login: user,
    password,
    tls: { mode: 'off' },
    connectTimeoutMs: 10_000,
  };
  const connection = new ClusterConnection({
    open: openMysqlDatabase,
    identify: identifyServer,
    clock: realClock,
    log: silentLog,
    target: () => Promise.resolve(target),
  });
  const state = await connection.connect();
  assert.ok(state.kind === 'connected', `not connected: ${state.kind}`);
  return { connection, state };
}
