/**
 * One-time codes by the clock (RFC 6238 over RFC 4226): six digits, of 30 seconds each, by HMAC-SHA-1, which is what every
 * authenticator app reads. SHA-1 is no weakness here: nobody gains by a collision.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const STEP_MS = 30_000;
const DIGITS = 6;
/** 160 bits: RFC 4226, section 4, R6. */
const SECRET_BYTES = 20;
/** Clocks differ, and codes are typed slowly: RFC 6238, section 5.2. */
const STEPS_BESIDE = 1;
/** RFC 4648, section 6. */
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function makeTotpSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

/** The code of a secret at a time, epoch milliseconds. */
export function totpCode(secret: Buffer, atMs: number): string {
  return codeOfStep(secret, stepAt(atMs));
}

/**
 * The step that a code is of: that of now, or one beside it.
 * @param lastStep the newest that was used: neither it nor one before it holds again (RFC 6238, section 5.2)
 */
export function stepOfCode(
  secret: Buffer,
  code: string,
  { nowMs, lastStep }: { readonly nowMs: number; readonly lastStep: number },
): number | undefined {
  const given = Buffer.from(code.replaceAll(/\s/g, ''));
  const now = stepAt(nowMs);
  const steps = [now, now - STEPS_BESIDE, now + STEPS_BESIDE];
  return steps.find((step) => {
    const expected = Buffer.from(codeOfStep(secret, step));
    return given.length === expected.length && timingSafeEqual(given, expected) && step > lastStep;
  });
}

/** What authenticator apps read out of a QR code. */
export function totpUri(secret: Buffer, { issuer, account }: { readonly issuer: string; readonly account: string }) {
  const label = [issuer, account].map(encodeURIComponent).join(':');
  const said = { secret: base32(secret), issuer, algorithm: 'SHA1', digits: DIGITS, period: STEP_MS / 1000 };
  const query = Object.entries(said).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `otpauth://totp/${label}?${query.join('&')}`;
}

/** What is typed by whoever cannot scan. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

function stepAt(atMs: number): number {
  return Math.floor(atMs / STEP_MS);
}

function codeOfStep(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  // RFC 4226, section 5.3: the last four bits say where the number begins.
  const number = mac.readUInt32BE(mac.at(-1)! & 0xf) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}
