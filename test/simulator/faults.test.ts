import assert from 'node:assert/strict';
import { FaultPlan, faultError, parseFault } from '../../src/simulator/faults';

describe('faults on demand', () => {
  it('are spelt as in a terminal', () => {
    assert.deepEqual(parseFault('resetAfter:BACKUP DATABASE'), {
      kind: 'resetAfter',
      statement: 'BACKUP DATABASE',
    });
    assert.deepEqual(parseFault('refuseLogin*3:1040'), { kind: 'refuseLogin', number: 1040, times: 3 });
    assert.deepEqual(parseFault('error:4012:path = a:b'), {
      kind: 'error',
      number: 4012,
      statement: 'path = a:b',
    });
    for (const nonsense of ['stall', 'explode:x', 'refuseLogin:soon', 'stall*0:x']) {
      assert.throws(() => parseFault(nonsense), RangeError, nonsense);
    }
  });

  it('meet the statements they name, whatever the case and white space, as often as they say', () => {
    const plan = new FaultPlan();
    plan.add({ kind: 'stall', statement: 'backup  database', times: 2 });
    const statement = 'ALTER SYSTEM BACKUP\n DATABASE';
    assert.equal(plan.takeForStatement('ALTER SYSTEM ARCHIVELOG'), undefined);
    assert.equal(plan.takeForLogin(), undefined);
    assert.deepEqual(
      [1, 2, 3].map(() => plan.takeForStatement(statement)?.kind),
      ['stall', 'stall', undefined],
    );
  });

  it('can be taken back', () => {
    const plan = new FaultPlan();
    plan.add({ kind: 'refuseLogin', number: 8001 });
    plan.clear();
    assert.equal(plan.takeForLogin(), undefined);
  });

  it('carry the SQLSTATE of their number', () => {
    assert.deepEqual(
      [8001, 1040, 4012, 9999].map((number) => faultError(number).sqlState),
      ['08004', '08004', 'HY000', 'HY000'],
    );
  });
});
