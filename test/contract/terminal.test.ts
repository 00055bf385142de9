import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import { DriverClient } from './support/driverClient';
import { simulatorBundle } from './support/simulatorBundle';
import { SimulatorProcess } from './support/simulatorProcess';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

async function run(words: readonly string[]): Promise<Run> {
  const child = spawn(process.execPath, [await simulatorBundle(), ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code) => resolve({ code, stdout, stderr })),
  );
  return { child, ended };
}

describe('the simulator in a terminal of its own', () => {
  it('prints its help', async () => {
    const { code, stdout } = await (await run(['--help'])).ended;
    assert.equal(code, 0);
    assert.match(stdout, /--scenario/);
  });

  it('says where it listens, never a password, and ends by Ctrl-C', async () => {
    const { child, ended } = await run(['--port', '0', '--scenario', 'empty', '--password', 'geheim']);
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    child.kill('SIGINT');
    const { code, stdout } = await ended;
    assert.equal(code, 0);
    assert.match(stdout, /^OceanBase simulator 4\.2\.5 \(empty\) listens on 127\.0\.0\.1:\d+\n/);
    assert.doesNotMatch(stdout, /geheim/);
  });

  it('says in a sentence that the port is in use, or what is wrong with an option', async () => {
    const simulator = await SimulatorProcess.start({ version: '4.2.5', scenario: 'empty' });
    const busy = await (await run(['--scenario', 'empty', '--port', String(simulator.port)])).ended;
    assert.equal(busy.code, 1);
    assert.match(
      busy.stderr,
      new RegExp(`^OceanBase simulator: port ${simulator.port} on 127\\.0\\.0\\.1 is in use`),
    );
    const unknown = await (await run(['--version', '5.0.0'])).ended;
    assert.deepEqual([unknown.code, unknown.stdout], [1, '']);
    assert.match(unknown.stderr, /unknown version '5\.0\.0'; known are/);
    await simulator.stop();
  });
});

describe('the simulator in a worker thread', () => {
  it('tells its port, serves, answers requests and ends with the thread', async () => {
    const worker = new Worker(await simulatorBundle(), {
      workerData: { version: '4.2.5', scenario: 'empty', port: 0, speed: 0 },
    });
    const message = (): Promise<unknown> => new Promise((resolve) => worker.once('message', resolve));
    const listening = (await message()) as { readonly type: string; readonly port: number };
    assert.equal(listening.type, 'listening');
    const client = await DriverClient.open({
      host: '127.0.0.1',
      port: listening.port,
      user: 'root@sys',
      password: '',
    });
    assert.equal(await client.value('SELECT effective_tenant()'), 'sys');
    worker.postMessage({ id: 7, command: 'sessions', args: [] });
    assert.deepEqual(await message(), {
      id: 7,
      ok: true,
      value: '[{"id":100001,"user":"root","tenant":"sys"}]',
    });
    client.close();
    await worker.terminate();
  });

  it('says why it cannot start', async () => {
    const worker = new Worker(await simulatorBundle(), {
      workerData: { scenario: 'no such scenario', port: 0 },
    });
    const failed = await new Promise((resolve) => worker.once('message', resolve));
    assert.deepEqual(Object.keys(Object(failed)), ['type', 'message']);
    assert.match(JSON.stringify(failed), /"failed".*unknown scenario 'no such scenario'/);
    await worker.terminate();
  });
});
