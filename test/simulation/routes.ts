/** Whom the monitors of a run tell: channels, and notification policies. Drawn once, and known to the oracle. */
import type { IncidentSeverity, NotificationPolicy } from '@upwatch/core';
import type { Group } from './groups.ts';
import type { Random } from './random.ts';
import { idOf, type Target } from './target.ts';

export const SLACK = 'c1000000-0000-7000-8000-000000000001';
export const MAIL = 'c1000000-0000-7000-8000-000000000002';
/** Whoever reads it keeps each incident as a ticket. */
export const TRACKER = 'c1000000-0000-7000-8000-000000000003';
/** Told by policies alone. */
export const PAGER = 'c1000000-0000-7000-8000-000000000004';

/** The policy that is of one group alone. */
export const GROUP_POLICY = idOf('9000', 100);

export const CHANNEL_IDS = [SLACK, MAIL, TRACKER, PAGER] as const;

export function drawPolicies(random: Random, targets: readonly Target[], nowMs: number): NotificationPolicy[] {
  const count = random.pick([0, 0, 1, 2]);
  return Array.from({ length: count }, (_, place) => drawPolicy(place, random, targets, nowMs));
}

function drawPolicy(place: number, random: Random, targets: readonly Target[], nowMs: number): NotificationPolicy {
  const monitorIds = targets.filter(() => random.chance(0.5)).map(({ id }) => id);
  const [first, second] = random.chance(0.5) ? [SLACK, PAGER] : [PAGER, MAIL];
  const matchRules: NotificationPolicy['matchRules'] = random.pick([
    [],
    [{ type: 'severity_gte', value: 'DOWN' }],
    [{ type: 'monitor_id_in', monitorIds }],
  ]);
  return {
    id: idOf('9000', place),
    name: `on call ${place}`,
    matchRules,
    escalation: {
      steps: [
        { delayMinutes: random.pick([0, 0, 0, 2]), channelIds: [first] },
        {
          delayMinutes: random.int(1, 10),
          channelIds: [second],
          requireAck: true,
          ...(random.chance(0.5) && { repeatIntervalSeconds: 600 }),
        },
      ],
      onResolve: random.pick(['notify', 'notify', 'notify_last_step', 'silent']),
      onReopen: random.pick(['restart', 'restart', 'resume', 'silent']),
    },
    isEnabled: true,
    priority: place,
    ...(random.chance(0.5) && { fallbackChannelIds: [TRACKER] }),
    ...(random.chance(0.3) && { quietHours: { timeZone: 'Europe/Berlin', from: '22:00', to: '07:00' } }),
    managedBy: 'API',
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
}

/** Whom an incident is of, as far as policies ask. */
interface Subject {
  readonly id?: string;
  readonly groupIds?: readonly string[];
}

/** Whether a policy of those above is concerned: said here anew, so as not to believe `core`. */
function concerns({ matchRules }: NotificationPolicy, of: Subject | undefined, severity: IncidentSeverity): boolean {
  return matchRules.every((rule) => {
    if (rule.type === 'severity_gte') return severity === 'DOWN';
    if (rule.type === 'resource_group_id_in') return of?.groupIds?.includes(rule.value ?? '') === true;
    return of?.id !== undefined && (rule.monitorIds ?? []).includes(of.id);
  });
}

/** The channels that a monitor names, or its groups do for it. */
function namedBy(target: Target | undefined): readonly string[] | undefined {
  return target?.channelIds ?? target?.groupChannelIds;
}

/** The channels that are to be told of an opening at once. @param target undefined for what no monitor has found */
export function toldAtOnce(
  target: Target | undefined,
  severity: IncidentSeverity,
  kind: 'INCIDENT_CREATED' | 'INCIDENT_REOPENED',
  policies: readonly NotificationPolicy[],
): ReadonlySet<string> {
  const concerned = policies.filter((policy) => concerns(policy, target, severity));
  const direct = namedBy(target) ?? (concerned.length === 0 ? CHANNEL_IDS : []);
  return new Set([...direct, ...firstTold(concerned, kind)]);
}

/** Whom the first steps of policies tell at once. */
function firstTold(concerned: readonly NotificationPolicy[], kind: 'INCIDENT_CREATED' | 'INCIDENT_REOPENED') {
  return concerned.flatMap(({ escalation: { steps, onReopen } }) => {
    // What a policy does about what comes back depends on how far it had come, unless it begins anew.
    const begins = kind === 'INCIDENT_CREATED' || onReopen === 'restart';
    return begins && steps[0]!.delayMinutes === 0 ? steps[0]!.channelIds : [];
  });
}

/** Where no policy is concerned, everybody is. */
function allWithout(concerned: readonly NotificationPolicy[]): readonly string[] {
  return concerned.length === 0 ? CHANNEL_IDS : [];
}

/**
 * The channels that must and that may be told at once of a group that is down. Where its members are not told of, whoever
 * would hear of one of them hears of the group.
 * @param isDown undefined for a member of which it has only just become known
 */
export function toldOfGroup(
  { content }: Group,
  kind: 'INCIDENT_CREATED' | 'INCIDENT_REOPENED',
  members: readonly Target[],
  policies: readonly NotificationPolicy[],
  isDown: (monitorId: string) => boolean | undefined,
): { readonly certain: ReadonlySet<string>; readonly possible: ReadonlySet<string> } {
  const { alertPolicyId, suppressesMembers, defaultChannelIds } = content;
  const own = { groupIds: [content.id] };
  const concernedWith = (those: readonly Target[]): readonly NotificationPolicy[] =>
    policies.filter((policy) => [own, ...those].some((of) => concerns(policy, of, 'DOWN')));
  const chosen = policies.filter(({ id }) => id === alertPolicyId);
  const those = (isMeant: (id: string) => boolean): readonly NotificationPolicy[] =>
    chosen.length > 0 ? chosen : concernedWith(members.filter(({ id }) => suppressesMembers || isMeant(id)));
  const meant = those((id) => isDown(id) === true);
  const atMost = those((id) => isDown(id) !== false);
  const steps = atMost.flatMap(({ escalation }) => escalation.steps.flatMap(({ channelIds }) => channelIds));
  return {
    certain: new Set([...(defaultChannelIds ?? allWithout(atMost)), ...firstTold(meant, kind)]),
    possible: new Set([...(defaultChannelIds ?? allWithout(meant)), ...steps]),
  };
}

/** The channels that are to hear of a notice, which is as severe as the mildest of incidents. */
export function toldOfNotice(target: Target, policies: readonly NotificationPolicy[]): ReadonlySet<string> {
  const concerned = policies.filter((policy) => concerns(policy, target, 'DEGRADED'));
  const first = concerned.flatMap(({ escalation: { steps } }) => steps[0]!.channelIds);
  return new Set(namedBy(target) ?? (concerned.length === 0 ? CHANNEL_IDS : first));
}
