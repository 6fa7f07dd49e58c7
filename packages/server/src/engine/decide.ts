/** From a look to what is to be written: core decides and plans, this says whether anything is left to write. */
import { isDeepStrictEqual } from 'node:util';
import {
  type Advanced,
  type DraftState,
  type Monitor,
  type MonitorEvent,
  type MonitorState,
  type Observation,
  type PlanInput,
  plan,
} from '@upwatch/core';
import type { Commit } from '../stores/port.ts';
import { alertTargetOf } from './alert-target.ts';
import type { Remembered } from './monitor-memory.ts';

/** What planning alerts needs to know, beside the look. */
export type Telling = Omit<PlanInput, 'previous' | 'state' | 'events' | 'incident'>;

/** Whom a monitor tells, and of what. @param reachable all channels there are */
export function tellingOf(
  monitor: Monitor,
  reachable: Telling['channels'],
): Pick<Telling, 'monitor' | 'channels' | 'reachable'> {
  const { id, name, channelIds } = monitor;
  return {
    monitor: { id, name, target: alertTargetOf(monitor) },
    channels: channelIds ? reachable.filter((channel) => channelIds.includes(channel.id)) : reachable,
    reachable,
  };
}

/** What follows from one look. */
export interface Decision {
  readonly commit: Commit;
  readonly events: readonly MonitorEvent[];
}

/** Plans what follows from a step of `advance` or `expire`, as one commit. */
export function decisionOf(
  remembered: Remembered,
  advanced: Advanced,
  telling: Telling,
  observation: Observation | undefined,
): Decision {
  const { state: previous, incident, monitor } = remembered;
  const planned = plan({ ...telling, previous, state: advanced.state, events: advanced.events, incident });
  const commit: Commit = {
    monitorId: monitor.id,
    state: planned.state,
    updates: planned.updates,
    deliveries: planned.deliveries,
    ...(observation && { observation }),
    ...(planned.incident && { incident: planned.incident }),
  };
  return { commit, events: advanced.events };
}

/**
 * Whether a step moved nothing but the slot of the newest look: a site that has been down for a month gives such a look
 * each time. It is history only; the slot is kept in memory.
 */
export function isOnlyNewer(before: MonitorState, { state, events }: Advanced, region: string): boolean {
  if (events.length > 0 || state.verdict !== before.verdict) return false;
  return isDeepStrictEqual(comparable(before, region), comparable(state, region));
}

/** Figures in messages differ from look to look ("took 812 ms"); the code is what counts. */
function comparable(state: DraftState, region: string): object {
  const known = state.regions[region];
  if (!known) return state;
  const evidence = { ...known, lastSlotMs: 0, failure: known.failure?.code, warning: known.warning !== undefined };
  return { ...state, regions: { ...state.regions, [region]: evidence } };
}
