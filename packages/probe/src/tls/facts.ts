/** What the handshake showed. */
import type { TLSSocket } from 'node:tls';
import type { TlsFacts } from '@upwatch/core';
import { tlsFailure } from './classify.ts';

const DAY_MS = 86_400_000;

/**
 * The facts of a connection whose handshake is over; undefined when it ended before a certificate came.
 * @param host the name that was verified
 * @param nowMs wall clock
 */
export function readTlsFacts(socket: TLSSocket, host: string, nowMs: number): TlsFacts | undefined {
  const certificate = socket.getPeerX509Certificate();
  if (!certificate) return undefined;
  const notAfterMs = Date.parse(certificate.validTo);
  const reason = socket.authorizationError as unknown;
  return {
    protocol: socket.getProtocol() ?? '',
    cipher: socket.getCipher().name,
    subject: certificate.subject ?? '',
    sans: [],
    sansTotal: 0,
    issuer: certificate.issuer ?? '',
    serialNumber: certificate.serialNumber,
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    notBeforeMs: Date.parse(certificate.validFrom),
    notAfterMs,
    daysLeft: Math.floor((notAfterMs - nowMs) / DAY_MS),
    chainNotAfterMs: notAfterMs,
    isVerified: socket.authorized,
    ...(typeof reason === 'string' && { unverifiedReason: tlsFailure({ code: reason }, { socket, host }) }),
  };
}
