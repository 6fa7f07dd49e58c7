/** Why TLS failed: Node's and OpenSSL's codes, and the certificate where the codes say too little. */
import type { TLSSocket } from 'node:tls';
import { failure, type Failure } from '@upwatch/core';
import { connectFailure } from '../errno.ts';
import { alertOf, isAboutOurCertificate } from './alerts.ts';
import { certificateFailure, isCertificateCode } from './certificate-failure.ts';
import { peerCertificateOf } from './peer.ts';
import { safeText } from './safe-text.ts';

/** Where a TLS error happened. */
export interface TlsErrorContext {
  /** The socket, from `startTls`: its certificate tells apart what the codes do not. */
  readonly socket?: TLSSocket;
  /** As given to `tlsConnectOptions`. */
  readonly host: string;
  /** The address connected to. */
  readonly address?: string;
  readonly port?: number;
  /** Wall clock: tells which of several certificates has expired. */
  readonly nowMs?: number;
}

/** What is read of an error. A mere `authorizationError` is given as `{ code }`. */
export interface TlsError {
  readonly code?: string | undefined;
  readonly message?: string;
  /** OpenSSL's words. */
  readonly reason?: string;
  /** The name that was verified, where it is not the host. */
  readonly asked?: string;
}

/** What arrives where a TLS record was to arrive, and is none. */
const NOT_TLS = new Set([
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_UNKNOWN_PROTOCOL',
  'ERR_SSL_HTTP_REQUEST',
  'ERR_SSL_HTTPS_PROXY_REQUEST',
  'ERR_SSL_BAD_RECORD_TYPE',
]);

/** Keys and signatures that OpenSSL refuses before it verifies a chain. */
const WEAK = new Set(['ERR_SSL_EE_KEY_TOO_SMALL', 'ERR_SSL_CA_KEY_TOO_SMALL', 'ERR_SSL_CA_MD_TOO_WEAK']);

/**
 * Whether an error is TLS's own: TLS 1.3 servers refuse a client certificate only after `secureConnect`, so such an
 * error may come while the answer is awaited.
 */
export function isTlsError(error: TlsError): boolean {
  const code = error.code ?? '';
  return code.startsWith('ERR_SSL_') || code === 'ERR_TLS_DH_PARAM_SIZE' || isCertificateCode(code);
}

/** An error of a TLS socket, or the reason why a certificate is not verified, as a failure of the phase `tls`. */
export function tlsFailure(error: TlsError, context?: TlsErrorContext): Failure {
  const code = error.code ?? 'UNKNOWN';
  if (isCertificateCode(code)) return certificateFailure(code, error, context);
  const where = placeOf(context);
  if (NOT_TLS.has(code)) return failure('tls.not_tls', where, 'tls');
  if (WEAK.has(code)) return failure('tls.weak', `${where} (${wordsOf(error)})`, 'tls');
  if (alertOf(code)) return alertFailure(code, where, context?.socket);
  if (code.startsWith('ERR_')) return failure('tls.handshake', `${where} (${wordsOf(error)})`, 'tls');
  // ECONNRESET and its like: the connection broke, TLS has nothing to say about it.
  return connectFailure(
    error as NodeJS.ErrnoException,
    { address: context?.address ?? context?.host ?? '', port: context?.port ?? 0 },
    'tls',
  );
}

function alertFailure(code: string, where: string, socket: TLSSocket | undefined): Failure {
  const alert = alertOf(code)!;
  const name = `alert ${alert.number} ${alert.name}`;
  if (isAboutOurCertificate(alert)) return failure('tls.client_certificate', `${where} (${name})`, 'tls');
  // TLS 1.2 has no alert for a missing client certificate. Whoever objects after having shown a certificate of its own
  // agreed on version, cipher and curve already: what it misses is ours.
  const hasShownCertificate = socket !== undefined && peerCertificateOf(socket) !== undefined;
  if (alert.name === 'handshake_failure' && hasShownCertificate) {
    return failure('tls.client_certificate', `${where} (${name}, after the server's certificate)`, 'tls');
  }
  return failure('tls.handshake', `${where}: ${alert.meaning ? `${alert.meaning} ` : ''}(${name})`, 'tls');
}

function placeOf(context: TlsErrorContext | undefined): string {
  if (!context) return 'the server';
  const host = safeText(context.host, 256);
  return context.address === undefined || context.address === context.host ? host : `${host} at ${context.address}`;
}

function wordsOf(error: TlsError): string {
  return safeText(error.reason ?? error.code ?? 'no reason given', 200);
}
