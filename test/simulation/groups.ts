/** Groups of the targets: how many of each may be down, who is told then, and what their members have of them. */
import { defaultPolicy, type NotificationPolicy } from '@upwatch/core';
import type { GroupContent } from '../../packages/server/src/stores/port.ts';
import type { Besides } from './besides.ts';
import type { Random } from './random.ts';
import { CHANNEL_IDS, GROUP_POLICY, PAGER } from './routes.ts';
import type { Server } from './server.ts';
import { HOUR, idOf, type Target } from './target.ts';

/** A group as a person makes it. */
export interface Group {
  readonly content: GroupContent;
  readonly memberIds: readonly string[];
  /** The members that have of it how often they may fail. */
  readonly followerIds: readonly string[];
}

/** How often a member may be retried, as the groups say it in turn. */
const RETRIES = [1, 2, 3];
const THRESHOLDS = [
  { type: 'COUNT', value: 1 },
  { type: 'COUNT', value: 2 },
  { type: 'COUNT', value: 2 },
  { type: 'COUNT', value: 3 },
  { type: 'PERCENTAGE', value: 40 },
  { type: 'PERCENTAGE', value: 50 },
  { type: 'PERCENTAGE', value: 100 },
] as const;

/** Two groups, which may have members in common; only the first says how often its members may fail. */
export function drawGroups(targets: readonly Target[], random: Random): readonly Group[] {
  return [0, 1].map((place) => {
    const members = targets.filter(() => random.chance(0.4));
    const followers = place === 0 ? members.filter(({ job }) => !job && random.chance(0.4)) : [];
    return {
      content: drawContent(place, random),
      memberIds: members.map(({ id }) => id),
      followerIds: followers.map(({ id }) => id),
    };
  });
}

function drawContent(place: number, random: Random): GroupContent {
  return {
    id: idOf('b000', place),
    name: `group-${place}`,
    ...(random.chance(0.9) && { threshold: random.pick(THRESHOLDS) }),
    suppressesMembers: random.chance(0.6),
    confirmationDelaySeconds: random.pick([0, 0, 30, 300]),
    recoveryCooldownMinutes: random.pick([0, 5, 30]),
    ...(random.chance(0.4) && { defaultChannelIds: [random.pick(CHANNEL_IDS)] }),
    ...(random.chance(0.2) && { alertPolicyId: GROUP_POLICY }),
    ...(place === 0 && { defaultRetryStrategy: retries(RETRIES[0]!) }),
    managedBy: 'API',
  };
}

function retries(maxRetries: number): NonNullable<GroupContent['defaultRetryStrategy']> {
  return { type: 'fixed', maxRetries, interval: 1 };
}

/** The target as a member of its groups. One that follows them may fail as often as they say at least. */
export function asMember(target: Target, groups: readonly Group[], regionCount: number): Target {
  const own = groups.filter(({ memberIds }) => memberIds.includes(target.id));
  if (own.length === 0) return target;
  const channelIds = [...new Set(own.flatMap(({ content }) => content.defaultChannelIds ?? []))];
  return {
    ...target,
    groupIds: own.map(({ content }) => content.id),
    ...(channelIds.length > 0 && { groupChannelIds: channelIds }),
    ...(own.some(({ followerIds }) => followerIds.includes(target.id)) && {
      policy: defaultPolicy({ regionCount, frequencySeconds: target.intervalMs / 1000 }),
      isFollower: true,
    }),
  };
}

/** The policy that is of the first group alone, and of those in it. */
export function groupPolicy(random: Random, nowMs: number): NotificationPolicy {
  const again = { delayMinutes: random.int(1, 5), channelIds: [random.pick(CHANNEL_IDS)] };
  return {
    id: GROUP_POLICY,
    name: 'on call for the first group',
    matchRules: [{ type: 'resource_group_id_in', value: idOf('b000', 0) }],
    escalation: {
      steps: [{ delayMinutes: random.pick([0, 0, 1]), channelIds: [PAGER] }, again],
      onResolve: 'notify',
      onReopen: random.pick(['restart', 'resume']),
    },
    isEnabled: true,
    priority: 5,
    managedBy: 'API',
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
}

/** Has people take on and end what groups have, and change what members have of them. */
export function startGroupPeople({ world, random, tables, act, answered }: Besides): void {
  const [first] = world.groups;
  let said = 0;
  const open = (): string | undefined => {
    const ids = [...tables.groupStates.values()].flatMap(({ incident }) => incident?.id ?? []);
    return ids.length > 0 ? random.pick(ids) : undefined;
  };
  const takeOn = async (server: Server): Promise<void> => {
    const id = open();
    if (id === undefined || !(await server.acts.takeOn(id))) return;
    const isKept = tables.incidents.get(id)?.acknowledgement !== undefined;
    if (!isKept) throw new Error(`I1: that somebody has ${id} is lost`);
  };
  const end = async (server: Server): Promise<void> => {
    const id = open();
    if (id === undefined) return;
    await server.acts.end(id);
    answered(() => {
      if (tables.incidents.get(id)?.resolutionReason !== 'MANUAL') throw new Error(`I1: the end of ${id} is lost`);
    });
  };
  const change = async (server: Server): Promise<void> => {
    const maxRetries = RETRIES[++said % RETRIES.length]!;
    await server.acts.changeGroup(first!.content.id, { defaultRetryStrategy: retries(maxRetries) });
  };
  const hourly = (): void => {
    if (world.agenda.nowMs >= world.calmMs) return;
    if (random.chance(0.4)) act(takeOn);
    if (random.chance(0.3)) act(end);
    if (random.chance(0.2)) act(change);
    world.agenda.in(HOUR, hourly);
  };
  world.agenda.in(random.int(0, HOUR), hourly);
}
