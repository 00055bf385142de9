import assert from 'node:assert/strict';
import { BackupError } from '../../../../src/core/errors';
import { Emitter } from '../../../../src/core/event';
import type { Cancellation, Database, LoginTarget } from '../../../../src/core/ports';
import { openMysqlDatabase } from '../../../../src/mysql/mysqlDatabase';
import { startWireServer, type WireOptions, type WireServer } from './wireServer';

const opened: Database[] = [];
const servers: WireServer[] = [];

export async function server(options: WireOptions = {}): Promise<WireServer> {
  const made = await startWireServer(options);
  servers.push(made);
  return made;
}

export function target(port: number, more: Partial<LoginTarget> = {}): LoginTarget {
  return {
    endpoints: [{ host: '127.0.0.1', port }],
    login: 'root@sys#obcluster',
    password: '',
    tls: { mode: 'off' },
    connectTimeoutMs: 5_000,
    ...more,
  };
}

export async function open(port: number, more: Partial<LoginTarget> = {}): Promise<Database> {
  const database = await openMysqlDatabase(target(port, more));
  opened.push(database);
  return database;
}

export async function failureOf(promise: Promise<unknown>): Promise<BackupError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(BackupError.is(error), `expected a BackupError, got ${String(error)}`);
  return error;
}

export function wish(): { readonly cancellation: Cancellation; cancel(): void } {
  const emitter = new Emitter<unknown>();
  let requested = false;
  return {
    cancellation: {
      get isCancellationRequested() {
        return requested;
      },
      onCancellationRequested: emitter.event,
    },
    cancel: () => {
      requested = true;
      emitter.fire(undefined);
    },
  };
}

export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

/** Closes whatever the test opened. */
export async function closeAll(): Promise<void> {
  await Promise.all(opened.splice(0).map((database) => database.close()));
  await Promise.all(servers.splice(0).map((each) => each.close()));
}
