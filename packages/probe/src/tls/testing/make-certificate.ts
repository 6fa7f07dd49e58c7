/** Certificates of every kind, good and bad, made in a few milliseconds and without openssl. */
import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { bitString, der, integer, oid, sequence, time, utf8 } from './der.ts';

/** What a certificate is to be. */
export interface CertificatePlan {
  /** Attributes of the subject in order: `{ CN: 'shop.example' }`. */
  readonly subject: Readonly<Record<string, string>>;
  /** @default itself: self-signed */
  readonly issuer?: MadeCertificate;
  readonly isCa?: boolean;
  /** `shop.example`, `127.0.0.1`; absent means no subjectAltName. */
  readonly names?: readonly string[];
  /** @default an hour ago */
  readonly notBeforeMs?: number;
  /** @default in 90 days */
  readonly notAfterMs?: number;
  /** @default 'server' */
  readonly use?: 'server' | 'client';
  /** An RSA key of so many bits in place of a P-256 one. */
  readonly rsaBits?: number;
  /** The key of another certificate: an authority whose certificate was renewed. @default a new one */
  readonly key?: KeyObject;
  /** Where the issuer's certificate can be fetched (AIA). */
  readonly issuerUrl?: string;
}

export interface MadeCertificate {
  readonly pem: string;
  readonly keyPem: string;
  readonly subject: Buffer;
  readonly key: KeyObject;
}

const ATTRIBUTES: Readonly<Record<string, string>> = { CN: '2.5.4.3', O: '2.5.4.10', OU: '2.5.4.11', C: '2.5.4.6' };
const HOUR_MS = 3_600_000;
let serial = 0x1000n;

export function makeCertificate(plan: CertificatePlan): MadeCertificate {
  const privateKey = plan.key ?? newKey(plan.rsaBits);
  const publicKey = createPublicKey(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const subject = nameOf(plan.subject);
  const signer = plan.issuer?.key ?? privateKey;
  const algorithm =
    signer.asymmetricKeyType === 'rsa'
      ? sequence(oid('1.2.840.113549.1.1.11'), der(0x05))
      : sequence(oid('1.2.840.10045.4.3.2'));
  const body = sequence(
    der(0xa0, integer(2n)),
    integer(serial++),
    algorithm,
    plan.issuer?.subject ?? subject,
    sequence(time(plan.notBeforeMs ?? Date.now() - HOUR_MS), time(plan.notAfterMs ?? Date.now() + 90 * 24 * HOUR_MS)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensionsOf(plan))),
  );
  const certificate = sequence(body, algorithm, bitString(sign('sha256', body, signer)));
  return {
    pem: pemOf(certificate),
    keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    subject,
    key: privateKey,
  };
}

function newKey(rsaBits: number | undefined): KeyObject {
  return rsaBits === undefined
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    : generateKeyPairSync('rsa', { modulusLength: rsaBits }).privateKey;
}

function nameOf(attributes: Readonly<Record<string, string>>): Buffer {
  return sequence(
    ...Object.entries(attributes).map(([kind, value]) => der(0x31, sequence(oid(ATTRIBUTES[kind]!), utf8(value)))),
  );
}

function extensionsOf(plan: CertificatePlan): Buffer[] {
  const isTrue = der(0x01, Buffer.from([0xff]));
  const use = plan.use === 'client' ? '1.3.6.1.5.5.7.3.2' : '1.3.6.1.5.5.7.3.1';
  return [
    extension('2.5.29.19', plan.isCa ? sequence(isTrue) : sequence()),
    // keyCertSign and cRLSign, or digitalSignature.
    extension('2.5.29.15', plan.isCa ? bitString(Buffer.from([0x06]), 1) : bitString(Buffer.from([0x80]), 7)),
    ...(plan.isCa ? [] : [extension('2.5.29.37', sequence(oid(use)))]),
    ...(plan.names ? [extension('2.5.29.17', sequence(...plan.names.map(generalName)))] : []),
    ...(plan.issuerUrl === undefined
      ? []
      : [
          extension(
            '1.3.6.1.5.5.7.1.1',
            sequence(sequence(oid('1.3.6.1.5.5.7.48.2'), der(0x86, Buffer.from(plan.issuerUrl)))),
          ),
        ]),
  ];
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(oid(id), der(0x04, value));
}

function generalName(name: string): Buffer {
  const isAddress = /^\d+\.\d+\.\d+\.\d+$/.test(name);
  return isAddress ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name, 'utf8'));
}

function pemOf(certificate: Buffer): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g)!;
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
