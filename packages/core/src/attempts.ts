/** Attempts inside one look: what is tried again, and how long to wait before. */
import type { Failure } from './failure.ts';

/** How a look tries again. */
export interface AttemptPlan {
  /** All tries, the first included. @default 3 */
  readonly attemptsMax: number;
  /** Wait before the second try, milliseconds. @default 2000 */
  readonly backoffMs: number;
  /** Each further wait is this many times longer. @default 2 */
  readonly backoffFactor: number;
  /** Status codes tried again. @default every 5xx */
  readonly retryStatusCodes?: readonly number[];
}

export const DEFAULT_ATTEMPT_PLAN: AttemptPlan = { attemptsMax: 3, backoffMs: 2000, backoffFactor: 2 };
export const SINGLE_ATTEMPT: AttemptPlan = { attemptsMax: 1, backoffMs: 0, backoffFactor: 1 };

/**
 * The wait before the next attempt, or undefined when the look is over. Network failures and retryable status codes
 * are tried again; an answer that is merely not what was expected (a 4xx, a body) is an answer.
 * @param made attempts made so far, at least 1
 */
export function nextAttemptIn(
  plan: AttemptPlan,
  made: number,
  last: { readonly failure?: Failure; readonly statusCode?: number },
): number | undefined {
  if (made >= plan.attemptsMax || !isRetryable(plan, last)) return undefined;
  return plan.backoffMs * plan.backoffFactor ** (made - 1);
}

function isRetryable(plan: AttemptPlan, last: { readonly failure?: Failure; readonly statusCode?: number }): boolean {
  const status = last.statusCode ?? 0;
  if (status > 0) return plan.retryStatusCodes ? plan.retryStatusCodes.includes(status) : status >= 500;
  return last.failure !== undefined && last.failure.class !== 'probe';
}
