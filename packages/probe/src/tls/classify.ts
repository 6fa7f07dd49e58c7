/** Why TLS failed. */
import type { TLSSocket } from 'node:tls';
import { failure, type Failure, type FailureCode } from '@upwatch/core';

const CODES: Readonly<Record<string, FailureCode>> = {
  CERT_HAS_EXPIRED: 'tls.expired',
  CERT_NOT_YET_VALID: 'tls.not_yet_valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls.hostname',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls.self_signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls.untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls.incomplete_chain',
};

/** Where a TLS error happened. */
export interface TlsErrorContext {
  /** The socket, from `startTls`: its certificate tells apart what OpenSSL's codes do not. */
  readonly socket?: TLSSocket;
  readonly host: string;
  /** The address connected to. */
  readonly address?: string;
  readonly port?: number;
}

/** An error of a TLS socket before `secureConnect`, or its `authorizationError` as `code`, as a failure. */
export function tlsFailure(error: { readonly code?: string | undefined }, context?: TlsErrorContext): Failure {
  return failure(CODES[error.code ?? ''] ?? 'tls.handshake', `${context?.host ?? ''} (${error.code})`, 'tls');
}
