import { Worker } from 'node:worker_threads';
import type { Disposable } from '../core/disposable';
import { BackupError } from '../core/errors';
import { Emitter, type Event } from '../core/event';

/** How long the simulator may take to listen: it is loaded and its two weeks of history are made. */
const START_DEADLINE_MS = 30_000;
/** How many seconds pass in the demo while one passes here. */
const SPEED = 60;

export interface DemoWorkerOptions {
  readonly version: string;
  readonly password: string;
}

/** A simulator at work in a thread of this window. */
export interface DemoWorker {
  /** On 127.0.0.1. */
  readonly port: number;
  /** It ended by itself; the text is for the log. */
  readonly onDidExit: Event<string>;
  stop(): Promise<void>;
}

/**
 * Starts the simulator's bundle, the same that serves a terminal, in a worker thread.
 *
 * @throws BackupError `unreachable` where it does not come up
 */
export async function startDemoWorker(file: string, options: DemoWorkerOptions): Promise<DemoWorker> {
  const worker = new Worker(file, {
    workerData: { ...options, scenario: 'healthy', host: '127.0.0.1', port: '0', speed: `${SPEED}` },
    // what it has to say to a terminal is of no use here
    stdout: true,
    stderr: true,
  });
  try {
    const port = await listening(worker);
    const exited = new Emitter<string>();
    worker.on('error', (error) => exited.fire(error.message));
    worker.on('exit', (code) => exited.fire(`exit code ${code}`));
    return {
      port,
      onDidExit: exited.event,
      stop: async () => {
        exited.dispose();
        await worker.terminate();
      },
    };
  } catch (error) {
    await worker.terminate();
    throw error;
  }
}

function listening(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    const waiting: Disposable[] = [];
    const settle = (act: () => void): void => {
      for (const one of waiting) {
        one.dispose();
      }
      act();
    };
    const fail = (why: string): void => settle(() => reject(new BackupError('unreachable', why)));
    const timer = setTimeout(() => fail('the simulator did not say that it listens'), START_DEADLINE_MS);
    const onMessage = (message: unknown): void => {
      const port = portOf(message);
      if (port !== undefined) {
        settle(() => resolve(port));
      } else if (isFailure(message)) {
        fail(message.message);
      }
    };
    const onError = (error: Error): void => fail(error.message);
    const onExit = (code: number): void => fail(`the simulator ended with code ${code}`);
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    waiting.push({
      dispose: () => {
        clearTimeout(timer);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      },
    });
  });
}

function portOf(message: unknown): number | undefined {
  return typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    message.type === 'listening' &&
    'port' in message &&
    typeof message.port === 'number'
    ? message.port
    : undefined;
}

function isFailure(message: unknown): message is { readonly message: string } {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    message.type === 'failed' &&
    'message' in message &&
    typeof message.message === 'string'
  );
}
