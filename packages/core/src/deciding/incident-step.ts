/** What the regions' votes make of the incident: it opens, waits, is confirmed, changes, ends, or comes back. */
import { type EvaluationKey, WARNINGS_RULE } from './evaluation.ts';
import type { Cause, MonitorEvent } from './event.ts';
import { hasRested, isOneTooMany, isResting, recentChanges } from './flapping.ts';
import { flappingOf, type Policy } from './policy.ts';
import { standingOf, type Votes } from './reconcile.ts';
import { rankOf, type DraftState, type DraftTie, type RegionState, type Severity } from './state.ts';

/** All that this step is decided by. */
interface Given {
  readonly before: DraftState;
  readonly regions: Readonly<Record<string, RegionState>>;
  readonly votes: Votes;
  readonly policy: Policy;
  readonly nowMs: number;
  readonly slotMs: number;
}

/** The incident after the step, if there is one. */
interface Step {
  readonly incident?: DraftTie;
  readonly cooldown?: DraftState['cooldown'];
  /** It opened or ended: flap damping counts it. */
  readonly hasChanged?: true;
  readonly events: readonly MonitorEvent[];
}

/** The next of the incident. */
export function nextIncident(given: Given): Step {
  const { before, votes, policy, nowMs } = given;
  const { incident: tie, cooldown } = before;
  const confirmed = tie?.status === 'CONFIRMED' ? tie : undefined;
  const isWaiting = !confirmed && !(tie && isOverdue(tie, policy, nowMs));
  const rests = isResting(tie);
  const standing = standingOf(votes, policy, rests ? undefined : confirmed?.severity, isWaiting);
  const kept = cooldown && { cooldown };
  if (confirmed && rests) return { ...kept, ...rest(confirmed, standing, given) };
  if (confirmed && standing) return { ...kept, ...goOn(confirmed, standing, given) };
  if (confirmed) return { ...kept, ...endOrRest(confirmed, given) };
  if (standing) return { ...kept, ...confirm(standing, given) };
  return { ...kept, ...(tie ? wait(tie, given) : trigger(given)) };
}

/** Whether a triggered incident has waited long enough; a clock that was set back does not make it wait longer. */
export function isOverdue(tie: DraftTie, policy: Policy, nowMs: number): boolean {
  const leftMs = (tie.waitsUntilMs ?? 0) - nowMs;
  return leftMs <= 0 || leftMs > policy.confirmation.maxWaitSeconds * 1000;
}

/**
 * Asks for a held opening to be told, now that nothing holds it any more. While no region is heard, or none sees
 * anything bad, there is nothing to say of it.
 */
export function releaseOf({ before, votes, ...given }: Given): readonly MonitorEvent[] {
  const tie = before.incident;
  if (tie?.status !== 'CONFIRMED' || !tie.held || votes.bad.length === 0) return [];
  const cause = { ...causeOf(tie.severity, { before, votes, ...given }), ...begunWith(tie, given.policy) };
  return [{ type: 'released', cause, because: tie.held.because, slotMs: given.slotMs }];
}

/** A region has turned bad, but they are too few yet. */
function trigger(given: Given): Step {
  const { before, regions, votes, policy, nowMs, slotMs } = given;
  const hasWorsened = votes.bad.some(
    (name) => rankOf(regions[name]!.verdict) > rankOf(before.regions[name]?.verdict ?? 'unknown'),
  );
  if (!hasWorsened) return { events: [] };
  const cause = causeOf(votes.down.length > 0 ? 'down' : 'degraded', given);
  const waitsUntilMs = nowMs + policy.confirmation.maxWaitSeconds * 1000;
  return {
    incident: { ...openTie(cause, given), waitsUntilMs },
    events: [{ type: 'triggered', cause, waitsUntilMs, slotMs }],
  };
}

/** Not confirmed yet. It goes away without a word when it recovers or has waited too long. */
function wait(tie: DraftTie, given: Given): Step {
  const { votes, policy, nowMs, slotMs } = given;
  const hasRecovered = votes.heard.length > 0 && votes.bad.length === 0;
  if (!hasRecovered && !isOverdue(tie, policy, nowMs)) return { incident: tie, events: [] };
  return {
    // A reopening that came to nothing leaves the cooldown that it came out of.
    ...(!tie.isReopening && { cooldown: endedAt(tie, 0, slotMs) }),
    events: [{ type: 'abandoned', because: hasRecovered ? 'recovered' : 'unconfirmed', slotMs }],
  };
}

function confirm(severity: Severity, given: Given): Step {
  const tie = given.before.incident;
  const seen = causeOf(severity, given);
  const { waitsUntilMs: _, isReopening, ...opened } = tie ?? openTie(seen, given);
  const { before, policy, slotMs } = given;
  const isFlapping = isOneTooMany(before.changesMs, slotMs, policy);
  const cause = {
    ...seen,
    sinceMs: opened.sinceMs,
    ...(isFlapping && { flapping: flapsOf(before.changesMs, slotMs, policy) }),
  };
  const type = isReopening ? 'reopened' : severity === 'down' ? 'went-down' : 'went-degraded';
  return {
    incident: { ...opened, severity, status: 'CONFIRMED', ...(isFlapping && { flapping: { sinceMs: slotMs } }) },
    hasChanged: true,
    events: [{ type, cause, slotMs }],
  };
}

/** It flaps, and nothing was wrong. It ends when that has been so for long enough; what comes and goes is not told. */
function rest(tie: DraftTie, standing: Severity | undefined, given: Given): Step {
  const { votes, policy, nowMs, slotMs } = given;
  const { restingSinceMs = slotMs, ...flapping } = tie.flapping!;
  if (votes.heard.length === 0) return { incident: tie, events: [] };
  const isWell = !standingOf(votes, policy, tie.severity, false);
  if (!standing) {
    return isWell && hasRested(tie, policy, nowMs)
      ? end(tie, { ...given, slotMs: restingSinceMs })
      : { incident: tie, events: [] };
  }
  const incident = { ...tie, severity: standing, flapping };
  if (rankOf(standing) > rankOf(tie.severity)) {
    const cause = { ...causeOf(standing, given), ...begunWith(tie, policy) };
    return { incident, hasChanged: true, events: [{ type: 'went-down', cause, from: tie.severity, slotMs }] };
  }
  return { incident, hasChanged: true, events: [{ type: 'flapped', to: standing, slotMs }] };
}

/** A confirmed incident goes on: worse, better, in more places or in fewer. Where nothing is heard it stands as it was. */
function goOn(tie: DraftTie, severity: Severity, given: Given): Step {
  const { before, votes, policy, slotMs } = given;
  if (votes.heard.length === 0) return { incident: tie, events: [] };
  const incident = { ...tie, severity };
  const cause = { ...causeOf(severity, given), ...begunWith(tie, policy) };
  if (rankOf(severity) > rankOf(tie.severity)) {
    return { incident, events: [{ type: 'went-down', cause, from: tie.severity, slotMs }] };
  }
  const isBad = (name: string) => rankOf(before.regions[name]?.verdict ?? 'unknown') > 0;
  const joined = votes.bad.filter((name) => !isBad(name));
  const left = votes.heard.filter((name) => isBad(name) && !votes.bad.includes(name));
  const hasEased = rankOf(severity) < rankOf(tie.severity) || left.length > 0;
  return {
    incident,
    events: [
      ...(joined.length > 0 ? [{ type: 'spread', cause, joined, slotMs } as const] : []),
      ...(hasEased ? [{ type: 'eased', from: tie.severity, severity, regions: votes.bad, slotMs } as const] : []),
    ],
  };
}

/** It is over; unless it flaps, and was not bad for as long as it must be well. */
function endOrRest(tie: DraftTie, given: Given): Step {
  const { before, policy, slotMs } = given;
  if (!tie.flapping || recentChanges(before.changesMs, slotMs, policy).length === 0) {
    return { ...end(tie, given), hasChanged: true };
  }
  const flapping = { ...tie.flapping, restingSinceMs: slotMs };
  return { incident: { ...tie, flapping }, hasChanged: true, events: [{ type: 'flapped', to: 'up', slotMs }] };
}

function end(tie: DraftTie, { votes, policy, nowMs, slotMs }: Given): Step {
  const isFlapping = isResting(tie);
  return {
    cooldown: endedAt(tie, nowMs + policy.recovery.cooldownMinutes * 60_000, slotMs),
    events: [
      {
        type: 'came-up',
        sinceMs: tie.sinceMs,
        regionsHeard: votes.heard.length,
        ...(isFlapping && { isFlapping }),
        slotMs,
      },
    ],
  };
}

/** What is still to be said of how an incident began: while nobody has been told of it, also that it flaps. */
function begunWith({ sinceMs, held, flapping }: DraftTie, policy: Policy): Pick<Cause, 'sinceMs' | 'flapping'> {
  const { changesMax, windowMs } = flappingOf(policy);
  if (!held || !flapping || windowMs === 0) return { sinceMs };
  // No more changes are remembered than the policy allows, and its opening was the one that was too many.
  return { sinceMs, flapping: { changes: changesMax + 1, windowMinutes: windowMs / 60_000 } };
}

function flapsOf(changesMs: readonly number[] | undefined, slotMs: number, policy: Policy) {
  const changes = recentChanges(changesMs, slotMs, policy).length + 1;
  return { changes, windowMinutes: flappingOf(policy).windowMs / 60_000 };
}

/** What is kept of an incident that has ended. */
function endedAt({ id, sinceMs, sequence }: DraftTie, untilMs: number, slotMs: number): Step['cooldown'] {
  const resolvedAtMs = Math.max(sinceMs, slotMs);
  return { ...(id !== undefined && { incidentId: id }), untilMs, resolvedAtMs, sequence };
}

/** A new incident, or the last one again while its cooldown lasts. */
function openTie(cause: Cause, { before: { cooldown }, policy, nowMs }: Given): DraftTie {
  const leftMs = (cooldown?.untilMs ?? 0) - nowMs;
  const isReopening = leftMs > 0 && leftMs <= policy.recovery.cooldownMinutes * 60_000;
  return {
    ...(isReopening && { isReopening, ...(cooldown?.incidentId !== undefined && { id: cooldown.incidentId }) }),
    status: 'TRIGGERED',
    severity: cause.severity,
    sinceMs: cause.sinceMs,
    rule: cause.rule,
    ...(cause.ruleIndex !== undefined && { ruleIndex: cause.ruleIndex }),
    sequence: isReopening ? (cooldown?.sequence ?? 0) : 0,
    toldChannelIds: [],
  };
}

/** Why it is bad: what the region that turned bad last saw, and where else it is seen. */
function causeOf(severity: Severity, { before, regions, votes, nowMs }: Given): Cause {
  const seeing = severity === 'down' && votes.down.length > 0 ? votes.down : votes.bad;
  const lead = seeing.reduce((a, b) => (regions[b]!.sinceMs > regions[a]!.sinceMs ? b : a));
  const { cause, failure, warning, sinceMs, lastSlotMs } = regions[lead]!;
  const endedMs = before.cooldown?.resolvedAtMs ?? 0;
  return {
    severity,
    rule: cause?.rule ?? `${lead} is ${severity}`,
    ...(cause?.ruleIndex !== undefined && { ruleIndex: cause.ruleIndex }),
    regions: seeing,
    regionsHeard: votes.heard.length,
    // Incidents of one monitor do not overlap, unless the clock was set back meanwhile.
    sinceMs: endedMs <= nowMs ? Math.max(sinceMs, endedMs) : sinceMs,
    trigger: { region: lead, slotMs: lastSlotMs },
    evaluations: evaluationsOf(seeing, regions),
    ...(failure && { failure }),
    ...(warning !== undefined && severity === 'degraded' && { warning }),
  };
}

/** What made each of some regions bad; one evaluation may have made several so. */
function evaluationsOf(seeing: readonly string[], regions: Given['regions']): readonly EvaluationKey[] {
  const keys = new Map<string, EvaluationKey>();
  for (const { cause } of seeing.map((name) => regions[name]!)) {
    if (!cause?.metBy) continue;
    const { ruleIndex = WARNINGS_RULE, metBy } = cause;
    keys.set(`${metBy.region} ${metBy.slotMs} ${ruleIndex}`, { ...metBy, ruleIndex });
  }
  return [...keys.values()];
}
