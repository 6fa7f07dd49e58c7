/** When a group held what was to be told of a member: by the incidents that it had, and the wait before each. */
import { type Incident, type Monitor, nameInHeadline, type ReplayTelling, type ResourceGroup } from '@upwatch/core';
import type { CoreStore, GroupMember, Span } from '../stores/port.ts';
import type { PastHold } from './past-holds.ts';

/** Incidents of a group that are read. */
const INCIDENTS_MAX = 1_000;
/** Added to a group's delay live: it is judged once a second, after its members are on disk. Milliseconds. */
const SETTLE_MS = 2_000;

export interface PastGroups {
  readonly holds: readonly PastHold[];
  /** Absent where no group holds anything of the monitor. */
  readonly waitAt?: NonNullable<ReplayTelling['waitAt']>;
  /** Incidents of its groups that somebody ended by hand, after which nobody knows how long its members were held. */
  readonly closedByHand: number;
}

type GroupStores = Pick<CoreStore, 'resourceGroups' | 'incidents'>;
type Joined = GroupMember & { readonly group: ResourceGroup };

/**
 * By the groups that a monitor is a member of now, each from when it joined.
 * @param graceMs how long after a group came back its members are looked at anew
 */
export async function pastGroups(
  monitor: Monitor,
  span: Span,
  core: GroupStores,
  graceMs: number,
): Promise<PastGroups> {
  const joined = await joinedBy(monitor, core);
  if (joined.length === 0) return { holds: [], closedByHand: 0 };
  const holds: PastHold[] = [];
  let closedByHand = 0;
  for (const member of joined) {
    const filter = { resourceGroupId: member.groupId, startedToMs: span.toMs };
    const { items } = await core.incidents.list(filter, { page: 0, size: INCIDENTS_MAX });
    const open = await stillHolding(member.groupId, items, core);
    for (const incident of items) {
      if ((incident.resolvedAtMs ?? span.toMs) < span.fromMs && incident.id !== open) continue;
      if (incident.resolutionReason === 'MANUAL' && incident.id !== open) closedByHand += 1;
      const times = await timesOf(incident, member.group, core);
      const last = times.at(-1)!;
      const known = incident.id === open ? [...times.slice(0, -1), { ...last, endMs: Infinity }] : times;
      holds.push(...known.map((time) => holdOf(time, member, graceMs)));
    }
  }
  return { holds, waitAt: waitOf(joined), closedByHand };
}

/** Memberships of groups that are told of in place of their members. */
async function joinedBy({ id }: Monitor, { resourceGroups }: GroupStores): Promise<readonly Joined[]> {
  const members = (await resourceGroups.members()).filter(({ monitorId }) => monitorId === id);
  if (members.length === 0) return [];
  const groups = new Map((await resourceGroups.all()).map((group) => [group.id, group]));
  return members.flatMap((member) => {
    const group = groups.get(member.groupId);
    return group?.suppressesMembers && group.threshold ? [{ ...member, group }] : [];
  });
}

/** The incident that was ended by hand while the group is still down: its members are held on. */
async function stillHolding(
  groupId: string,
  incidents: readonly Incident[],
  { resourceGroups }: GroupStores,
): Promise<string | undefined> {
  const isClosedByHand = (await resourceGroups.states()).get(groupId)?.isClosedByHand === true;
  const closed = incidents.filter(({ resolutionReason }) => resolutionReason === 'MANUAL');
  return isClosedByHand ? closed.toSorted((a, b) => b.startedAtMs - a.startedAtMs)[0]?.id : undefined;
}

interface Time {
  readonly startMs: number;
  /** Infinity while it lasts. */
  readonly endMs: number;
}

/** An incident that came back has been away meanwhile: its story says when. */
async function timesOf(incident: Incident, group: ResourceGroup, { incidents }: GroupStores): Promise<readonly Time[]> {
  const { id, startedAtMs, resolvedAtMs = Infinity, reopenCount } = incident;
  if (reopenCount === 0) return [{ startMs: startedAtMs, endMs: resolvedAtMs }];
  const delayMs = 1000 * (group.confirmationDelaySeconds ?? 0);
  const times: Time[] = [];
  for (const { newStatus, createdAtMs } of (await incidents.updates(id)).toSorted(
    (a, b) => a.createdAtMs - b.createdAtMs,
  )) {
    const last = times.at(-1);
    if (newStatus === 'CONFIRMED' && last?.endMs !== Infinity) {
      times.push({ startMs: times.length === 0 ? startedAtMs : createdAtMs - delayMs, endMs: Infinity });
    } else if (newStatus === 'RESOLVED' && last) times[times.length - 1] = { ...last, endMs: createdAtMs };
  }
  return times.length > 0 ? times : [{ startMs: startedAtMs, endMs: resolvedAtMs }];
}

function holdOf({ startMs, endMs }: Time, { group, createdAtMs }: Joined, graceMs: number): PastHold {
  return {
    because: 'dependency',
    what: `its group ${nameInHeadline(group.name)} was down, and that was told`,
    startMs: Math.max(startMs, createdAtMs),
    endMs: endMs + graceMs,
  };
}

/** What a group that is not down yet may turn out to be is waited for. */
function waitOf(joined: readonly Joined[]): NonNullable<ReplayTelling['waitAt']> {
  return (atMs) => {
    const waits = joined
      .filter(({ createdAtMs }) => createdAtMs <= atMs)
      .map(({ group }) => ({ group, waitMs: 1000 * (group.confirmationDelaySeconds ?? 0) + SETTLE_MS }))
      .toSorted((a, b) => b.waitMs - a.waitMs);
    const longest = waits[0];
    if (!longest) return undefined;
    const what = `its group ${nameInHeadline(longest.group.name)} may turn out to be down: that is waited for`;
    return { because: 'dependency', what, waitMs: longest.waitMs };
  };
}
