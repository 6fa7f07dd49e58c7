/** Whether certificates and keys can be used, told when they are given and not at the first look. */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { TlsSettings } from './contexts.ts';
import { checkTlsSettings } from './trust-store.ts';

/** What is wrong with one field. Holds nothing of the key or its passphrase. */
export interface TlsProblem {
  readonly field: keyof TlsSettings;
  readonly problem: string;
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** Everything wrong with TLS settings. That a certificate has expired is not: it may be renewed, or be meant so. */
export function tlsProblems(settings: TlsSettings): TlsProblem[] {
  const problems = problemsByField(settings);
  if (problems.length > 0) return problems;
  // What each field alone does not show: a key that OpenSSL finds too weak, a form that it does not take.
  const refused = checkTlsSettings(settings);
  const field = settings.certificatePem === undefined ? 'caPem' : 'certificatePem';
  return refused ? [{ field, problem: `cannot be used: ${refused.message}` }] : [];
}

function problemsByField(settings: TlsSettings): TlsProblem[] {
  const { caPem, certificatePem, keyPem, keyPassphrase } = settings;
  const problems: TlsProblem[] = [];
  const add = (field: keyof TlsSettings, problem: string): unknown => problems.push({ field, problem });
  if (caPem !== undefined && !certificatesOf(caPem)) add('caPem', 'must be one or more certificates in PEM form');
  const chain = certificatePem === undefined ? undefined : certificatesOf(certificatePem);
  if (certificatePem !== undefined && !chain) add('certificatePem', 'must be a certificate in PEM form');
  if (certificatePem !== undefined && keyPem === undefined) add('keyPem', 'is required beside certificatePem');
  if (keyPem !== undefined && certificatePem === undefined) add('certificatePem', 'is required beside keyPem');
  if (keyPassphrase !== undefined && keyPem === undefined) add('keyPem', 'is required beside keyPassphrase');
  if (keyPem === undefined) return problems;
  const key = privateKeyOf(keyPem, keyPassphrase);
  if ('problem' in key) problems.push(key);
  else if (chain && !chain[0]!.checkPrivateKey(key.key))
    add('keyPem', 'must be the key of the certificate in certificatePem');
  return problems;
}

/** Undefined where there is none, or one that cannot be read. */
function certificatesOf(pem: string): readonly X509Certificate[] | undefined {
  const blocks = pem.match(CERTIFICATE);
  // What a certificate's armour hides must not be passed over: a bundle cut in the middle is a mistake.
  if (!blocks || blocks.length !== pem.split('-----BEGIN CERTIFICATE-----').length - 1) return undefined;
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch (error) {
    if (isCryptoError(error)) return undefined;
    throw error;
  }
}

function privateKeyOf(keyPem: string, passphrase: string | undefined): { readonly key: KeyObject } | TlsProblem {
  try {
    return { key: createPrivateKey({ key: keyPem, ...(passphrase !== undefined && { passphrase }) }) };
  } catch (error) {
    if (!isCryptoError(error)) throw error;
    if (/ENCRYPTED/.test(keyPem)) {
      const problem =
        passphrase === undefined ? 'is required: the key is encrypted' : 'must be the passphrase of keyPem';
      return { field: 'keyPassphrase', problem };
    }
    return { field: 'keyPem', problem: 'must be a private key in PEM form' };
  }
}

function isCryptoError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string';
}
