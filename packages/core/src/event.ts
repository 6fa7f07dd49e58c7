/** What `advance` says happened: enough to explain it, and to tell of it. */
import type { Failure } from './failure.ts';
import type { RegionCause, Severity, Verdict } from './state.ts';

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
  readonly failure?: Failure;
  readonly warning?: string;
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
  | { readonly type: 'spread'; readonly cause: Cause; readonly joined: readonly string[] }
  | {
      readonly type: 'eased';
      readonly severity: Severity;
      readonly regions: readonly string[];
      readonly from: Severity;
    }
  | { readonly type: 'came-up'; readonly sinceMs: number; readonly regionsHeard: number }
);
