/** When a call is sent once more, and how long it waits before that: a pure decision. */

/** The first wait is at most so long, milliseconds, and each one after it at most twice as long. */
const BACKOFF_MS = 500;
const BACKOFF_MS_MAX = 8_000;
/** A server that asks for more patience than this is not waited for: the caller is told, with `retryAfterMs`. */
const RETRY_AFTER_MS_MAX = 60_000;
/** The server did nothing, and says so. */
const NOT_DONE = new Set([429, 503]);
/** It may or may not have done it. */
const UNSURE = new Set([408, 500, 502, 504]);

/** What came of an attempt. */
export type Failed =
  | { readonly type: 'answer'; readonly status: number; readonly retryAfterMs: number | undefined }
  | { readonly type: 'transport' };

/**
 * Milliseconds until the next attempt; undefined to give up.
 * @param facts.attempt counts from 1
 * @param facts.isRepeatable sending it twice does what sending it once does
 * @param facts.random from 0 to 1, less than 1
 */
export function retryDelayMs(facts: {
  readonly failed: Failed;
  readonly attempt: number;
  readonly retries: number;
  readonly isRepeatable: boolean;
  readonly random: number;
}): number | undefined {
  const { failed, attempt, retries, isRepeatable, random } = facts;
  if (attempt > retries || !isWorthIt(failed, isRepeatable)) return undefined;
  const jitter = backoffMs(attempt, random);
  const askedMs = failed.type === 'answer' ? failed.retryAfterMs : undefined;
  if (askedMs === undefined) return jitter;
  // Those who were refused together shall not come back together.
  return askedMs > RETRY_AFTER_MS_MAX ? undefined : askedMs + random * BACKOFF_MS;
}

function isWorthIt(failed: Failed, isRepeatable: boolean): boolean {
  if (failed.type === 'transport') return isRepeatable;
  return NOT_DONE.has(failed.status) || (isRepeatable && UNSURE.has(failed.status));
}

/** Full jitter: anything from nothing to a bound that doubles. */
export function backoffMs(attempt: number, random: number, maxMs: number = BACKOFF_MS_MAX): number {
  return random * Math.min(maxMs, BACKOFF_MS * 2 ** Math.min(attempt - 1, 30));
}

/** `Retry-After` as milliseconds from now: seconds or a date. */
export function retryAfterMsOf(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  // `Date.parse` reads almost anything as a date.
  const atMs = /^[A-Z][a-z]+, .+ GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
