/** Notification policies for tests, with what a test does not say filled in. */
import type { EscalationChain, EscalationStep, NotificationPolicy } from '../telling/notification-policy.ts';

/** A step that tells some channels. */
export function stepOf(
  delayMinutes: number,
  channelIds: readonly string[],
  more: Omit<EscalationStep, 'delayMinutes' | 'channelIds'> = {},
): EscalationStep {
  return { delayMinutes, channelIds, ...more };
}

/** A policy that matches everything; its id is its name. */
export function policyOf(
  name: string,
  given: Partial<NotificationPolicy> = {},
  chain: Omit<EscalationChain, 'steps'> & { readonly steps?: readonly EscalationStep[] } = {},
): NotificationPolicy {
  return {
    id: name,
    name,
    matchRules: [],
    isEnabled: true,
    priority: 0,
    managedBy: 'API',
    createdAtMs: 0,
    updatedAtMs: 0,
    escalation: { steps: [stepOf(0, ['slack'])], ...chain },
    ...given,
  };
}
