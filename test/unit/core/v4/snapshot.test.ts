import assert from 'node:assert/strict';
import { createV4Dialect } from '../../../../src/core/dialects/v4/dialect';
import { BackupError } from '../../../../src/core/errors';
import { FakeDatabase, refusedBy } from '../support/fakeDatabase';
import { identity } from '../support/nouns';
import { CLOCK, jobRow, type Row, roundRow, sysRow, t1Row, taskRow, v4Server } from '../support/v4Server';

const everything = {
  DBA_OB_TENANTS: [
    sysRow,
    t1Row,
    { ...t1Row, TENANT_ID: '1001', TENANT_NAME: 'META$1002', TENANT_TYPE: 'META' },
  ],
  CDB_OB_ARCHIVELOG: [roundRow],
  CDB_OB_BACKUP_JOBS: [jobRow],
  CDB_OB_BACKUP_TASKS: [taskRow],
  CDB_OB_ARCHIVE_DEST: [
    { TENANT_ID: '1002', DEST_NO: '0', NAME: 'binding', VALUE: 'OPTIONAL' },
    { TENANT_ID: '1002', DEST_NO: '0', NAME: 'path', VALUE: 'oss://b/a?host=h&access_id=I&encrypt_key=K3Y' },
    { TENANT_ID: '1002', DEST_NO: '0', NAME: 'state', VALUE: 'ENABLE' },
  ],
  CDB_OB_BACKUP_PARAMETER: [
    { TENANT_ID: '1002', NAME: 'data_backup_dest', VALUE: 'file:///mnt/obk/t1/data' },
  ],
  CDB_OB_BACKUP_DELETE_POLICY: [{ TENANT_ID: '1002', POLICY_NAME: 'default', RECOVERY_WINDOW: '7d' }],
  CDB_OB_BACKUP_DELETE_JOBS: [
    {
      TENANT_ID: '1002',
      JOB_ID: '9',
      TYPE: 'DELETE OBSOLETE BACKUP',
      STATUS: 'DOING',
      TASK_COUNT: '3',
      SUCCESS_TASK_COUNT: '1',
    },
  ],
  GV$OB_PARAMETERS: [
    { TENANT_ID: '1002', SVR_IP: '10.0.0.1', SVR_PORT: '2882', VALUE: '120s' },
    { TENANT_ID: '1002', SVR_IP: '10.0.0.2', SVR_PORT: '2882', VALUE: '2m' },
  ],
};

const taskColumns = { CDB_OB_BACKUP_TASKS: ['TENANT_ID', 'minor_turn_id', 'MAJOR_TURN_ID', 'DATA_PROGRESS'] };

const PROBE = 'SHOW COLUMNS FROM oceanbase.CDB_OB_BACKUP_TASKS';

/** How often the columns of the running tasks are asked for in three readings. */
async function probesOfTasks(refusal: BackupError): Promise<number> {
  const server = v4Server(everything);
  const database = new FakeDatabase((text) => (text === PROBE ? refusal : server.query(text)));
  const dialect = createV4Dialect(identity());
  let read = await dialect.readSnapshot(database, undefined);
  read = await dialect.readSnapshot(database, read);
  read = await dialect.readSnapshot(database, read);
  assert.ok(read.jobs.known && read.jobs.value[0]?.tasks.length === 1);
  return database.statements.filter((text) => text === PROBE).length;
}

describe('columns of later versions', () => {
  it('are asked for again where the server was too busy to tell, and not where it will not', async () => {
    assert.equal(await probesOfTasks(refusedBy(4012)), 3);
    assert.equal(await probesOfTasks(refusedBy(1142)), 1);
  });
});

describe('a snapshot of 4.x from sys', () => {
  it('holds every part of the cluster, dated by the server', async () => {
    const database = v4Server(everything, taskColumns);
    const read = await createV4Dialect(identity()).readSnapshot(database, undefined);
    assert.equal(read.clock.nowMicros, 1_748_766_000_000_000n);
    assert.ok(read.tenants.known && read.currentRounds.known && read.jobs.known && read.destinations.known);
    assert.deepEqual(
      read.tenants.value.map(({ name, kind }) => [name, kind]),
      [
        ['sys', 'sys'],
        ['t1', 'user'],
      ],
    );
    const [round] = read.currentRounds.value;
    assert.equal(round?.state, 'doing');
    assert.equal(round?.checkpoint?.epochMicros, 1_748_765_990_118_802n);
    const [job] = read.jobs.value;
    assert.equal(job?.key, '1002/7');
    assert.equal(job?.startedAt?.epochMicros, 1_748_765_400_320_417n);
    assert.equal(job?.tasks[0]?.dataProgressPercent, '58.16');
    assert.deepEqual(job?.tasks[0]?.turns, { meta: 1n, minor: 1n, major: 2n });
    assert.deepEqual([...read.lagTargetsMs], [[1002n, 120_000]]);
    assert.ok(read.cleaningPolicies.known && read.cleaningJobs.known);
    assert.equal(read.cleaningPolicies.value[0]?.recoveryWindow, '7d');
    assert.deepEqual(read.cleaningJobs.value[0]?.tasks, { finished: 1n, total: 3n });
  });

  it('dates the rounds by the clock of their own statement, which a slow server answers later', async () => {
    const later = { OB_CLOCK_NOW: '2025-06-01 16:20:09.000000', OB_CLOCK_EPOCH: '1748766009.000000' };
    const database = v4Server({ ...everything, CDB_OB_ARCHIVELOG: [{ ...roundRow, ...later }] }, taskColumns);
    const read = await createV4Dialect(identity()).readSnapshot(database, undefined);
    assert.ok(read.currentRounds.known);
    assert.equal(read.currentRounds.readAtMicros, 1_748_766_009_000_000n);
    assert.equal(read.clock.nowMicros, 1_748_766_000_000_000n);
  });

  it('has destinations put together by name, without credentials', async () => {
    const read = await createV4Dialect(identity()).readSnapshot(v4Server(everything), undefined);
    assert.ok(read.destinations.known);
    const [archive, data] = read.destinations.value;
    assert.equal(archive?.maskedUri, 'oss://b/a?host=h&access_id=***&encrypt_key=***');
    assert.equal(archive?.attributes.get('state'), 'ENABLE');
    assert.equal(archive?.origin.row.get('path')?.includes('K3Y'), false);
    assert.equal(data?.purpose, 'data');
  });

  it('asks for a later column only where the server has it, and asks that once', async () => {
    const database = v4Server(everything, taskColumns);
    const dialect = createV4Dialect(identity());
    const first = await dialect.readSnapshot(database, undefined);
    await dialect.readSnapshot(database, first);
    const tasks = database.statements.filter((text) => text.includes('FROM oceanbase.CDB_OB_BACKUP_TASKS'));
    assert.deepEqual(
      tasks.map((text) => text.split(' ')[0]),
      ['SHOW', 'SELECT', 'SELECT'],
    );
    assert.match(tasks[1] ?? '', /DATA_PROGRESS/);
    assert.doesNotMatch(tasks[1] ?? '', /LOG_PROGRESS/);
  });

  it('costs at most six statements once it has been read in full', async () => {
    const database = v4Server(everything, taskColumns);
    const dialect = createV4Dialect(identity());
    let last = await dialect.readSnapshot(database, undefined);
    for (let tick = 0; tick < 6; tick += 1) {
      const before = database.statements.length;
      last = await dialect.readSnapshot(database, last);
      assert.ok(database.statements.length - before <= 6);
      assert.ok(last.destinations.known && last.cleaningJobs.known && last.lagTargetsMs.size === 1);
    }
  });

  it('selects by name everywhere: no SELECT *', async () => {
    const database = v4Server(everything, taskColumns);
    await createV4Dialect(identity()).readSnapshot(database, undefined);
    assert.deepEqual(
      database.statements.filter((text) => text.includes('*')),
      [],
    );
  });

  it('loses only the part whose view is missing', async () => {
    const views = { ...everything, CDB_OB_ARCHIVELOG: refusedBy(1146, "Table doesn't exist", '42S02') };
    const read = await createV4Dialect(identity()).readSnapshot(v4Server(views), undefined);
    assert.equal(read.currentRounds.known, false);
    assert.deepEqual(read.currentRounds.problems, [
      {
        view: 'oceanbase.CDB_OB_ARCHIVELOG',
        kind: 'viewMissing',
        detail: "Table doesn't exist",
        serverNumber: 1146,
      },
    ]);
    assert.ok(read.jobs.known && read.tenants.known);
  });

  it('keeps its clock when the tenants are refused', async () => {
    const views = { ...everything, DBA_OB_TENANTS: refusedBy(1142) };
    const read = await createV4Dialect(identity()).readSnapshot(v4Server(views), undefined);
    assert.equal(read.tenants.known, false);
    assert.equal(read.tenants.problems[0]?.kind, 'refused');
    assert.equal(read.clock.nowText, CLOCK.OB_CLOCK_NOW);
  });

  it('does not take a lost connection for a missing view', async () => {
    const views = { ...everything, CDB_OB_ARCHIVELOG: new BackupError('connectionLost', 'gone') };
    const reading = createV4Dialect(identity()).readSnapshot(v4Server(views), undefined);
    await assert.rejects(reading, (error) => BackupError.is(error, 'connectionLost'));
  });

  it('lends a job its last known tasks in the moment in which the task’s row moves', async () => {
    const dialect = createV4Dialect(identity());
    const first = await dialect.readSnapshot(v4Server(everything), undefined);
    const second = await dialect.readSnapshot(v4Server({ ...everything, CDB_OB_BACKUP_TASKS: [] }), first);
    assert.ok(second.jobs.known);
    assert.equal(second.jobs.value[0]?.tasks[0]?.phase, 'BACKUP_DATA_MAJOR');
  });

  it('reads the parameter for each tenant where the view of parameters is not to be had', async () => {
    const database = v4Server({ ...everything, GV$OB_PARAMETERS: refusedBy(1146) });
    const dialect = createV4Dialect(identity());
    await dialect.readSnapshot(database, undefined);
    assert.ok(database.statements.includes("SHOW PARAMETERS LIKE 'archive_lag_target' TENANT = t1"));
  });

  it('reads status words of 4.0 as those of later versions', async () => {
    const old: Row = { ...t1Row, STATUS: 'TENANT_STATUS_NORMAL' };
    const read = await createV4Dialect(identity()).readSnapshot(
      v4Server({ DBA_OB_TENANTS: [old] }),
      undefined,
    );
    assert.ok(read.tenants.known);
    assert.equal(read.tenants.value[0]?.status, 'NORMAL');
    assert.equal(read.tenants.value[0]?.origin.row.get('STATUS'), 'TENANT_STATUS_NORMAL');
  });
});

describe('a snapshot of 4.x from a user tenant', () => {
  const { TENANT_ID: _round, ...ownRound } = roundRow;
  const { TENANT_ID: _job, ...ownJob } = jobRow;
  const { TENANT_ID: _task, ...ownTask } = taskRow;
  const views = {
    DBA_OB_TENANTS: [t1Row],
    DBA_OB_ARCHIVELOG: [ownRound],
    DBA_OB_BACKUP_JOBS: [ownJob],
    DBA_OB_BACKUP_TASKS: [ownTask],
    DBA_OB_BACKUP_PARAMETER: [{ NAME: 'data_backup_dest', VALUE: 'file:///d' }],
  };

  it('reads the views without a tenant column and fills in the session’s own', async () => {
    const database = v4Server(views);
    const read = await createV4Dialect(identity(1002n)).readSnapshot(database, undefined);
    assert.ok(read.currentRounds.known && read.jobs.known && read.destinations.known);
    assert.equal(read.currentRounds.value[0]?.tenantId, 1002n);
    assert.equal(read.jobs.value[0]?.key, '1002/7');
    assert.equal(read.jobs.value[0]?.tasks.length, 1);
    assert.equal(read.destinations.value[0]?.tenantId, 1002n);
    assert.equal(
      database.statements.some((text) => text.includes('CDB_')),
      false,
    );
    const own = database.statements.filter(
      (text) => /DBA_OB_(ARCHIVE|BACKUP)/.test(text) && !text.startsWith('SHOW'),
    );
    assert.deepEqual(
      own.filter((text) => text.includes('TENANT_ID') && !text.includes('INITIATOR_TENANT_ID')),
      [],
    );
  });
});
