/** The projection of what is watched onto a status page: what readers are told, and nothing of how it was found out. */
import type { MemberStatus } from '../dependencies/resource-group.ts';
import type { Scope, Verdict } from '../deciding/state.ts';

/** How a component stands, from the best to the worst. */
export const COMPONENT_STATUSES = [
  'OPERATIONAL',
  'UNDER_MAINTENANCE',
  'DEGRADED_PERFORMANCE',
  'PARTIAL_OUTAGE',
  'MAJOR_OUTAGE',
] as const;
/** How a component of a status page stands. */
export type ComponentStatus = (typeof COMPONENT_STATUSES)[number];

/** What readers are told of a component. */
export interface ComponentStanding {
  readonly status: ComponentStatus;
  /** False where nothing looks, or nothing has looked for too long: a page must not stay green because of that. */
  readonly isCurrent: boolean;
}

/** What is known of a monitor, for a page. */
export interface MonitorFacts {
  readonly verdict: Verdict;
  readonly scope: Scope;
  readonly isEnabled: boolean;
  readonly isInMaintenance: boolean;
  /** For how long a result has been overdue, milliseconds. */
  readonly overdueMs: number;
}

/** A component that is a monitor: down in some regions is an outage in part. */
export function monitorStanding(facts: MonitorFacts): ComponentStanding {
  const { verdict, scope, isEnabled, isInMaintenance, overdueMs } = facts;
  if (isInMaintenance) return { status: 'UNDER_MAINTENANCE', isCurrent: true };
  // Its last verdict is of before it was paused: it says nothing of now.
  if (!isEnabled) return { status: 'OPERATIONAL', isCurrent: false };
  const isCurrent = verdict !== 'unknown' && overdueMs === 0;
  return { status: statusOf(verdict, scope), isCurrent };
}

function statusOf(verdict: Verdict, scope: Scope): ComponentStatus {
  switch (verdict) {
    case 'down':
      return scope.type === 'regional' ? 'PARTIAL_OUTAGE' : 'MAJOR_OUTAGE';
    case 'degraded':
      return 'DEGRADED_PERFORMANCE';
    case 'up':
    case 'unknown':
      return 'OPERATIONAL';
  }
}

/** How a resource group stands, for a page. */
export interface GroupFacts {
  readonly status: MemberStatus;
  readonly totalMembers: number;
  readonly failingCount: number;
  /** Of its members, those of which something is known now. */
  readonly currentMembers: number;
}

/** A component that is a resource group: where it holds out although members are down, that is an outage in part. */
export function groupStanding(facts: GroupFacts): ComponentStanding {
  const isCurrent = facts.totalMembers > 0 && facts.currentMembers > 0;
  switch (facts.status) {
    case 'down':
      return { status: 'MAJOR_OUTAGE', isCurrent };
    case 'degraded':
      return { status: facts.failingCount > 0 ? 'PARTIAL_OUTAGE' : 'DEGRADED_PERFORMANCE', isCurrent };
    case 'maintenance':
      return { status: 'UNDER_MAINTENANCE', isCurrent: true };
    case 'operational':
      return { status: 'OPERATIONAL', isCurrent };
  }
}

/** A component of which only people know how it stands. */
export const STATIC_STANDING: ComponentStanding = { status: 'OPERATIONAL', isCurrent: true };

/** The worst of several. None is operational. */
export function worstStatus(statuses: Iterable<ComponentStatus>): ComponentStatus {
  let worst = 0;
  for (const status of statuses) worst = Math.max(worst, COMPONENT_STATUSES.indexOf(status));
  return COMPONENT_STATUSES[worst]!;
}

/** What incidents of a page say of its components. */
export interface PageIncidentFacts {
  readonly isPublished: boolean;
  readonly isResolved: boolean;
  /** Of announced work: it counts while it lasts, and not before. */
  readonly scheduled?: { readonly fromMs: number; readonly untilMs: number };
  readonly affected: readonly { readonly componentId: string; readonly status: ComponentStatus }[];
}

/** The worst that the incidents of a page say of each component now; those of which they say nothing are left out. */
export function saidByIncidents(
  incidents: readonly PageIncidentFacts[],
  nowMs: number,
): ReadonlyMap<string, ComponentStatus> {
  const said = new Map<string, ComponentStatus>();
  for (const { isPublished, isResolved, scheduled, affected } of incidents) {
    if (!isPublished || isResolved) continue;
    if (scheduled && (nowMs < scheduled.fromMs || nowMs >= scheduled.untilMs)) continue;
    for (const { componentId, status } of affected) {
      said.set(componentId, worstStatus([status, said.get(componentId) ?? 'OPERATIONAL']));
    }
  }
  return said;
}

/**
 * What a person says and what is seen, together: the worse of both, so that neither hides the other. Announced work
 * explains what is seen meanwhile, as a maintenance window does.
 */
export function combinedStanding(seen: ComponentStanding, said: ComponentStatus | undefined): ComponentStanding {
  if (said === undefined || said === 'OPERATIONAL') return seen;
  if (said === 'UNDER_MAINTENANCE') return { status: said, isCurrent: true };
  return { status: worstStatus([seen.status, said]), isCurrent: true };
}

/** How a whole page stands: as its worst component that counts. */
export function overallStatus(
  components: readonly { readonly status: ComponentStatus; readonly isExcluded: boolean }[],
): ComponentStatus {
  return worstStatus(components.filter(({ isExcluded }) => !isExcluded).map(({ status }) => status));
}
