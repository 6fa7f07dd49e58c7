/** Whom a replay tells: by the channels and the notification policies as they are now. */
import type { Monitor, NotificationPolicy, ReplayTelling } from '@upwatch/core';
import { tellingOf } from '../engine/recording/decide.ts';
import type { ApiDeps } from './deps.ts';
import { type PastHolds, pastHolds } from './past-holds.ts';
import { readRoutingSubject } from './routing-subject.ts';
import type { Span } from '../stores/port.ts';

/** Whom a replay tells, and how much of what held alerts is not known. */
export interface PastTelling {
  readonly telling: Partial<ReplayTelling>;
  readonly holds: PastHolds;
  readonly hasChannels: boolean;
}

/**
 * Later steps follow when nobody acknowledges, which no policy of a monitor changes: the first is what is counted.
 * @param toldAtMs when somebody was told of an opening, in whole milliseconds: nothing can have held it
 */
export async function pastTelling(
  monitor: Monitor,
  span: Span,
  toldAtMs: ReadonlySet<number>,
  deps: Pick<ApiDeps, 'core' | 'maintenance'>,
): Promise<PastTelling> {
  const { core } = deps;
  const holds = await pastHolds(monitor, span, deps);
  const { holdAt, waitAt } = holds;
  const then = { holdAt, ...(waitAt && { waitAt }), wasToldAt: (atMs: number) => toldAtMs.has(Math.round(atMs)) };
  const channels = (await core.channels.all()).map(({ id }) => ({ id }));
  // A server that tells nobody yet can still be asked how often it would have.
  if (channels.length === 0) return { telling: then, holds, hasChannels: false };
  const policies = (await core.notificationPolicies.all()).map(withFirstStep);
  const subject = await readRoutingSubject(monitor, core);
  const routing = { policies: () => policies, subjectOf: () => subject };
  return { telling: { ...then, ...tellingOf(monitor, channels, routing) }, holds, hasChannels: true };
}

function withFirstStep(policy: NotificationPolicy): NotificationPolicy {
  const steps = policy.escalation.steps
    .slice(0, 1)
    .map(({ delayMinutes, channelIds }) => ({ delayMinutes, channelIds }));
  return { ...policy, escalation: { ...policy.escalation, steps } };
}
