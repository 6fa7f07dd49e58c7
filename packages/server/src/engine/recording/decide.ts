/** From a look to what is to be written: core decides and plans, this says whether anything is left to write. */
import { type Advanced, type Monitor, type MonitorEvent, type PlanInput, plan } from '@upwatch/core';
import type { Commit } from '../../stores/port.ts';
import { alertTargetOf } from './alert-target.ts';
import { forensicsOfStep } from './forensics.ts';
import type { Routing } from '../routing/known-routing.ts';
import type { Look } from './look.ts';
import type { Remembered } from './monitor-memory.ts';

/** What planning alerts needs to know, beside the look. */
export type Telling = Omit<PlanInput, 'previous' | 'state' | 'events' | 'incident'>;

/** Whom a monitor tells, and of what. @param reachable all channels there are @param channelIds those that it names, or its groups do */
export function tellingOf(
  monitor: Monitor,
  reachable: Telling['channels'],
  routing: Routing | undefined,
  channelIds: readonly string[] | undefined = monitor.channelIds,
): Omit<Telling, 'nowMs' | 'newId'> {
  const { id, name } = monitor;
  return {
    monitor: { id, name, target: alertTargetOf(monitor) },
    channels: channelIds ? reachable.filter((channel) => channelIds.includes(channel.id)) : reachable,
    namesChannels: channelIds !== undefined,
    reachable,
    ...(routing && { policies: routing.policies(), subject: routing.subjectOf(monitor) }),
  };
}

const TIME = { type: 'time' } as const;

/** What follows from one look. */
export interface Decision {
  readonly commit: Commit;
  readonly events: readonly MonitorEvent[];
}

/** Plans what follows from a step of `advance` or `expire`, as one commit. @param engineVersion the version of Upwatch */
export function decisionOf(
  remembered: Remembered,
  advanced: Advanced,
  telling: Telling,
  look: Look | undefined,
  engineVersion: string,
): Decision {
  const { nowMs, newId } = telling;
  const step = look ? ({ type: 'look', region: look.region, slotMs: look.view.slotMs } as const) : TIME;
  const { state: previous, incident, monitor } = remembered;
  const planned = plan({ ...telling, previous, state: advanced.state, events: advanced.events, incident });
  const commit: Commit = {
    monitorId: monitor.id,
    state: planned.state,
    updates: planned.updates,
    deliveries: planned.deliveries,
    ...(look && { observation: look.observation }),
    ...(planned.incident && { incident: planned.incident }),
    ...(planned.dispatches && { dispatches: planned.dispatches }),
    forensics: forensicsOfStep({
      ...{ monitor, nowMs, newId, engineVersion, step, advanced, previous },
      state: planned.state,
      incident: planned.incident ?? incident,
    }),
  };
  return { commit, events: advanced.events };
}
