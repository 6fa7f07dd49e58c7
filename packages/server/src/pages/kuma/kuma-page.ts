/** A page as programs read it that were written for Uptime Kuma: nothing that the page itself does not show. */
import {
  type ComponentView,
  componentsOf,
  type PageIncidentView,
  type PageSection,
  type PageStatus,
  shownStatus,
} from '@upwatch/core';
import { webAddress } from '../render/document.ts';
import type { Snapshot } from '../snapshots.ts';
import type { Figures } from './figures.ts';
import type { PublicMonitors } from './public-monitors.ts';

const DAY_MS = 86_400_000;
/** Of components that did not come from Uptime Kuma: beyond all numbers that did. */
const OWN_NUMBERS_FROM = 1_000_000_000;
/** How often an open page asks, seconds. */
const REFRESH_SECONDS = 30;

export interface KumaPageGiven {
  readonly snapshot: Snapshot;
  readonly monitors: PublicMonitors;
  readonly figures: Figures;
}

/** Its settings, what is told on it, and its groups. */
export async function pageOf(given: KumaPageGiven): Promise<object> {
  const { page, view } = given.snapshot;
  const numbers = await numbersOf(given, await given.monitors.sourcesOn(page.id));
  const incidents = view.incidents.map(incidentIn);
  return {
    config: {
      slug: page.slug,
      title: page.name,
      description: page.description ?? null,
      icon: webAddress(page.branding['logoUrl']) ?? '/icon.svg',
      autoRefreshInterval: REFRESH_SECONDS,
      theme: themeOf(page.branding['theme']),
      published: true,
      showTags: false,
      customCSS: null,
      footerText: page.options.footerText ?? null,
      showPoweredBy: page.branding['hidePoweredBy'] !== true,
      googleAnalyticsId: null,
      showCertificateExpiry: false,
      showOnlyLastHeartbeat: false,
    },
    incident: incidents[0] ?? null,
    incidents,
    publicGroupList: groupsOf(view.sections, page.name).map(({ name, components }, place) => ({
      id: place + 1,
      name,
      weight: place + 1,
      monitorList: components.map((one) => ({ id: numbers.get(one.id), name: one.name, sendUrl: 0 })),
    })),
    maintenanceList: view.maintenance.map(maintenanceIn),
  };
}

/** The last day of each component, and its share. */
export async function heartbeatsOf(given: KumaPageGiven): Promise<object> {
  const { snapshot, figures } = given;
  const shown = await given.monitors.sourcesOn(snapshot.page.id);
  const numbers = await numbersOf(given, shown);
  const heartbeatList: Record<string, readonly object[]> = {};
  const uptimeList: Record<string, number> = {};
  for (const component of componentsOf(snapshot.view)) {
    const number = numbers.get(component.id)!;
    const sourceId = shown.get(component.id);
    const isTold = component.bars !== undefined && sourceId !== undefined;
    const { uptimePercentage } = isTold ? await figures.ofSpan(sourceId, DAY_MS) : {};
    const past = isTold ? await figures.lastDay(sourceId) : [];
    const timed = component.responseTimes !== undefined;
    const beats = past.map(({ atMs, isUp, averageMs }) => beat(isUp ? 1 : 0, atMs, timed ? averageMs : undefined));
    const nowMs = snapshot.view.generatedAtMs;
    const newest = component.responseTimes?.at(-1)?.averageMs;
    heartbeatList[number] = [...beats, beat(STATUSES[shownStatus(component)], nowMs, newest)];
    if (uptimePercentage !== undefined) uptimeList[`${number}_24`] = uptimePercentage / 100;
  }
  return { heartbeatList, uptimeList };
}

/** 0 down, 1 up, 2 pending, 3 maintenance. */
const STATUSES = {
  OPERATIONAL: 1,
  DEGRADED_PERFORMANCE: 1,
  PARTIAL_OUTAGE: 0,
  MAJOR_OUTAGE: 0,
  UNDER_MAINTENANCE: 3,
  UNKNOWN: 2,
} as const satisfies Record<PageStatus, number>;

function beat(status: number, atMs: number, averageMs: number | undefined): object {
  return { status, time: timeText(atMs), msg: '', ping: averageMs === undefined ? null : Math.round(averageMs) };
}

/** UTC: `2026-01-31 12:00:00.000` */
function timeText(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '');
}

/** By the id of the component: the number that its monitor had, or one of its own. */
async function numbersOf(
  { snapshot, monitors }: KumaPageGiven,
  shown: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, number>> {
  const numbers = new Map<string, number>();
  const taken = new Set<number>();
  for (const [place, { id }] of componentsOf(snapshot.view).entries()) {
    const sourceId = shown.get(id);
    const known = sourceId === undefined ? undefined : await monitors.numberOf(sourceId);
    const number = known === undefined || taken.has(known) ? OWN_NUMBERS_FROM + place : known;
    taken.add(number);
    numbers.set(id, number);
  }
  return numbers;
}

interface ShownGroup {
  readonly name: string;
  readonly components: readonly ComponentView[];
}

/** There everything stands in a group: what stands in none here is in one that is called as the page. */
function groupsOf(sections: readonly PageSection[], pageName: string): readonly ShownGroup[] {
  const groups: ShownGroup[] = [];
  let loose: ComponentView[] = [];
  for (const section of sections) {
    if (section.type === 'component') {
      if (loose.length === 0) groups.push({ name: pageName, components: loose });
      loose.push(section.component);
      continue;
    }
    loose = [];
    groups.push({ name: section.name, components: section.components });
  }
  return groups;
}

const STYLES = { NONE: 'info', MINOR: 'warning', MAJOR: 'danger', CRITICAL: 'danger' } as const;

function incidentIn({ title, impact, updates, startedAtMs, updatedAtMs }: PageIncidentView, place: number): object {
  return {
    id: place + 1,
    style: STYLES[impact],
    title,
    content: updates[0]?.body ?? '',
    pin: 1,
    createdDate: timeText(startedAtMs),
    lastUpdatedDate: timeText(updatedAtMs),
  };
}

function maintenanceIn({ title, updates, scheduled, phase }: PageIncidentView, place: number): object {
  const timeslotList = scheduled
    ? [{ startDate: new Date(scheduled.fromMs).toISOString(), endDate: new Date(scheduled.untilMs).toISOString() }]
    : [];
  return {
    id: place + 1,
    title,
    description: updates[0]?.body ?? '',
    strategy: 'single',
    active: true,
    timeslotList,
    timezone: 'UTC',
    timezoneOffset: '+00:00',
    status: phase === 'in-progress' ? 'under-maintenance' : 'scheduled',
  };
}

function themeOf(theme: unknown): string {
  return theme === 'light' || theme === 'dark' ? theme : 'auto';
}
