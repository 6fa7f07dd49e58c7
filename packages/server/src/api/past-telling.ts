/** Whom a replay tells: by the channels and the notification policies as they are now. */
import type { Monitor, NotificationPolicy, ReplayTelling } from '@upwatch/core';
import { tellingOf } from '../engine/recording/decide.ts';
import type { ApiDeps } from './deps.ts';
import { pastHolds } from './past-holds.ts';
import { readRoutingSubject } from './routing-subject.ts';
import type { Span } from '../stores/port.ts';

/** Later steps follow when nobody acknowledges, which no policy of a monitor changes: the first is what is counted. */
export async function pastTelling(
  monitor: Monitor,
  span: Span,
  deps: Pick<ApiDeps, 'core' | 'maintenance'>,
): Promise<Partial<ReplayTelling>> {
  const { core } = deps;
  const holdAt = await pastHolds(monitor, span, deps);
  const channels = (await core.channels.all()).map(({ id }) => ({ id }));
  // A server that tells nobody yet can still be asked how often it would have.
  if (channels.length === 0) return { holdAt };
  const policies = (await core.notificationPolicies.all()).map(withFirstStep);
  const subject = await readRoutingSubject(monitor, core);
  const routing = { policies: () => policies, subjectOf: () => subject };
  return { holdAt, ...tellingOf(monitor, channels, routing) };
}

function withFirstStep(policy: NotificationPolicy): NotificationPolicy {
  const steps = policy.escalation.steps
    .slice(0, 1)
    .map(({ delayMinutes, channelIds }) => ({ delayMinutes, channelIds }));
  return { ...policy, escalation: { ...policy.escalation, steps } };
}
