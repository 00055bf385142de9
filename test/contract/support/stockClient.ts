import { execFile } from 'node:child_process';
import type { Address, ServerRefusal } from './driverClient';

const PROGRAM = 'mariadb';

/** A column as `--column-type-info` prints it. */
export interface StockColumn {
  readonly name: string;
  readonly orgName: string;
  readonly table: string;
  readonly type: string;
  readonly collation: string;
  readonly length: number;
  readonly decimals: number;
  readonly flags: readonly string[];
}

interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** The `mariadb` client of the distribution: a witness that shares no code with this project. */
export class StockClient {
  readonly #address: Address;

  constructor(address: Address) {
    this.#address = address;
  }

  /** Rows of one statement, values as texts; the word NULL is null. */
  async rows(sql: string): Promise<readonly (readonly (string | null)[])[]> {
    const { stdout } = await this.#succeed(['--batch', '--skip-column-names'], sql);
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('\t').map((value) => (value === 'NULL' ? null : value)));
  }

  /** The columns of one statement's result. */
  async columns(sql: string): Promise<readonly StockColumn[]> {
    const { stdout } = await this.#succeed(['--column-type-info', '--table'], sql);
    return stdout
      .split(/^Field +\d+: +/m)
      .slice(1)
      .map(readColumn);
  }

  /** The error that a statement, or the login, is answered with. */
  async refusal(sql: string): Promise<ServerRefusal> {
    const { stderr, exitCode } = await this.#run(['--batch'], sql);
    const [, number, sqlState, message] =
      /^ERROR (\d+) \((\w+)\)(?: at line \d+)?: (.*)$/m.exec(stderr) ?? [];
    if (exitCode === 0 || number === undefined || sqlState === undefined || message === undefined) {
      throw new Error(`${sql} was not refused: ${stderr}`);
    }
    return { number: Number(number), sqlState, message };
  }

  /** What the client prints for commands of its own and statements, one per line. */
  async session(script: string): Promise<string> {
    return (await this.#succeed(['--table'], script)).stdout;
  }

  async #succeed(options: readonly string[], script: string): Promise<Outcome> {
    const outcome = await this.#run(options, script);
    if (outcome.exitCode !== 0) {
      throw new Error(`${PROGRAM}: ${outcome.stderr}`);
    }
    return outcome;
  }

  #run(options: readonly string[], script: string): Promise<Outcome> {
    const { host, port, user, password } = this.#address;
    const login = ['--no-defaults', `--host=${host}`, `--port=${port}`, `--user=${user}`, '--protocol=tcp'];
    const words = [...login, '--default-character-set=utf8mb4', '--connect-timeout=10', ...options];
    const env = { ...process.env, MYSQL_PWD: password };
    return new Promise((resolve, reject) => {
      const child = execFile(PROGRAM, words, { env, timeout: 20_000 }, (error, stdout, stderr) => {
        if (error !== null && typeof error.code !== 'number') {
          reject(error);
        } else {
          resolve({ stdout, stderr, exitCode: error === null ? 0 : 1 });
        }
      });
      child.stdin?.end(script);
    });
  }
}

function readColumn(text: string): StockColumn {
  const [name = ''] = /^`(.*)`/.exec(text)?.slice(1) ?? [];
  const field = (label: string): string => new RegExp(`^${label}: *(.*)$`, 'm').exec(text)?.[1]?.trim() ?? '';
  return {
    name,
    orgName: field('Org_field').replaceAll('`', ''),
    table: field('Org_table').replaceAll('`', ''),
    type: field('Type'),
    collation: field('Collation').replace(/ .*/, ''),
    length: Number(field('Length')),
    decimals: Number(field('Decimals')),
    flags: field('Flags').split(' '),
  };
}
