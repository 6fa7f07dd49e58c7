/**
 * Deciding: what one more look changes of what is known of a monitor. Everything before this produces observations;
 * everything after it keeps and tells what is decided here.
 *
 *   is it news?  ─▶  the region's evidence  ─▶  its verdict  ─▶  the regions' votes  ─▶  the incident  ─▶  the events
 *   timeliness       region, triggers           region-verdict   reconcile              incident-step     event
 *
 * Each step is a file of that name. All of it is pure: equal arguments give equal answers, so any incident can be
 * explained step by step, and any policy tried on the recorded past.
 */
import { inForce } from './baseline.ts';
import { confirmingRegions } from './confirming.ts';
import type { RuleEvaluation } from './evaluation.ts';
import type { MonitorEvent } from './event.ts';
import { hasRested, withChange } from './flapping.ts';
import { isOverdue, nextIncident, releaseOf } from './incident-step.ts';
import type { ObservationView } from './observation-view.ts';
import type { Outcome } from '../looking/observation.ts';
import type { Policy } from './policy.ts';
import { verdictOf, votesOf } from './reconcile.ts';
import { judgeRegions } from './region-verdict.ts';
import { rankOf, type DraftState, type MonitorState, type RegionState } from './state.ts';
import { isNews } from './timeliness.ts';

/** What deciding is told besides the look. */
export interface DecideContext {
  /** Wall clock when the look was received, epoch milliseconds. */
  readonly nowMs: number;
  /** The regions that are assigned the monitor and are heard. One that is not heard leaves the denominator. */
  readonly regions: readonly string[];
  /** What is usual in each region, milliseconds: see `usualMsOf`. Rules that go by it wait where it is not known. */
  readonly usualMs?: Readonly<Record<string, number>>;
}

/** What came of it. The state is a draft until `plan` has given what it opened an identity. */
export interface Advanced {
  readonly state: DraftState;
  readonly events: readonly MonitorEvent[];
  /** The rules that were judged, each with what it counted. */
  readonly evaluations: readonly RuleEvaluation[];
}

type Regions = Readonly<Record<string, RegionState>>;

/**
 * Takes one look into a monitor's state. A look that is no news changes nothing and gives back the same state: one not
 * newer than the last of its region (a redelivered one), one made under another configuration or in a region that is
 * not assigned, and one that comes so late that it tells of the past.
 */
export function advance(state: DraftState, look: ObservationView, policy: Policy, context: DecideContext): Advanced {
  if (!counts(state, look, context)) return { state, events: [], evaluations: [] };
  const rules = inForce(policy, context.usualMs?.[look.region]);
  const { regions, evaluations } = judgeRegions(state.regions, look, rules, context.regions);
  const settled = settle(state, regions, policy, {
    ...context,
    slotMs: look.slotMs,
    isEvidence: look.outcome !== 'unknown',
  });
  const again = confirmingRegions(regions, look, policy, context.regions);
  const events = [...regionEvents(state.regions, regions, look), ...settled.events];
  if (again.length > 0) events.push({ type: 'confirm-wanted', regions: again, slotMs: look.slotMs });
  return { state: settled.state, events, evaluations };
}

/**
 * Gives up an incident that has waited too long for other regions, or confirms it when the regions that it waited for
 * never said anything; ends one that flapped and has been well for long enough. The next look does the same; this is for
 * when there is none. Time alone changes nothing else.
 */
export function expire(state: DraftState, policy: Policy, context: DecideContext): Advanced {
  const tie = state.incident;
  const isDue =
    tie?.status === 'TRIGGERED' ? isOverdue(tie, policy, context.nowMs) : hasRested(tie, policy, context.nowMs);
  if (!isDue) return { state, events: [], evaluations: [] };
  return settle(state, state.regions, policy, { ...context, slotMs: context.nowMs, isEvidence: true });
}

/** Tells of an incident that was held, once the reason is gone. The state follows when it is planned. */
export function release(state: DraftState, policy: Policy, context: DecideContext): Advanced {
  const { nowMs, regions: heard } = context;
  const votes = votesOf(state.regions, heard);
  const given = { before: state, regions: state.regions, votes, policy, nowMs, slotMs: nowMs };
  return { state, events: releaseOf(given), evaluations: [] };
}

/**
 * Whether `advance` would change nothing but the region's `lastSlotMs`: the hot path. Such a look is history only and
 * the state is not rewritten. Whoever records therefore keeps the slots of steady looks in memory, and drops what is
 * not newer than those (`isNews`) before asking here. After a restart that memory is gone: a steady look delivered
 * again is steady again, and any other is measured against the last slot that the state has.
 */
export function isSteady(state: MonitorState, region: string, outcome: Outcome, slotMs: number): boolean {
  if (outcome !== 'up' || state.verdict !== 'up' || state.incident !== undefined) return false;
  const known = state.regions[region];
  if (known?.isSettled !== true || slotMs <= known.lastSlotMs) return false;
  // A region that was not heard while it was bad has its vote again as soon as it is.
  for (const name in state.regions) if (rankOf(state.regions[name]!.verdict) > 0) return false;
  return true;
}

function counts(state: DraftState, look: ObservationView, context: DecideContext): boolean {
  return (
    look.generation === state.generation &&
    context.regions.includes(look.region) &&
    isNews(state.regions[look.region]?.lastSlotMs, look, context.nowMs)
  );
}

interface SettleContext extends DecideContext {
  readonly slotMs: number;
  /** False for a look that our own fault spoiled: it may hide a region, but opens, confirms and ends nothing (I5). */
  readonly isEvidence: boolean;
}

/** The regions have their verdicts; now the whole gets its own, and the incident that goes with it. */
function settle(before: DraftState, regions: Regions, policy: Policy, context: SettleContext): Advanced {
  const { nowMs, slotMs, isEvidence } = context;
  const votes = votesOf(regions, context.regions);
  const { incident, cooldown, hasChanged, events } = isEvidence
    ? nextIncident({ before, regions, votes, policy, nowMs, slotMs })
    : { ...before, hasChanged: undefined, events: [] };
  const { verdict, scope } = verdictOf(votes, incident);
  const openedMs = incident?.flapping ? slotMs : incident?.sinceMs;
  const sinceMs = verdict === before.verdict ? before.sinceMs : (openedMs ?? slotMs);
  const changesMs = hasChanged ? withChange(before.changesMs, slotMs, policy) : before.changesMs;
  return {
    state: {
      generation: before.generation,
      verdict,
      scope,
      sinceMs,
      regions,
      ...(incident && { incident }),
      ...(cooldown && { cooldown }),
      ...(changesMs && { changesMs }),
    },
    events,
    evaluations: [],
  };
}

/** What changed in the regions themselves, whatever it means for the whole. */
function regionEvents(before: Regions, after: Regions, look: ObservationView): MonitorEvent[] {
  const { region, slotMs, failure, outcome } = look;
  const events: MonitorEvent[] = [];
  const isFirstFailure = outcome === 'down' && (before[region]?.consecutiveFailures ?? 0) === 0;
  if (isFirstFailure && rankOf(before[region]?.verdict ?? 'unknown') < 2) {
    events.push({ type: 'failing', region, slotMs, ...(failure && { failure }) });
  }
  for (const [name, { verdict: to, cause }] of Object.entries(after)) {
    const from = before[name]?.verdict ?? 'unknown';
    if (from !== to) events.push({ type: 'region-changed', region: name, from, to, slotMs, ...(cause && { cause }) });
  }
  return events;
}
