/** Trigger rules that could never be met at the pace of their monitor are refused. */
import {
  FREQUENCY_DEFAULT_SECONDS,
  type LookingPace,
  type Misfit,
  misfitsOf,
  type Monitor,
  type TriggerRule,
} from '@upwatch/core';
import { fieldName, shown } from '@upwatch/core/schemas';
import type { z } from 'zod';
import type { NewMonitor } from '../stores/port.ts';
import { Problem } from './problem.ts';
import type { PolicyBody } from './schemas/policies.ts';
import { rulesFrom } from './policy-part.ts';

const WINDOW_MINUTES_MAX = 1440;

/** A fault of one field. */
interface Fault {
  readonly path: readonly PropertyKey[];
  readonly expectation: string;
  readonly input: unknown;
}

/** What the body of a new monitor says of its pace and its rules. */
interface PacedBody {
  readonly frequencySeconds?: number | null | undefined;
  readonly regions?: readonly string[] | null | undefined;
  readonly incidentPolicy?: PolicyBody | null | undefined;
}

/** The check of a body that makes a monitor. */
export function fitsItsPace(
  { frequencySeconds, regions, incidentPolicy }: PacedBody,
  context: z.RefinementCtx<PacedBody>,
): void {
  if (!incidentPolicy) return;
  const pace = {
    frequencySeconds: frequencySeconds ?? FREQUENCY_DEFAULT_SECONDS,
    regionCount: new Set(regions ?? ['']).size,
  };
  for (const misfit of misfitsOf(rulesFrom(incidentPolicy.triggerRules), pace)) {
    const { path, expectation, input } = within(['incidentPolicy'], faultOfRule(misfit, pace));
    context.addIssue({ code: 'custom', path: [...path], message: expectation, input });
  }
}

/**
 * Refuses a change after which a rule could not be met any more. One that could not be met before stands in the way of
 * no other change, and what is inherited is not the monitor's to mend.
 * @param prefix where the rules stand in the request
 * @throws Problem which names the rule where the rules are new, and otherwise what was changed of the pace
 */
export function refuseMisfits(current: Monitor, next: NewMonitor, prefix: readonly PropertyKey[]): void {
  if (next.inherits?.includes('incidentPolicy')) return;
  const known = new Set(misfitsAt(current).map(({ rule }) => JSON.stringify(rule)));
  const fresh = misfitsAt(next).filter(({ rule }) => !known.has(JSON.stringify(rule)));
  if (fresh.length === 0) return;
  const before = new Set(current.policy.triggerRules.map((rule) => JSON.stringify(rule)));
  const faults = fresh.map((misfit) =>
    before.has(JSON.stringify(misfit.rule))
      ? faultOfPace(misfit, current, next)
      : within(prefix, faultOfRule(misfit, paceOf(next))),
  );
  const errors = faults.map(({ path, expectation, input }) => {
    const field = fieldName(path);
    return { code: 'VALIDATION_FAILED' as const, field, message: `${field} ${expectation}, got ${shown(input)}` };
  });
  throw new Problem('VALIDATION_FAILED', errors.map(({ message }) => message).join('; '), { errors });
}

function misfitsAt(monitor: NewMonitor): readonly Misfit[] {
  return misfitsOf(monitor.policy.triggerRules, paceOf(monitor));
}

function paceOf({ frequencySeconds, regions }: NewMonitor): LookingPace {
  return { frequencySeconds, regionCount: regions.length };
}

function faultOfRule({ ruleIndex, rule, count, countMax, windowMinutesMin }: Misfit, pace: LookingPace): Fault {
  const often = paceInWords(rule, pace);
  if (rule.count !== undefined) {
    const expectation = `must be at most ${countMax}: no more looks fit into ${minutesOf(rule)} min with ${often}`;
    return { path: ['triggerRules', ruleIndex, 'count'], expectation, input: rule.count };
  }
  const isPossible = windowMinutesMin <= WINDOW_MINUTES_MAX;
  const expectation = isPossible
    ? `must be at least ${windowMinutesMin} to hold ${count} looks with ${often}`
    : `must be left out: no window holds ${count} looks with ${often}`;
  return { path: ['triggerRules', ruleIndex, 'windowMinutes'], expectation, input: minutesOf(rule) };
}

function faultOfPace({ rule, count, frequencySecondsMax }: Misfit, current: Monitor, next: NewMonitor): Fault {
  const what = `the rule of its policy that asks for ${count} looks within ${minutesOf(rule)} min`;
  if (next.frequencySeconds !== current.frequencySeconds && frequencySecondsMax > 0) {
    const expectation = `must be at most ${frequencySecondsMax} for ${what}`;
    return { path: ['frequencySeconds'], expectation, input: next.frequencySeconds };
  }
  return { path: ['regions'], expectation: `must name more of them for ${what}`, input: next.regions.length };
}

function within(prefix: readonly PropertyKey[], fault: Fault): Fault {
  return { ...fault, path: [...prefix, ...fault.path] };
}

function minutesOf({ windowMinutes = 10 }: TriggerRule): number {
  return windowMinutes;
}

function paceInWords({ scope }: TriggerRule, { frequencySeconds, regionCount }: LookingPace): string {
  const isInEach = scope === 'any_region' && regionCount > 1;
  return `one every ${frequencySeconds} s${isInEach ? ` in each of ${regionCount} regions` : ''}`;
}
