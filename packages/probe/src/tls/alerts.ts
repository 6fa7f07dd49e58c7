/** TLS alerts: what a server says when it gives up (RFC 8446 section 6, and the older ones of RFC 5246). */

const ALERTS: Readonly<Record<string, number>> = {
  unexpected_message: 10,
  bad_record_mac: 20,
  decryption_failed: 21,
  record_overflow: 22,
  decompression_failure: 30,
  handshake_failure: 40,
  no_certificate: 41,
  bad_certificate: 42,
  unsupported_certificate: 43,
  certificate_revoked: 44,
  certificate_expired: 45,
  certificate_unknown: 46,
  illegal_parameter: 47,
  unknown_ca: 48,
  access_denied: 49,
  decode_error: 50,
  decrypt_error: 51,
  export_restriction: 60,
  protocol_version: 70,
  insufficient_security: 71,
  internal_error: 80,
  inappropriate_fallback: 86,
  user_cancelled: 90,
  no_renegotiation: 100,
  missing_extension: 109,
  unsupported_extension: 110,
  certificate_unobtainable: 111,
  unrecognized_name: 112,
  bad_certificate_status_response: 113,
  bad_certificate_hash_value: 114,
  unknown_psk_identity: 115,
  certificate_required: 116,
  no_application_protocol: 120,
};

/** What a person can do about the commonest. */
const MEANINGS: Readonly<Record<string, string>> = {
  handshake_failure: 'no cipher, curve or signature in common',
  protocol_version: 'the server speaks neither TLS 1.2 nor TLS 1.3',
  insufficient_security: 'the server wants stronger ciphers',
  internal_error: 'the server has a fault of its own',
  unrecognized_name: 'the server does not know the name it was asked for',
  no_application_protocol: 'the server does not offer HTTP/1.1',
};

/** An alert received. */
export interface Alert {
  /** As in RFC 8446: `handshake_failure`. */
  readonly name: string;
  readonly number: number;
  readonly meaning?: string;
}

/**
 * The alert that an error of Node's stands for, or undefined. OpenSSL prefixes alerts by the protocol version that
 * brought them, and its releases name the prefix differently: SSLV3_ALERT_, SSL/TLS_ALERT_, TLSV1_, TLSV13_ALERT_.
 */
export function alertOf(code: string): Alert | undefined {
  const name = /^ERR_SSL_(?:SSLV3|SSL\/TLS|TLSV1|TLSV13)_(?:ALERT_)?(.+)$/.exec(code)?.[1]?.toLowerCase();
  const number = name === undefined ? undefined : ALERTS[name];
  if (name === undefined || number === undefined) return undefined;
  const meaning = MEANINGS[name];
  return { name, number, ...(meaning !== undefined && { meaning }) };
}

const ABOUT_OUR_CERTIFICATE = new Set([41, 42, 43, 44, 45, 46, 48, 49, 116]);

/** Whether a client that hears this alert has given no certificate, or one that was refused. */
export function isAboutOurCertificate(alert: Alert): boolean {
  return ABOUT_OUR_CERTIFICATE.has(alert.number);
}
