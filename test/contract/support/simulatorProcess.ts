import { type ChildProcess, fork } from 'node:child_process';
import { simulatorBundle } from './simulatorBundle';

/** What to simulate; all else has the simulator's own defaults. */
export interface SimulatedCluster {
  readonly version: string;
  readonly scenario: string;
  /** Virtual seconds per real second; 0 (the default here) stands still. */
  readonly speed?: number;
  readonly password?: string;
}

/** Virtual time at the start: a Sunday afternoon in China. */
const START = '2026-03-01T06:00:00Z';

/**
 * A simulator in a process of its own. Its clock moves only when it
 * is told to, unless it was given a speed.
 */
export class SimulatorProcess {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #nextId = 1;

  private constructor(child: ChildProcess, port: number) {
    this.port = port;
    this.#child = child;
    child.on('message', (message: Reply) => this.#waiting.get(message.id)?.(message));
  }

  /** Starts one on a free port and waits until it listens. */
  static async start(cluster: SimulatedCluster): Promise<SimulatorProcess> {
    const { version, scenario, speed = 0, password = '' } = cluster;
    const child = fork(
      await simulatorBundle(),
      ['--port', '0', '--start', START, '--version', version, '--scenario', scenario].concat(
        ['--speed', String(speed)],
        ['--password', password],
      ),
      { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
    );
    return new SimulatorProcess(child, await listening(child));
  }

  /** Moves the virtual clock forward by seconds. */
  async advance(seconds: number): Promise<void> {
    await this.request('advance', String(BigInt(seconds) * 1_000_000n));
  }

  /** Asks through the door for other processes; rejects with the simulator's own words. */
  async request(command: string, ...args: readonly string[]): Promise<string> {
    const id = this.#nextId;
    this.#nextId += 1;
    const reply = await new Promise<Reply>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#child.send({ id, command, args });
    });
    this.#waiting.delete(id);
    if (!reply.ok) {
      throw new Error(reply.error);
    }
    return reply.value;
  }

  /** Ends it and waits until it has ended. */
  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = new Promise((resolve) => this.#child.once('exit', resolve));
      this.#child.disconnect();
      await ended;
    }
  }
}

type Reply =
  | { readonly id: number; readonly ok: true; readonly value: string }
  | { readonly id: number; readonly ok: false; readonly error: string };

function listening(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let words = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      words += chunk.toString('utf8');
    });
    child.once('message', (message: { readonly type?: string; readonly port?: number }) =>
      message.type === 'listening' && message.port !== undefined
        ? resolve(message.port)
        : reject(new Error(`unexpected message ${JSON.stringify(message)}`)),
    );
    child.once('exit', (code) => reject(new Error(`the simulator ended with ${code}: ${words}`)));
  });
}
