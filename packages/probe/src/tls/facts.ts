/** What the handshake showed. */
import type { TLSSocket } from 'node:tls';
import type { TlsFacts } from '@upwatch/core';
import { certificateFacts } from './certificates.ts';
import { tlsFailure } from './classify.ts';
import { peerCertificateOf } from './peer.ts';

const DAY_MS = 86_400_000;

/**
 * The facts of a connection from `startTls`, also of one whose certificate was refused (protocol and cipher are then
 * empty: the connection is gone). Undefined when no certificate came.
 * @param host as given to `tlsConnectOptions`
 * @param nowMs wall clock
 */
export function readTlsFacts(socket: TLSSocket, host: string, nowMs: number): TlsFacts | undefined {
  const certificate = peerCertificateOf(socket);
  if (!certificate) return undefined;
  const facts = certificateFacts(certificate, nowMs);
  return {
    // A destroyed socket has neither; Node's types say it always has a cipher.
    protocol: socket.getProtocol() ?? '',
    cipher: (socket.getCipher() as { name: string } | null | undefined)?.name ?? '',
    ...facts,
    daysLeft: Math.floor((facts.notAfterMs - nowMs) / DAY_MS),
    isVerified: socket.authorized,
    ...whyUnverified(socket, host, nowMs),
  };
}

function whyUnverified(socket: TLSSocket, host: string, nowMs: number): Pick<TlsFacts, 'unverifiedReason'> {
  if (socket.authorized) return {};
  // Typed as an Error; it is the code of one.
  const code = socket.authorizationError as unknown;
  if (typeof code !== 'string') return {};
  return { unverifiedReason: tlsFailure({ code }, { socket, host, nowMs }) };
}
