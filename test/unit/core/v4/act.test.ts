import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PreflightCheck } from '../../../../src/core/dialects/dialect';
import { createV4Dialect } from '../../../../src/core/dialects/v4/dialect';
import { BackupError } from '../../../../src/core/errors';
import type { ArchiveRound } from '../../../../src/core/model/archiveRound';
import type { Destination } from '../../../../src/core/model/destination';
import { refusedBy } from '../support/fakeDatabase';
import { anyOrigin, identity, job, known, snapshot, tenant } from '../support/nouns';
import { jobRow, taskRow, v4Server } from '../support/v4Server';

const sys = createV4Dialect(identity());
const own = createV4Dialect(identity(1002n));

describe('the statement of a full backup on 4.x', () => {
  it('names the tenants when it is sent from sys', () => {
    const statement = sys.fullBackup([tenant(1002n, 't1'), tenant(1004n, '订单')]);
    assert.equal(statement.text, 'ALTER SYSTEM BACKUP TENANT = t1, `订单`');
    assert.deepEqual(statement.tenantNames, ['t1', '订单']);
    assert.equal(statement.danger, 'starting');
  });

  it('names nobody when a user tenant sends it', () => {
    assert.equal(own.fullBackup([tenant(1002n, 't1')]).text, 'ALTER SYSTEM BACKUP DATABASE');
  });

  it('cannot be built for nobody, for sys, for another tenant, or twice for one', () => {
    const isBadInput = (error: unknown): boolean => BackupError.is(error, 'badInput');
    assert.throws(() => sys.fullBackup([]), isBadInput);
    assert.throws(() => sys.fullBackup([tenant(1n, 'sys')]), isBadInput);
    assert.throws(() => sys.fullBackup([tenant(1002n, 't1'), tenant(1002n, 't1')]), isBadInput);
    assert.throws(() => own.fullBackup([tenant(1004n, 't2')]), isBadInput);
    assert.throws(() => own.fullBackup([tenant(1002n, 't1'), tenant(1004n, 't2')]), isBadInput);
  });

  it('never names a tenant by a word that means all tenants', () => {
    for (const name of ['all', 'ALL', 'All_User', 'all_meta']) {
      assert.throws(() => sys.fullBackup([tenant(1002n, name)]), BackupError);
    }
  });

  it('names exactly the tenants that were chosen, whatever their names', () => {
    const anyName = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 128 })
      .filter(
        (name) => !name.includes('\0') && [...name].length <= 128 && !/^all(_user|_meta)?$/i.test(name),
      );
    const anyNames = fc.uniqueArray(anyName, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(anyNames, (names) => {
        const { text } = sys.fullBackup(names.map((name, index) => tenant(BigInt(1002 + 2 * index), name)));
        assert.deepEqual(readNames(text), names);
      }),
    );
  });
});

/** Reads the list of names back, by the rules of the grammar. */
function readNames(text: string): readonly string[] {
  const prefix = 'ALTER SYSTEM BACKUP TENANT = ';
  assert.ok(text.startsWith(prefix));
  const list = text.slice(prefix.length);
  const item = /(?:`((?:[^`]|``)*)`|([A-Za-z_][A-Za-z0-9_]*))(?:, |$)/gy;
  const names: string[] = [];
  for (let match = item.exec(list); match !== null && match[0] !== ''; match = item.exec(list)) {
    names.push(match[1]?.replaceAll('``', '`') ?? match[2] ?? '');
    if (item.lastIndex === list.length) {
      return names;
    }
  }
  throw new assert.AssertionError({ message: `not a list of names: ${list}` });
}

const round: ArchiveRound = {
  tenantId: 1002n,
  roundId: 1n,
  state: 'doing',
  status: 'DOING',
  start: undefined,
  checkpoint: undefined,
  startScn: undefined,
  checkpointScn: undefined,
  firstPieceId: 1n,
  currentPieceId: 1n,
  inputBytes: undefined,
  outputBytes: undefined,
  compression: undefined,
  comment: '',
  path: undefined,
  origin: anyOrigin,
};

const dataDestination: Destination = {
  purpose: 'data',
  tenantId: 1002n,
  maskedUri: 'file:///d',
  attributes: new Map(),
  origin: anyOrigin,
};

const ready = { currentRounds: known([round]), destinations: known([dataDestination]) };
const t1 = tenant(1002n, 't1');

function outcomes(checks: readonly PreflightCheck[]): Readonly<Record<string, string>> {
  return Object.fromEntries(checks.map(({ id, outcome }) => [id, outcome]));
}

describe('the preflight of a full backup on 4.x', () => {
  const allOk = {
    readable: 'ok',
    tenantNormal: 'ok',
    archiveDoing: 'ok',
    dataDestination: 'ok',
    noRunningJob: 'ok',
  };

  it('finds nothing in the way of a tenant that is archiving', () => {
    assert.deepEqual(outcomes(sys.preflightFullBackup(snapshot(ready), [t1])), allOk);
  });

  it('is blocked by an archive that is not doing, with the server’s word as evidence', () => {
    const interrupted = known([{ ...round, state: 'interrupted', status: 'INTERRUPTED' } as const]);
    const checks = sys.preflightFullBackup(snapshot({ ...ready, currentRounds: interrupted }), [t1]);
    assert.deepEqual(
      checks.find(({ id }) => id === 'archiveDoing'),
      { id: 'archiveDoing', tenantId: 1002n, outcome: 'blocked', evidence: 'INTERRUPTED' },
    );
  });

  it('is blocked for a tenant that never archived, has no destination or is not normal', () => {
    const restoring = known([{ ...t1, status: 'RESTORE' }]);
    const checks = sys.preflightFullBackup(snapshot({ tenants: restoring }), [t1]);
    assert.deepEqual(outcomes(checks), {
      readable: 'ok',
      tenantNormal: 'blocked',
      archiveDoing: 'blocked',
      dataDestination: 'blocked',
      noRunningJob: 'ok',
    });
  });

  it('is blocked for a tenant that has gone since it was chosen', () => {
    const checks = sys.preflightFullBackup(snapshot({ ...ready, tenants: known([]) }), [t1]);
    assert.equal(outcomes(checks)['tenantNormal'], 'blocked');
  });

  it('is blocked by a running job of the same initiator and warned of another’s', () => {
    const running = snapshot({ ...ready, jobs: known([job()]) });
    assert.equal(outcomes(own.preflightFullBackup(running, [t1]))['noRunningJob'], 'blocked');
    assert.equal(outcomes(sys.preflightFullBackup(running, [t1]))['noRunningJob'], 'warning');
    const fromSys = snapshot({ ...ready, jobs: known([job({ parentKey: '1/3' })]) });
    assert.equal(outcomes(sys.preflightFullBackup(fromSys, [t1]))['noRunningJob'], 'blocked');
  });

  it('is not held up by a job that has ended', () => {
    const ended = snapshot({ ...ready, jobs: known([job({ state: 'completed' })]) });
    assert.equal(outcomes(own.preflightFullBackup(ended, [t1]))['noRunningJob'], 'ok');
  });

  it('judges each of several tenants by what is its own', () => {
    const t2 = tenant(1004n, 't2');
    const read = snapshot({
      tenants: known([t1, { ...t2, status: 'CREATING' }]),
      currentRounds: known([round, { ...round, tenantId: 1004n, state: 'stopped', status: 'STOP' } as const]),
      // an archive destination is none for data, and another tenant's is none of one's own
      destinations: known([
        dataDestination,
        { ...dataDestination, tenantId: 1004n, purpose: 'archive' } as const,
      ]),
      jobs: known([
        job({ tenantId: 1n, jobId: 3n, scope: 'cluster', executorTenantIds: [1004n] }),
        job({ tenantId: 1006n, executorTenantIds: [1002n] }),
      ]),
    });
    const checks = sys.preflightFullBackup(read, [t1, t2]);
    assert.deepEqual(outcomes(checks.filter(({ tenantId }) => tenantId !== 1004n)), allOk);
    assert.deepEqual(outcomes(checks.filter(({ tenantId }) => tenantId === 1004n)), {
      tenantNormal: 'blocked',
      archiveDoing: 'blocked',
      dataDestination: 'blocked',
      noRunningJob: 'blocked',
    });
  });

  it('takes nothing for absent that one of the two views of destinations did not tell', () => {
    const problem = { view: 'oceanbase.CDB_OB_BACKUP_PARAMETER', kind: 'refused', detail: 'no' } as const;
    const partly = { known: true, value: [], problems: [problem] } as const;
    const checks = sys.preflightFullBackup(snapshot({ ...ready, destinations: partly }), [t1]);
    assert.equal(outcomes(checks)['dataDestination'], 'unknown');
  });

  it('cannot tell, and says so, what could not be read', () => {
    const problem = { view: 'oceanbase.CDB_OB_ARCHIVELOG', kind: 'refused', detail: 'no' } as const;
    const unknown = { known: false, problems: [problem] } as const;
    const checks = sys.preflightFullBackup(
      snapshot({ tenants: unknown, currentRounds: unknown, destinations: unknown, jobs: unknown }),
      [t1],
    );
    assert.deepEqual(new Set(checks.map(({ outcome }) => outcome)), new Set(['unknown']));
    assert.equal(checks[0]?.evidence, 'oceanbase.CDB_OB_ARCHIVELOG');
  });

  it('offers user tenants from sys, and a user tenant only itself', () => {
    const read = snapshot({ tenants: known([tenant(1n, 'sys'), t1, tenant(1004n, 't2')]) });
    assert.deepEqual(
      sys.backupCandidates(read).map(({ id }) => id),
      [1002n, 1004n],
    );
    assert.deepEqual(
      own.backupCandidates(read).map(({ id }) => id),
      [1002n],
    );
  });
});

describe('the jobs of 4.x', () => {
  it('are known by tenant and id, with the parent that made them', async () => {
    const parent = {
      ...jobRow,
      TENANT_ID: '1',
      JOB_ID: '1',
      INITIATOR_TENANT_ID: '1',
      INITIATOR_JOB_ID: '1',
    };
    const views = {
      CDB_OB_BACKUP_JOBS: [
        { ...parent, BACKUP_SET_ID: '0', EXECUTOR_TENANT_ID: '1002,1004', JOB_LEVEL: 'CLUSTER', PATH: '' },
        { ...jobRow, INITIATOR_TENANT_ID: '1', INITIATOR_JOB_ID: '1' },
      ],
      CDB_OB_BACKUP_TASKS: [taskRow],
    };
    const baseline = { highestIds: new Map([[1n, 0n]]) };
    const jobs = await sys.findJobsSince(v4Server(views), baseline, [t1]);
    assert.deepEqual(
      jobs.map(({ key, parentKey, scope, executorTenantIds, tasks }) => [
        key,
        parentKey,
        scope,
        executorTenantIds,
        tasks.length,
      ]),
      [
        ['1/1', undefined, 'cluster', [1002n, 1004n], 0],
        ['1002/7', '1/1', 'tenant', [1002n], 1],
      ],
    );
  });

  it('are looked for above the baseline, first among the running and then in the history', async () => {
    const database = v4Server({});
    const baseline = {
      highestIds: new Map([
        [1n, 5n],
        [1002n, 9n],
      ]),
    };
    await sys.findJobsSince(database, baseline, [t1, tenant(1004n)]);
    const condition =
      'WHERE INITIATOR_TENANT_ID = 1 AND ((TENANT_ID = 1 AND JOB_ID > 5) OR ' +
      '(TENANT_ID = 1002 AND JOB_ID > 9) OR (TENANT_ID = 1004 AND JOB_ID > 0)) ORDER BY JOB_ID LIMIT 1000';
    assert.deepEqual(
      database.statements.map((text) => text.slice(text.indexOf('FROM'))),
      [
        `FROM oceanbase.CDB_OB_BACKUP_JOBS ${condition}`,
        `FROM oceanbase.CDB_OB_BACKUP_JOB_HISTORY ${condition}`,
      ],
    );
  });

  it('are asked for without a tenant in the tenant itself, whose views have no such column', async () => {
    const database = v4Server({ DBA_OB_BACKUP_JOBS: [jobRow] });
    await own.readJobs(database, ['1002/7', '1002/8']);
    await own.readBaseline(database, [t1]);
    await own.findJobsSince(database, { highestIds: new Map([[1002n, 9n]]) }, [t1]);
    const newer = 'WHERE INITIATOR_TENANT_ID = 1002 AND ((JOB_ID > 9)) ORDER BY JOB_ID LIMIT 1000';
    assert.deepEqual(
      database.statements
        .filter((text) => text.includes('DBA_OB_BACKUP_JOB'))
        .map((text) => /(?<=FROM oceanbase\.DBA_OB_BACKUP_)JOB.*/.exec(text)?.[0]),
      [
        'JOBS WHERE JOB_ID = 7 OR JOB_ID = 8',
        'JOB_HISTORY WHERE JOB_ID = 7 OR JOB_ID = 8',
        'JOBS',
        'JOB_HISTORY',
        `JOBS ${newer}`,
        `JOB_HISTORY ${newer}`,
      ],
    );
    assert.ok(!database.statements.some((text) => /SELECT (?:.*, )?TENANT_ID\b/.test(text)));
  });

  it('that moved between the two readings are taken as they ended', async () => {
    const views = {
      CDB_OB_BACKUP_JOBS: [jobRow],
      CDB_OB_BACKUP_JOB_HISTORY: [
        { ...jobRow, STATUS: 'COMPLETED', END_TIMESTAMP: '2025-06-01 16:12:09.774301' },
      ],
      CDB_OB_BACKUP_TASKS: [taskRow],
      CDB_OB_BACKUP_TASK_HISTORY: [{ ...taskRow, STATUS: 'COMPLETED' }],
    };
    const jobs = await sys.readJobs(v4Server(views), ['1002/7']);
    assert.equal(jobs.length, 1);
    assert.equal(jobs[0]?.state, 'completed');
    assert.equal(jobs[0]?.tasks[0]?.phase, 'COMPLETED');
  });

  it('cannot be told from none when the views refuse: that is thrown', async () => {
    const database = v4Server({ CDB_OB_BACKUP_JOBS: refusedBy(1142) });
    await assert.rejects(sys.readJobs(database, ['1002/7']), BackupError);
    await assert.rejects(sys.readBaseline(database, [t1]), BackupError);
  });

  it('have a baseline of the highest ids, in the history too', async () => {
    const views = {
      CDB_OB_BACKUP_JOBS: [{ TENANT_ID: '1002', JOB_ID: '12' }],
      CDB_OB_BACKUP_JOB_HISTORY: [
        { TENANT_ID: '1002', JOB_ID: '11' },
        { TENANT_ID: '1', JOB_ID: '4' },
      ],
    };
    const { highestIds } = await sys.readBaseline(v4Server(views), [t1]);
    assert.deepEqual(
      [...highestIds].sort(),
      [
        [1002n, 12n],
        [1n, 4n],
      ].sort(),
    );
  });

  it('with a state that nobody knows are shown as unknown with the word as sent', async () => {
    const jobs = await sys.readJobs(v4Server({ CDB_OB_BACKUP_JOBS: [{ ...jobRow, STATUS: 'PAUSED' }] }), [
      '1002/7',
    ]);
    assert.deepEqual([jobs[0]?.state, jobs[0]?.status], ['unknown', 'PAUSED']);
  });
});

describe('the manual of 4.x', () => {
  it('is that of the version, or of the closest one before it', () => {
    const branch = (version: readonly number[]): string | undefined =>
      /\/V([\d.]+)\//.exec(createV4Dialect(identity(1n, version)).manualUrl('logArchive', 'en'))?.[1];
    assert.equal(branch([4, 2, 5, 3]), '4.2.5');
    assert.equal(branch([4, 2, 4, 0]), '4.2.1');
    assert.equal(branch([4, 3, 2, 0]), '4.3.0');
    assert.equal(branch([4, 9, 0, 0]), '4.3.5');
  });

  it('is in the person’s language', () => {
    assert.match(sys.manualUrl('dataBackup', 'zh-cn'), /\/zh-CN\//);
    assert.match(sys.manualUrl('dataBackup', 'en'), /\/en-US\//);
    assert.match(sys.manualUrl('errors', 'zh-cn'), /^https:\/\/www\.oceanbase\.com\//);
  });
});
