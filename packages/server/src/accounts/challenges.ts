/**
 * What somebody is to sign, or to bring back: each holds for five minutes, for one purpose, once. Nothing is kept of those
 * that were only asked for, so that no number of strangers takes room; of those that were used, until they hold no more.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@upwatch/core';

const HOLDS_MS = 5 * 60_000;
const CHANCE_BYTES = 16;
const TIME_BYTES = 6;
const BODY_BYTES = CHANCE_BYTES + TIME_BYTES;

export class Challenges {
  readonly #clock: Pick<Clock, 'monotonic'>;
  /** Of this process: with it, all that were given end. */
  readonly #key = randomBytes(32);
  /** When each that was used would have ended. */
  readonly #used = new Map<string, number>();

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  make(purpose: string): Buffer {
    const body = Buffer.alloc(BODY_BYTES);
    randomBytes(CHANCE_BYTES).copy(body);
    body.writeUIntBE(this.#nowMs() + HOLDS_MS, CHANCE_BYTES, TIME_BYTES);
    return Buffer.concat([body, this.#seal(body, purpose)]);
  }

  /** Whether it holds for this purpose. @param text base64url */
  holds(text: string, purpose: string): boolean {
    const bytes = Buffer.from(text, 'base64url');
    const body = bytes.subarray(0, BODY_BYTES);
    const seal = this.#seal(body, purpose);
    const isOurs = bytes.length === BODY_BYTES + seal.length && timingSafeEqual(bytes.subarray(BODY_BYTES), seal);
    return isOurs && endOf(body) > this.#nowMs() && !this.#used.has(bytes.toString('base64url'));
  }

  /** @returns whether it is this one who uses it */
  use(text: string, purpose: string): boolean {
    if (!this.holds(text, purpose)) return false;
    const bytes = Buffer.from(text, 'base64url');
    const nowMs = this.#nowMs();
    for (const [used, endsAtMs] of this.#used) {
      if (endsAtMs > nowMs) break;
      this.#used.delete(used);
    }
    this.#used.set(bytes.toString('base64url'), nowMs + HOLDS_MS);
    return true;
  }

  #nowMs(): number {
    return Math.floor(this.#clock.monotonic());
  }

  #seal(body: Buffer, purpose: string): Buffer {
    return createHmac('sha256', this.#key).update(body).update(purpose).digest();
  }
}

function endOf(body: Buffer): number {
  return body.readUIntBE(CHANCE_BYTES, TIME_BYTES);
}
