/** What happens, as the event stream tells it: in the shapes that the API has elsewhere, without what must be looked up for them. */
import type { LiveEvent } from '../../live.ts';
import { presentChange } from './audit.ts';
import { presentDelivery } from './channel.ts';
import { presentIncident } from './incident.ts';
import { presentResult } from './look.ts';
import { presentState } from './monitor.ts';

/** What of a resource's shape is read beside it, and so not in its events. */
export const NOT_IN_EVENTS = {
  incident: ['statusPageVisible', 'monitorName', 'monitorType', 'triggeredByRuleSnapshotHashHex', 'engineVersion'],
  delivery: ['channel', 'channelType'],
  change: ['id', 'actorEmail', 'actorType', 'before', 'after'],
} as const;

/** The data of one event. @param publicUrl links are made from it */
export function presentEvent(event: LiveEvent, publicUrl?: string): object {
  switch (event.type) {
    case 'observation': {
      const { monitorId, ...look } = event.data;
      return { monitorId, ...presentResult(look, monitorId) };
    }
    case 'verdict': {
      const { monitorId, state, previous } = event.data;
      return { monitorId, ...presentState(state), previous: presentState(previous) };
    }
    case 'incident':
      return without(presentIncident(event.data, undefined, publicUrl, undefined), NOT_IN_EVENTS.incident);
    case 'delivery': {
      const { monitorId = null } = event.data;
      return { monitorId, ...without(presentDelivery(event.data, undefined), NOT_IN_EVENTS.delivery) };
    }
    case 'change':
      return presentChange(event.data);
    case 'phase':
      return event.data;
  }
}

function without(shown: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(shown).filter(([name]) => !names.includes(name)));
}
