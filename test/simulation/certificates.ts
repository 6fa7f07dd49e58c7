/** The certificates that targets show in their time. They are replaced before they end, not always by their like. */
import type { TlsFacts } from '@upwatch/core';
import type { Random } from './random.ts';
import { HOUR, type Target } from './target.ts';

const DAY = 24 * HOUR;
/** A certificate is told of so many days before its end. Said here anew, so as not to believe `core`. */
const TOLD_DAYS = [30, 14, 7, 3, 1];
const LIFETIMES_DAYS = [6, 47, 90, 398];
const ISSUERS = ['CN=Test CA', 'CN=Other CA'];

/** What a target shows from a time on, by the true clock. */
export interface Shown {
  readonly fromMs: number;
  readonly tls: TlsFacts;
}

/** @param nowMs by the wall clock, at the start */
export function drawCertificates(target: Target, random: Random, calmMs: number, nowMs: number): readonly Shown[] {
  const shown: Shown[] = [];
  for (let fromMs = 0; fromMs < calmMs; fromMs += random.int(2, 20) * HOUR) {
    // One of the days is passed within this one, so that there is something to tell.
    const endsAtMs = nowMs + fromMs + random.pick(TOLD_DAYS) * DAY + random.int(0, 20 * HOUR);
    shown.push({ fromMs, tls: drawFacts(target, shown, random, endsAtMs) });
  }
  return shown;
}

function drawFacts(target: Target, before: readonly Shown[], random: Random, notAfterMs: number): TlsFacts {
  const last = before.at(-1)?.tls;
  const number = target.key * 100 + before.length;
  const issuer = last && random.chance(0.6) ? last.issuer : random.pick(ISSUERS);
  const keyFingerprint = last?.keyFingerprint !== undefined && random.chance(0.6) ? last.keyFingerprint : hex(number);
  return {
    protocol: 'TLSv1.3',
    cipher: 'TLS_AES_256_GCM_SHA384',
    subject: `CN=${target.name}`,
    sans: [],
    sansTotal: 0,
    issuer,
    serialNumber: String(number),
    fingerprint: hex(1_000_000 + number),
    keyFingerprint,
    notBeforeMs: notAfterMs - random.pick(LIFETIMES_DAYS) * DAY,
    notAfterMs,
    daysLeft: 0,
    chainNotAfterMs: notAfterMs,
    isVerified: true,
  };
}

function hex(number: number): string {
  return number.toString(16).padStart(64, '0');
}

/** The days before its end that a certificate is told of: not those of which it has lived less than half its life. */
function daysOf({ notBeforeMs, notAfterMs }: TlsFacts): readonly number[] {
  return TOLD_DAYS.filter((days) => 2 * days * DAY < notAfterMs - notBeforeMs);
}

/** The last of its days that a certificate has passed; undefined before the first and once it has ended. */
export function dayPassed(tls: TlsFacts, wallMs: number): number | undefined {
  const leftMs = tls.notAfterMs - wallMs;
  return leftMs > 0 ? daysOf(tls).findLast((days) => leftMs <= days * DAY) : undefined;
}
