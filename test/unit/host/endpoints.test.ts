import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatEndpoint, formatHosts, parseHosts, parsePort } from '../../../src/host/connections/endpoints';

describe('the hosts of a connection', () => {
  it('are read with and without ports, in every way of dividing them', () => {
    const read = parseHosts(' ob1, ob2:2883;10.0.0.3 , [::1]:2882，fe80::1%eth0 ', 2881);
    assert.deepEqual(read, {
      ok: true,
      endpoints: [
        { host: 'ob1', port: 2881 },
        { host: 'ob2', port: 2883 },
        { host: '10.0.0.3', port: 2881 },
        { host: '::1', port: 2882 },
        { host: 'fe80::1%eth0', port: 2881 },
      ],
    });
  });

  it('name the part that is no host', () => {
    for (const part of ['ob1:', 'ob1:0', 'ob1:65536', 'ob1:x', 'http://ob1', '[::1', 'a@b', "o'b"]) {
      assert.deepEqual(parseHosts(`good, ${part}`, 2881), { ok: false, badPart: part });
    }
  });

  it('are kept once when they are written twice', () => {
    const read = parseHosts('ob1, ob1:2881, ob1:2883', 2881);
    assert.equal(read.ok && read.endpoints.length, 2);
  });

  it('read the same again after they were written', () => {
    const host = fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain());
    const endpoints = fc.uniqueArray(
      fc.record({ host, port: fc.integer({ min: 1, max: 65_535 }) }, { noNullPrototype: true }),
      { minLength: 1, maxLength: 5, selector: formatEndpoint },
    );
    fc.assert(
      fc.property(endpoints, fc.integer({ min: 1, max: 65_535 }), (all, usual) => {
        assert.deepEqual(parseHosts(formatHosts(all, usual), usual), { ok: true, endpoints: all });
      }),
    );
  });
});

describe('a port', () => {
  it('is a whole number from 1 to 65535', () => {
    assert.equal(parsePort(' 2881 '), 2881);
    assert.equal(parsePort('65535'), 65_535);
    for (const text of ['', '0', '65536', '-1', '2881.5', '1e3', '0x10', 'x']) {
      assert.equal(parsePort(text), undefined, text);
    }
  });
});
