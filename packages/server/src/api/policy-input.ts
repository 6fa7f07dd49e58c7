/** From the body of a request to a notification policy. */
import type { ManagedBy, MatchRule, NotificationPolicy } from '@upwatch/core';
import type { NewNotificationPolicy } from '../stores/port.ts';
import { isGiven } from './is-given.ts';
import type { NotificationPolicyBody, NotificationPolicyChange } from './schemas/notification-policies.ts';

/** A new policy. @param by who made it, where the body does not say */
export function policyFrom(body: NotificationPolicyBody, id: string, by: ManagedBy = 'API'): NewNotificationPolicy {
  const { fallbackChannelIds, quietHours } = body;
  return {
    id,
    name: body.name,
    matchRules: rulesOf(body.matchRules),
    escalation: chainOf(body.escalation),
    isEnabled: body.enabled ?? true,
    priority: body.priority ?? 0,
    ...(isGiven(fallbackChannelIds) && fallbackChannelIds.length > 0 && { fallbackChannelIds }),
    ...(isGiven(quietHours) && { quietHours: withoutNulls(quietHours) }),
    managedBy: body.managedBy ?? by,
  };
}

/** What a change leaves out stays. `null` takes quiet hours and fallback away; of the rest it says nothing. */
export function changedPolicy(current: NotificationPolicy, change: NotificationPolicyChange): NewNotificationPolicy {
  const { createdAtMs: _, updatedAtMs: __, fallbackChannelIds, quietHours, ...rest } = current;
  const fallback = change.fallbackChannelIds === undefined ? fallbackChannelIds : change.fallbackChannelIds;
  const quiet = change.quietHours === undefined ? quietHours : change.quietHours;
  return {
    ...rest,
    ...(isGiven(change.name) && { name: change.name }),
    ...(isGiven(change.matchRules) && { matchRules: rulesOf(change.matchRules) }),
    ...(isGiven(change.escalation) && { escalation: chainOf(change.escalation) }),
    ...(isGiven(change.enabled) && { isEnabled: change.enabled }),
    ...(isGiven(change.priority) && { priority: change.priority }),
    ...(isGiven(change.managedBy) && { managedBy: change.managedBy }),
    ...(isGiven(fallback) && fallback.length > 0 && { fallbackChannelIds: fallback }),
    ...(isGiven(quiet) && { quietHours: withoutNulls(quiet) }),
  };
}

/** Rules as they are kept. */
export function rulesOf(rules: NotificationPolicyBody['matchRules']): readonly MatchRule[] {
  return (rules ?? []).map(withoutNulls);
}

function chainOf({ steps, ...rest }: NotificationPolicyBody['escalation']): NotificationPolicy['escalation'] {
  return {
    ...withoutNulls(rest),
    steps: steps.map((step) => withoutNulls({ ...step, channelIds: [...new Set(step.channelIds)] })),
  };
}

type WithoutNulls<T> = { [K in keyof T as null extends T[K] ? never : undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as null extends T[K] ? K : undefined extends T[K] ? K : never]?: NonNullable<T[K]>;
};

/** The contract takes `null` for "not given"; what is kept has no such members. */
// The shape follows from the filter, which the compiler cannot see through.
function withoutNulls<T extends object>(value: T): WithoutNulls<T> {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => isGiven(inner))) as WithoutNulls<T>;
}
