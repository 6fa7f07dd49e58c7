/**
 * What is remembered, carried over to a clock that was set. Whoever sees the wall clock jump (`classifyGap`) shifts every
 * state and every open incident by as much, so that durations stay what they really are (row T02) and the slots that are
 * known stay comparable with those to come. What has ended keeps the times it had.
 */
import type { Incident } from './incident.ts';
import type { Cooldown, IncidentTie, MonitorState, RegionState } from './state.ts';

/** A state under the new clock. @param byMs how far the clock jumped; negative when it was set back */
export function shiftState(state: MonitorState, byMs: number): MonitorState {
  const { incident, cooldown } = state;
  return {
    ...state,
    sinceMs: state.sinceMs + byMs,
    regions: Object.fromEntries(
      Object.entries(state.regions).map(([name, region]) => [name, shiftRegion(region, byMs)]),
    ),
    ...(incident && { incident: shiftTie(incident, byMs) }),
    ...(cooldown && { cooldown: shiftCooldown(cooldown, byMs) }),
  };
}

/** An open incident under the new clock; one that has ended is given back as it is. */
export function shiftIncident(incident: Incident, byMs: number): Incident {
  const { status, confirmedAtMs, trigger } = incident;
  if (status === 'RESOLVED') return incident;
  return {
    ...incident,
    startedAtMs: incident.startedAtMs + byMs,
    ...(confirmedAtMs !== undefined && { confirmedAtMs: confirmedAtMs + byMs }),
    ...(trigger && { trigger: { ...trigger, slotMs: trigger.slotMs + byMs } }),
  };
}

function shiftRegion(region: RegionState, byMs: number): RegionState {
  const { flaws, failureSlotsMs, responseTimes } = region;
  return {
    ...region,
    sinceMs: region.sinceMs + byMs,
    lastSlotMs: region.lastSlotMs + byMs,
    ...(flaws && { flaws: shiftFlaws(flaws, byMs) }),
    ...(failureSlotsMs && { failureSlotsMs: failureSlotsMs.map((slotMs) => slotMs + byMs) }),
    ...(responseTimes && { responseTimes: responseTimes.map(([slotMs, ms]) => [slotMs + byMs, ms] as const) }),
  };
}

function shiftFlaws(flaws: NonNullable<RegionState['flaws']>, byMs: number): NonNullable<RegionState['flaws']> {
  const { sinceMs, failedSinceMs } = flaws;
  const isFailing = failedSinceMs !== undefined;
  return { ...flaws, sinceMs: sinceMs + byMs, ...(isFailing && { failedSinceMs: failedSinceMs + byMs }) };
}

function shiftTie(tie: IncidentTie, byMs: number): IncidentTie {
  const { waitsUntilMs, sinceMs } = tie;
  return {
    ...tie,
    sinceMs: sinceMs + byMs,
    ...(waitsUntilMs !== undefined && { waitsUntilMs: waitsUntilMs + byMs }),
  };
}

function shiftCooldown(cooldown: Cooldown, byMs: number): Cooldown {
  const { untilMs, resolvedAtMs } = cooldown;
  return { ...cooldown, untilMs: untilMs === 0 ? 0 : untilMs + byMs, resolvedAtMs: resolvedAtMs + byMs };
}
