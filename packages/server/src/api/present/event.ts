/** What happens, as the event stream tells it: looks and verdicts as the API has them elsewhere. */
import type { LiveEvent } from '../../live.ts';
import { presentResult } from './look.ts';
import { presentState } from './monitor.ts';

/** The data of one event. */
export function presentEvent(event: LiveEvent): object {
  switch (event.type) {
    case 'observation': {
      const { monitorId, ...look } = event.data;
      return { monitorId, ...presentResult(look, monitorId) };
    }
    case 'verdict': {
      const { monitorId, state, previous } = event.data;
      return { monitorId, ...presentState(state), previous: presentState(previous) };
    }
    case 'phase':
    case 'incident':
    case 'delivery':
    case 'monitor':
    case 'page':
      return event.data;
  }
}
