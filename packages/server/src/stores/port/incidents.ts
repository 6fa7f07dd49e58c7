import type {
  Incident,
  IncidentSeverity,
  IncidentSource,
  IncidentStatus,
  IncidentUpdate,
  MonitorState,
  Observation,
} from '@upwatch/core';
import type { Actor } from './audit.ts';
import type { Commit } from './commit.ts';
import type { Page, PageRequest } from './paging.ts';

export interface IncidentFilter {
  readonly status?: IncidentStatus;
  readonly severity?: IncidentSeverity;
  readonly source?: IncidentSource;
  readonly monitorId?: string;
  readonly resourceGroupId?: string;
  readonly tagId?: string;
  readonly startedFromMs?: number;
  readonly startedToMs?: number;
}

/** A look that belongs to an incident. */
export interface IncidentLook {
  readonly incidentId: string;
  readonly look: Observation;
}

/** Incidents, with their story. */
export interface IncidentStore {
  get(id: string): Promise<Incident | undefined>;
  updates(id: string): Promise<readonly IncidentUpdate[]>;
  list(filter: IncidentFilter, page: PageRequest): Promise<Page<Incident>>;
  /** In numbers. `averageLastedMs` is of those that were resolved since, from beginning to end. */
  summary(since: { readonly todayMs: number; readonly sinceMs: number }): Promise<{
    readonly open: number;
    readonly resolvedToday: number;
    readonly averageLastedMs?: number;
  }>;
  /** The looks kept with it, oldest first. */
  observations(id: string): Promise<readonly Observation[]>;
  /** The last look that was good before it, in the region that turned bad first. */
  goodLook(id: string): Promise<Observation | undefined>;
  /** One each: a second one, and one of an incident that is gone, come to nothing. */
  keepGoodLooks(looks: readonly IncidentLook[]): Promise<void>;
  /** Open ones of monitors that lack it, newest first. */
  withoutGoodLook(limit: number): Promise<readonly Incident[]>;
  /**
   * Opened, taken on, commented on or resolved by a person. `state` where the monitor's own state follows from it.
   * @param actor undefined for what follows by itself from what a person opened: that is not in the trail
   */
  commit(
    change: Omit<Commit, 'state' | 'monitorId'> & { readonly monitorId?: string; readonly state?: MonitorState },
    actor: Actor | undefined,
  ): Promise<void>;
  /**
   * The same, where what changes follows from the incident: it is read and changed in one transaction, so that nothing
   * that was done to it meanwhile is undone.
   * @returns it as it is then
   * @throws StoreRefusal not_found
   */
  update(id: string, change: (now: Incident) => IncidentChange, actor: Actor): Promise<Incident>;
}

/** What a person does to an incident that is kept. */
export type IncidentChange = Pick<Commit, 'updates' | 'forensics'> & { readonly incident: Incident };
