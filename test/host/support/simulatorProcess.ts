import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';

export interface SimulatorOptions {
  readonly version?: string;
  readonly scenario?: string;
  readonly port?: number;
  readonly password?: string;
  readonly speed?: number;
}

/** The shipped simulator in a process of its own. */
export class SimulatorProcess {
  readonly port: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  static async start(extensionPath: string, options: SimulatorOptions = {}): Promise<SimulatorProcess> {
    const { version = '4.2.5', scenario = 'healthy', port = 0, password = '', speed = 1 } = options;
    const args = [
      ...['--version', version, '--scenario', scenario, '--port', String(port)],
      ...['--speed', String(speed), '--password', password],
    ];
    const child = fork(path.join(extensionPath, 'dist/simulator.js'), args, {
      silent: true,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      execArgv: [],
    });
    return new SimulatorProcess(child, await listeningPort(child));
  }

  /** Asks the running simulator for something: `advance MICROS`, `fault SPELLING`, `control NAME ARGS…`, `statements`. */
  async ask(command: string, ...args: readonly string[]): Promise<string> {
    const id = nextRequest++;
    return new Promise((resolve, reject) => {
      const hear = (reply: unknown): void => {
        if (isReplyTo(id, reply)) {
          this.#child.off('message', hear);
          if (reply.ok) {
            resolve(reply.value ?? '');
          } else {
            reject(new Error(`${command}: ${reply.error ?? ''}`));
          }
        }
      };
      this.#child.on('message', hear);
      this.#child.send({ id, command, args });
    });
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
      return;
    }
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await ended;
  }
}

let nextRequest = 1;

interface Reply {
  readonly ok: boolean;
  readonly value?: string;
  readonly error?: string;
}

function isReplyTo(id: number, reply: unknown): reply is Reply {
  return typeof reply === 'object' && reply !== null && 'id' in reply && reply.id === id && 'ok' in reply;
}

async function listeningPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString('utf8');
      const port = /listens on 127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (port !== undefined) {
        resolve(Number(port));
      }
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => reject(new Error(`the simulator ended with ${code}: ${said}`)));
  });
}
