/** Why nothing is told of a member of a group that stands for its members. */
import type { DraftState, Hold, Monitor } from '@upwatch/core';
import { nameInHeadline, sentence } from '@upwatch/core';
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

type Why =
  | 'hold.groupDown'
  | 'hold.groupClosed'
  | 'hold.groupWaited'
  | 'hold.groupBack'
  | 'hold.groupJudged'
  | 'hold.groupMaybe';

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
      if (why) return { because: 'dependency', what: sentence(why, { name: nameInHeadline(group.name) }) };
    }
    return undefined;
  }

  #why({ group, state: of }: KnownGroup, member: MemberNow): Why | undefined {
    const { monitor, state, nowMs } = member;
    if (of.incident) return 'hold.groupDown';
    if (of.isClosedByHand) return 'hold.groupClosed';
    if (of.beyondSinceMs !== undefined) return 'hold.groupWaited';
    if (isToBeSeenAfter(of.endedAtMs, member)) return 'hold.groupBack';
    const tie = state.incident;
    if (tie?.status !== 'CONFIRMED') return undefined;
    if (member.isBehind) return 'hold.groupJudged';
    let asked = this.#askedFirst.get(monitor.id);
    if (asked?.sinceMs !== tie.sinceMs) {
      asked = { sinceMs: tie.sinceMs, atMs: nowMs };
      this.#askedFirst.set(monitor.id, asked);
    }
    const waitedMs = nowMs - asked.atMs;
    const waitMs = 1000 * (group.confirmationDelaySeconds ?? 0) + SETTLE_MS;
    return waitedMs >= 0 && waitedMs < waitMs ? 'hold.groupMaybe' : undefined;
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
