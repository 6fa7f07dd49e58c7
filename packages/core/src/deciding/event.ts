/** What `advance` says happened: enough to explain it, and to tell of it. */
import type { EvaluationKey } from './evaluation.ts';
import type { Failure } from '../looking/failure.ts';
import type { HoldReason, RegionCause, Severity, Verdict } from './state.ts';

/** Why an incident is asked for: the rule, the places, and what was seen there. */
export interface Cause extends RegionCause {
  readonly severity: Severity;
  /** The regions that see it, in alphabetical order. */
  readonly regions: readonly string[];
  /** Of how many that were heard. */
  readonly regionsHeard: number;
  /** The slot of the first failing look. */
  readonly sinceMs: number;
  /** The look that met the rule. */
  readonly trigger: { readonly region: string; readonly slotMs: number };
  /** What made each of the regions bad. */
  readonly evaluations?: readonly EvaluationKey[];
  readonly failure?: Failure;
  readonly warning?: string;
  /** Set where it is one opening too many. */
  readonly flapping?: { readonly changes: number; readonly windowMinutes: number };
}

/** Every event has the slot of the look that caused it; where none did, the time. */
export type MonitorEvent = { readonly slotMs: number } & (
  | {
      /** The first failure of a region that was not known to be down. */
      readonly type: 'failing';
      readonly region: string;
      readonly failure?: Failure;
    }
  /** One more look, at once, in each of these regions: it may decide. */
  | { readonly type: 'confirm-wanted'; readonly regions: readonly string[] }
  | {
      readonly type: 'region-changed';
      readonly region: string;
      readonly from: Verdict;
      readonly to: Verdict;
      readonly cause?: RegionCause;
    }
  /** A rule is met, but not yet in as many regions as the policy asks for. */
  | { readonly type: 'triggered'; readonly cause: Cause; readonly waitsUntilMs: number }
  /** It went away before it was confirmed, or was not confirmed in time. Nobody was told. */
  | { readonly type: 'abandoned'; readonly because: 'recovered' | 'unconfirmed' }
  /** Confirmed. `from` is set when a confirmed incident became worse. */
  | { readonly type: 'went-down' | 'went-degraded'; readonly cause: Cause; readonly from?: Severity }
  /** Confirmed within the cooldown of the last incident, which it therefore continues. */
  | { readonly type: 'reopened'; readonly cause: Cause }
  /** What kept it from being told is gone, and it still stands. */
  | { readonly type: 'released'; readonly cause: Cause; readonly because: HoldReason }
  | { readonly type: 'spread'; readonly cause: Cause; readonly joined: readonly string[] }
  | {
      readonly type: 'eased';
      readonly severity: Severity;
      readonly regions: readonly string[];
      readonly from: Severity;
    }
  /** `isFlapping`: after it came and went for a while, and has been well for long enough since. */
  | { readonly type: 'came-up'; readonly sinceMs: number; readonly regionsHeard: number; readonly isFlapping?: boolean }
  /** While it flaps: it is well for now, or bad again. Nobody is told. */
  | { readonly type: 'flapped'; readonly to: 'up' | Severity }
);
