/** Whom the monitors of a run tell: channels, and notification policies. Drawn once, and known to the oracle. */
import type { IncidentSeverity, NotificationPolicy } from '@upwatch/core';
import type { Random } from './random.ts';
import { idOf, type Target } from './target.ts';

export const SLACK = 'c1000000-0000-7000-8000-000000000001';
export const MAIL = 'c1000000-0000-7000-8000-000000000002';
/** Whoever reads it keeps each incident as a ticket. */
export const TRACKER = 'c1000000-0000-7000-8000-000000000003';
/** Told by policies alone. */
export const PAGER = 'c1000000-0000-7000-8000-000000000004';

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

/** Whether a policy of those above is concerned: said here anew, so as not to believe `core`. */
function concerns({ matchRules }: NotificationPolicy, target: Target | undefined, severity: IncidentSeverity): boolean {
  return matchRules.every((rule) =>
    rule.type === 'severity_gte'
      ? severity === 'DOWN'
      : target !== undefined && (rule.monitorIds ?? []).includes(target.id),
  );
}

/** The channels that are to be told of an opening at once. @param target undefined for what no monitor has found */
export function toldAtOnce(
  target: Target | undefined,
  severity: IncidentSeverity,
  kind: 'INCIDENT_CREATED' | 'INCIDENT_REOPENED',
  policies: readonly NotificationPolicy[],
): ReadonlySet<string> {
  const concerned = policies.filter((policy) => concerns(policy, target, severity));
  const direct = target?.channelIds ?? (concerned.length === 0 ? CHANNEL_IDS : []);
  const byPolicy = concerned.flatMap(({ escalation: { steps, onReopen } }) => {
    // What a policy does about what comes back depends on how far it had come, unless it begins anew.
    const begins = kind === 'INCIDENT_CREATED' || onReopen === 'restart';
    return begins && steps[0]!.delayMinutes === 0 ? steps[0]!.channelIds : [];
  });
  return new Set([...direct, ...byPolicy]);
}

/** The channels that are to hear of a notice, which is as severe as the mildest of incidents. */
export function toldOfNotice(target: Target, policies: readonly NotificationPolicy[]): ReadonlySet<string> {
  const concerned = policies.filter((policy) => concerns(policy, target, 'DEGRADED'));
  const first = concerned.flatMap(({ escalation: { steps } }) => steps[0]!.channelIds);
  return new Set(target.channelIds ?? (concerned.length === 0 ? CHANNEL_IDS : first));
}
