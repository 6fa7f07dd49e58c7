/** The shape of a compiled assertion, and the two ways it can come out. */
import type { AssertionConfig } from '../assertion.ts';
import type { FailureCode } from '../failure.ts';
import type { LookView } from './look-view.ts';

/** What an assertion found. The message reads both alone and after the code's sentence. */
export interface Finding {
  /** Why it failed; absent when it passed. */
  readonly code?: FailureCode;
  readonly message: string;
  /** The value that came, uncut. */
  readonly actual?: string;
}

/** Looks at a sample. Throws `BudgetExceeded` when the time is up. */
export type Check = (look: LookView) => Finding;

/** The settings of one type of assertion. */
export type ConfigOf<Type extends AssertionConfig['type']> = Extract<AssertionConfig, { readonly type: Type }>;

/** A finding by whether it holds: `expected 2xx, got 503`, or `2xx: got 200`. */
export function findingOf(
  holds: boolean,
  code: FailureCode,
  told: { readonly wanted: string; readonly got: string; readonly actual?: string },
): Finding {
  const actual = told.actual === undefined ? undefined : { actual: told.actual };
  if (holds) return { message: `${told.wanted}: got ${told.got}`, ...actual };
  return { code, message: `expected ${told.wanted}, got ${told.got}`, ...actual };
}
