import assert from 'node:assert/strict';
import { contextValue, readCall } from '../../../src/host/contributions';

const NODE = { id: 'one/tenant:1002/set:7', clusterId: 'one', label: 'Full 7' };

describe('the arguments of a command', () => {
  it('are plain ids, or what a menu passes', () => {
    assert.deepEqual(readCall('cluster', ['one']), { target: 'one', options: [] });
    assert.deepEqual(readCall('cluster', [NODE, [NODE]]), { target: 'one', options: [] });
    assert.deepEqual(readCall('node', [NODE, [NODE]]), { target: NODE.id, options: [] });
    assert.deepEqual(readCall('node', [NODE.id]), { target: NODE.id, options: [] });
  });

  it('may be none, as from the palette', () => {
    for (const kind of ['nothing', 'cluster', 'node'] as const) {
      assert.deepEqual(readCall(kind, []), { target: undefined, options: [] });
      assert.equal(readCall(kind, [undefined]).target, undefined);
    }
  });

  it('keep what a caller adds', () => {
    assert.deepEqual(readCall('cluster', ['one', ['t1', 't2']]).options, [['t1', 't2']]);
    assert.deepEqual(readCall('nothing', ['4.x']).options, ['4.x']);
  });
});

describe('the words of a node', () => {
  it('begin with what it is', () => {
    assert.equal(contextValue('set', ['hasId', 'hasScn']), 'set hasId hasScn');
    assert.equal(contextValue('cluster'), 'cluster');
  });
});
