/**
 * Whether an opening waits because of what the monitor depends on: a router that is down is told once, and the 2,800
 * monitors behind it are not. A monitor that fails before its router was looked at waits for that look, and one that
 * was unreachable waits for a look of its own after the router came back.
 */
import { isResting } from '../deciding/flapping.ts';
import { countOf, type Policy } from '../deciding/policy.ts';
import type { DraftState } from '../deciding/state.ts';
import { nameInHeadline } from '../telling/headline.ts';
import type { Hold } from '../telling/hold.ts';
import { sentence } from '../wording/said.ts';

/** Added to a monitor's timeout: how long the answer to a look of it is waited for at most, milliseconds. */
const LOOK_GRACE_MS = 5_000;
/** No look is waited for longer, milliseconds. */
const LOOK_WAIT_MAX_MS = 60_000;
/** A monitor that fails and is not decided for longer than this holds nothing any more, milliseconds. */
const UNDECIDED_MAX_MS = 600_000;

/** What is known of something that a monitor depends on. */
export interface Ancestor {
  readonly id: string;
  readonly name: string;
  readonly isDown: boolean;
  /** Since which slot it fails without a decision; absent when its newest look did not fail. */
  readonly failingSinceMs?: number;
  /** How long such failing may take until it is decided. */
  readonly undecidedMaxMs: number;
  /** Slot of its newest look, whatever came of it. */
  readonly newestSlotMs?: number;
  /** Slot of the look that found it well again, the last time that it was not. */
  readonly wellSinceMs?: number;
}

/** What is known of a monitor that there is something to tell of. */
export interface Dependent {
  /** Slot of the first look that failed. */
  readonly failingSinceMs: number;
  readonly newestSlotMs?: number;
  readonly frequencySeconds: number;
  /** Until when looks of its ancestors are waited for. */
  readonly waitsUntilMs: number;
}

/** Why an opening waits, and which monitors are to be looked at at once because of it. */
export interface DependencyHold {
  readonly hold?: Hold;
  readonly lookAt: readonly string[];
}

const FREE: DependencyHold = { lookAt: [] };

/** Judges by all that a monitor depends on, the nearest first. */
export function dependencyHold(dependent: Dependent, ancestors: readonly Ancestor[], nowMs: number): DependencyHold {
  const down = ancestors.find(({ isDown }) => isDown);
  if (down) return held(down, 'hold.parentDown');
  const failing = ancestors.find((one) => isUndecided(one, nowMs));
  if (failing) return held(failing, 'hold.parentFails');
  const recovered = ancestors.find((one) => isToBeSeenAfter(one, dependent, nowMs));
  if (recovered) return held(recovered, 'hold.parentBack');
  if (!isAhead(dependent.waitsUntilMs, nowMs)) return FREE;
  const unseen = ancestors.filter(({ newestSlotMs }) => (newestSlotMs ?? -Infinity) < dependent.failingSinceMs);
  if (unseen.length === 0) return FREE;
  return { ...held(unseen[0]!, 'hold.parentFirst'), lookAt: unseen.map(({ id }) => id) };
}

type Why = 'hold.parentDown' | 'hold.parentFails' | 'hold.parentBack' | 'hold.parentFirst';

function held({ name }: Ancestor, why: Why): DependencyHold {
  return { hold: { because: 'dependency', what: sentence(why, { name: nameInHeadline(name) }) }, lookAt: [] };
}

/** Where a minority of its regions fails for ever it is never decided: that must not keep the others silent. */
function isUndecided({ failingSinceMs, undecidedMaxMs }: Ancestor, nowMs: number): boolean {
  return failingSinceMs !== undefined && nowMs - failingSinceMs < undecidedMaxMs;
}

/** A look made before the router was back says nothing of the monitor behind it. It must come in time. */
function isToBeSeenAfter({ wellSinceMs }: Ancestor, dependent: Dependent, nowMs: number): boolean {
  if (wellSinceMs === undefined || (dependent.newestSlotMs ?? -Infinity) > wellSinceMs) return false;
  if (wellSinceMs - nowMs > LOOK_WAIT_MAX_MS) return false;
  return nowMs - wellSinceMs < 2000 * dependent.frequencySeconds + LOOK_WAIT_MAX_MS;
}

/** Whether a wait lasts. One that lies further ahead than any wait may was set under a clock that has been set back. */
function isAhead(untilMs: number, nowMs: number): boolean {
  return untilMs > nowMs && untilMs - nowMs <= LOOK_WAIT_MAX_MS;
}

/** How long a look of a monitor with this timeout is waited for, milliseconds. */
export function lookWaitMs(timeoutMs: number): number {
  return Math.min(LOOK_WAIT_MAX_MS, timeoutMs + LOOK_GRACE_MS);
}

/** How long a monitor may fail until its policy has decided what that is, milliseconds. */
export function undecidedMaxMs({ triggerRules, confirmation }: Policy, frequencySeconds: number): number {
  const looks = Math.max(1, ...triggerRules.filter(({ type }) => type === 'consecutive_failures').map(countOf));
  const wantedMs = 1000 * (looks * frequencySeconds + confirmation.maxWaitSeconds);
  return Math.min(UNDECIDED_MAX_MS, wantedMs + LOOK_WAIT_MAX_MS);
}

/** Whether a monitor stands as down. Where it cannot be heard any more, its incident still does. */
export function isDown({ verdict, incident }: DraftState): boolean {
  return (
    verdict === 'down' || (incident?.status === 'CONFIRMED' && incident.severity === 'down' && !isResting(incident))
  );
}

/** Slot of the first of the failures that a monitor's newest looks are, in whichever region they began first. */
export function failingSinceOf({ regions }: DraftState): number | undefined {
  // Asked each second of each monitor that is held: nothing is allocated.
  let sinceMs = Infinity;
  for (const name in regions) {
    const { consecutiveFailures, flaws, lastSlotMs } = regions[name]!;
    if (consecutiveFailures > 0) sinceMs = Math.min(sinceMs, flaws?.failedSinceMs ?? lastSlotMs);
  }
  return sinceMs === Infinity ? undefined : sinceMs;
}

/** Slot of the first look that what there is to tell of a monitor began with; undefined where there is nothing. */
export function troubledSinceOf(state: DraftState): number | undefined {
  return state.incident?.sinceMs ?? failingSinceOf(state);
}
