/** Why a certificate was not accepted, with the particulars that a person needs to mend it. */
import type { X509Certificate } from 'node:crypto';
import { failure, type Failure } from '@upwatch/core';
import { alternativeNames } from './alternative-names.ts';
import { attributeOf } from './certificates.ts';
import type { TlsError, TlsErrorContext } from './classify.ts';
import { peerCertificateOf, sentChain } from './peer.ts';
import { safeText } from './safe-text.ts';

const HOST_BYTES_MAX = 256;
const NAME_BYTES_MAX = 128;
const WORDS_BYTES_MAX = 200;
const NAMES_SHOWN = 5;

type CertificateCode =
  | 'tls.expired'
  | 'tls.not_yet_valid'
  | 'tls.hostname'
  | 'tls.self_signed'
  | 'tls.untrusted'
  | 'tls.incomplete_chain'
  | 'tls.revoked'
  | 'tls.invalid_purpose'
  | 'tls.invalid_chain'
  | 'tls.weak';

/** OpenSSL's verdicts as Node names them. */
const CODES: Readonly<Record<string, CertificateCode>> = {
  CERT_HAS_EXPIRED: 'tls.expired',
  CERT_NOT_YET_VALID: 'tls.not_yet_valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls.hostname',
  HOSTNAME_MISMATCH: 'tls.hostname',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls.self_signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls.untrusted',
  CERT_UNTRUSTED: 'tls.untrusted',
  CERT_REJECTED: 'tls.untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'tls.untrusted',
  // These two are told apart below.
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls.incomplete_chain',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls.incomplete_chain',
  CERT_REVOKED: 'tls.revoked',
  INVALID_PURPOSE: 'tls.invalid_purpose',
  INVALID_CA: 'tls.invalid_chain',
  PATH_LENGTH_EXCEEDED: 'tls.invalid_chain',
  CERT_CHAIN_TOO_LONG: 'tls.invalid_chain',
  CERT_SIGNATURE_FAILURE: 'tls.invalid_chain',
  UNABLE_TO_DECRYPT_CERT_SIGNATURE: 'tls.invalid_chain',
  UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY: 'tls.invalid_chain',
  ERROR_IN_CERT_NOT_BEFORE_FIELD: 'tls.invalid_chain',
  ERROR_IN_CERT_NOT_AFTER_FIELD: 'tls.invalid_chain',
  // Everything newer than Node's list: weak keys and signatures, name constraints, CA rules.
  UNSPECIFIED: 'tls.invalid_chain',
};

/** Whether a code is a verdict on a certificate. */
export function isCertificateCode(code: string): boolean {
  return Object.hasOwn(CODES, code);
}

/** The failure for a verdict. Without the certificate (a socket that `startTls` did not make) it says less. */
export function certificateFailure(code: string, error: TlsError, context: TlsErrorContext | undefined): Failure {
  const general = CODES[code] ?? 'tls.invalid_chain';
  const certificate = context?.socket && peerCertificateOf(context.socket);
  const host = safeText(context?.host ?? 'the server', HOST_BYTES_MAX);
  if (!certificate) return failure(general, `${host} (${code})`, 'tls');
  const evidence: Evidence = {
    chain: sentChain(certificate),
    leaf: certificate,
    words: error.message === undefined ? code : safeText(error.message, WORDS_BYTES_MAX),
    isUnspecified: code === 'UNSPECIFIED',
    nowMs: context?.nowMs,
  };
  const [exact, detail] = explain(general, evidence, safeText(error.asked ?? host, HOST_BYTES_MAX));
  return failure(exact, `${host}: ${detail}`, 'tls');
}

interface Evidence {
  readonly leaf: X509Certificate;
  /** As sent, the leaf first. */
  readonly chain: readonly X509Certificate[];
  readonly words: string;
  readonly isUnspecified: boolean;
  readonly nowMs: number | undefined;
}

type Finding = readonly [CertificateCode, string];

function explain(code: CertificateCode, evidence: Evidence, asked: string): Finding {
  const { leaf } = evidence;
  switch (code) {
    case 'tls.expired':
      return [code, expiredDetail(evidence)];
    case 'tls.not_yet_valid':
      return [code, notYetValidDetail(evidence)];
    case 'tls.hostname':
      return [code, namesDetail(leaf, asked)];
    case 'tls.self_signed':
      return [code, `it was issued by itself as ${nameOf(leaf.subject)}`];
    case 'tls.untrusted':
      return [code, `issued by ${nameOf(endOfPath(evidence.chain).issuer)}`];
    case 'tls.incomplete_chain':
      return missingIssuer(evidence);
    case 'tls.invalid_purpose':
      return [code, `${evidence.words}, issued by ${nameOf(leaf.issuer)}`];
    case 'tls.revoked':
    case 'tls.weak':
    case 'tls.invalid_chain':
      break;
  }
  return brokenRule(code, evidence);
}

function expiredDetail({ chain, leaf, nowMs }: Evidence): string {
  const expired = firstOutside(chain, (sent) => (nowMs === undefined ? false : sent.validToDate.getTime() < nowMs));
  const since = `expired on ${day(expired.validToDate)}`;
  if (expired === leaf && nowMs !== undefined && leaf.validToDate.getTime() >= nowMs) {
    // It is the root that has: the one sent along, where no other is trusted, or the copy that is trusted here.
    return `the authority ${nameOf(endOfPath(chain).issuer)} has; its own is valid until ${day(leaf.validToDate)}`;
  }
  if (expired === leaf) return `it ${since}, issued by ${nameOf(leaf.issuer)}`;
  return `the intermediate ${nameOf(expired.subject)} ${since}; its own is valid until ${day(leaf.validToDate)}`;
}

function notYetValidDetail({ chain, leaf, nowMs }: Evidence): string {
  const early = firstOutside(chain, (sent) => (nowMs === undefined ? false : sent.validFromDate.getTime() > nowMs));
  const until = `valid from ${day(early.validFromDate)}`;
  if (early === leaf) return `it is ${until}, issued by ${nameOf(leaf.issuer)}`;
  return `the intermediate ${nameOf(early.subject)} is ${until}`;
}

/** The first certificate outside its dates, or the leaf. A root sent along does not count: OpenSSL uses its own copy. */
function firstOutside(
  chain: readonly X509Certificate[],
  isOutside: (sent: X509Certificate) => boolean,
): X509Certificate {
  return chain.find((sent, at) => isOutside(sent) && (at === 0 || sent.subject !== sent.issuer)) ?? chain[0]!;
}

function namesDetail(leaf: X509Certificate, asked: string): string {
  const names = alternativeNames(leaf.subjectAltName);
  if (names.length === 0) {
    return `it has no subjectAltName, only the common name ${nameOf(leaf.subject)}, which no longer counts`;
  }
  const first = names.slice(0, NAMES_SHOWN).map((name) => safeText(name, NAME_BYTES_MAX));
  const more = names.length > first.length ? ` and ${names.length - first.length} more` : '';
  return `it is for ${first.join(', ')}${more}, not for ${asked}`;
}

/**
 * OpenSSL says the same of a server that forgot its intermediate and of an authority nobody knows. A public authority
 * writes into a leaf where its intermediate can be fetched (AIA), a private one usually calls it an intermediate.
 * Nothing is fetched to be sure: a look makes no connection but its own.
 */
function missingIssuer({ chain }: Evidence): Finding {
  const last = endOfPath(chain);
  const issuer = nameOf(last.issuer);
  const isForgotten =
    /\b(intermediate|issuing|subordinate|sub-?ca)\b/i.test(issuer) ||
    (!last.ca && /CA Issuers/.test(last.infoAccess ?? ''));
  const came = chain.length === 1 ? 'only its own certificate came' : `${chain.length} certificates came`;
  if (isForgotten) return ['tls.incomplete_chain', `that of its issuer, ${issuer}; ${came}`];
  return ['tls.untrusted', `issued by ${issuer}, which is no root here and was not sent; ${came}`];
}

/** The last certificate on the way from the leaf to its issuers, of those sent. Servers send others along, in any order. */
function endOfPath(chain: readonly X509Certificate[]): X509Certificate {
  let end = chain[0]!;
  for (let step = 0; step < chain.length; step++) {
    const issuer = chain.find((sent) => sent !== end && sent.subject === end.issuer);
    if (!issuer) break;
    end = issuer;
  }
  return end;
}

function brokenRule(code: CertificateCode, { chain, words, isUnspecified }: Evidence): Finding {
  const weakness = isUnspecified ? chain.map(weaknessOf).find((found) => found !== undefined) : undefined;
  if (weakness !== undefined) return ['tls.weak', weakness];
  return [code, `${words}, issued by ${nameOf(chain[0]!.issuer)}`];
}

/** What OpenSSL's security level 2 objects to: less than 112 bits of strength. A root's own signature does not count. */
function weaknessOf(certificate: X509Certificate): string | undefined {
  const { asymmetricKeyDetails: key, asymmetricKeyType: type } = certificate.publicKey;
  const bits = key?.modulusLength;
  if (bits !== undefined && bits < 2048) return `${nameOf(certificate.subject)} has a key of ${bits} bits (${type})`;
  const digest = certificate.signatureAlgorithm ?? '';
  if (/md5|md4|md2|sha-?1(?!\d)/i.test(digest) && certificate.subject !== certificate.issuer) {
    return `${nameOf(certificate.subject)} is signed with ${digest}`;
  }
  return undefined;
}

/** The common name, or else the organization, in quotes. */
function nameOf(lines: string | undefined): string {
  const name = attributeOf(lines, 'CN') ?? attributeOf(lines, 'O') ?? lines?.replaceAll('\n', ', ') ?? '';
  return `"${safeText(name, NAME_BYTES_MAX)}"`;
}

/** `2026-03-01 12:00 UTC`; dates as far as year 9999 occur. */
function day(date: Date): string {
  return Number.isNaN(date.getTime())
    ? 'an unreadable date'
    : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
