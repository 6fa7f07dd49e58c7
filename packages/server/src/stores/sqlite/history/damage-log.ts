/** Tells of damaged parts of history: each kind at once, then once a minute with how many there were. */
import type { Clock } from '@upwatch/core';
import type { Logger } from 'pino';

const TOLD_EVERY_MS = 60_000;

export class DamageLog {
  readonly #log: Logger;
  readonly #clock: Clock;
  readonly #told = new Map<string, { atMs: number; more: number }>();

  constructor(log: Logger, clock: Clock) {
    this.#log = log;
    this.#clock = clock;
  }

  /** @param message the kind of damage: one of a few fixed sentences */
  tell(message: string, error: unknown): void {
    const nowMs = this.#clock.monotonic();
    const last = this.#told.get(message);
    if (last && nowMs - last.atMs < TOLD_EVERY_MS) {
      last.more++;
      return;
    }
    this.#log.error({ err: error, ...(last && { since: last.more }) }, message);
    this.#told.set(message, { atMs: nowMs, more: 0 });
  }
}
