/**
 * The heartbeat that this server gives: it asks a URL regularly, and only while it is well, so that somebody elsewhere
 * notices when it is not. Nothing of it goes through the looks' own pool.
 */
import type { Clock } from '@upwatch/core';
import type { HeartbeatSettings } from '../../config.ts';

/** How long an answer is waited for, milliseconds; never longer than the interval. */
const TIMEOUT_MS = 10_000;

export interface HeartbeatOptions extends HeartbeatSettings {
  readonly clock: Clock;
  /** Why this server is not well; undefined while it is. */
  readonly faultOf: () => Promise<string | undefined>;
  readonly onTrouble: (message: string) => void;
  readonly onRecovery: (message: string) => void;
}

/** What the last beat came to. */
export type HeartbeatState = 'waiting' | 'given' | 'withheld' | 'failed';

export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #nextMs = -Infinity;
  #work: Promise<void> | undefined;
  #state: HeartbeatState = 'waiting';
  #givenAtMs: number | undefined;
  readonly #ending = new AbortController();

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  get state(): { readonly state: HeartbeatState; readonly lastGivenAtMs?: number } {
    return { state: this.#state, ...(this.#givenAtMs !== undefined && { lastGivenAtMs: this.#givenAtMs }) };
  }

  /** To be called about once a second. @returns when the beat that is due is over; never rejects */
  tick(): Promise<void> {
    const nowMs = this.#options.clock.monotonic();
    if (nowMs < this.#nextMs || this.#work) return this.#work ?? Promise.resolve();
    this.#nextMs = nowMs + this.#options.intervalSeconds * 1000;
    this.#work = this.#beat().finally(() => (this.#work = undefined));
    return this.#work;
  }

  close(): void {
    this.#nextMs = Infinity;
    this.#ending.abort();
  }

  async #beat(): Promise<void> {
    const fault = await this.#options.faultOf().catch(() => 'it could not be told');
    if (fault !== undefined) return this.#become('withheld', `no heartbeat is given: ${fault}`);
    const failed = await this.#send();
    if (failed !== undefined) return this.#become('failed', `the heartbeat could not be given: ${failed}`);
    this.#givenAtMs = this.#options.clock.wall();
    this.#become('given', 'the heartbeat is given again');
  }

  /** What went wrong, without the URL: it may hold a secret. */
  async #send(): Promise<string | undefined> {
    const { url, method, intervalSeconds } = this.#options;
    const timeout = AbortSignal.timeout(Math.min(TIMEOUT_MS, intervalSeconds * 1000));
    try {
      const signal = AbortSignal.any([timeout, this.#ending.signal]);
      const answer = await fetch(url, { method, signal, redirect: 'follow', headers: { 'user-agent': 'upwatch' } });
      await answer.body?.cancel();
      return answer.ok ? undefined : `answered ${answer.status}`;
    } catch (error) {
      if (timeout.aborted) return 'no answer in time';
      const cause: NodeJS.ErrnoException | undefined =
        error instanceof Error && error.cause instanceof Error ? error.cause : undefined;
      return cause?.code ?? 'the request failed';
    }
  }

  /** Said once, until it is otherwise. */
  #become(state: HeartbeatState, message: string): void {
    const before = this.#state;
    this.#state = state;
    if (before === state || this.#ending.signal.aborted) return;
    if (state !== 'given') this.#options.onTrouble(message);
    else if (before !== 'waiting') this.#options.onRecovery(message);
  }
}
