/** When to try again what could not be told: pure, so that a day of retries is a table in a test. */

const SECOND_MS = 1_000;
const LONGEST_WAIT_MS = 300 * SECOND_MS;
const RETRY_AFTER_LEAST_MS = SECOND_MS;
const RETRY_AFTER_MOST_MS = 3_600 * SECOND_MS;

/** How long an alert is tried before it is given up, counted from its creation, milliseconds. */
export const GIVE_UP_AFTER_MS = 24 * 3_600 * SECOND_MS;

/** No wait between two attempts is longer than this, milliseconds: what asks for more comes from a clock that jumped. */
export const LONGEST_RETRY_WAIT_MS = RETRY_AFTER_MOST_MS;

/**
 * How long to wait after the n-th failure in a row: 1, 2, 4 … 300 seconds. Jitter only shortens, by up to a quarter,
 * so that a provider which comes back hears from us within 300 seconds.
 * @param failureCount at least 1
 * @param random in [0, 1)
 * @returns milliseconds
 */
export function backoffMs(failureCount: number, random: number): number {
  const fullMs = Math.min(LONGEST_WAIT_MS, SECOND_MS * 2 ** Math.min(failureCount - 1, 30));
  return Math.round(fullMs * (0.75 + 0.25 * random));
}

/** What the time of the next attempt depends on. */
export interface RetryQuestion {
  /** Attempts made so far, the one that just failed included. */
  readonly attemptCount: number;
  readonly nowMs: number;
  /** What the provider asked for, as it was read; clamped here to [1 s, 1 h]. */
  readonly retryAfterMs?: number;
  readonly createdAtMs: number;
  /** In [0, 1). */
  readonly random: number;
}

/**
 * The instant of the next attempt: after the back-off, and no sooner than the provider asked for.
 * @returns epoch milliseconds, or undefined when that would be later than 24 h after creation: given up
 */
export function nextAttemptAt(question: RetryQuestion): number | undefined {
  const { attemptCount, nowMs, retryAfterMs, createdAtMs, random } = question;
  const ownMs = backoffMs(attemptCount, random);
  const waitMs = retryAfterMs === undefined ? ownMs : Math.max(ownMs, clampRetryAfter(retryAfterMs));
  const nextMs = nowMs + waitMs;
  return nextMs > createdAtMs + GIVE_UP_AFTER_MS ? undefined : nextMs;
}

/** What a provider may ask for: [1 s, 1 h]. Neither a negative value nor ten years shall decide when an alert is told. */
export function clampRetryAfter(retryAfterMs: number): number {
  return Math.min(RETRY_AFTER_MOST_MS, Math.max(RETRY_AFTER_LEAST_MS, retryAfterMs));
}

/** RFC 9110, section 5.6.7: the preferred form and the two obsolete ones. */
const HTTP_DATES = [
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
];
const ASCTIME = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [\d ]\d \d{2}:\d{2}:\d{2} \d{4}$/;

/**
 * Reads a `Retry-After` (RFC 9110, section 10.2.3), with the fractions and negative numbers that providers send.
 * @returns milliseconds from now, which may be negative; undefined for none and for garbage
 */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | undefined {
  const text = value?.trim();
  if (!text) return undefined;
  if (/^-?\d{1,15}(?:\.\d{1,15})?$/.test(text)) return Number(text) * SECOND_MS;
  const atMs = HTTP_DATES.some((form) => form.test(text))
    ? Date.parse(text)
    : ASCTIME.test(text)
      ? Date.parse(`${text} GMT`)
      : Number.NaN;
  return Number.isNaN(atMs) ? undefined : atMs - nowMs;
}
