/**
 * Ways to build the engine wrongly: each replaces a piece of the packages' source. The simulation has to find every one
 * of them out, and for its own reason: `found` is what the invariant that is meant says. `seed` is known to show it
 * soonest; after a change of what a seed draws, `npm run simulate -- --mutants` names the one that does.
 */
import type { Scene } from './scenes.ts';

export interface Mutation {
  readonly name: string;
  /** In `packages`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly seed: number;
  /** Of the seed's run. @default 12 */
  readonly hours?: number;
  readonly found: RegExp;
  /** What has to go on beside looks for it to be seen. */
  readonly scenes?: readonly Scene[];
}

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'another generation counts',
    file: 'core/src/deciding/advance.ts',
    from: 'look.generation === state.generation &&',
    to: '',
    seed: 12,
    found: /^I5: .* is down by .* on 0 failed looks/,
  },
  {
    name: 'unknown counts as failure',
    file: 'core/src/deciding/region.ts',
    from: 'return look.outcome ===',
    to: "if (look.outcome === 'unknown') return takeInKnown(heardAgain(region, look), { ...look, outcome: 'down' }, policy);\n  return look.outcome ===",
    seed: 7,
    found: /^I5: .* is down by .* on [12] failed looks/,
  },
  {
    name: 'a redelivered look counts',
    file: 'core/src/deciding/timeliness.ts',
    from: 'look.slotMs > lastSlotMs)',
    to: 'true)',
    seed: 3,
    found: /^I5: .* is down by .* on [12] failed looks/,
  },
  {
    name: 'a late look counts',
    file: 'core/src/deciding/timeliness.ts',
    from: 'LATE_AFTER_MS = 120_000',
    to: 'LATE_AFTER_MS = Infinity',
    seed: 27,
    found: /is down by a look of the past/,
  },
  {
    name: 'blind after the clock was set back',
    file: 'core/src/deciding/timeliness.ts',
    from: 'return wasSetBack &&',
    to: 'return false &&',
    seed: 15,
    hours: 1,
    found: /blind since the clock was set back|is blind: its newest look/,
  },
  {
    name: 'one success is recovery',
    file: 'core/src/deciding/region-verdict.ts',
    from: 'if (!isProven ||',
    to: 'if (',
    seed: 7,
    found: /is up again after .* by 1 of \d successes/,
  },
  {
    name: 'one region is a quorum',
    file: 'core/src/deciding/reconcile.ts',
    from: 'failing >= failingNeeded(policy, severity, awaited) ||',
    to: 'failing >= 1 ||',
    seed: 4,
    found: /^confirmed by 1 of \d regions/,
  },
  {
    name: 'recovery needs no quorum',
    file: 'core/src/deciding/reconcile.ts',
    from: 'votes.heard.length - failing < needPassing',
    to: 'votes.heard.length < failing',
    seed: 1,
    found: /^came up by \d of \d regions/,
  },
  {
    name: 'no cooldown',
    file: 'core/src/deciding/incident-step.ts',
    from: 'const isReopening = leftMs > 0',
    to: 'const isReopening = leftMs > 1e15',
    seed: 7,
    found: /^a new incident opened in the cooldown of the last/,
  },
  {
    name: 'the cooldown outlives the incident ended by hand',
    file: 'core/src/telling/resolve.ts',
    from: 'untilMs: 0,',
    to: 'untilMs: nowMs + 300_000,',
    seed: 7,
    found: /was reopened, after it had ended by MANUAL/,
  },
  {
    name: 'never given up',
    file: 'core/src/deciding/incident-step.ts',
    from: 'return leftMs <= 0 ||',
    to: 'return false ||',
    seed: 11,
    hours: 1,
    found: /waits for ever to be confirmed/,
  },
  {
    name: 'told before it is confirmed',
    file: 'core/src/telling/plan.ts',
    from: "open(draft, event.cause, 'TRIGGERED', given)",
    to: "tellOpening(open(draft, event.cause, 'TRIGGERED', given), 'INCIDENT_CREATED', event.cause, given)",
    seed: 3,
    found: /tells of what is not confirmed/,
  },
  {
    name: 'the end is told to all',
    file: 'core/src/telling/audience.ts',
    from: 'const recipients = tie.toldChannelIds\n',
    to: 'const recipients = [...reachable]\n',
    seed: 4,
    found: /^I4: .* ends what was not told/,
  },
  {
    name: 'the end has the key of the beginning',
    file: 'core/src/telling/plan.ts',
    from: 'const sequence = tie.sequence + 1;\n  const headline = closing',
    to: 'const sequence = tie.sequence;\n  const headline = closing',
    seed: 7,
    found: /^I4: .* ends what was not told/,
  },
  {
    name: 'the end is not told',
    file: 'core/src/telling/plan.ts',
    from: 'if (recipients.length === 0) return ended;',
    to: 'if (recipients.length >= 0) return ended;',
    seed: 7,
    found: /^I3: .* is not told of the end of/,
  },
  {
    name: 'a reopened incident is a new one',
    file: 'core/src/telling/plan.ts',
    from: 'if (!draft.incident) return confirm',
    to: 'if (draft) return confirm',
    seed: 7,
    found: /^a new incident opened in the cooldown of the last/,
  },
  {
    name: 'a new configuration keeps the old count',
    file: 'core/src/deciding/state.ts',
    from: 'consecutiveFailures: 0, consecutiveSuccesses: 0, isSettled',
    to: 'isSettled',
    seed: 43,
    found: /^I5: .* is down by .* on 1 failed looks/,
  },
  {
    name: 'steady too early',
    file: 'core/src/deciding/region-verdict.ts',
    from: 'region.consecutiveSuccesses === successCountOf(policy) &&',
    to: '',
    seed: 5,
    found: /is said to be steady, and a good look changes it/,
  },
  {
    name: 'steady though our own fault was counted',
    file: 'core/src/deciding/region-verdict.ts',
    from: 'region.consecutiveUnknowns === undefined &&',
    to: '',
    seed: 8,
    found: /is said to be steady, and a good look changes it/,
  },
  {
    name: 'incidents overlap',
    file: 'core/src/deciding/incident-step.ts',
    from: 'endedMs <= nowMs ? Math.max(sinceMs, endedMs) : sinceMs',
    to: 'sinceMs',
    seed: 13,
    found: /^I2: incidents overlap/,
  },
  {
    name: 'the key has no sequence',
    file: 'core/src/telling/alert-planning.ts',
    from: 'key: `${incidentId}:${sequence}:${channelId}`,',
    to: 'key: `${incidentId}:1:${channelId}`,',
    seed: 23,
    found: /^I3: .* is not told of the end of/,
  },
  {
    name: 'who was told is forgotten',
    file: 'core/src/telling/audience.ts',
    from: 'const direct = new Set(tie.directChannelIds ?? tie.toldChannelIds);\n  const recipients = tie.toldChannelIds',
    to: 'const direct = new Set(tie.directChannelIds ?? tie.toldChannelIds);\n  const recipients = tie.toldChannelIds.slice(1)',
    seed: 7,
    found: /^I3: .* is not told of the end of/,
  },
  {
    name: 'what was held is forgotten when it is released',
    file: 'core/src/telling/plan.ts',
    from: 'return tellOpening(changed, draft.tie.held.kind, event.cause, given);',
    to: 'return { ...changed, tie: withoutHold(draft.tie) };',
    seed: 6,
    found: /^I3: .* is not told of .*, which has opened/,
  },
  {
    name: 'an acknowledgement stops nothing',
    file: 'core/src/telling/acknowledge.ts',
    from: 'dispatches = (tie.dispatches ?? []).map((dispatch) => acknowledgeDispatch(dispatch, how));',
    to: "dispatches = (tie.dispatches ?? []).map((dispatch) => (how.name === '' ? acknowledgeDispatch(dispatch, how) : dispatch));",
    seed: 11,
    found: /is told once more, although somebody has it/,
  },
  {
    name: 'Retry-After is ignored',
    file: 'server/src/engine/dispatching/lane.ts',
    from: 'outcome.retryAfterMs === undefined ? 0 :',
    to: 'outcome.retryAfterMs !== Infinity ? 0 :',
    seed: 14,
    found: /^A02: .* goes out/,
  },
  {
    name: 'dispatches go over to the next incident',
    file: 'core/src/telling/plan.ts',
    from: 'cooldown?.incidentId === incident.id ? cooldown.dispatches : undefined',
    to: 'cooldown?.dispatches',
    seed: 18,
    found: /works on another incident/,
  },
  {
    name: 'what is held is never released',
    file: 'server/src/engine/recording/decisions.ts',
    from: 'else if (tie.held) this',
    to: 'else if (tie.held && tie.sequence < 0) this',
    seed: 24,
    found: /is held for ever by/,
  },
];
