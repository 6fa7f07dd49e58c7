/** An incident in a few words, the same wherever it is shown. */
import type { Incident } from '@upwatch/sdk';
import type { PlainKey, Say } from '../../language/catalogue.ts';
import type { Standing } from '../../ui/state-mark.tsx';

export const SEVERITIES = ['DOWN', 'DEGRADED', 'MAINTENANCE'] as const satisfies readonly Incident['severity'][];
export const STATUSES = ['CONFIRMED', 'TRIGGERED', 'RESOLVED'] as const satisfies readonly Incident['status'][];

/** The mark that stands for how bad it is. */
export const SEVERITY_STANDINGS: Readonly<Record<Incident['severity'], Standing>> = {
  DOWN: 'down',
  DEGRADED: 'degraded',
  MAINTENANCE: 'maintenance',
};

export const STATUS_KEYS: Readonly<Record<Incident['status'], PlainKey>> = {
  WATCHING: 'incidents.watching',
  TRIGGERED: 'incidents.suspected',
  CONFIRMED: 'incidents.open',
  RESOLVED: 'incidents.resolved',
};

/** What it is about. */
export function nameOf({ monitorName, resourceGroupName, title }: Incident, say: Say): string {
  return monitorName ?? resourceGroupName ?? title ?? say('incidents.untitled');
}

/** "Down in eu-west" */
export function scopeSentence({ severity, affectedRegions }: Incident, say: Say): string {
  if (severity === 'MAINTENANCE') return say('states.maintenance');
  const isDown = severity === 'DOWN';
  if (affectedRegions.length === 0) return say(isDown ? 'states.down' : 'states.degraded');
  return say(isDown ? 'states.downIn' : 'states.degradedIn', { regions: affectedRegions.join(', ') });
}
