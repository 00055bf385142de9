import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ActTarget } from '../../../src/core/acts';
import { BackupError } from '../../../src/core/errors';
import { Executor } from '../../../src/core/executor';
import type { BackupJob } from '../../../src/core/model/backupJob';
import { FakeDatabase, MemoryLog, refusedBy, rows } from './support/fakeDatabase';
import { FakeDialect } from './support/fakeDialect';
import { ManualClock } from './support/manualClock';
import { job, snapshot, tenant } from './support/nouns';
import { settleAct } from './support/settleAct';

const WRITE = 'ALTER SYSTEM BACKUP TENANT = t1';

/** What the network and the server do to one act. */
interface Weather {
  readonly answer:
    | 'ok'
    | 'refused'
    | 'lostBefore'
    | 'lostAfter'
    | 'serverTimeoutBefore'
    | 'serverTimeoutAfter';
  /** The views show the job this much later. */
  readonly visibleAfterMs: number;
  /** The connection is gone for this long after the sending. */
  readonly awayMs: number;
  /** The views refuse for this long after the sending. */
  readonly viewsRefuseMs: number;
}

const anyWeather: fc.Arbitrary<Weather> = fc.record({
  answer: fc.constantFrom(
    'ok',
    'refused',
    'lostBefore',
    'lostAfter',
    'serverTimeoutBefore',
    'serverTimeoutAfter',
  ),
  visibleAfterMs: fc.integer({ min: 0, max: 90_000 }),
  awayMs: fc.integer({ min: 0, max: 90_000 }),
  viewsRefuseMs: fc.integer({ min: 0, max: 90_000 }),
});

const obeys = ({ answer }: Weather): boolean =>
  answer === 'ok' || answer === 'lostAfter' || answer === 'serverTimeoutAfter';

/** A server that makes a job for every statement that reaches it, and hides it as the weather says. */
function bench(weather: Weather) {
  const clock = new ManualClock();
  const dialect = new FakeDialect();
  const jobs: { readonly job: BackupJob; readonly fromMs: number }[] = [];
  let sentAtMs: number | undefined;
  const since = (): number => (sentAtMs === undefined ? Number.POSITIVE_INFINITY : clock.nowMs() - sentAtMs);
  const database = new FakeDatabase((text) => {
    if (text !== WRITE) {
      return rows([]);
    }
    sentAtMs = clock.nowMs();
    if (obeys(weather)) {
      const jobId = BigInt(jobs.length + 7);
      jobs.push({ job: job({ jobId }), fromMs: clock.nowMs() + weather.visibleAfterMs });
    }
    switch (weather.answer) {
      case 'ok':
        return rows([]);
      case 'refused':
        return refusedBy(9040);
      case 'lostBefore':
      case 'lostAfter':
        return new BackupError('connectionLost', 'cut', { ambiguous: true });
      case 'serverTimeoutBefore':
      case 'serverTimeoutAfter':
        return refusedBy(4012);
    }
  });
  dialect.jobsSince = () => {
    if (since() < weather.viewsRefuseMs) {
      throw refusedBy(1142);
    }
    return jobs.filter(({ fromMs }) => clock.nowMs() >= fromMs).map((made) => made.job);
  };
  const target: ActTarget = {
    id: 'c1',
    name: 'c1',
    connection: {
      get state() {
        return since() < weather.awayMs
          ? ({ kind: 'disconnected' } as const)
          : ({ kind: 'connected', dialect, database } as const);
      },
    },
    watcher: { refresh: () => Promise.resolve(snapshot()), follow: () => undefined },
  };
  const executor = new Executor({
    clock,
    log: new MemoryLog(),
    confirm: () => Promise.resolve(true),
    record: () => undefined,
  });
  const writes = (): number => database.statements.filter((text) => text === WRITE).length;
  return { clock, executor, target, jobs, writes };
}

describe('a full backup in any weather', () => {
  it('is sent once, and what is said of it is true', async () => {
    await fc.assert(
      fc.asyncProperty(anyWeather, async (weather) => {
        const { clock, executor, target, jobs, writes } = bench(weather);
        const { kind } = await settleAct(clock, executor.startFullBackup(target, [tenant(1002n, 't1')]));
        assert.equal(writes(), 1);
        assert.equal(jobs.length, obeys(weather) ? 1 : 0);
        if (kind === 'started') {
          assert.equal(jobs.length, 1);
        } else if (weather.answer === 'refused') {
          assert.equal(kind, 'refused');
        } else {
          assert.equal(kind, 'notKnownYet');
        }
      }),
      { numRuns: 150 },
    );
  });

  it('never becomes two jobs, however often the person clicks while it is in doubt', async () => {
    await fc.assert(
      fc.asyncProperty(anyWeather, async (weather) => {
        const { clock, executor, target, jobs } = bench(weather);
        const clicks = [1, 2, 3].map(() => executor.startFullBackup(target, [tenant(1002n, 't1')]));
        for (const click of clicks) {
          await settleAct(clock, click);
        }
        assert.ok(jobs.length <= 1);
      }),
      { numRuns: 100 },
    );
  });
});
