import { type Fault, parseFault } from './faults';
import { LINES } from './worlds';

/** What a simulator is started with. */
export interface SimulatorOptions {
  readonly version: string;
  readonly scenario: string;
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  /** Virtual seconds per real second; 0: the clock stands still. */
  readonly speed: number;
  readonly seed: number;
  readonly password: string;
  /** Virtual time at the start, microseconds since the epoch; undefined: the real one. */
  readonly startMicros: bigint | undefined;
  readonly faults: readonly Fault[];
}

/** The same as texts, as they come from a terminal or from a worker's starter. */
export type WrittenOptions = Readonly<Record<string, string>>;

const NAMES = ['version', 'scenario', 'host', 'port', 'speed', 'seed', 'password', 'start'] as const;
const DEFAULTS: WrittenOptions = {
  version: '4.2.5',
  scenario: 'healthy',
  host: '127.0.0.1',
  port: '2881',
  speed: '1',
  seed: '1',
  password: '',
};
const LARGEST_PORT = 65_535;
const LARGEST_SPEED = 10_000;
const MICROS_PER_MS = 1000n;

/**
 * Reads the words behind the program's name; undefined for `--help`.
 *
 * @throws RangeError for an unknown option or a bad value, as a sentence for the terminal
 */
export function readArguments(words: readonly string[]): SimulatorOptions | undefined {
  const written: Record<string, string> = {};
  const faults: Fault[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const [name = '', joined] = splitOption(words[i] ?? '');
    if (name === 'help') {
      return undefined;
    }
    const value = joined ?? words[i + 1];
    if (value === undefined) {
      throw new RangeError(`--${name} needs a value`);
    }
    i += joined === undefined ? 1 : 0;
    if (name === 'fault') {
      faults.push(parseFault(value));
    } else {
      written[name] = value;
    }
  }
  return { ...readOptions(written), faults };
}

/** `--name value` and `--name=value`. */
function splitOption(word: string): readonly [string, string | undefined] {
  const [, name, value] = /^--([a-z]+)(?:=(.*))?$/s.exec(word) ?? [];
  if (name === undefined) {
    throw new RangeError(`'${word}' is no option; --help lists them`);
  }
  return [name, value];
}

/**
 * Checks options given as texts; what is left out has its default.
 *
 * @throws RangeError naming the option
 */
export function readOptions(written: WrittenOptions): SimulatorOptions {
  const unknown = Object.keys(written).find((name) => !NAMES.some((known) => known === name));
  if (unknown !== undefined) {
    throw new RangeError(`--${unknown} is no option; --help lists them`);
  }
  const value = (name: (typeof NAMES)[number]): string => written[name] ?? DEFAULTS[name] ?? '';
  return {
    version: value('version'),
    scenario: value('scenario'),
    host: value('host'),
    port: readWhole('port', value('port'), LARGEST_PORT),
    speed: readSpeed(value('speed')),
    seed: readWhole('seed', value('seed'), 0xffff_ffff),
    password: value('password'),
    startMicros: written['start'] === undefined ? undefined : readStart(written['start']),
    faults: [],
  };
}

function readWhole(name: string, text: string, most: number): number {
  if (!/^[0-9]+$/.test(text) || Number(text) > most) {
    throw new RangeError(`--${name} must be a whole number from 0 to ${most}, not '${text}'`);
  }
  return Number(text);
}

function readSpeed(text: string): number {
  const speed = /^[0-9]+(\.[0-9]+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(speed >= 0 && speed <= LARGEST_SPEED)) {
    throw new RangeError(`--speed must be a number from 0 (stands still) to ${LARGEST_SPEED}, not '${text}'`);
  }
  return speed;
}

function readStart(text: string): bigint {
  const millis = Date.parse(text);
  if (!/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(text) || Number.isNaN(millis)) {
    throw new RangeError(`--start must be a time with its zone, such as 2026-03-01T12:00:00Z, not '${text}'`);
  }
  return BigInt(millis) * MICROS_PER_MS;
}

/** What `--help` prints. */
export function helpText(): string {
  const worlds = LINES.map(({ versions, scenarios }) => {
    const list = scenarios.map(({ name, description }) => `    ${name.padEnd(14)}${description}`);
    return `  ${versions.join(', ')}\n${list.join('\n')}`;
  });
  return `A lifelike OceanBase for tests and demonstrations, over the MySQL protocol.

Options (with their defaults):
  --version 4.2.5        version of OceanBase
  --scenario healthy     what the cluster looks like at the start
  --host 127.0.0.1       address to listen on
  --port 2881            port to listen on; 0 takes a free one
  --speed 1              virtual seconds per real second, up to ${LARGEST_SPEED}; 0 stands still
  --seed 1               the same seed gives the same cluster
  --password ''          password of every user
  --start TIME           virtual time at the start, such as 2026-03-01T12:00:00Z; else the real time
  --fault KIND[*N]:...   something that shall go wrong, N times: resetBefore, resetAfter, stall or
                         stallAfter with part of a statement, error:NUMBER:part of a statement,
                         refuseLogin:NUMBER; may be given several times
  --help                 this text

Versions and their scenarios:
${worlds.join('\n')}

Users: root@sys and root@<tenant> of every MySQL-mode tenant, also as root@<tenant>#<cluster>.
`;
}
