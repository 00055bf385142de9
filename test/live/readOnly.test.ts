import assert from 'node:assert/strict';
import { DriverClient } from '../contract/support/driverClient';
import { readOnlyContract, type Target } from '../contract/support/readOnlyContract';

/** `mysql://root%40sys:password@host:port`, of a real cluster's sys tenant. */
const VARIABLE = 'OB_TEST_URL';

describe('a real cluster, asked what any OceanBase answers', () => {
  let target: Target;
  before(async () => {
    const text = process.env[VARIABLE];
    assert.ok(text, `${VARIABLE} names no cluster`);
    const url = new URL(text);
    const address = {
      host: url.hostname,
      port: Number(url.port === '' ? '2881' : url.port),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
    };
    const client = await DriverClient.open(address);
    const comment = String(await client.value('SELECT @@version_comment'));
    client.close();
    target = { address, line: Number(/(\d+)\./.exec(comment)?.[1]) };
  });

  readOnlyContract(() => target);
});
