import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import {
  helpText,
  readArguments,
  readOptions,
  type SimulatorOptions,
  type WrittenOptions,
} from './commandLine';
import { answerRemote, isRemoteRequest, type RemoteReply } from './remoteControl';
import { type SimulatorServer, startServer } from './server';
import { VirtualClock } from './virtualClock';
import type { World } from './world';
import { createWorld } from './worlds';

const MICROS_PER_MS = 1000n;

/** What the simulator tells whoever started it. */
type Report =
  | { readonly type: 'listening'; readonly port: number }
  | { readonly type: 'failed'; readonly message: string }
  | RemoteReply;

interface Running {
  readonly world: World;
  readonly server: SimulatorServer;
}

async function start(options: SimulatorOptions): Promise<Running> {
  const { version, scenario, seed, speed } = options;
  const startMicros = options.startMicros ?? BigInt(Date.now()) * MICROS_PER_MS;
  const world = createWorld({ version, scenario, seed, clock: new VirtualClock({ startMicros, speed }) });
  const server = await startServer({ world, ...options });
  for (const fault of options.faults) {
    server.faults.add(fault);
  }
  return { world, server };
}

/** A sentence for the terminal; the operating system's codes get words. */
function explain(error: unknown, options?: SimulatorOptions): string {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (options !== undefined && code === 'EADDRINUSE') {
    return `port ${options.port} on ${options.host} is in use: choose another with --port, or --port 0 for a free one`;
  }
  if (options !== undefined && code === 'EACCES') {
    return `this user may not listen on port ${options.port}: choose one above 1023 with --port`;
  }
  return message;
}

function serveRequests(message: unknown, { server, world }: Running, report: (reply: Report) => void): void {
  if (isRemoteRequest(message)) {
    answerRemote(message, server, world).then(report, (error: unknown) =>
      report({ id: message.id, ok: false, error: explain(error) }),
    );
  }
}

/** In a terminal, or in a child process whose parent talks over IPC. */
async function runInProcess(): Promise<void> {
  let options: SimulatorOptions | undefined;
  try {
    options = readArguments(process.argv.slice(2));
    if (options === undefined) {
      process.stdout.write(helpText());
      return;
    }
    const running = await start(options);
    // first: whoever reads the announcement may send a signal at once
    endOnSignals(running);
    announce(running, options);
    process.on('message', (message) =>
      serveRequests(message, running, (reply) => {
        process.send?.(reply);
      }),
    );
    process.send?.({ type: 'listening', port: running.server.port } satisfies Report);
  } catch (error) {
    process.stderr.write(`OceanBase simulator: ${explain(error, options)}\n`);
    process.exitCode = 1;
    if (process.connected) {
      process.disconnect();
    }
  }
}

function announce({ server, world }: Running, { version, scenario, host }: SimulatorOptions): void {
  const tenant = world
    .tenants()
    .find(({ acceptsLogin, mode, id }) => acceptsLogin && mode === 'MYSQL' && id !== 1n);
  process.stdout.write(
    `OceanBase simulator ${version} (${scenario}) listens on ${host}:${server.port}\n` +
      `Connect with: mysql -h ${host} -P ${server.port} -u root@sys` +
      `${tenant === undefined ? '' : ` (or root@${tenant.name})`}; Ctrl-C ends it.\n`,
  );
}

function endOnSignals({ server }: Running): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) {
      return;
    }
    isStopping = true;
    server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // a child must not outlive the process that talks to it
  process.once('disconnect', stop);
}

/** In a worker thread: options come as texts in `workerData`. */
async function runInWorker(port: NonNullable<typeof parentPort>): Promise<void> {
  const report = (message: Report): void => port.postMessage(message);
  let options: SimulatorOptions | undefined;
  try {
    options = readOptions(writtenOptions(workerData));
    const running = await start(options);
    port.on('message', (message) => serveRequests(message, running, report));
    report({ type: 'listening', port: running.server.port });
  } catch (error) {
    report({ type: 'failed', message: explain(error, options) });
  }
}

function writtenOptions(data: unknown): WrittenOptions {
  const entries = typeof data === 'object' && data !== null ? Object.entries(data) : [];
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

if (isMainThread || parentPort === null) {
  void runInProcess();
} else {
  void runInWorker(parentPort);
}
