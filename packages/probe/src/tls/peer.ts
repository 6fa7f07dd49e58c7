/** The certificate a server sent, kept from the handshake on: Node gives it away once, and never after a refusal. */
import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';

const kept = new WeakMap<TLSSocket, X509Certificate>();

/**
 * Keeps the certificate of a connection that is about to be made.
 *
 * Node converts the whole peer chain into objects before it asks `checkServerIdentity`, a third of the CPU of a
 * handshake (1,498 µs against 1,015 µs, Node 26.10). Our check wants the certificate alone, so it is given that
 * instead. `secure` comes before Node's own verdict, which destroys the socket and its certificate with it.
 */
export function keepPeerCertificate(socket: TLSSocket): void {
  socket.getPeerCertificate = certificateInPlaceOfChain as unknown as TLSSocket['getPeerCertificate'];
  socket.prependOnceListener('secure', peerCertificateOfThis);
}

function certificateInPlaceOfChain(this: TLSSocket): X509Certificate | undefined {
  return peerCertificateOf(this);
}

function peerCertificateOfThis(this: TLSSocket): void {
  peerCertificateOf(this);
}

/** The server's certificate, the rest of the chain as sent behind its `issuerCertificate`; undefined when none came. */
export function peerCertificateOf(socket: TLSSocket): X509Certificate | undefined {
  const known = kept.get(socket);
  if (known) return known;
  const certificate = socket.getPeerX509Certificate();
  if (certificate) kept.set(socket, certificate);
  return certificate;
}

/** How many certificates of a chain are looked at. OpenSSL refuses longer ones. */
const CHAIN_MAX = 10;

/** The chain as sent, the server's own certificate first. */
export function sentChain(certificate: X509Certificate): X509Certificate[] {
  const chain: X509Certificate[] = [];
  let next: X509Certificate | undefined = certificate;
  while (next && chain.length < CHAIN_MAX) {
    chain.push(next);
    next = next.issuerCertificate;
  }
  return chain;
}
