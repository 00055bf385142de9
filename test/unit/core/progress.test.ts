import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BackupTask } from '../../../src/core/model/backupJob';
import { outcomeOf, progressOf, taskProgress } from '../../../src/core/progress';
import { job, task } from './support/nouns';

const counter = (finished: bigint, total: bigint) => ({ finished, total });

describe('progress of a task', () => {
  it('is the server’s own percentage where there is one', () => {
    const progress = taskProgress(task({ dataProgressPercent: '58.16', macroBlocks: counter(1n, 98n) }));
    assert.equal(progress.fraction, 0.5816);
    assert.equal(progress.basis, 'serverPercent');
  });

  it('is that of the macro blocks where the version gives no percentage', () => {
    const progress = taskProgress(task({ macroBlocks: counter(49n, 98n), tablets: counter(617n, 617n) }));
    assert.deepEqual([progress.fraction, progress.basis], [0.5, 'macroBlocks']);
  });

  it('is that of the tablets where no block was counted', () => {
    const progress = taskProgress(task({ macroBlocks: counter(0n, 0n), tablets: counter(1n, 4n) }));
    assert.deepEqual([progress.fraction, progress.basis], [0.25, 'tablets']);
  });

  it('is not known, rather than 0, while nothing is counted', () => {
    const preparing = task({
      phase: 'BACKUP_META_FINISH',
      dataProgressPercent: '0.00',
      macroBlocks: counter(0n, 0n),
      tablets: counter(0n, 617n),
    });
    assert.equal(taskProgress(preparing).fraction, undefined);
    assert.equal(taskProgress(preparing).phaseKind, 'meta');
  });

  it('is not 1 while logs are still copied, though all data is', () => {
    const copyingLogs = task({
      phase: 'BACKUP_LOG',
      dataProgressPercent: '100.00',
      macroBlocks: counter(98n, 98n),
    });
    assert.equal(taskProgress(copyingLogs).fraction, 0.99);
    assert.equal(taskProgress(task({ phase: 'COMPLETED' })).fraction, 1);
  });

  it('shows a phase that nobody knows by its own name', () => {
    const progress = taskProgress(task({ phase: 'BACKUP_FUTURE' }));
    assert.deepEqual([progress.phase, progress.phaseKind], ['BACKUP_FUTURE', 'other']);
  });

  it('divides counts that no double can hold', () => {
    const huge = counter(9_007_199_254_740_993_000n, 18_014_398_509_481_986_000n);
    assert.equal(taskProgress(task({ macroBlocks: huge })).fraction, 0.5);
  });
});

describe('progress of a job', () => {
  it('weighs its tenants by their blocks', () => {
    const both = job({
      tasks: [
        task({ tenantId: 1002n, macroBlocks: counter(0n, 300n) }),
        task({ tenantId: 1004n, macroBlocks: counter(100n, 100n) }),
      ],
    });
    assert.equal(progressOf(both).fraction?.toFixed(4), (0.99 * 0.25).toFixed(4));
  });

  it('speaks of the tenant that is least far', () => {
    const both = job({
      tasks: [task({ phase: 'BACKUP_LOG' }), task({ tenantId: 1004n, phase: 'BACKUP_USER_META' })],
    });
    assert.equal(progressOf(both).phase, 'BACKUP_USER_META');
  });

  it('is not known before any tenant is at work', () => {
    const starting = job({ state: 'starting', status: 'INIT' });
    assert.deepEqual([progressOf(starting).fraction, progressOf(starting).phase], [undefined, 'INIT']);
  });

  it('of a parent counts what its children did, those that have ended too', () => {
    const parent = job({ tenantId: 1n, jobId: 1n, executorTenantIds: [1002n, 1004n] });
    const small = task({ phase: 'COMPLETED', macroBlocks: counter(100n, 100n) });
    const big = task({ tenantId: 1004n, macroBlocks: counter(0n, 300n) });
    const children = [job({ state: 'completed', tasks: [small] }), job({ tenantId: 1004n, tasks: [big] })];
    assert.equal(progressOf(parent, children).fraction, 0.25);
  });

  it('of a running parent without children is nearly done: it makes them before it runs', () => {
    const parent = job({ tenantId: 1n, jobId: 1n, executorTenantIds: [1002n] });
    assert.equal(progressOf(parent, []).fraction, 0.99);
  });

  it('of a parent that makes its children counts none as done', () => {
    const parent = job({ tenantId: 1n, jobId: 1n, state: 'starting', executorTenantIds: [1002n, 1004n] });
    assert.equal(progressOf(parent, []).fraction, undefined);
  });

  it('is not held back by the row that 3.x shows for sys', () => {
    const cluster = job({
      line: 3,
      tenantId: 1n,
      scope: 'cluster',
      tasks: [
        task({ tenantId: 1n, phase: 'RUNNING', macroBlocks: counter(0n, 0n) }),
        task({ tenantId: 1001n, phase: 'RUNNING', macroBlocks: counter(61n, 122n) }),
      ],
    });
    assert.equal(progressOf(cluster).fraction, 0.5);
  });

  it('lies between 0 and 1 whatever the server counts, and is 1 only when completed', () => {
    const anyCount = fc.option(
      fc.record({
        finished: fc.bigInt({ min: -5n, max: 2n ** 62n }),
        total: fc.bigInt({ min: 0n, max: 2n ** 62n }),
      }),
      { nil: undefined },
    );
    const anyPercent = fc.option(fc.double({ min: -10, max: 1000, noNaN: true }).map(String), {
      nil: undefined,
    });
    const anyTask: fc.Arbitrary<BackupTask> = fc
      .record({
        macroBlocks: anyCount,
        tablets: anyCount,
        dataProgressPercent: anyPercent,
        phase: fc.constantFrom('INIT', 'BACKUP_DATA_MAJOR', 'BACKUP_LOG', 'COMPLETED', 'FAILED', '新'),
      })
      .map((changes) => task(changes));
    const anyState = fc.constantFrom(
      'starting',
      'running',
      'cancelling',
      'completed',
      'failed',
      'unknown' as const,
    );
    fc.assert(
      fc.property(fc.array(anyTask, { maxLength: 5 }), anyState, (tasks, state) => {
        const { fraction } = progressOf(job({ tasks, state }));
        assert.ok(fraction === undefined || (fraction >= 0 && fraction <= 1));
        assert.equal(fraction === 1, state === 'completed');
      }),
    );
  });
});

describe('the outcome of a backup', () => {
  const parent = job({ tenantId: 1n, jobId: 1n, state: 'completed', executorTenantIds: [1002n, 1004n] });
  const child = (tenantId: bigint, state: 'completed' | 'failed' | 'cancelled' | 'running') =>
    job({ tenantId, jobId: 9n, state, parentKey: '1/1' });

  it('is completed when every tenant is', () => {
    const outcome = outcomeOf([parent, child(1002n, 'completed'), child(1004n, 'completed')], [1002n, 1004n]);
    assert.equal(outcome.overall, 'completed');
  });

  it('names the tenant that was passed over although the parent completed', () => {
    const outcome = outcomeOf([parent, child(1002n, 'completed')], [1002n, 1004n]);
    assert.equal(outcome.overall, 'partly');
    assert.deepEqual(
      outcome.tenants.map(({ tenantId, state }) => [tenantId, state]),
      [
        [1002n, 'completed'],
        [1004n, 'skipped'],
      ],
    );
  });

  it('calls no tenant skipped while the parent still makes its children', () => {
    const outcome = outcomeOf([{ ...parent, state: 'starting' }], [1002n]);
    assert.deepEqual([outcome.overall, outcome.tenants[0]?.state], ['running', 'starting']);
  });

  it('tells failed from cancelled', () => {
    assert.equal(outcomeOf([child(1002n, 'cancelled')], [1002n]).overall, 'cancelled');
    assert.equal(outcomeOf([child(1002n, 'failed')], [1002n]).overall, 'failed');
    assert.equal(
      outcomeOf([child(1002n, 'failed'), child(1004n, 'running')], [1002n, 1004n]).overall,
      'running',
    );
  });

  it('is not known when a job was lost', () => {
    assert.equal(outcomeOf([job({ state: 'unknown' })], [1002n]).overall, 'unknown');
    const beside = [child(1002n, 'completed'), { ...child(1004n, 'running'), state: 'unknown' } as const];
    assert.equal(outcomeOf(beside, [1002n, 1004n]).overall, 'unknown');
  });

  it('on 3.x is that of the one job for all tenants', () => {
    const cluster = job({ line: 3, tenantId: 1n, scope: 'cluster', state: 'failedOrCancelled' });
    const outcome = outcomeOf([cluster], [1001n, 1002n]);
    assert.equal(outcome.overall, 'failed');
    assert.deepEqual(
      outcome.tenants.map(({ state }) => state),
      ['failedOrCancelled', 'failedOrCancelled'],
    );
  });
});
