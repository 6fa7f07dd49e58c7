/** How pages, components and what is told of them are put into words and marks. */
import type { StatusPage, StatusPageComponent, StatusPageIncident } from '@upwatch/sdk';
import type { PlainKey } from '../../language/catalogue.ts';
import type { Standing } from '../../ui/state-mark.tsx';

export type ComponentStatus = StatusPage['overallStatus'];

export const COMPONENT_STATUSES: Readonly<Record<ComponentStatus, readonly [PlainKey, Standing]>> = {
  OPERATIONAL: ['statusPages.operational', 'up'],
  UNDER_MAINTENANCE: ['statusPages.underMaintenance', 'maintenance'],
  DEGRADED_PERFORMANCE: ['statusPages.degraded', 'degraded'],
  PARTIAL_OUTAGE: ['statusPages.partialOutage', 'degraded'],
  MAJOR_OUTAGE: ['statusPages.majorOutage', 'down'],
};

/** What is old must not look green. */
export function standingWords(status: ComponentStatus, isCurrent: boolean): readonly [PlainKey, Standing] {
  return isCurrent || status !== 'OPERATIONAL' ? COMPONENT_STATUSES[status] : ['statusPages.notCurrent', 'unknown'];
}

/** What stands behind a component. */
export const COMPONENT_KINDS: Readonly<Record<StatusPageComponent['type'], PlainKey>> = {
  MONITOR: 'statusPages.kindMonitor',
  GROUP: 'statusPages.kindGroup',
  STATIC: 'statusPages.kindStatic',
};

export const VISIBILITIES: Readonly<Record<StatusPage['visibility'], PlainKey>> = {
  PUBLIC: 'statusPages.public',
  PASSWORD: 'statusPages.password',
  IP_RESTRICTED: 'statusPages.networks',
  SIGNED_IN: 'statusPages.signedIn',
};

export type PageIncidentStatus = StatusPageIncident['status'];
export const INCIDENT_STATUSES: Readonly<Record<PageIncidentStatus, PlainKey>> = {
  INVESTIGATING: 'statusPages.investigating',
  IDENTIFIED: 'statusPages.identified',
  MONITORING: 'statusPages.monitoring',
  RESOLVED: 'statusPages.resolved',
};

export type Impact = StatusPageIncident['impact'];
export const IMPACTS: Readonly<Record<Impact, PlainKey>> = {
  NONE: 'statusPages.impactNone',
  MINOR: 'statusPages.impactMinor',
  MAJOR: 'statusPages.impactMajor',
  CRITICAL: 'statusPages.impactCritical',
};

const IMPACT_STANDINGS: Readonly<Record<Impact, Standing>> = {
  NONE: 'unknown',
  MINOR: 'degraded',
  MAJOR: 'degraded',
  CRITICAL: 'down',
};

/** The mark that stands before an incident of a page. */
export function incidentStanding({ status, scheduled, impact }: StatusPageIncident): Standing {
  if (status === 'RESOLVED') return 'up';
  return scheduled ? 'maintenance' : IMPACT_STANDINGS[impact];
}

/** The keys of a table of words, with the type that they have. */
export function keysOf<K extends string>(words: Readonly<Record<K, unknown>>): readonly K[] {
  return Object.keys(words) as K[];
}

/** One of the keys of a table, as a form gives it back. */
export function keyIn<K extends string>(words: Readonly<Record<K, unknown>>, value: string): K | undefined {
  return keysOf(words).find((key) => key === value);
}

/** Where readers find it on this server. */
export function pathOfPage(slug: string): `/${string}` {
  return `/status/${slug}`;
}
