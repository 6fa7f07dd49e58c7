/** What is remembered of a monitor between looks, and what `advance` says happened. */
import type { Failure } from './failure.ts';

/** The opinion of a monitor, per region and as a whole. */
export type Verdict = 'unknown' | 'up' | 'degraded' | 'down';

/** How far a verdict reaches. `probe`: it is the looking itself that is in doubt. */
export type Scope =
  | { readonly type: 'global' }
  | { readonly type: 'regional'; readonly regions: readonly string[] }
  | { readonly type: 'probe' };

/** One region's view of a monitor. */
export interface RegionState {
  readonly verdict: Verdict;
  /** Slot from which the verdict holds. */
  readonly sinceMs: number;
  /** Of the newest observation taken in; older and equal ones are dropped. */
  readonly lastSlotMs: number;
  readonly consecutiveFailures: number;
  /** Stops counting at what recovery asks for, so that a steady monitor's state does not change. */
  readonly consecutiveSuccesses: number;
  /** The latest failure while there is one. */
  readonly failure?: Failure;
  /** Slots of failures inside the longest window a rule asks for; absent when no rule has a window. */
  readonly failureSlotsMs?: readonly number[];
  /** Response times inside the longest window a rule asks for: pairs of slot and milliseconds. */
  readonly responseTimes?: readonly (readonly [slotMs: number, ms: number])[];
}

/** The incident that a monitor's state is tied to. */
export interface IncidentTie {
  readonly id: string;
  readonly status: 'TRIGGERED' | 'CONFIRMED';
  readonly severity: 'down' | 'degraded';
  readonly sinceMs: number;
  /** Index in the policy's trigger rules. */
  readonly ruleIndex: number;
}

/** Everything that is remembered of a monitor between looks. A plain JSON value. */
export interface MonitorState {
  readonly generation: number;
  readonly verdict: Verdict;
  readonly scope: Scope;
  readonly sinceMs: number;
  readonly regions: Readonly<Record<string, RegionState>>;
  readonly incident?: IncidentTie;
  /** The last incident, while a new failure would reopen it. */
  readonly cooldown?: { readonly incidentId: string; readonly untilMs: number };
}

/** The state of a monitor that nothing has looked at yet. */
export function initialState(generation: number, nowMs: number): MonitorState {
  return { generation, verdict: 'unknown', scope: { type: 'global' }, sinceMs: nowMs, regions: {} };
}
