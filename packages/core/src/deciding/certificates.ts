/**
 * What is worth telling of a target's certificate: that it ends soon, and that it is another one, with another issuer or
 * key. Each is told once for each certificate: what was told is remembered with the certificate, by its fingerprint.
 */
import type { TlsFacts } from '../looking/observation.ts';

/** So many days before its end a certificate is told of. */
export const EXPIRY_DAYS = [30, 14, 7, 3, 1] as const;

/** Certificates remembered of one monitor. A farm of servers may show several in turn; each is new only once. */
const KNOWN_MAX = 8;
const DAY_MS = 86_400_000;

/** One certificate that a target has shown. A plain JSON value. */
export interface KnownCertificate {
  /** SHA-256, lower-case hex. */
  readonly fingerprint: string;
  /** Of the public key; SHA-256, lower-case hex. */
  readonly keyFingerprint?: string;
  readonly subject: string;
  readonly issuer: string;
  readonly serialNumber: string;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  readonly firstSeenAtMs: number;
  /** Where it was seen first. */
  readonly region: string;
  /** The last of `EXPIRY_DAYS` that was told. */
  readonly toldDays?: number;
}

/** What is to be told of a certificate. */
export type CertificateEvent =
  | {
      readonly type: 'certificate-expiring';
      readonly certificate: KnownCertificate;
      /** The one of `EXPIRY_DAYS` that was passed. */
      readonly days: number;
    }
  | {
      readonly type: 'certificate-changed';
      readonly certificate: KnownCertificate;
      readonly before: KnownCertificate;
      readonly changed: readonly ('issuer' | 'key')[];
    };

/** What is known of a monitor's certificates, newest first, and what is to be told. */
export interface CertificateStep {
  /** The same list where nothing of it changed. */
  readonly known: readonly KnownCertificate[];
  readonly events: readonly CertificateEvent[];
}

/**
 * Takes in the certificate that a look saw.
 * @param isQuiet nothing may be told now, as in a maintenance: a new certificate is taken as it is, and its end is told later
 */
export function seeCertificate(
  known: readonly KnownCertificate[],
  seen: { readonly tls: TlsFacts; readonly region: string },
  nowMs: number,
  isQuiet = false,
): CertificateStep {
  const { fingerprint } = seen.tls;
  if (known.some((one) => one.fingerprint === fingerprint)) return judgeExpiry(known, fingerprint, nowMs, isQuiet);
  const certificate = certificateOf(seen.tls, seen.region, nowMs);
  const before = known[0];
  const changed = before && !isQuiet ? differencesOf(before, certificate) : [];
  const { known: judged, events } = judgeExpiry(
    [certificate, ...known].slice(0, KNOWN_MAX),
    fingerprint,
    nowMs,
    isQuiet,
  );
  return {
    known: judged,
    events:
      before && changed.length > 0
        ? [{ type: 'certificate-changed', certificate, before, changed }, ...events]
        : events,
  };
}

/** Judges the certificate that was seen last again, because time has passed. */
export function judgeExpiry(
  known: readonly KnownCertificate[],
  fingerprint: string,
  nowMs: number,
  isQuiet = false,
): CertificateStep {
  const certificate = known.find((one) => one.fingerprint === fingerprint);
  const days = certificate && daysPassed(certificate, nowMs);
  if (!certificate || isQuiet || days === undefined) return { known, events: [] };
  const told = { ...certificate, toldDays: days };
  return {
    known: known.map((one) => (one === certificate ? told : one)),
    events: [{ type: 'certificate-expiring', certificate: told, days }],
  };
}

/** When there is next something to tell of a certificate's end, epoch milliseconds; undefined when there is nothing. */
export function nextExpiryAtMs(certificate: KnownCertificate, nowMs: number): number | undefined {
  const { notAfterMs, toldDays = Infinity } = certificate;
  const next = daysOf(certificate).find((days) => days < toldDays);
  return next === undefined || notAfterMs <= nowMs ? undefined : notAfterMs - next * DAY_MS;
}

/** The last of the days that have been passed and not told; none once it has expired: that is a failure, not a notice. */
function daysPassed(certificate: KnownCertificate, nowMs: number): number | undefined {
  const leftMs = certificate.notAfterMs - nowMs;
  const passed = leftMs > 0 ? daysOf(certificate).findLast((days) => leftMs <= days * DAY_MS) : undefined;
  return passed !== undefined && passed < (certificate.toldDays ?? Infinity) ? passed : undefined;
}

/** A certificate made for six days is not told of when it has three left: that is its ordinary life. */
function daysOf({ notBeforeMs, notAfterMs }: KnownCertificate): readonly number[] {
  return EXPIRY_DAYS.filter((days) => days * DAY_MS < (notAfterMs - notBeforeMs) / 2);
}

function differencesOf(before: KnownCertificate, after: KnownCertificate): ('issuer' | 'key')[] {
  const isOtherKey =
    before.keyFingerprint !== undefined &&
    after.keyFingerprint !== undefined &&
    before.keyFingerprint !== after.keyFingerprint;
  return [...(before.issuer === after.issuer ? [] : (['issuer'] as const)), ...(isOtherKey ? (['key'] as const) : [])];
}

function certificateOf(tls: TlsFacts, region: string, nowMs: number): KnownCertificate {
  const { fingerprint, keyFingerprint, subject, issuer, serialNumber, notBeforeMs, notAfterMs } = tls;
  return {
    fingerprint,
    ...(keyFingerprint !== undefined && { keyFingerprint }),
    subject,
    issuer,
    serialNumber,
    notBeforeMs,
    notAfterMs,
    firstSeenAtMs: nowMs,
    region,
  };
}
