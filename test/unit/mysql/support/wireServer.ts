import { createHash } from 'node:crypto';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/**
 * A server that speaks just enough of the MySQL protocol, written from the protocol's description
 * and sharing no code with the driver, so that the two can contradict each other.
 */
export type Answer =
  | { readonly kind: 'ok' }
  | {
      readonly kind: 'rows';
      readonly columns: readonly WireColumn[];
      readonly rows: readonly (readonly (Buffer | string | null)[])[];
    }
  | { readonly kind: 'error'; readonly number: number; readonly sqlState: string; readonly message: string }
  /** Never answers. */
  | { readonly kind: 'silence' }
  /** Breaks the connection instead of answering. */
  | { readonly kind: 'cut' }
  /** Bytes that are no packet of the protocol. */
  | { readonly kind: 'garbage' }
  | { readonly kind: 'later'; readonly when: Promise<unknown>; readonly answer: Answer };

interface WireColumn {
  readonly name: string;
  /** MySQL's number of the column type, e.g. 8 for BIGINT, 253 for VARCHAR. */
  readonly type: number;
  readonly charset: number;
}

export interface WireOptions {
  /** What comes instead of the greeting. */
  readonly insteadOfGreeting?: Answer;
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly password?: string;
  /** Offered besides the usual capabilities. */
  readonly moreCapabilities?: number;
  readonly afterLogin?: Answer;
  readonly answer?: (text: string) => Answer;
}

export interface WireServer {
  readonly port: number;
  /** Statements in the order in which they came. */
  readonly statements: string[];
  /** User names of the logins tried. */
  readonly logins: string[];
  /** Capability flags of the clients. */
  readonly clientFlags: number[];
  /** Connections accepted so far, and those still open. */
  accepted(): number;
  open(): number;
  /** Breaks every connection. */
  cut(): void;
  close(): Promise<void>;
}

const SCRAMBLE = Buffer.from('abcdefghijklmnopqrst', 'latin1');
const SSL = 0x800;
const CAPABILITIES = 0x1 | 0x2 | 0x4 | 0x8 | 0x200 | 0x2000 | 0x8000 | 0x80000;

export async function startWireServer(options: WireOptions = {}): Promise<WireServer> {
  const sockets = new Set<Socket>();
  const statements: string[] = [];
  const logins: string[] = [];
  const clientFlags: number[] = [];
  let accepted = 0;
  const server = createServer((socket) => {
    accepted += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    new Conversation(socket, options, { statements, logins, clientFlags }).begin();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port,
    statements,
    logins,
    clientFlags,
    accepted: () => accepted,
    open: () => sockets.size,
    cut,
    close: async () => {
      cut();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

type Heard = Pick<WireServer, 'statements' | 'logins' | 'clientFlags'>;

class Conversation {
  #socket: Socket;
  #buffer = Buffer.alloc(0);
  #sequence = 0;
  #stage: 'login' | 'commands' = 'login';
  readonly #options: WireOptions;
  readonly #heard: Heard;

  constructor(socket: Socket, options: WireOptions, heard: Heard) {
    this.#socket = socket;
    this.#options = options;
    this.#heard = heard;
  }

  begin(): void {
    this.#listen();
    if (this.#options.insteadOfGreeting !== undefined) {
      this.#answer(this.#options.insteadOfGreeting);
      return;
    }
    const offered = CAPABILITIES | (this.#options.tls === undefined ? 0 : SSL);
    const capabilities = offered | (this.#options.moreCapabilities ?? 0);
    this.#send(
      Buffer.concat([
        Buffer.from([10]),
        Buffer.from('5.7.25-OceanBase-v4.2.5.0\0', 'latin1'),
        littleEndian(7, 4),
        SCRAMBLE.subarray(0, 8),
        Buffer.from([0]),
        littleEndian(capabilities & 0xffff, 2),
        Buffer.from([45]),
        littleEndian(2, 2),
        littleEndian(capabilities >>> 16, 2),
        Buffer.from([21]),
        Buffer.alloc(10),
        SCRAMBLE.subarray(8),
        Buffer.from([0]),
        Buffer.from('mysql_native_password\0', 'latin1'),
      ]),
    );
  }

  #listen(): void {
    this.#socket.on('data', (chunk: Buffer) => {
      this.#buffer = Buffer.concat([this.#buffer, chunk]);
      while (this.#buffer.length >= 4 && this.#buffer.length >= 4 + this.#buffer.readUIntLE(0, 3)) {
        const length = this.#buffer.readUIntLE(0, 3);
        this.#sequence = this.#buffer.readUInt8(3) + 1;
        const packet = this.#buffer.subarray(4, 4 + length);
        this.#buffer = this.#buffer.subarray(4 + length);
        this.#read(packet);
      }
    });
  }

  #read(packet: Buffer): void {
    if (this.#stage === 'login') {
      this.#readLogin(packet);
    } else if (packet[0] === 3) {
      const text = packet.subarray(1).toString('utf8');
      this.#heard.statements.push(text);
      this.#answer(this.#options.answer?.(text) ?? { kind: 'ok' });
    } else if (packet[0] === 1) {
      this.#socket.end();
    } else {
      this.#answer({ kind: 'error', number: 1047, sqlState: '08S01', message: 'Unknown command' });
    }
  }

  #readLogin(packet: Buffer): void {
    const { tls } = this.#options;
    if (packet.length === 32 && tls !== undefined) {
      const plain = this.#socket;
      plain.removeAllListeners('data');
      plain.pause();
      // The client's first TLS record may have come in the same breath.
      if (this.#buffer.length > 0) plain.unshift(this.#buffer);
      this.#buffer = Buffer.alloc(0);
      this.#socket = new TLSSocket(plain, { isServer: true, key: tls.key, cert: tls.cert });
      this.#socket.on('error', () => undefined);
      this.#listen();
      return;
    }
    this.#heard.clientFlags.push(packet.readUInt32LE(0));
    const end = packet.indexOf(0, 32);
    this.#heard.logins.push(packet.subarray(32, end).toString('utf8'));
    const token = packet.subarray(end + 2, end + 2 + packet.readUInt8(end + 1));
    this.#stage = 'commands';
    const good = token.equals(nativeToken(this.#options.password ?? ''));
    const denied: Answer = {
      kind: 'error',
      number: 1045,
      sqlState: '42000',
      message: "Access denied for user 'root'@'xxx.xxx.xxx.xxx' (using password: YES)",
    };
    this.#answer(good ? (this.#options.afterLogin ?? { kind: 'ok' }) : denied);
  }

  #answer(answer: Answer): void {
    switch (answer.kind) {
      case 'ok':
        this.#send(Buffer.from([0, 0, 0, 2, 0, 0, 0]));
        return;
      case 'error':
        this.#send(
          Buffer.concat([
            Buffer.from([0xff]),
            littleEndian(answer.number, 2),
            Buffer.from(`#${answer.sqlState}${answer.message}`, 'utf8'),
          ]),
        );
        return;
      case 'rows':
        this.#sendRows(answer.columns, answer.rows);
        return;
      case 'silence':
        return;
      case 'cut':
        this.#socket.destroy();
        return;
      case 'garbage':
        this.#socket.write('SSH-2.0-OpenSSH_9.2p1\r\n');
        return;
      case 'later':
        void answer.when.then(() => this.#answer(answer.answer));
        return;
    }
  }

  #sendRows(columns: readonly WireColumn[], rows: readonly (readonly (Buffer | string | null)[])[]): void {
    const eof = Buffer.from([0xfe, 0, 0, 2, 0]);
    this.#send(Buffer.from([columns.length]));
    for (const column of columns) {
      this.#send(
        Buffer.concat([
          ...['def', '', '', '', column.name, ''].map((text) => lengthCoded(text)),
          Buffer.from([12]),
          littleEndian(column.charset, 2),
          littleEndian(255, 4),
          Buffer.from([column.type, 0, 0, 0, 0, 0]),
        ]),
      );
    }
    this.#send(eof);
    for (const row of rows) {
      this.#send(
        Buffer.concat(row.map((value) => (value === null ? Buffer.from([0xfb]) : lengthCoded(value)))),
      );
    }
    this.#send(eof);
  }

  #send(payload: Buffer): void {
    if (this.#socket.destroyed) return;
    this.#socket.write(
      Buffer.concat([littleEndian(payload.length, 3), Buffer.from([this.#sequence & 0xff]), payload]),
    );
    this.#sequence += 1;
  }
}

function nativeToken(password: string): Buffer {
  if (password === '') return Buffer.alloc(0);
  const sha1 = (data: Buffer): Buffer => createHash('sha1').update(data).digest();
  const once = sha1(Buffer.from(password, 'utf8'));
  const mask = sha1(Buffer.concat([SCRAMBLE, sha1(once)]));
  return Buffer.from(once.map((byte, index) => byte ^ (mask[index] ?? 0)));
}

function littleEndian(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}

function lengthCoded(value: Buffer | string): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
  const head =
    bytes.length < 251
      ? Buffer.from([bytes.length])
      : Buffer.concat([Buffer.from([0xfc]), littleEndian(bytes.length, 2)]);
  return Buffer.concat([head, bytes]);
}
