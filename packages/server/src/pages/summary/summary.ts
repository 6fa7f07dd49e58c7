/**
 * A page in the words of the summary that aggregators of status pages read (`/api/v2/summary.json` and its parts). Its words
 * know nothing of what is unknown: what nobody sees is told as degraded, and by `is_current`, but never as well.
 */
import {
  type ComponentStatus,
  type ComponentView,
  type PageIncidentView,
  type PageSection,
  type PageStatus,
  shownStatus,
} from '@upwatch/core';
import type { Snapshot } from '../snapshots.ts';
import type { Wording } from '../wording/wording.ts';

const COMPONENT_WORDS: Readonly<Record<PageStatus, string>> = {
  OPERATIONAL: 'operational',
  UNDER_MAINTENANCE: 'under_maintenance',
  DEGRADED_PERFORMANCE: 'degraded_performance',
  PARTIAL_OUTAGE: 'partial_outage',
  MAJOR_OUTAGE: 'major_outage',
  UNKNOWN: 'degraded_performance',
};
const INDICATORS: Readonly<Record<PageStatus, string>> = {
  OPERATIONAL: 'none',
  UNDER_MAINTENANCE: 'maintenance',
  DEGRADED_PERFORMANCE: 'minor',
  PARTIAL_OUTAGE: 'major',
  MAJOR_OUTAGE: 'critical',
  UNKNOWN: 'minor',
};

/** What the parts of a summary are made of. */
export interface SummaryGiven {
  readonly snapshot: Snapshot;
  readonly wording: Wording;
  /** Absolute where it is known. */
  readonly url: string;
}

export function summaryPage({ snapshot: { page, view }, url }: SummaryGiven) {
  return { id: page.id, name: page.name, url, time_zone: 'Etc/UTC', updated_at: iso(view.generatedAtMs) };
}

export function summaryStatus({ snapshot: { view }, wording }: SummaryGiven) {
  return { indicator: INDICATORS[view.status], description: wording.banner[view.status] };
}

export function summaryComponents({ snapshot: { view, page } }: SummaryGiven) {
  let position = 0;
  const one = (component: ComponentView, groupId: string | null) => ({
    id: component.id,
    name: component.name,
    status: COMPONENT_WORDS[shownStatus(component)],
    is_current: component.isCurrent,
    created_at: iso(component.createdAtMs),
    updated_at: iso(component.updatedAtMs),
    position: ++position,
    description: component.description ?? null,
    showcase: component.bars !== undefined,
    start_date: null,
    group_id: groupId,
    page_id: page.id,
    group: false,
    only_show_if_degraded: false,
  });
  const group = (section: Extract<PageSection, { type: 'group' }>) => ({
    id: section.id,
    name: section.name,
    status: COMPONENT_WORDS[section.status],
    is_current: section.components.every(({ isCurrent }) => isCurrent),
    created_at: iso(Math.min(...section.components.map(({ createdAtMs }) => createdAtMs))),
    updated_at: iso(Math.max(...section.components.map(({ updatedAtMs }) => updatedAtMs))),
    position: ++position,
    description: section.description ?? null,
    showcase: false,
    start_date: null,
    group_id: null,
    page_id: page.id,
    group: true,
    only_show_if_degraded: false,
    components: section.components.map(({ id }) => id),
  });
  return view.sections.flatMap((section) =>
    section.type === 'component'
      ? [one(section.component, null)]
      : [group(section), ...section.components.map((component) => one(component, section.id))],
  );
}

const WORK_WORDS = {
  open: 'in_progress',
  scheduled: 'scheduled',
  'in-progress': 'in_progress',
  // Its vocabulary has no word for what does not take place.
  'called-off': 'completed',
  over: 'completed',
} as const;

export function summaryIncident(incident: PageIncidentView, given: SummaryGiven) {
  const { snapshot, url } = given;
  const { scheduled, updates, status, phase, postmortem } = incident;
  const said = postmortem && status === 'RESOLVED' ? 'postmortem' : status.toLowerCase();
  const monitoring = updates.find((update) => update.status === 'MONITORING');
  const named = new Map(summaryComponents(given).map((component) => [component.id, component]));
  return {
    id: incident.id,
    name: incident.title,
    status: scheduled ? WORK_WORDS[phase] : said,
    created_at: iso(updates.at(-1)?.atMs ?? incident.startedAtMs),
    updated_at: iso(incident.updatedAtMs),
    monitoring_at: monitoring ? iso(monitoring.atMs) : null,
    resolved_at: incident.resolvedAtMs === undefined ? null : iso(incident.resolvedAtMs),
    impact: scheduled ? 'maintenance' : incident.impact.toLowerCase(),
    shortlink: `${url}/incidents/${incident.id}`,
    started_at: iso(incident.startedAtMs),
    page_id: snapshot.page.id,
    incident_updates: updates.map((update) => ({
      id: update.id,
      status: scheduled ? WORK_WORDS[update.status === 'RESOLVED' ? 'over' : phase] : update.status.toLowerCase(),
      body: update.body,
      incident_id: incident.id,
      created_at: iso(update.atMs),
      updated_at: iso(update.atMs),
      display_at: iso(update.atMs),
      affected_components: incident.affected.map(({ componentId, name, status: said }) => {
        return {
          code: componentId,
          name,
          old_status: 'operational',
          new_status: COMPONENT_WORDS[said satisfies ComponentStatus],
        };
      }),
    })),
    components: incident.affected.flatMap(({ componentId }) => named.get(componentId) ?? []),
    ...(scheduled && { scheduled_for: iso(scheduled.fromMs), scheduled_until: iso(scheduled.untilMs) }),
  };
}

/** All of it in one. */
export function summary(given: SummaryGiven) {
  const { view } = given.snapshot;
  return {
    page: summaryPage(given),
    components: summaryComponents(given),
    incidents: view.incidents.map((incident) => summaryIncident(incident, given)),
    scheduled_maintenances: view.maintenance.map((incident) => summaryIncident(incident, given)),
    status: summaryStatus(given),
  };
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}
