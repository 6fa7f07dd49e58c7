/** Secure contexts: the expensive part of TLS, built once and kept. */
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

/** What a monitor may set about TLS. One object per monitor: the context is kept as long as the object. */
export interface TlsSettings {
  /** Certificates trusted in addition to the default roots. */
  readonly caPem?: string;
  /** Client certificate with its chain. */
  readonly certificatePem?: string;
  readonly keyPem?: string;
  readonly keyPassphrase?: string;
  /** The name sent as SNI and verified, in place of the URL's host. */
  readonly serverName?: string;
}

let shared: SecureContext | undefined;
const own = new WeakMap<TlsSettings, SecureContext>();

/**
 * The context for these settings: one for all monitors without settings of their own, one per settings object
 * otherwise.
 * @throws {Error} when a PEM text cannot be read
 */
export function contextFor(settings: TlsSettings | undefined): SecureContext {
  if (!settings || !needsOwn(settings)) return (shared ??= createSecureContext());
  let context = own.get(settings);
  if (!context) own.set(settings, (context = build(settings)));
  return context;
}

function needsOwn(settings: TlsSettings): boolean {
  return settings.caPem !== undefined || settings.certificatePem !== undefined || settings.keyPem !== undefined;
}

function build(settings: TlsSettings): SecureContext {
  return createSecureContext({
    ...(settings.caPem !== undefined && { ca: [...getCACertificates('default'), settings.caPem] }),
    ...(settings.certificatePem !== undefined && { cert: settings.certificatePem }),
    ...(settings.keyPem !== undefined && { key: settings.keyPem }),
    ...(settings.keyPassphrase !== undefined && { passphrase: settings.keyPassphrase }),
  });
}
