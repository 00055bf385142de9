import assert from 'node:assert/strict';
import fc from 'fast-check';
import { maskColumn, maskCredentials } from '../../../src/core/masking';

describe('masking of credentials', () => {
  it('hides id and key of an address and keeps the rest', () => {
    assert.equal(
      maskCredentials('oss://b/dir?host=h.example&access_id=ID1&access_key=K+/=1&delete_mode=tagging'),
      'oss://b/dir?host=h.example&access_id=***&access_key=***&delete_mode=tagging',
    );
  });

  it('hides the encrypted key that the server returns in place of the key', () => {
    assert.equal(
      maskCredentials('s3://b/d?host=h&access_id=I&encrypt_key=A0FF'),
      's3://b/d?host=h&access_id=***&encrypt_key=***',
    );
  });

  it('stops at the next address of a list', () => {
    assert.equal(
      maskCredentials('oss://b/data?access_key=a,b,oss://b/log?access_key=c'),
      'oss://b/data?access_key=***,oss://b/log?access_key=***',
    );
  });

  it('leaves names alone that only look alike', () => {
    const text = 'BS_KEY = 14 AND encryption_mode = NONE';
    assert.equal(maskCredentials(text), text);
  });

  it('hides the passwords of a statement that a server quotes', () => {
    assert.equal(
      maskCredentials("near 'SET ENCRYPTION ON IDENTIFIED BY 'a''b\\'c' ONLY' at line 1"),
      "near 'SET ENCRYPTION ON IDENTIFIED BY *** ONLY' at line 1",
    );
    assert.equal(
      maskCredentials('set decryption identified by "one", \'two\';'),
      'set decryption identified by ***;',
    );
    assert.equal(
      maskCredentials("BACKUP KEY TO 'file:///k' ENCRYPTED BY 'pw'"),
      "BACKUP KEY TO 'file:///k' ENCRYPTED BY ***",
    );
  });

  it('hides columns that are secrets as a whole', () => {
    assert.equal(maskColumn('passwd', '1A2B'), '***');
    assert.equal(maskColumn('PASSWD', ''), '');
    assert.equal(maskColumn('PATH', null), null);
  });

  it('never lets a key through, wherever in a text it stands', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9+/=]{12,40}$/);
    const name = fc.constantFrom('access_id', 'access_key', 'encrypt_key', 'ACCESS_KEY');
    const around = fc.stringMatching(/^[a-z ?&'"(]{0,10}$/);
    fc.assert(
      fc.property(around, name, secret, (before, parameter, value) => {
        assert.ok(!maskCredentials(`${before} ${parameter}=${value}&x=1`).includes(value));
      }),
    );
  });
});
