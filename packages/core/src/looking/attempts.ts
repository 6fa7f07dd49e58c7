/** Attempts inside one look: what is tried again, and how long to wait before. */
import type { Failure, FailureClass, FailureCode } from './failure.ts';

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

/** Failures of the way to the answer, which may be gone a moment later. A certificate that has expired will not be. */
const PASSING_CLASSES: ReadonlySet<FailureClass> = new Set(['dns', 'connect', 'timeout', 'protocol']);
const PASSING_CODES: ReadonlySet<FailureCode> = new Set(['tls.handshake']);
/** An answer, merely not the expected one. */
const LASTING_CODES: ReadonlySet<FailureCode> = new Set(['timeout.slow', 'connect.blocked']);

/**
 * The wait before the next attempt, or undefined when the look is over. Network failures and retryable status codes
 * are tried again; an answer that is merely not what was expected (a 4xx, a body) is an answer.
 * @param made attempts made so far, at least 1
 * @param last how the latest attempt came out, judged; one without a failure is not repeated
 * @returns milliseconds
 */
export function nextAttemptIn(
  plan: AttemptPlan,
  made: number,
  last: { readonly failure?: Failure; readonly statusCode?: number },
): number | undefined {
  if (made >= plan.attemptsMax || !last.failure || !isRetryable(plan, last.failure, last.statusCode ?? 0)) {
    return undefined;
  }
  return plan.backoffMs * plan.backoffFactor ** (made - 1);
}

function isRetryable(plan: AttemptPlan, { class: kind, code }: Failure, statusCode: number): boolean {
  if (PASSING_CODES.has(code)) return true;
  // Cut off or out of time: whatever status stood at the beginning of the answer.
  if (PASSING_CLASSES.has(kind)) return !LASTING_CODES.has(code);
  if (statusCode === 0 || kind === 'probe') return false;
  return plan.retryStatusCodes ? plan.retryStatusCodes.includes(statusCode) : statusCode >= 500;
}
