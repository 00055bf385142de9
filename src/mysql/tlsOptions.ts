import { isIP, type Socket } from 'node:net';
import type { SslOptions } from 'mysql2';
import type { Endpoint, LoginTarget } from '../core/ports';

/**
 * The driver's settings for the security asked for; undefined means plain text. `on` encrypts and
 * checks nothing; `verified` checks issuer and name before anything of the login is sent.
 */
export function tlsOptions(endpoint: Endpoint, target: LoginTarget, socket: Socket): SslOptions | undefined {
  switch (target.tls.mode) {
    case 'off':
      return undefined;
    case 'on':
      return { rejectUnauthorized: false, minVersion: 'TLSv1.2' };
    case 'verified':
      nameForIdentity(endpoint, socket);
      return {
        rejectUnauthorized: true,
        verifyIdentity: true,
        minVersion: 'TLSv1.2',
        ...(target.tls.caPem === undefined ? {} : { ca: target.tls.caPem }),
      };
  }
}

/**
 * The driver passes no server name for an IP address, and Node then takes the name from the socket
 * below, where it stands for host names only; failing that it checks the certificate against
 * "localhost". Put there, the address itself is what the certificate must be made out to. Should a
 * later Node look elsewhere, the check fails rather than passes, and the test of it with it.
 */
function nameForIdentity(endpoint: Endpoint, socket: Socket): void {
  if (isIP(endpoint.host) !== 0) {
    Object.defineProperty(socket, '_host', { value: endpoint.host, configurable: true, writable: true });
  }
}
