import assert from 'node:assert/strict';
import { leadsElsewhere } from '../../../src/host/connections/profile';
import { ProfileStore } from '../../../src/host/connections/profileStore';
import { MemoryState, profile } from './support/fakes';

const KEY = 'obBackup.connections';

describe('stored connections', () => {
  it('come back as they were saved', async () => {
    const store = new ProfileStore(new MemoryState());
    const one = profile({ cluster: 'c1', tls: { mode: 'verified', caFile: '/ca.pem' } });
    const two = profile({ id: 'two' });
    await store.save(one);
    await store.save(two);
    assert.deepEqual(store.read(), { profiles: [one, two], broken: [] });
  });

  it('are changed in their place and removed by id', async () => {
    const store = new ProfileStore(new MemoryState());
    for (const id of ['one', 'two', 'three']) {
      await store.save(profile({ id }));
    }
    await store.save(profile({ id: 'one', name: 'Renamed' }));
    await store.remove('two');
    assert.deepEqual(
      store.read().profiles.map(({ id, name }) => `${id} ${name}`),
      ['one Renamed', 'three One'],
    );
  });

  it('saved at the same time are all there', async () => {
    const store = new ProfileStore(new MemoryState());
    await Promise.all(['a', 'b', 'c'].map((id) => store.save(profile({ id }))));
    assert.equal(store.read().profiles.length, 3);
  });

  it('never hold a password, nor the mark of a demo', async () => {
    const state = new MemoryState();
    await new ProfileStore(state).save(profile());
    const stored = state.values.get(KEY) ?? '';
    assert.match(stored, /"user":"root"/);
    assert.doesNotMatch(stored, /"password"|"demo"/);
  });

  it('that are damaged are reported, and survive a change of the others', async () => {
    const state = new MemoryState();
    const damaged = { id: 'bad', name: 'Bad one', endpoints: [], extra: [1, 2] };
    await state.update(KEY, { version: 1, profiles: [damaged, 'nonsense', { ...profile(), demo: true }] });
    const store = new ProfileStore(state);
    const { profiles, broken } = store.read();
    assert.deepEqual(
      profiles.map(({ id, demo }) => [id, demo]),
      [['one', false]],
    );
    assert.deepEqual(
      broken.map(({ label }) => label),
      ['Bad one', undefined],
    );
    await store.save(profile({ id: 'two' }));
    const after = JSON.stringify(state.get(KEY));
    assert.ok(after.includes('"Bad one"') && after.includes('"nonsense"') && after.includes('"extra":[1,2]'));
  });

  it('of which two have one id are not mixed up', async () => {
    const state = new MemoryState();
    await state.update(KEY, { version: 1, profiles: [profile(), profile({ name: 'Twin' })] });
    const { profiles, broken } = new ProfileStore(state).read();
    assert.equal(profiles.length, 1);
    assert.equal(broken[0]?.label, 'Twin');
  });

  it('written by a newer version are reported and never overwritten', async () => {
    const state = new MemoryState();
    await state.update(KEY, { version: 2, profiles: [{ shape: 'unknown' }] });
    const before = state.values.get(KEY);
    const store = new ProfileStore(state);
    assert.equal(store.read().broken.length, 1);
    await assert.rejects(store.save(profile()));
    assert.equal(state.values.get(KEY), before);
  });
});

describe('a changed connection', () => {
  it('leads elsewhere when its login or its line changes, not when its name does', () => {
    const before = profile();
    assert.equal(leadsElsewhere(before, profile({ name: 'Other', passwordKeeping: 'askEveryTime' })), false);
    assert.equal(leadsElsewhere(before, profile({ tenant: 't1' })), true);
    assert.equal(leadsElsewhere(before, profile({ cluster: 'c1' })), true);
    assert.equal(leadsElsewhere(before, profile({ endpoints: [{ host: '127.0.0.1', port: 2882 }] })), true);
    assert.equal(leadsElsewhere(before, profile({ tls: { mode: 'on', caFile: undefined } })), true);
  });
});
