/** Looks and policies for tests, with what a test does not say filled in. */
import { failure, type FailureCode } from '../looking/failure.ts';
import type { ObservationView } from '../deciding/observation-view.ts';
import type { Outcome } from '../looking/observation.ts';
import { defaultPolicy, type Policy, type TriggerRule } from '../deciding/policy.ts';

/** A look that ended in its own slot. */
export function lookAt(slotMs: number, outcome: Outcome, given: Partial<ObservationView> = {}): ObservationView {
  const code: FailureCode | undefined =
    outcome === 'down' ? 'connect.refused' : outcome === 'unknown' ? 'probe.overloaded' : undefined;
  return {
    region: 'local',
    slotMs,
    generation: 1,
    kind: slotMs % 20 === 0 ? 'scheduled' : 'confirming',
    outcome,
    endedAtMs: slotMs,
    ...(!code && { responseMs: 100 }),
    ...(code && { failure: failure(code) }),
    ...(outcome === 'degraded' && { warning: 'the answer took longer than 800 ms' }),
    ...given,
  };
}

/** The default policy for so many regions, looked at every minute, with some parts changed. */
export function policyFor(
  regionCount: number,
  given: {
    readonly triggerRules?: Policy['triggerRules'];
    readonly confirmation?: Partial<Policy['confirmation']>;
    readonly recovery?: Partial<Policy['recovery']>;
    readonly flapping?: Policy['flapping'];
  } = {},
): Policy {
  const base = defaultPolicy({ regionCount, frequencySeconds: 60 });
  return {
    triggerRules: given.triggerRules ?? base.triggerRules,
    confirmation: { ...base.confirmation, ...given.confirmation },
    recovery: { ...base.recovery, ...given.recovery },
    ...(given.flapping && { flapping: given.flapping }),
  };
}

/** Three failures within ten minutes, in one region. */
export const THREE_IN_TEN_MINUTES = {
  type: 'failures_in_window',
  count: 3,
  windowMinutes: 10,
  scope: 'per_region',
  severity: 'down',
} as const satisfies TriggerRule;
