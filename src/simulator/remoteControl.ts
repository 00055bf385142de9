import { parseFault } from './faults';
import type { SimulatorServer } from './server';
import type { World } from './world';

/** What another process or thread asks of a running simulator. */
export interface RemoteRequest {
  readonly id: number;
  /**
   * `advance MICROS`, `setSpeed SPEED`, `now`, `kill SESSION`, `sessions`, `fault SPELLING`,
   * `clearFaults`, `statements`, `control NAME ARGS…` (the world's own door), `stop`.
   */
  readonly command: string;
  readonly args: readonly string[];
}

/** The answer; `value` is a text, JSON for lists. */
export type RemoteReply =
  | { readonly id: number; readonly ok: true; readonly value: string }
  | { readonly id: number; readonly ok: false; readonly error: string };

/** Whether a message is a request; anything else is not meant for the simulator. */
export function isRemoteRequest(message: unknown): message is RemoteRequest {
  if (typeof message !== 'object' || message === null) {
    return false;
  }
  const { id, command, args } = message as Partial<Record<keyof RemoteRequest, unknown>>;
  return (
    typeof id === 'number' &&
    typeof command === 'string' &&
    Array.isArray(args) &&
    args.every((arg) => typeof arg === 'string')
  );
}

/** Carries out a request; an error becomes part of the reply. */
export async function answerRemote(
  request: RemoteRequest,
  server: SimulatorServer,
  world: World,
): Promise<RemoteReply> {
  const { id } = request;
  try {
    return { id, ok: true, value: await carryOut(request, server, world) };
  } catch (error) {
    return { id, ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

async function carryOut(
  { command, args: [first = '', ...rest] }: RemoteRequest,
  server: SimulatorServer,
  world: World,
): Promise<string> {
  switch (command) {
    case 'advance':
      world.clock.advance(BigInt(first));
      world.settle();
      return world.clock.nowMicros().toString();
    case 'setSpeed':
      world.clock.setSpeed(readSpeed(first));
      return first;
    case 'now':
      return world.clock.nowMicros().toString();
    case 'kill':
      return String(server.kill(Number(first)));
    case 'sessions':
      return JSON.stringify(server.sessions());
    case 'fault':
      server.faults.add(parseFault(first));
      return '';
    case 'clearFaults':
      server.faults.clear();
      return '';
    case 'statements':
      return JSON.stringify(server.statements());
    case 'control':
      return control(world, first, rest);
    case 'stop':
      await server.stop();
      return '';
    default:
      throw new RangeError(`unknown command '${command}'`);
  }
}

function readSpeed(text: string): number {
  const speed = Number(text);
  if (text === '' || !(speed >= 0)) {
    throw new RangeError(`'${text}' is no speed`);
  }
  return speed;
}

function control(world: World, name: string, args: readonly string[]): string {
  if (world.control === undefined) {
    throw new RangeError('this world has no control door');
  }
  return world.control(name, args);
}
