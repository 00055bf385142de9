import assert from 'node:assert/strict';
import { createV3Dialect } from '../../../../src/core/dialects/v3/dialect';
import { BackupError } from '../../../../src/core/errors';
import type { ClusterSnapshot } from '../../../../src/core/model/snapshot';
import { FakeDatabase, refusedBy } from '../support/fakeDatabase';
import { detailsRow, identity, parameterRow, progressRow, roundRow, tenantRows } from './support/v3Rows';
import { type Holdings, v3Server } from './support/v3Server';

const OPTION = 'log_archive_checkpoint_interval=60s&recovery_window=14d&auto_delete_obsolete_backup=true';
const SECRET = 'oss://b/d?host=h&access_id=ID1&access_key=S3CRET';

const quiet: Holdings = {
  __all_tenant: tenantRows,
  CDB_OB_BACKUP_ARCHIVELOG: [roundRow(1), roundRow(1001), roundRow(1002)],
  '%backup%': [
    parameterRow('backup_dest', 'file:///data/nfs/obbackup'),
    parameterRow('backup_dest_option', OPTION),
    parameterRow('backup_log_archive_option', 'OPTIONAL COMPRESSION=ENABLE'),
  ],
};

function read(holdings: Holdings, previous?: ClusterSnapshot): Promise<ClusterSnapshot> {
  return createV3Dialect(identity).readSnapshot(v3Server(holdings), previous);
}

function known<T>(reading: { known: true; value: T } | { known: false }): T {
  assert.ok(reading.known);
  return reading.value;
}

describe('tenants of 3.x', () => {
  it('come with their mode, and sys is told from the users', async () => {
    const tenants = known((await read(quiet)).tenants);
    assert.deepEqual(
      tenants.map(({ id, name, kind, mode, status }) => [id, name, kind, mode, status]),
      [
        [1n, 'sys', 'sys', 'MYSQL', 'NORMAL'],
        [1001n, 'trade', 'user', 'MYSQL', 'NORMAL'],
        [1002n, 'ledger', 'user', 'ORACLE', 'NORMAL'],
      ],
    );
  });

  it('come from the documented view, without a mode, where the internal table is closed', async () => {
    const snapshot = await read({
      ...quiet,
      __all_tenant: refusedBy(1142),
      gv$tenant: [{ tenant_id: '1', tenant_name: 'sys' }],
    });
    assert.deepEqual(
      known(snapshot.tenants).map(({ name, mode }) => [name, mode]),
      [['sys', 'unknown']],
    );
  });
});

describe('the archive of 3.x', () => {
  it('dates the checkpoint by the zone of the session', async () => {
    const [round] = known((await read(quiet)).currentRounds);
    assert.deepEqual(round?.checkpoint, {
      text: '2022-05-03 09:59:31.220418',
      epochMicros: 1_651_543_171_220_418n,
    });
    assert.deepEqual([round?.state, round?.roundId, round?.currentPieceId], ['doing', 2n, 12n]);
  });

  it('has no checkpoint while it begins', async () => {
    const snapshot = await read({
      ...quiet,
      CDB_OB_BACKUP_ARCHIVELOG: [
        roundRow(1, { STATUS: 'BEGINNING', MAX_NEXT_TIME: '', START_PIECE_ID: '0' }),
      ],
    });
    const [round] = known(snapshot.currentRounds);
    assert.deepEqual(
      [round?.state, round?.checkpoint, round?.firstPieceId],
      ['beginning', undefined, undefined],
    );
  });

  it('never archived where the only rows are of a round 0', async () => {
    const snapshot = await read({
      ...quiet,
      CDB_OB_BACKUP_ARCHIVELOG: [roundRow(1, { LOG_ARCHIVE_ROUND: '0', STATUS: 'STOP' })],
    });
    assert.deepEqual(known(snapshot.currentRounds), []);
  });

  it('shows a word that nobody knows as unknown, and as it was sent', async () => {
    const snapshot = await read({ ...quiet, CDB_OB_BACKUP_ARCHIVELOG: [roundRow(1, { STATUS: 'INVALID' })] });
    const [round] = known(snapshot.currentRounds);
    assert.deepEqual([round?.state, round?.status], ['unknown', 'INVALID']);
  });

  it('does without the piece columns that older builds lack', async () => {
    const { START_PIECE_ID: _first, BACKUP_PIECE_ID: _current, ...older } = roundRow(1);
    const snapshot = await read({ ...quiet, CDB_OB_BACKUP_ARCHIVELOG: [older] });
    const [round] = known(snapshot.currentRounds);
    assert.deepEqual([round?.state, round?.currentPieceId], ['doing', undefined]);
    assert.deepEqual(snapshot.currentRounds.problems, []);
  });

  it('is not known, rather than empty, where the view is missing', async () => {
    const { currentRounds } = await read({ ...quiet, CDB_OB_BACKUP_ARCHIVELOG: refusedBy(1146) });
    assert.equal(currentRounds.known, false);
    assert.deepEqual(
      currentRounds.problems.map(({ kind, serverNumber }) => [kind, serverNumber]),
      [['viewMissing', 1146]],
    );
  });
});

describe('settings of 3.x', () => {
  it('make one destination for data and log, its options beside it', async () => {
    const [destination, ...others] = known((await read(quiet)).destinations);
    assert.deepEqual(others, []);
    assert.equal(destination?.purpose, 'both');
    assert.equal(destination?.maskedUri, 'file:///data/nfs/obbackup');
    assert.equal(destination?.attributes.get('recovery_window'), '14d');
    assert.equal(destination?.attributes.get('backup_log_archive_option'), 'OPTIONAL COMPRESSION=ENABLE');
  });

  it('never show a key of the destination, anywhere in the snapshot', async () => {
    const servers = [SECRET, `${SECRET}2`].map((value, index) =>
      parameterRow('backup_dest', value, `10.0.0.${index}`),
    );
    const snapshot = await read({ ...quiet, '%backup%': servers });
    const everything = JSON.stringify(snapshot, (_key, value: unknown) =>
      value instanceof Map ? [...value] : typeof value === 'bigint' ? `${value}` : value,
    );
    assert.ok(everything.includes('oss://b/d'));
    assert.ok(!everything.includes('S3CRET') && !everything.includes('ID1'));
  });

  it('say it when the servers do not agree', async () => {
    const { destinations } = await read({
      ...quiet,
      '%backup%': [
        parameterRow('backup_dest', 'file:///a', '10.0.0.11'),
        parameterRow('backup_dest', 'file:///a', '10.0.0.12'),
        parameterRow('backup_dest', 'file:///b', '10.0.0.13'),
      ],
    });
    assert.deepEqual(
      destinations.problems.map(({ detail }) => detail),
      ['backup_dest: file:///a ≠ file:///b (10.0.0.13:2882)'],
    );
  });

  it('take the cleaning policy from the options, and what those leave out from the parameters', async () => {
    const [fromOption] = known((await read(quiet)).cleaningPolicies);
    assert.deepEqual([fromOption?.recoveryWindow, fromOption?.automatic], ['14d', true]);
    const older = await read({
      ...quiet,
      '%backup%': [
        parameterRow('backup_dest_option', ''),
        parameterRow('backup_recovery_window', '7d'),
        parameterRow('auto_delete_expired_backup', 'False'),
      ],
    });
    const [fromParameter] = known(older.cleaningPolicies);
    assert.deepEqual([fromParameter?.recoveryWindow, fromParameter?.automatic], ['7d', false]);
  });

  it('take the lag target from the options, else from the parameter', async () => {
    assert.equal((await read(quiet)).lagTargetsMs.get(undefined), 60_000);
    const older = await read({
      ...quiet,
      '%backup%': [],
      log_archive_checkpoint_interval: [parameterRow('log_archive_checkpoint_interval', '2m')],
    });
    assert.equal(older.lagTargetsMs.get(undefined), 120_000);
  });

  it('have no destination while it is empty, and do not know it where they may not be read', async () => {
    const empty = await read({ ...quiet, '%backup%': [parameterRow('backup_dest', '')] });
    assert.deepEqual(known(empty.destinations), []);
    const closed = await read({ ...quiet, '%backup%': refusedBy(1227) });
    assert.equal(closed.destinations.known, false);
    assert.equal(closed.cleaningPolicies.known, false);
    assert.equal(closed.lagTargetsMs.size, 0);
  });
});

describe('the running job of 3.x', () => {
  const running: Holdings = {
    ...quiet,
    CDB_OB_BACKUP_PROGRESS: [
      progressRow(1, { MACRO_BLOCK_COUNT: '0', FINISH_MACRO_BLOCK_COUNT: '0', PARTITION_COUNT: null }),
      progressRow(1001),
      progressRow(1002, { STATUS: 'COMPLETED', FINISH_MACRO_BLOCK_COUNT: '5120' }),
    ],
    CDB_OB_BACKUP_JOB_DETAILS: [{ BS_KEY: '4', ENCRYPTION_MODE: 'PASSWORD' }],
  };

  it('has a task per tenant, with counters as big as the server makes them', async () => {
    const [job] = known((await read(running)).jobs);
    assert.deepEqual(
      [job?.key, job?.state, job?.kind, job?.encryptionMode, job?.scope],
      ['set/4', 'running', 'full', 'PASSWORD', 'cluster'],
    );
    assert.deepEqual(
      job?.tasks.map(({ tenantId, phase, macroBlocks, tablets }) => [
        tenantId,
        phase,
        macroBlocks?.finished,
        tablets?.total,
      ]),
      [
        [1n, 'RUNNING', 0n, undefined],
        [1001n, 'RUNNING', 1984n, 163n],
        [1002n, 'COMPLETED', 5120n, 163n],
      ],
    );
  });

  it('runs on while its rows are there, even if every one of them is done', async () => {
    const done = [progressRow(1001, { STATUS: 'COMPLETED' }), progressRow(1002, { STATUS: 'FAILED' })];
    const [job] = known((await read({ ...running, CDB_OB_BACKUP_PROGRESS: done })).jobs);
    assert.deepEqual([job?.state, job?.status, job?.endedAt], ['running', 'FAILED', undefined]);
  });

  it('keeps the place of a tenant whose row has moved on', async () => {
    const before = await read(running);
    const after = await read(
      {
        ...running,
        CDB_OB_BACKUP_PROGRESS: [progressRow(1001)],
        CDB_OB_BACKUP_SET_DETAILS: [detailsRow(1002)],
      },
      before,
    );
    const [job] = known(after.jobs);
    assert.deepEqual(
      job?.tasks.map(({ tenantId, phase, macroBlocks }) => [tenantId, phase, macroBlocks?.finished]),
      [
        [1n, 'RUNNING', 0n],
        [1001n, 'RUNNING', 1984n],
        [1002n, 'COMPLETED', 5120n],
      ],
    );
  });

  it('is asked for its encryption once', async () => {
    const database = v3Server(running);
    const dialect = createV3Dialect(identity);
    const first = await dialect.readSnapshot(database, undefined);
    await dialect.readSnapshot(database, first);
    const asked = database.statements.filter((text) => text.includes('CDB_OB_BACKUP_JOB_DETAILS'));
    assert.equal(asked.length, 1);
  });
});

describe('the cost of a snapshot of 3.x', () => {
  it('is at most six statements a tick, none of which reads history', async () => {
    const database = v3Server({ ...quiet, CDB_OB_BACKUP_PROGRESS: [progressRow(1001)] });
    const dialect = createV3Dialect(identity);
    let snapshot = await dialect.readSnapshot(database, undefined);
    for (let tick = 0; tick < 6; tick += 1) {
      const before = database.statements.length;
      snapshot = await dialect.readSnapshot(database, snapshot);
      assert.ok(database.statements.length - before <= 6);
    }
    assert.ok(database.statements.every((text) => !/SET_DETAILS|SET_FILES|PIECE_FILES|SUMMARY/.test(text)));
  });

  it('reads what hardly changes again after a few ticks', async () => {
    const changing = { ...quiet };
    const database = v3Server(changing);
    const dialect = createV3Dialect(identity);
    let snapshot = await dialect.readSnapshot(database, undefined);
    changing['%backup%'] = [parameterRow('backup_dest', 'file:///elsewhere')];
    for (let tick = 0; tick < 2; tick += 1) {
      snapshot = await dialect.readSnapshot(database, snapshot);
    }
    assert.equal(known(snapshot.destinations)[0]?.maskedUri, 'file:///elsewhere');
  });
});

describe('a snapshot of 3.x that cannot be had', () => {
  it('is no snapshot when the connection breaks half-way', async () => {
    const database = new FakeDatabase(() => new BackupError('connectionLost', 'gone'));
    await assert.rejects(createV3Dialect(identity).readSnapshot(database, undefined), (error) =>
      BackupError.is(error, 'connectionLost'),
    );
  });
});

describe('cleaning on 3.x', () => {
  it('is running only where the status is not STOP', async () => {
    const snapshot = await read({
      ...quiet,
      __all_virtual_backup_clean_info: [
        { tenant_id: '1', job_id: '3', type: 'DELETE OBSOLETE BACKUP', status: 'DOING', comment: '' },
        { tenant_id: '1001', job_id: '0', type: '', status: 'STOP', comment: '' },
      ],
    });
    assert.deepEqual(
      known(snapshot.cleaningJobs).map(({ jobId, type, status }) => [jobId, type, status]),
      [[3n, 'DELETE OBSOLETE BACKUP', 'DOING']],
    );
  });

  const startOf = async (startTime: string | null): Promise<unknown> => {
    const row = { tenant_id: '1', job_id: '3', type: '', status: 'DOING', start_time: startTime };
    const snapshot = await read({ ...quiet, __all_virtual_backup_clean_info: [row] });
    return known(snapshot.cleaningJobs)[0]?.startedAt;
  };

  it('began at a moment that the table keeps as microseconds', async () => {
    assert.deepEqual(await startOf('1651543171220418'), {
      text: '2022-05-03 09:59:31.220418',
      epochMicros: 1_651_543_171_220_418n,
    });
  });

  it('began at a moment that a build may show as a time', async () => {
    assert.deepEqual(await startOf('2022-05-03 09:59:31.220418'), {
      text: '2022-05-03 09:59:31.220418',
      epochMicros: 1_651_543_171_220_418n,
    });
  });

  it('began at no known moment while the number is 0 or the column empty', async () => {
    assert.deepEqual(
      [await startOf('0'), await startOf(''), await startOf(null)],
      [undefined, undefined, undefined],
    );
  });
});
