/** Status pages as they stand now: what is known of monitors and groups, brought to the projection of core. */
import {
  combinedStanding,
  type ComponentStanding,
  type ComponentStatus,
  groupStanding,
  monitorStanding,
  overallStatus,
  saidByIncidents,
  STATIC_STANDING,
} from '@upwatch/core';
import type { PageComponent, PageIncident, StatusPage } from '../stores/port.ts';
import type { ApiDeps } from './deps.ts';
import type { PageView, StandingComponent } from './present/status-page.ts';
import { notFound } from './problem.ts';

type ViewDeps = Pick<ApiDeps, 'core' | 'engine' | 'maintenance' | 'groups' | 'clock'>;

/** The page of a path. @throws Problem NOT_FOUND */
export async function existingPage(id: string, { core }: Pick<ApiDeps, 'core'>): Promise<StatusPage> {
  const page = await core.statusPages.get(id);
  if (!page) throw notFound('status page', id);
  return page;
}

/** A page with how each of its components stands, and it as a whole. */
export async function viewOfPage(
  page: StatusPage,
  subscribers: ReadonlyMap<string, number>,
  deps: ViewDeps,
): Promise<PageView> {
  const components = await standingComponents(page.id, deps);
  const counted = components.map(({ component, standing }) => {
    return { status: standing.status, isExcluded: component.isExcludedFromOverall };
  });
  const subscriberCount = subscribers.get(page.id) ?? 0;
  return { page, components, overallStatus: overallStatus(counted), subscriberCount };
}

/** The components of a page, in their order, as readers are told that they stand. */
export async function standingComponents(pageId: string, deps: ViewDeps): Promise<readonly StandingComponent[]> {
  const { core, clock } = deps;
  const nowMs = clock.wall();
  const components = await core.statusPages.components.of(pageId);
  const said = saidNow(await core.statusPages.incidents.published(pageId, nowMs), nowMs);
  const standing: StandingComponent[] = [];
  for (const component of components) standing.push(await standingOf(component, said.get(component.id), deps));
  return standing;
}

function saidNow(incidents: readonly PageIncident[], nowMs: number): ReadonlyMap<string, ComponentStatus> {
  const facts = incidents.map(({ status, scheduled, affected }) => {
    return { isPublished: true, isResolved: status === 'RESOLVED', affected, ...(scheduled && { scheduled }) };
  });
  return saidByIncidents(facts, nowMs);
}

async function standingOf(
  component: PageComponent,
  said: ComponentStatus | undefined,
  deps: ViewDeps,
): Promise<StandingComponent> {
  return { component, standing: combinedStanding(await seenOf(component, deps), said) };
}

/** How a component is seen to stand, whatever people say of it. */
export async function seenOf({ source }: PageComponent, deps: ViewDeps): Promise<ComponentStanding> {
  switch (source.type) {
    case 'MONITOR':
      return seenOfMonitor(source.monitorId, deps);
    case 'GROUP':
      return seenOfGroup(source.resourceGroupId, deps);
    case 'STATIC':
      return STATIC_STANDING;
  }
}

/** One that was deleted this moment is not known any more. */
const GONE: ComponentStanding = { status: 'OPERATIONAL', isCurrent: false };

async function seenOfMonitor(id: string, { core, engine, maintenance, clock }: ViewDeps): Promise<ComponentStanding> {
  const monitor = await core.monitors.get(id);
  if (!monitor) return GONE;
  const { verdict, scope } = engine.stateOf(id);
  return monitorStanding({
    verdict,
    scope,
    isEnabled: monitor.isEnabled,
    isInMaintenance: maintenance.activeOn(monitor, clock.wall()).length > 0,
    overdueMs: engine.overdueMsOf(id),
  });
}

function seenOfGroup(id: string, { groups, engine }: ViewDeps): ComponentStanding {
  const found = groups.get(id);
  if (!found) return GONE;
  const current = found.members.filter(
    ({ monitorId }) => engine.stateOf(monitorId).verdict !== 'unknown' && engine.overdueMsOf(monitorId) === 0,
  );
  const { status, totalMembers, failingCount } = groups.healthOf(found);
  return groupStanding({ status, totalMembers, failingCount, currentMembers: current.length });
}
