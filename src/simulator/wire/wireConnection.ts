import type { Server as NetServer, Socket } from 'node:net';

/** The part of mysql2's server side that is used; its published types describe the client. */
export interface WireConnection {
  readonly stream: Socket;
  serverHandshake(args: HandshakeArguments): void;
  _resetSequenceId(): void;
  on(event: 'packet', listener: (packet: WirePacket) => void): void;
  on(event: 'error' | IgnoredEvent, listener: () => void): void;
}

/** A packet as mysql2 hands it on: the payload stands behind a header of four bytes. */
export interface WirePacket {
  readonly buffer: Buffer;
  readonly start: number;
  readonly end: number;
}

/** What the server says of itself before the login. */
export interface HandshakeArguments {
  readonly protocolVersion: number;
  readonly serverVersion: string;
  readonly connectionId: number;
  readonly statusFlags: number;
  readonly characterSet: number;
  readonly capabilityFlags: number;
  authCallback(request: AuthRequest): void;
}

/** What the client answers. */
export interface AuthRequest {
  readonly user: string;
  readonly database?: string;
  readonly authPluginData1: Buffer;
  readonly authPluginData2: Buffer;
  readonly authToken?: Buffer | string;
}

/** The listening server; its `net.Server` is where errors of the operating system arrive. */
export interface WireServer {
  readonly _server: NetServer;
  listen(port: number, host: string): void;
  on(event: 'connection', listener: (connection: WireConnection) => void): void;
}

/** Events that mysql2 answers by itself where nobody listens. */
export const IGNORED_EVENTS = ['query', 'stmt_prepare', 'init_db', 'field_list', 'ping', 'quit'] as const;
export type IgnoredEvent = (typeof IGNORED_EVENTS)[number];
