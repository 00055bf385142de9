import type { Endpoint } from '../../core/ports';

/** Where an OBServer listens for SQL, and where OBProxy does. */
export const DIRECT_PORT = 2881;
export const PROXY_PORT = 2883;

const HIGHEST_PORT = 65_535;

/** The hosts of a connection as a person typed them, or the part that cannot be read. */
export type HostsRead =
  | { readonly ok: true; readonly endpoints: readonly Endpoint[] }
  | { readonly ok: false; readonly badPart: string };

/** Reads `host`, `host:port`, `[v6]`, `[v6]:port` or a bare IPv6 address, several divided by commas, semicolons or blanks. */
export function parseHosts(text: string, defaultPort: number): HostsRead {
  const endpoints: Endpoint[] = [];
  for (const part of text.split(/[\s,;，；、]+/).filter((word) => word !== '')) {
    const endpoint = parseHost(part, defaultPort);
    if (endpoint === undefined) {
      return { ok: false, badPart: part };
    }
    if (!endpoints.some((other) => other.host === endpoint.host && other.port === endpoint.port)) {
      endpoints.push(endpoint);
    }
  }
  return { ok: true, endpoints };
}

/** A port's number, or undefined where the text is none. */
export function parsePort(text: string): number | undefined {
  const digits = text.trim();
  const port = /^\d{1,5}$/.test(digits) ? Number(digits) : 0;
  return port >= 1 && port <= HIGHEST_PORT ? port : undefined;
}

/** The inverse of {@link parseHosts}: a port is written only where it is not the usual one of the connection. */
export function formatHosts(endpoints: readonly Endpoint[], defaultPort: number): string {
  return endpoints
    .map(({ host, port }) => (port === defaultPort ? bracketed(host) : `${bracketed(host)}:${port}`))
    .join(', ');
}

/** `host:port`, for people. */
export function formatEndpoint({ host, port }: Endpoint): string {
  return `${bracketed(host)}:${port}`;
}

function parseHost(part: string, defaultPort: number): Endpoint | undefined {
  const inBrackets = /^\[([0-9a-fA-F:.%\w]+)\](?::(\d+))?$/.exec(part);
  const bare = /^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.%\w]*$/.exec(part);
  const plain = /^([^\s:/@[\]\\?#'"]+)(?::(\d+))?$/.exec(part);
  const host = inBrackets?.[1] ?? bare?.[0] ?? plain?.[1];
  const portText = inBrackets?.[2] ?? plain?.[2];
  const port = portText === undefined ? defaultPort : parsePort(portText);
  return host === undefined || port === undefined ? undefined : { host, port };
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
