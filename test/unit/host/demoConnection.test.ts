import assert from 'node:assert/strict';
import { readDemoConnection } from '../../../src/host/connections/demoConnection';

const GOOD = { name: 'Demo', host: '127.0.0.1', port: 41_000, user: 'root@sys', password: '', demo: true };

describe('a demo cluster handed over by environment', () => {
  it('becomes a profile that is marked as a demo', () => {
    const read = readDemoConnection(JSON.stringify(GOOD));
    assert.ok(read.ok);
    assert.equal(read.password, '');
    assert.equal(read.profile.demo, true);
    assert.deepEqual([read.profile.user, read.profile.tenant], ['root', 'sys']);
    assert.deepEqual(read.profile.endpoints, [{ host: '127.0.0.1', port: 41_000 }]);
  });

  it('is refused, with the field that is wrong and without its value, where it is not complete', () => {
    const wrong: readonly [unknown, string][] = [
      ['geheim', 'not a JSON object'],
      [{ ...GOOD, port: 'geheim' }, 'port'],
      [{ ...GOOD, demo: false }, 'demo'],
      [{ ...GOOD, password: undefined }, 'password'],
      [{ ...GOOD, user: 'geheim@x@y' }, 'user'],
    ];
    for (const [value, reason] of wrong) {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      assert.deepEqual(readDemoConnection(text), { ok: false, reason });
    }
  });
});
