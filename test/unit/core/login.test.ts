import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BackupError } from '../../../src/core/errors';
import { formatLogin, type ParsedLogin, parseLogin } from '../../../src/core/login';

function parts(user: string, tenant?: string, cluster?: string): ParsedLogin {
  return { ok: true, user, tenant, cluster };
}

const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter((text) => text.trim() === text && text !== '' && !/[@#\p{Cc}]/u.test(text));
const plainName = name.filter((text) => !/[-.:]/.test(text));

describe('reading a login', () => {
  const spellings: [string, ParsedLogin][] = [
    ['root@sys#obcluster', parts('root', 'sys', 'obcluster')],
    ['root@sys', parts('root', 'sys')],
    ['root', parts('root')],
    ['root#obcluster', parts('root', undefined, 'obcluster')],
    ['obcluster:sys:root', parts('root', 'sys', 'obcluster')],
    ['obcluster-sys-root', parts('root', 'sys', 'obcluster')],
    ['obcluster.sys.root', parts('root', 'sys', 'obcluster')],
    ['my-ob-cluster:sys:first.last', parts('first.last', 'sys', 'my-ob-cluster')],
    ['obcluster-1.sys.root', parts('root', 'sys', 'obcluster-1')],
    ['backup-admin', parts('backup-admin')],
    ['first.last@t-1#ob:7', parts('first.last', 't-1', 'ob:7')],
    ['  root@sys\t', parts('root', 'sys')],
    ['备份@租户#集群', parts('备份', '租户', '集群')],
  ];
  for (const [text, expected] of spellings) {
    it(`understands ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseLogin(text), expected);
    });
  }

  for (const text of ['a@b@c', 'a#b#c', 'a#b@c', 'a:b', 'a:b:c:d', 'a-b-c-d', 'a.b.c.d', 'a-b-c.d.e']) {
    it(`calls ${text} ambiguous`, () => {
      assert.deepEqual(parseLogin(text), { ok: false, reason: 'ambiguous' });
    });
  }

  for (const text of ['', '   ', '@sys', 'root@', 'root@sys#', '::', 'a::c', 'ro\u0000ot', 'x'.repeat(129)]) {
    it(`calls ${JSON.stringify(text.slice(0, 12))} bad`, () => {
      assert.deepEqual(parseLogin(text), { ok: false, reason: 'bad' });
    });
  }

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        parseLogin(text);
      }),
    );
  });

  it('reads every spelling of plain names alike', () => {
    fc.assert(
      fc.property(plainName, plainName, plainName, (user, tenant, cluster) => {
        const expected = parts(user, tenant, cluster);
        for (const separator of [':', '-', '.']) {
          assert.deepEqual(parseLogin([cluster, tenant, user].join(separator)), expected);
        }
        assert.deepEqual(parseLogin(`${user}@${tenant}#${cluster}`), expected);
      }),
    );
  });
});

describe('writing a login', () => {
  it('is read back as the same parts, odd names included', () => {
    const absent = fc.constant(undefined);
    fc.assert(
      fc.property(name, name, fc.oneof(name, absent), (user, tenant, cluster) => {
        assert.deepEqual(parseLogin(formatLogin({ user, tenant, cluster })), {
          ok: true,
          user,
          tenant,
          cluster,
        });
      }),
    );
  });

  it('leaves the cluster out where there is none', () => {
    assert.equal(formatLogin({ user: 'root', tenant: 'sys', cluster: undefined }), 'root@sys');
  });

  for (const user of ['', ' ', 'a@b', 'a#b', 'a\nb', 'x'.repeat(129)]) {
    it(`refuses the name ${JSON.stringify(user.slice(0, 12))}`, () => {
      assert.throws(
        () => formatLogin({ user, tenant: 'sys', cluster: undefined }),
        (error) => BackupError.is(error, 'badInput') && !error.message.includes('a@b'),
      );
    });
  }
});
