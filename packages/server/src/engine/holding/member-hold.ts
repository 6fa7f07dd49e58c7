/** Why nothing is told of a member of a group that stands for its members. */
import type { DraftState, Hold, Monitor } from '@upwatch/core';
import { nameInHeadline } from '@upwatch/core';
import type { KnownGroup } from './known-groups.ts';

/** Added to a group's delay: it is judged once a second, after its members are on disk. Milliseconds. */
const SETTLE_MS = 2_000;
/** A look of a member that does not come holds nothing for longer than two of its intervals and this, milliseconds. */
const LOOK_WAIT_MS = 60_000;

/** What is known of a member beside its state. */
export interface MemberNow {
  readonly monitor: Monitor;
  readonly state: DraftState;
  /** Slot of its newest look, whatever came of it. */
  readonly newestSlotMs: number | undefined;
  /** Whether groups wait to be judged. */
  readonly isBehind: boolean;
  readonly nowMs: number;
}

export class MemberHolds {
  /** When it was first asked whether to tell of what a member has now. */
  readonly #askedFirst = new Map<string, { readonly sinceMs: number; readonly atMs: number }>();

  forget(monitorId: string): void {
    this.#askedFirst.delete(monitorId);
  }

  /** The first reason that a group gives. */
  of(groups: readonly KnownGroup[], member: MemberNow): Hold | undefined {
    for (const known of groups) {
      const { group } = known;
      const why = group.suppressesMembers && group.threshold && this.#why(known, member);
      if (why) return { because: 'dependency', what: `its group ${nameInHeadline(group.name)} ${why}` };
    }
    return undefined;
  }

  #why({ group, state: of }: KnownGroup, member: MemberNow): string | undefined {
    const { monitor, state, nowMs } = member;
    if (of.incident) return 'is down, and that is told';
    if (of.isClosedByHand) return 'is still down, and somebody has closed its incident';
    if (of.beyondSinceMs !== undefined) return 'may be down: that is waited for';
    if (isToBeSeenAfter(of.endedAtMs, member)) return 'has just come back: it is looked at anew';
    const tie = state.incident;
    if (tie?.status !== 'CONFIRMED') return undefined;
    if (member.isBehind) return 'is being judged: that is waited for';
    let asked = this.#askedFirst.get(monitor.id);
    if (asked?.sinceMs !== tie.sinceMs) {
      asked = { sinceMs: tie.sinceMs, atMs: nowMs };
      this.#askedFirst.set(monitor.id, asked);
    }
    const waitedMs = nowMs - asked.atMs;
    const waitMs = 1000 * (group.confirmationDelaySeconds ?? 0) + SETTLE_MS;
    return waitedMs >= 0 && waitedMs < waitMs ? 'may turn out to be down: that is waited for' : undefined;
  }
}

/** A look made before the group was back says nothing of the member. */
function isToBeSeenAfter(
  endedAtMs: number | undefined,
  { monitor, newestSlotMs = -Infinity, nowMs }: MemberNow,
): boolean {
  if (endedAtMs === undefined || endedAtMs > nowMs) return false;
  return newestSlotMs <= endedAtMs && nowMs - endedAtMs < 2000 * monitor.frequencySeconds + LOOK_WAIT_MS;
}
