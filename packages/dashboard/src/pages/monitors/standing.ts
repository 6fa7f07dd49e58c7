import type { Monitor } from '@upwatch/sdk';
import type { Standing } from '../../ui/state-mark.tsx';

/** What is shown of a monitor at first sight: maintenance explains more than a verdict made in it. */
export function standingOf({ enabled, maintenance, currentStatus }: Monitor): Standing {
  if (!enabled) return 'paused';
  return maintenance === null ? currentStatus : 'maintenance';
}
