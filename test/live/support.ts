import assert from 'node:assert/strict';
import type { Address } from '../contract/support/driverClient';

/** `mysql://root%40sys:password@host:port`, of a real cluster's sys tenant. */
const VARIABLE = 'OB_TEST_URL';

/** The cluster that the person who runs the live tests named. */
export function liveAddress(): Address {
  const text = process.env[VARIABLE];
  assert.ok(text, `${VARIABLE} names no cluster`);
  const url = new URL(text);
  return {
    host: url.hostname,
    port: Number(url.port === '' ? '2881' : url.port),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}
