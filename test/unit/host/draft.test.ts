import assert from 'node:assert/strict';
import {
  draftOf,
  EMPTY_DRAFT,
  nameOf,
  problemsOf,
  profileOf,
  userProblem,
  withUser,
} from '../../../src/host/connections/draft';
import { profile } from './support/fakes';

describe('a connection while it is written', () => {
  it('takes tenant and cluster out of a user name in any spelling', () => {
    for (const spelling of ['root@t1#c1', 'c1:t1:root', 'c1-t1-root', 'c1.t1.root', '  root@t1#c1 ']) {
      const { user, tenant, cluster } = withUser(EMPTY_DRAFT, spelling);
      assert.deepEqual([user, tenant, cluster], ['root', 't1', 'c1'], spelling);
    }
  });

  it('leaves tenant and cluster alone when the user name holds none', () => {
    const draft = withUser({ ...EMPTY_DRAFT, tenant: 't1', cluster: 'c1' }, 'admin');
    assert.deepEqual([draft.user, draft.tenant, draft.cluster], ['admin', 't1', 'c1']);
  });

  it('complains about everything that is missing before anything is sent', () => {
    assert.deepEqual(
      problemsOf({ ...EMPTY_DRAFT, port: 'x', tenant: ' ' }).map(({ field, code }) => `${field} ${code}`),
      ['hosts hostsMissing', 'port portUnreadable', 'user userMissing', 'tenant tenantMissing'],
    );
  });

  it('says when a user name can be read in two ways, and when in none', () => {
    assert.equal(userProblem('a-b-c-d')?.code, 'loginAmbiguous');
    assert.equal(userProblem('root@')?.code, 'loginUnreadable');
    assert.equal(userProblem('')?.code, 'userMissing');
    assert.equal(userProblem('root@sys'), undefined);
  });

  it('accepts a user with dashes once its tenant was told apart', () => {
    const draft = withUser({ ...EMPTY_DRAFT, hosts: 'ob1' }, 'a-b-c-d@t1');
    assert.deepEqual(problemsOf(draft), []);
    assert.equal(profileOf(draft, 'x')?.user, 'a-b-c-d');
  });

  it('refuses tenant and cluster names that could not be told apart on the wire', () => {
    const draft = { ...EMPTY_DRAFT, hosts: 'ob1', user: 'root', tenant: 'a@b', cluster: 'c#d' };
    assert.deepEqual(
      problemsOf(draft).map(({ code }) => code),
      ['tenantUnreadable', 'clusterUnreadable'],
    );
    assert.equal(profileOf(draft, 'x'), undefined);
  });

  it('becomes the profile that it describes, and a profile becomes the same draft again', () => {
    const stored = profile({
      endpoints: [
        { host: 'ob1', port: 2883 },
        { host: 'ob2', port: 2884 },
      ],
      cluster: 'c1',
      tls: { mode: 'verified', caFile: '/ca.pem' },
      passwordKeeping: 'askEveryTime',
    });
    assert.deepEqual(profileOf(draftOf(stored), stored.id), stored);
    assert.equal(draftOf(stored).password, undefined);
  });

  it('uses no CA file where no certificate is checked', () => {
    const draft = { ...draftOf(profile()), tlsMode: 'on' as const, caFile: '/ca.pem' };
    assert.deepEqual(profileOf(draft, 'x')?.tls, { mode: 'on', caFile: undefined });
  });

  it('is called by its login and host when it was given no name', () => {
    assert.equal(nameOf({ ...EMPTY_DRAFT, user: 'root', hosts: 'ob1, ob2' }), 'root@sys ob1');
    assert.equal(nameOf({ ...EMPTY_DRAFT, name: ' Mine ' }), 'Mine');
  });
});
