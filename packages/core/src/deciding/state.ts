/** What is remembered of a monitor between looks, and what `advance` says happened. */
import type { Dispatch } from '../telling/dispatch.ts';
import type { IncidentSeverity } from '../telling/incident.ts';
import type { LookRef } from './evaluation.ts';
import type { Failure } from '../looking/failure.ts';

/** The opinion of a monitor, per region and as a whole. */
export type Verdict = 'unknown' | 'up' | 'degraded' | 'down';

/** How far a verdict reaches. `probe`: it is the looking itself that is in doubt. */
export type Scope =
  | { readonly type: 'global' }
  | { readonly type: 'regional'; readonly regions: readonly string[] }
  | { readonly type: 'probe' };

/** A verdict that asks for an incident. */
export type Severity = 'degraded' | 'down';

/** Why a region's verdict is bad: the rule that was met. */
export interface RegionCause {
  /** Index in the policy's trigger rules; absent where failed `warn` assertions did it. */
  readonly ruleIndex?: number;
  /** In words: "2 consecutive failures in local". */
  readonly rule: string;
  /** The look that met it, which may have been another region's. */
  readonly metBy?: LookRef;
}

/** Looks in a row that were not clean. */
export interface Flaws {
  readonly count: number;
  readonly sinceMs: number;
  /** The first of them, as many as a rule asks for: what an evaluation names as its inputs. */
  readonly slotsMs?: readonly number[];
  readonly failedSinceMs?: number;
  /** The same of the failures that they end in. */
  readonly failedSlotsMs?: readonly number[];
}

/** One region's view of a monitor: the evidence it gave, and the verdict formed from it. */
export interface RegionState {
  readonly verdict: Verdict;
  /** Slot from which the verdict holds. */
  readonly sinceMs: number;
  /** Of the newest observation taken in; older and equal ones are dropped. */
  readonly lastSlotMs: number;
  /** Failed looks in a row. Stops counting at the most that a rule asks for. */
  readonly consecutiveFailures: number;
  /** Looks in a row that were better than a bad verdict, or clean. Stops counting at what recovery asks for. */
  readonly consecutiveSuccesses: number;
  /**
   * Looks in a row that failed, warned or were slow, with the slot of the first; absent after a clean look.
   * `failedSinceMs` is the slot of the first of the failures that they end in.
   */
  readonly flaws?: Flaws;
  /** While the verdict is bad: the slots of `consecutiveSuccesses`. */
  readonly successSlotsMs?: readonly number[];
  /** Looks in a row that our own fault spoiled; absent after any other. */
  readonly consecutiveUnknowns?: number;
  /** While the verdict is `unknown` because of such looks: what it was before. Taken up again by the next look. */
  readonly lastKnownVerdict?: Verdict;
  /** Which rule made the verdict bad, while it is. */
  readonly cause?: RegionCause;
  /** The latest failure while there is one. */
  readonly failure?: Failure;
  /** What the latest failed `warn` assertion said, while there is one. */
  readonly warning?: string;
  /** Slots of failures inside the longest window a rule asks for; absent when no rule has a window. */
  readonly failureSlotsMs?: readonly number[];
  /** Response times inside the longest window a rule asks for: pairs of slot and milliseconds. */
  readonly responseTimes?: readonly (readonly [slotMs: number, ms: number])[];
  /** A look that is up changes nothing here but `lastSlotMs`: see `isSteady`. */
  readonly isSettled?: boolean;
}

/**
 * Why an incident is not told for now. `maintenance`: it was announced. `dependency`: what it depends on is down, and
 * that is told. `impaired`: the looking itself is in doubt. `same-cause`: another monitor was told to have lost the same.
 */
export type HoldReason = 'maintenance' | 'dependency' | 'impaired' | 'same-cause';

/** The incident that a monitor's state is tied to. */
export interface IncidentTie extends RegionCause {
  readonly id: string;
  readonly status: 'TRIGGERED' | 'CONFIRMED';
  /** What stands now; the incident itself keeps the worst there was. */
  readonly severity: Severity;
  /** What a person says that it is, until looks find it worse. Looks go on to be decided by `severity`. */
  readonly severityByHand?: IncidentSeverity;
  /** The slot of the first failing look. */
  readonly sinceMs: number;
  /** While TRIGGERED: when it is given up unless enough regions have confirmed it. */
  readonly waitsUntilMs?: number;
  /** Whether it is the last incident, come back within its cooldown. */
  readonly isReopening?: boolean;
  /** How many times something of it was told. */
  readonly sequence: number;
  /** The channels that were told of its opening, and so are to be told of its end. */
  readonly toldChannelIds: readonly string[];
  /** Whether it was told as down since it opened or came back; absent while it was told as degraded at most. */
  readonly isToldAsDown?: boolean;
  /** What notification policies have done about it; absent where none matched. */
  readonly dispatches?: readonly Dispatch[];
  /** The channels that were told without a policy; absent where there are no `dispatches`. */
  readonly directChannelIds?: readonly string[];
  /**
   * Set when it came and went too often: `sinceMs` is the slot of the opening that was one too many; `restingSinceMs`
   * that from which nothing is wrong, while it waits to be well for long enough.
   */
  readonly flapping?: { readonly sinceMs: number; readonly restingSinceMs?: number };
  /** An opening that nobody has been told of yet, and what it will be told as: see `release`. */
  readonly held?: { readonly because: HoldReason; readonly kind: 'INCIDENT_CREATED' | 'INCIDENT_REOPENED' };
}

/** The last incident, which a new one within the cooldown reopens. */
export interface Cooldown {
  readonly incidentId: string;
  /** 0 when it is over for good: ended by a person, or never confirmed. */
  readonly untilMs: number;
  /** The slot in which it ended: nothing later is dated before it. */
  readonly resolvedAtMs: number;
  readonly sequence: number;
  /** What policies had done about it, for what they do when it comes back. */
  readonly dispatches?: readonly Dispatch[];
}

/** Everything that is remembered of a monitor between looks. A plain JSON value. */
export interface MonitorState {
  readonly generation: number;
  readonly verdict: Verdict;
  readonly scope: Scope;
  readonly sinceMs: number;
  readonly regions: Readonly<Record<string, RegionState>>;
  readonly incident?: IncidentTie;
  readonly cooldown?: Cooldown;
  /** Slots of the latest openings and ends, as far as flap damping counts them. */
  readonly changesMs?: readonly number[];
}

/** A state as `advance` leaves it: what it opened has no identity until `plan` gives it one. Only planned states are kept. */
export type DraftState = Omit<MonitorState, 'incident' | 'cooldown'> & {
  readonly incident?: DraftTie;
  readonly cooldown?: Omit<Cooldown, 'incidentId'> & { readonly incidentId?: string };
};

/** The tie to an incident that may not have its identity yet. */
export type DraftTie = Omit<IncidentTie, 'id'> & { readonly id?: string };

const RANKS: Readonly<Record<Verdict, 0 | 1 | 2>> = { unknown: 0, up: 0, degraded: 1, down: 2 };

/** How bad a verdict is: 2 down, 1 degraded, 0 neither. */
export function rankOf(verdict: Verdict): 0 | 1 | 2 {
  return RANKS[verdict];
}

/** The state of a monitor that nothing has looked at yet. */
export function initialState(generation: number, nowMs: number): MonitorState {
  return { generation, verdict: 'unknown', scope: { type: 'global' }, sinceMs: nowMs, regions: {} };
}

/**
 * The state under a changed configuration: verdicts and an open incident stand, but what was counted towards a change
 * is forgotten, because it was seen under other rules. Regions that no longer look are dropped.
 */
export function withGeneration(state: MonitorState, generation: number, regions: readonly string[]): MonitorState {
  const kept = Object.entries(state.regions).filter(([region]) => regions.includes(region));
  return { ...state, generation, regions: Object.fromEntries(kept.map(([name, region]) => [name, forget(region)])) };
}

/** A region's verdict without the evidence that led to it. */
export function forget(region: RegionState): RegionState {
  const { flaws: _, failureSlotsMs: __, responseTimes: ___, successSlotsMs: ____, ...rest } = region;
  return { ...rest, consecutiveFailures: 0, consecutiveSuccesses: 0, isSettled: false };
}

/**
 * The state with the slots of all looks that came: one that changes nothing else is not written for its own sake. What a
 * person ends must stay so also when such a look comes again after a start.
 * @param slotOf the slot of a region's newest look; undefined where none is known
 */
export function withSeenSlots(state: MonitorState, slotOf: (region: string) => number | undefined): MonitorState {
  const regions = Object.entries(state.regions).map(([name, region]): [string, RegionState] => {
    const slotMs = slotOf(name) ?? region.lastSlotMs;
    return [name, slotMs > region.lastSlotMs ? { ...region, lastSlotMs: slotMs } : region];
  });
  return { ...state, regions: Object.fromEntries(regions) };
}
