/** Secure contexts: the expensive part of TLS, built once and kept. */
import { constants, createHash } from 'node:crypto';
import { createSecureContext, getCACertificates, type SecureContext, type SecureContextOptions } from 'node:tls';

/** What a monitor may set about TLS. Keep one object per monitor: its context is found by the object's identity. */
export interface TlsSettings {
  /** Certificates trusted besides the default roots; an intermediate or a self-signed leaf may be given too. */
  readonly caPem?: string;
  /** Client certificate, with its chain. */
  readonly certificatePem?: string;
  readonly keyPem?: string;
  readonly keyPassphrase?: string;
  /** The name sent as SNI and verified, in place of the URL's host. */
  readonly serverName?: string;
}

/**
 * What all contexts have in common. Measured with Node 26.10 against an ECDSA server, CPU of the client per check:
 * - Curves: Node's own list begins with X25519MLKEM768, whose key pair is made for every handshake (1,015 µs against
 *   840 µs). It must leave the list altogether: merely behind X25519, a server that prefers it asks for a second
 *   hello (1,102 µs). Servers that speak nothing but ML-KEM are therefore not reached.
 * - Shorter lists of ciphers or of signature algorithms gain nothing, so Node's stay.
 * SSL_OP_LEGACY_SERVER_CONNECT: servers without RFC 5746 are reached, as browsers reach them; we never renegotiate.
 */
const COMMON: SecureContextOptions = {
  ecdhCurve: 'X25519:P-256:P-384:P-521',
  minVersion: 'TLSv1.2',
  secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
};

let shared: SecureContext | undefined;
const byObject = new WeakMap<TlsSettings, SecureContext>();
/** Monitors with equal settings share one context: one with its own roots costs 16 ms and 1.2 MiB. */
const byContent = new Map<string, WeakRef<SecureContext>>();
const forgotten = new FinalizationRegistry<string>((key) => {
  if (byContent.get(key)?.deref() === undefined) byContent.delete(key);
});

/**
 * The context for these settings: one for all monitors that set nothing, one for each distinct content otherwise.
 * It lives as long as a settings object that has it.
 * @throws {Error} when a certificate or key cannot be used; `checkTlsSettings` says so at configuration
 */
export function contextFor(settings: TlsSettings | undefined): SecureContext {
  if (!settings || !hasOwnContext(settings)) return (shared ??= createSecureContext(COMMON));
  const known = byObject.get(settings);
  if (known) return known;
  const context = equalContext(settings);
  byObject.set(settings, context);
  return context;
}

function hasOwnContext(settings: TlsSettings): boolean {
  return settings.caPem !== undefined || settings.certificatePem !== undefined || settings.keyPem !== undefined;
}

function equalContext(settings: TlsSettings): SecureContext {
  const { caPem, certificatePem, keyPem, keyPassphrase } = settings;
  const key = createHash('sha256')
    .update(JSON.stringify([caPem, certificatePem, keyPem, keyPassphrase]))
    .digest('base64');
  const known = byContent.get(key)?.deref();
  if (known) return known;
  const context = buildContext(settings);
  byContent.set(key, new WeakRef(context));
  forgotten.register(context, key);
  return context;
}

/** Builds a context, kept nowhere. */
export function buildContext({ caPem, certificatePem, keyPem, keyPassphrase }: TlsSettings): SecureContext {
  return createSecureContext({
    ...COMMON,
    // Adding to the default roots is what "also trust our CA" means: a redirect to a public host must still verify.
    ...(caPem !== undefined && { ca: [...getCACertificates('default'), caPem], allowPartialTrustChain: true }),
    ...(certificatePem !== undefined && { cert: certificatePem }),
    ...(keyPem !== undefined && { key: keyPem }),
    ...(keyPassphrase !== undefined && { passphrase: keyPassphrase }),
  });
}
