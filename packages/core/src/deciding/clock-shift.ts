/**
 * What is remembered, carried over to a clock that was set. Whoever sees the wall clock jump (`classifyGap`) shifts every
 * state and every open incident by as much, so that durations stay what they really are (row T02) and the slots that are
 * known stay comparable with those to come. What has ended keeps the times it had.
 */
import { shiftDispatch } from '../telling/dispatch.ts';
import type { Acknowledgement, Incident } from '../telling/incident.ts';
import type { Cooldown, IncidentTie, MonitorState, RegionState } from './state.ts';

/** A state under the new clock. @param byMs how far the clock jumped; negative when it was set back */
export function shiftState(state: MonitorState, byMs: number): MonitorState {
  const { incident, cooldown, changesMs } = state;
  return {
    ...state,
    sinceMs: state.sinceMs + byMs,
    regions: Object.fromEntries(
      Object.entries(state.regions).map(([name, region]) => [name, shiftRegion(region, byMs)]),
    ),
    ...(incident && { incident: shiftTie(incident, byMs) }),
    ...(cooldown && { cooldown: shiftCooldown(cooldown, byMs) }),
    ...(changesMs && { changesMs: changesMs.map((changedMs) => changedMs + byMs) }),
  };
}

/** An open incident under the new clock; one that has ended is given back as it is. */
export function shiftIncident(incident: Incident, byMs: number): Incident {
  const { status, confirmedAtMs, trigger, acknowledgement } = incident;
  if (status === 'RESOLVED') return incident;
  return {
    ...incident,
    startedAtMs: incident.startedAtMs + byMs,
    ...(confirmedAtMs !== undefined && { confirmedAtMs: confirmedAtMs + byMs }),
    ...(trigger && { trigger: { ...trigger, slotMs: trigger.slotMs + byMs } }),
    ...(acknowledgement && { acknowledgement: shiftAcknowledgement(acknowledgement, byMs) }),
  };
}

/** A snooze lasts as long as that of the dispatches. */
function shiftAcknowledgement(given: Acknowledgement, byMs: number): Acknowledgement {
  const { atMs, snoozedUntilMs } = given;
  return {
    ...given,
    atMs: atMs + byMs,
    ...(snoozedUntilMs !== undefined && { snoozedUntilMs: snoozedUntilMs + byMs }),
  };
}

function shiftRegion(region: RegionState, byMs: number): RegionState {
  const { flaws, failureSlotsMs, successSlotsMs, responseTimes } = region;
  return {
    ...region,
    sinceMs: region.sinceMs + byMs,
    lastSlotMs: region.lastSlotMs + byMs,
    ...(flaws && { flaws: shiftFlaws(flaws, byMs) }),
    ...(failureSlotsMs && { failureSlotsMs: failureSlotsMs.map((slotMs) => slotMs + byMs) }),
    ...(successSlotsMs && { successSlotsMs: successSlotsMs.map((slotMs) => slotMs + byMs) }),
    ...(responseTimes && { responseTimes: responseTimes.map(([slotMs, ms]) => [slotMs + byMs, ms] as const) }),
  };
}

function shiftFlaws(flaws: NonNullable<RegionState['flaws']>, byMs: number): NonNullable<RegionState['flaws']> {
  const { sinceMs, slotsMs, failedSinceMs, failedSlotsMs } = flaws;
  const isFailing = failedSinceMs !== undefined;
  return {
    ...flaws,
    sinceMs: sinceMs + byMs,
    ...(slotsMs && { slotsMs: slotsMs.map((slotMs) => slotMs + byMs) }),
    ...(isFailing && { failedSinceMs: failedSinceMs + byMs }),
    ...(failedSlotsMs && { failedSlotsMs: failedSlotsMs.map((slotMs) => slotMs + byMs) }),
  };
}

function shiftTie(tie: IncidentTie, byMs: number): IncidentTie {
  const { waitsUntilMs, sinceMs, dispatches, flapping } = tie;
  return {
    ...tie,
    sinceMs: sinceMs + byMs,
    ...(waitsUntilMs !== undefined && { waitsUntilMs: waitsUntilMs + byMs }),
    ...(flapping && { flapping: shiftFlapping(flapping, byMs) }),
    ...(dispatches && { dispatches: dispatches.map((dispatch) => shiftDispatch(dispatch, byMs)) }),
  };
}

function shiftFlapping({ sinceMs, restingSinceMs }: NonNullable<IncidentTie['flapping']>, byMs: number) {
  const isResting = restingSinceMs !== undefined;
  return { sinceMs: sinceMs + byMs, ...(isResting && { restingSinceMs: restingSinceMs + byMs }) };
}

function shiftCooldown(cooldown: Cooldown, byMs: number): Cooldown {
  const { untilMs, resolvedAtMs } = cooldown;
  return { ...cooldown, untilMs: untilMs === 0 ? 0 : untilMs + byMs, resolvedAtMs: resolvedAtMs + byMs };
}
