/** The facts of a certificate, remembered by fingerprint: a look at an unchanged certificate reads nothing again. */
import { createHash, type X509Certificate } from 'node:crypto';
import type { TlsFacts } from '@upwatch/core';
import { alternativeNames } from './alternative-names.ts';
import { keepRecent } from './keep-recent.ts';
import { sentChain } from './peer.ts';
import { jsonBytes, safeText } from './safe-text.ts';

/** The part of the facts that is the certificate's own. */
export type CertificateFacts = Pick<
  TlsFacts,
  | 'subject'
  | 'sans'
  | 'sansTotal'
  | 'issuer'
  | 'issuerOrganization'
  | 'serialNumber'
  | 'fingerprint'
  | 'keyFingerprint'
  | 'notBeforeMs'
  | 'notAfterMs'
  | 'chainNotAfterMs'
>;

/** About 1 KiB each. */
const CERTIFICATES_MAX = 5000;
/** The rest of the chain may change while the leaf stays: it is read again after this time. */
const CHAIN_FRESH_MS = 600_000;

/** Bounds in bytes of JSON, so that the facts of the worst certificate stay under 8 KiB with all else they hold. */
const NAME_BYTES_MAX = 768;
const ORGANIZATION_BYTES_MAX = 256;
const SERIAL_BYTES_MAX = 128;
const SAN_BYTES_MAX = 256;
const SANS_BYTES_MAX = 4096;
const SANS_MAX = 100;

const known = new Map<string, { readonly facts: CertificateFacts; readonly readAtMs: number }>();

/** @param nowMs wall clock */
export function certificateFacts(certificate: X509Certificate, nowMs: number): CertificateFacts {
  const fingerprint = certificate.fingerprint256;
  const entry = known.get(fingerprint);
  if (entry && Math.abs(nowMs - entry.readAtMs) < CHAIN_FRESH_MS) return entry.facts;
  const facts = readCertificate(certificate);
  keepRecent(known, fingerprint, { facts, readAtMs: nowMs }, CERTIFICATES_MAX);
  return facts;
}

function readCertificate(certificate: X509Certificate): CertificateFacts {
  const names = alternativeNames(certificate.subjectAltName);
  const organization = attributeOf(certificate.issuer, 'O');
  return {
    subject: distinguishedName(certificate.subject),
    sans: firstNames(names),
    sansTotal: names.length,
    issuer: distinguishedName(certificate.issuer),
    ...(organization !== undefined && { issuerOrganization: safeText(organization, ORGANIZATION_BYTES_MAX) }),
    serialNumber: safeText(certificate.serialNumber, SERIAL_BYTES_MAX),
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    ...keyFingerprintOf(certificate),
    notBeforeMs: certificate.validFromDate.getTime(),
    notAfterMs: certificate.validToDate.getTime(),
    chainNotAfterMs: Math.min(...sentChain(certificate).map((sent) => sent.validToDate.getTime())),
  };
}

/** OpenSSL refuses to read keys of kinds that it does not know; such a certificate has no fingerprint of its key. */
function keyFingerprintOf(certificate: X509Certificate): Pick<TlsFacts, 'keyFingerprint'> {
  try {
    const key = certificate.publicKey.export({ type: 'spki', format: 'der' });
    return { keyFingerprint: createHash('sha256').update(key).digest('hex') };
  } catch {
    return {};
  }
}

function firstNames(names: readonly string[]): readonly string[] {
  const first: string[] = [];
  let bytes = 0;
  for (const name of names.slice(0, SANS_MAX)) {
    const safe = safeText(name, SAN_BYTES_MAX);
    bytes += jsonBytes(safe) + 3;
    if (bytes > SANS_BYTES_MAX) break;
    first.push(safe);
  }
  return first;
}

/** Node gives one attribute a line: `C=DE\nO=Example\nCN=shop.example`. Undefined where the name is empty. */
function distinguishedName(lines: string | undefined): string {
  return safeText((lines ?? '').replaceAll('\n', ', '), NAME_BYTES_MAX);
}

/** The first value of an attribute of a distinguished name as Node gives it, its escapes (RFC 4514) undone. */
export function attributeOf(lines: string | undefined, attribute: string): string | undefined {
  const line = lines?.split('\n').find((line) => line.startsWith(`${attribute}=`));
  return line
    ?.slice(attribute.length + 1)
    .replace(/\\([0-9A-F]{2}|.)/gi, (_, escaped: string) =>
      escaped.length === 2 ? String.fromCharCode(Number.parseInt(escaped, 16)) : escaped,
    );
}
