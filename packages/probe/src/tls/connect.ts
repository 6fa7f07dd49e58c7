/** How a TLS connection is made: what is sent, and what is verified. */
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type ConnectionOptions, type PeerCertificate, type TLSSocket } from 'node:tls';
import { contextFor, type TlsSettings } from './contexts.ts';
import { isCertificateFor, nameToVerify } from './identity.ts';
import { keepPeerCertificate } from './peer.ts';

/** Whom to speak to, and whether a certificate that does not verify ends the connection. */
export interface TlsTarget {
  /** The URL's host: a name (punycode) or an IP literal, `[…]` or bare. */
  readonly host: string;
  readonly settings?: TlsSettings | undefined;
  readonly verify: boolean;
  /** What is offered to be spoken inside (ALPN); none: the extension is left out. @default HTTP/1.1 */
  readonly alpn?: readonly string[];
}

const ALPN_PROTOCOLS: readonly string[] = ['http/1.1'];

/**
 * Options for `startTls`; add `socket`, or `host` and `port`. No session: every handshake is a whole one.
 * @throws {Error} when the settings' certificates cannot be used; `checkTlsSettings` says so at configuration
 */
export function tlsConnectOptions(target: TlsTarget): ConnectionOptions {
  const { host, settings, verify, alpn = ALPN_PROTOCOLS } = target;
  const name = nameToVerify(host, settings?.serverName);
  return {
    secureContext: contextFor(settings),
    ...(alpn.length > 0 && { ALPNProtocols: alpn }),
    rejectUnauthorized: verify,
    checkServerIdentity: (_asked, peer) => identityError(peer, name),
    // RFC 6066 section 3 allows no address as a server name.
    ...(isIP(name) === 0 && { servername: name }),
  };
}

/**
 * Begins a TLS connection; to be used in place of `tls.connect`, which costs a third more and, when it refuses a
 * certificate, has thrown it away before anyone can read it.
 */
export function startTls(options: ConnectionOptions): TLSSocket {
  const socket = connect(options);
  keepPeerCertificate(socket);
  return socket;
}

/** @param peer the certificate itself from `startTls`, Node's object from a plain `tls.connect` */
function identityError(peer: X509Certificate | PeerCertificate, name: string): Error | undefined {
  const certificate = peer instanceof X509Certificate ? peer : new X509Certificate(peer.raw);
  if (isCertificateFor(certificate, name)) return undefined;
  const error = new Error(`the certificate is not for ${name}`);
  return Object.assign(error, { code: 'ERR_TLS_CERT_ALTNAME_INVALID', asked: name });
}
