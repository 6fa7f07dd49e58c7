/**
 * What readers of a status page see. Each field is named here and copied by name: what is not, such as what a monitor is
 * called, where it looks or why it failed, cannot reach a page, a feed or a badge.
 */
import {
  combinedStanding,
  type ComponentStanding,
  type ComponentStatus,
  overallStatus,
  saidByIncidents,
  worstStatus,
} from './component-status.ts';
import { type DayBar, dayBars, uptimeOf } from './day-bars.ts';
import { incidentView, type PageIncidentStory, type PageIncidentView } from './incident-view.ts';
import type { UptimeDay } from './uptime-days.ts';

const DAY_MS = 86_400_000;
/** Days with their incidents that a page shows below what is going on; the others are on its history pages. */
const PAST_DAYS = 14;

/** How a page as a whole stands: `UNKNOWN` where nothing bad is known, and not everything is known. */
export type PageStatus = ComponentStatus | 'UNKNOWN';

/** A heading and what stands under it, as it is kept. */
export interface PageGroupFacts {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly isDefaultOpen: boolean;
  readonly pageOrder: number;
}

/** A time at which it took so long to answer. */
export interface ResponseTime {
  readonly atMs: number;
  readonly averageMs: number;
}

/** A component as it is kept, and what is known of it. */
export interface PageComponentFacts {
  readonly id: string;
  readonly groupId?: string;
  readonly name: string;
  readonly description?: string;
  readonly isExcludedFromOverall: boolean;
  readonly displayOrder: number;
  readonly pageOrder: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** As it is seen, without what people say. */
  readonly seen: ComponentStanding;
  /** Absent where the component shows no bars. */
  readonly days?: readonly UptimeDay[];
  /** Absent where the page shows none. Oldest first. */
  readonly responseTimes?: readonly ResponseTime[];
  /** What is looked at: only where the page says that readers may know. */
  readonly target?: string;
}

/** Everything that a page is made of. */
export interface PageFacts {
  readonly name: string;
  readonly description?: string;
  readonly groups: readonly PageGroupFacts[];
  readonly components: readonly PageComponentFacts[];
  /** Published ones: open, or over for no longer than the page reaches back. */
  readonly incidents: readonly PageIncidentStory[];
  readonly nowMs: number;
  /** How many bars a component has. */
  readonly days: number;
}

/** A component as readers see it. */
export interface ComponentView {
  readonly id: string;
  readonly groupId?: string;
  readonly name: string;
  readonly description?: string;
  readonly status: ComponentStatus;
  readonly isCurrent: boolean;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly bars?: readonly DayBar[];
  /** Of the days that are known, percent. */
  readonly uptimePercentage?: number;
  readonly responseTimes?: readonly ResponseTime[];
  readonly target?: string;
  /** Open incidents that say something of it. */
  readonly incidentIds: readonly string[];
}

/** A heading with its components, or a component that stands by itself. */
export type PageSection =
  | {
      readonly type: 'group';
      readonly id: string;
      readonly name: string;
      readonly description?: string;
      readonly isOpen: boolean;
      readonly status: PageStatus;
      readonly components: readonly ComponentView[];
    }
  | { readonly type: 'component'; readonly component: ComponentView };

/** A day that is over, or today, with what began on it. */
export interface PastDay {
  readonly dayMs: number;
  readonly incidents: readonly PageIncidentView[];
}

/** A page as readers see it. */
export interface PublicPage {
  readonly name: string;
  readonly description?: string;
  readonly status: PageStatus;
  readonly generatedAtMs: number;
  readonly sections: readonly PageSection[];
  /** What is going on, newest first. */
  readonly incidents: readonly PageIncidentView[];
  /** Announced work that lasts or is to come, the next first. */
  readonly maintenance: readonly PageIncidentView[];
  readonly past: readonly PastDay[];
}

/** Brings what is known to what is shown. */
export function projectPage(facts: PageFacts): PublicPage {
  const { nowMs, groups } = facts;
  const incidents = facts.incidents.map((story) => incidentView(story, nowMs));
  const open = incidents.filter(({ phase }) => phase === 'open');
  const components = projectComponents(facts, [...open, ...incidents.filter(({ phase }) => phase === 'in-progress')]);
  const maintenance = incidents
    .filter(({ phase }) => phase === 'scheduled' || phase === 'in-progress')
    .toSorted((a, b) => (a.scheduled?.fromMs ?? 0) - (b.scheduled?.fromMs ?? 0));
  return {
    name: facts.name,
    ...(facts.description !== undefined && { description: facts.description }),
    status: pageStatus(components, open),
    generatedAtMs: nowMs,
    sections: sectionsOf(components, groups),
    incidents: open,
    maintenance,
    past: pastDays(incidents, nowMs),
  };
}

interface Placed {
  readonly view: ComponentView;
  readonly facts: PageComponentFacts;
}

function projectComponents(facts: PageFacts, telling: readonly PageIncidentView[]): readonly Placed[] {
  const { nowMs } = facts;
  const said = saidByIncidents(
    facts.incidents.map(({ status, scheduled, affected }) => {
      return { isPublished: true, isResolved: status === 'RESOLVED', affected, ...(scheduled && { scheduled }) };
    }),
    nowMs,
  );
  return facts.components.map((component) => {
    const standing = combinedStanding(component.seen, said.get(component.id));
    const concerning = telling.filter(({ affected }) =>
      affected.some(({ componentId }) => componentId === component.id),
    );
    const ids = concerning.map(({ id }) => id);
    return {
      facts: component,
      view: componentView(component, { standing, incidentIds: ids, nowMs, days: facts.days }),
    };
  });
}

function componentView(
  facts: PageComponentFacts,
  by: {
    readonly standing: ComponentStanding;
    readonly incidentIds: readonly string[];
    readonly nowMs: number;
    readonly days: number;
  },
): ComponentView {
  const bars = facts.days && dayBars(facts.days, by.nowMs, by.days);
  const uptimePercentage = bars && uptimeOf(bars);
  return {
    id: facts.id,
    ...(facts.groupId !== undefined && { groupId: facts.groupId }),
    name: facts.name,
    ...(facts.description !== undefined && { description: facts.description }),
    status: by.standing.status,
    isCurrent: by.standing.isCurrent,
    createdAtMs: facts.createdAtMs,
    updatedAtMs: facts.updatedAtMs,
    ...(bars && { bars }),
    ...(uptimePercentage !== undefined && { uptimePercentage }),
    ...(facts.responseTimes && {
      responseTimes: facts.responseTimes.map(({ atMs, averageMs }) => ({ atMs, averageMs })),
    }),
    ...(facts.target !== undefined && { target: facts.target }),
    incidentIds: by.incidentIds,
  };
}

const BY_IMPACT = {
  NONE: 'OPERATIONAL',
  MINOR: 'DEGRADED_PERFORMANCE',
  MAJOR: 'PARTIAL_OUTAGE',
  CRITICAL: 'MAJOR_OUTAGE',
} as const;

/** An incident that names no component speaks for the whole page; one that does is heard through it. */
function pageStatus(components: readonly Placed[], open: readonly PageIncidentView[]): PageStatus {
  const counted = components.map(({ view, facts }) => ({
    status: view.status,
    isExcluded: facts.isExcludedFromOverall,
  }));
  const said = open.filter(({ affected }) => affected.length === 0).map(({ impact }) => BY_IMPACT[impact]);
  const status = worstStatus([overallStatus(counted), ...said]);
  const isWhole = components.every(({ view, facts }) => view.isCurrent || facts.isExcludedFromOverall);
  return orUnknown(status, isWhole);
}

/** Nothing that is not known is shown as well: what is known to be bad stays so, though it may have become better. */
function orUnknown(status: ComponentStatus, isWhole: boolean): PageStatus {
  return isWhole || (status !== 'OPERATIONAL' && status !== 'UNDER_MAINTENANCE') ? status : 'UNKNOWN';
}

/** What a reader is shown of a component: that it is well is said only while that is known. */
export function shownStatus({ status, isCurrent }: Pick<ComponentView, 'status' | 'isCurrent'>): PageStatus {
  return orUnknown(status, isCurrent);
}

function sectionsOf(components: readonly Placed[], groups: readonly PageGroupFacts[]): readonly PageSection[] {
  const known = new Set(groups.map(({ id }) => id));
  const placed: { readonly order: number; readonly section: PageSection }[] = [];
  for (const { view, facts } of components) {
    if (facts.groupId !== undefined && known.has(facts.groupId)) continue;
    placed.push({ order: facts.pageOrder, section: { type: 'component', component: view } });
  }
  for (const group of groups) {
    const own = components.filter(({ facts }) => facts.groupId === group.id);
    if (own.length > 0) placed.push({ order: group.pageOrder, section: groupSection(group, own) });
  }
  return placed.toSorted((a, b) => a.order - b.order).map(({ section }) => section);
}

function groupSection(group: PageGroupFacts, own: readonly Placed[]): PageSection {
  const views = own.toSorted((a, b) => a.facts.displayOrder - b.facts.displayOrder).map(({ view }) => view);
  const worst = worstStatus(views.map(({ status }) => status));
  const status = orUnknown(
    worst,
    views.every(({ isCurrent }) => isCurrent),
  );
  return {
    type: 'group',
    id: group.id,
    name: group.name,
    ...(group.description !== undefined && { description: group.description }),
    // Nobody should have to look for what is wrong.
    isOpen: group.isDefaultOpen || status !== 'OPERATIONAL',
    status,
    components: views,
  };
}

function pastDays(incidents: readonly PageIncidentView[], nowMs: number): readonly PastDay[] {
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const over = incidents.filter(({ phase }) => phase === 'over');
  return Array.from({ length: PAST_DAYS }, (_, back) => {
    const dayMs = today - back * DAY_MS;
    return {
      dayMs,
      incidents: over.filter(({ startedAtMs }) => startedAtMs >= dayMs && startedAtMs < dayMs + DAY_MS),
    };
  });
}

/** All components of a page, in their order. */
export function componentsOf({ sections }: Pick<PublicPage, 'sections'>): readonly ComponentView[] {
  return sections.flatMap((section) => (section.type === 'group' ? section.components : [section.component]));
}
