import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type ErrorOccasion,
  explainResult,
  explainServerAnswer,
  isLoginRefusal,
} from '../../../src/core/serverErrors';

function explained(number: number, message: string, occasion: ErrorOccasion): string {
  const { fault, meaning, next } = explainServerAnswer({ number, message }, occasion) ?? {};
  return [fault, meaning, next].join(' · ');
}

describe('what a server number means', () => {
  const samples: [number, string, ErrorOccasion, string][] = [
    [1045, "Access denied for user 'root'@'xxx'", 'login', 'loginWrong · noConnection · checkLogin'],
    [
      1235,
      'Oracle tenant for current client driver is not supported',
      'login',
      'oracleTenant · noConnection · logInToSys',
    ],
    [
      5160,
      'invalid tenant name specified in connection string',
      'login',
      'tenantUnknown · noConnection · checkTenantName',
    ],
    [1146, "Table 'oceanbase.X' doesn't exist", 'read', 'viewMissing · notKnown · checkVersion'],
    [4554, 'Server was lost', 'start', 'serverLost · mayHaveStarted · backUpAgain'],
    [9036, 'Backup is in progress', 'start', 'backupRunning · nothingStarted · waitForRunningBackup'],
    [
      9040,
      'backup can not start, because log archive is not doing. log archive status : STOP.',
      'start',
      'archiveNotDoing · nothingStarted · startArchiving',
    ],
    [
      9040,
      'backup can not start, because log archive status is not doing.',
      'start',
      'archiveNotDoing · nothingStarted · startArchiving',
    ],
    [
      9040,
      'backup can not start, because log archive start timestamp is bigger than frozen timestamp, need major freeze first. start timestamp : 1, frozen timestamp : 0 .',
      'start',
      'majorFreezeNeeded · nothingStarted · freezeMajor',
    ],
    [
      9040,
      'backup can not start, because backup dest is not set.',
      'start',
      'destinationNotSet · nothingStarted · setDestination',
    ],
    [9040, 'backup can not start', 'start', 'cannotStart · nothingStarted · lookAtViews'],
    [
      1235,
      'backup in not primary cluster is not supported',
      'start',
      'standbyCluster · nothingStarted · usePrimaryCluster',
    ],
    [4012, 'Timeout', 'start', 'timeout · mayHaveStarted · raiseQueryTimeout'],
    [4012, 'Timeout', 'read', 'timeout · notKnown · raiseQueryTimeout'],
    [9082, '', 'result', 'destinationFull · runFailed · freeSpace'],
    [9027, '', 'result', 'archiveInterrupted · archiveBroken · repairArchive'],
  ];
  for (const [number, message, occasion, expected] of samples) {
    it(`${number} at ${occasion}${message === '' ? '' : `, "${message.slice(0, 60)}"`}`, () => {
      assert.equal(explained(number, message, occasion), expected);
    });
  }

  it('is found within a rich error message', () => {
    const message =
      '[10.0.0.11:2882] [2022-05-03 02:10:00] [Y1-2] backup can not start, because cluster upgrading';
    assert.equal(explained(9040, message, 'start'), 'upgradeUnfinished · nothingStarted · finishUpgrade');
  });

  it('is not made up for a number that nobody explained', () => {
    assert.equal(
      explainServerAnswer({ number: 7777, message: 'log archive is not doing' }, 'start'),
      undefined,
    );
  });
});

describe('the result of a run', () => {
  it('reads the code with and without its sign', () => {
    for (const result of [-4072n, 4072n]) {
      assert.deepEqual(explainResult(result, ''), {
        fault: 'cancelled',
        meaning: 'runCancelled',
        next: 'backUpAgain',
      });
    }
  });

  it('explains nothing for success', () => {
    assert.equal(explainResult(0n, ''), undefined);
  });

  it('never calls a failed run anything milder', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), (code) => {
        const explanation = explainResult(BigInt(-code), '');
        assert.ok(
          explanation === undefined ||
            ['runFailed', 'runCancelled', 'archiveBroken'].includes(explanation.meaning),
        );
      }),
    );
  });
});

describe('a refused login', () => {
  const refusal = (number: number, message = ''): boolean =>
    isLoginRefusal({ number, sqlState: 'HY000', message });

  it('is one that fails the same way on every host', () => {
    assert.ok([1045, 3118, 1862, 4669, 5157, 5160].every((number) => refusal(number)));
    assert.ok(refusal(1235, 'Oracle tenant for current client driver is not supported'));
  });

  it('is not a server that is busy, starting, or the wrong one for the tenant', () => {
    assert.ok([1040, 8001, 5150, 4012, 1235].every((number) => !refusal(number)));
  });
});
