/** How a TLS connection is made: what is sent, what is verified, and what is kept for the facts. */
import { isIP } from 'node:net';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { contextFor, type TlsSettings } from './contexts.ts';

/** Whom to speak to, and whether a certificate that does not verify ends the connection. */
export interface TlsTarget {
  /** The URL's host: a name (punycode) or an IP literal, `[…]` or bare. */
  readonly host: string;
  readonly settings?: TlsSettings | undefined;
  readonly verify: boolean;
}

/** Options for `startTls`; add `socket`, or `host` and `port`. */
export function tlsConnectOptions({ host, settings, verify }: TlsTarget): ConnectionOptions {
  const name = settings?.serverName ?? bareHost(host);
  return {
    secureContext: contextFor(settings),
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: verify,
    ...(isIP(name) === 0 && { servername: name }),
  };
}

/** Begins a TLS connection. To be used in place of `tls.connect`: it keeps the certificate for `readTlsFacts`. */
export function startTls(options: ConnectionOptions): TLSSocket {
  return connect(options);
}

function bareHost(host: string): string {
  const bare = host.startsWith('[') ? host.slice(1, -1) : host;
  return bare.endsWith('.') ? bare.slice(0, -1) : bare;
}
