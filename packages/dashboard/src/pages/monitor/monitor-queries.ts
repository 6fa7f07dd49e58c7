/** What the page of a monitor reads. Keys begin as live events name things, so they are read again when one changes. */
import type { AuditEvent, GetMonitorResultSummaryQuery, ListMonitorResultsQuery } from '@upwatch/sdk';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client } from '../../api/client.ts';
import { KEYS } from '../../api/queries.ts';
import type { ChartWindow } from './monitor-search.ts';

const DAY_MS = 86_400_000;
/** The uptime bars go as far back. */
export const PAST_DAYS = 90;
const LOOKS_PAGE = 25;
const SIGNALS_PAGE = 15;
const INCIDENTS_MAX = 100;
const VERSIONS_MAX = 50;
const DEPENDENCIES_POLL_MS = 15_000;
const DEPLOYS_PAGE = 200;
/** More than a chart has pixels. */
const DEPLOYS_MAX = 2000;
/** What the API takes as the span of a calendar. */
const CALENDAR_DAYS_MAX = 62;

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export const monitorQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEYS.monitors, id],
    queryFn: async ({ signal }) => client.monitors.get(id, { signal }),
  });

export const summaryQuery = (id: string, query: GetMonitorResultSummaryQuery) =>
  queryOptions({
    queryKey: [...KEYS.monitors, id, 'summary', query],
    queryFn: async ({ signal }) => client.monitors.results.summarize(id, query, { signal }),
    placeholderData: keepPreviousData,
  });

export const uptimeQuery = (id: string, window: ChartWindow) =>
  queryOptions({
    queryKey: [...KEYS.monitors, id, 'uptime', window],
    queryFn: async ({ signal }) => client.monitors.uptime(id, { window }, { signal }),
  });

/** What the target says of what it needs: no live event says that it is otherwise. */
export const dependenciesQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEYS.monitors, id, 'dependencies'],
    queryFn: async ({ signal }) => (await client.monitors.dependencies.list(id, { signal })).data,
    refetchInterval: DEPENDENCIES_POLL_MS,
  });

export const looksQuery = (id: string, query: ListMonitorResultsQuery) =>
  queryOptions({
    queryKey: [...looksKey(id), query],
    queryFn: async ({ signal }) => client.monitors.results.list(id, { limit: LOOKS_PAGE, ...query }, { signal }),
    placeholderData: keepPreviousData,
  });

/** With these begin the keys of all lists of looks. */
export const looksKey = (id: string) => [...KEYS.monitors, id, 'looks'] as const;

export const pastIncidentsQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEYS.incidents, 'of', id],
    queryFn: async ({ signal }) => {
      const startedFrom = new Date(Date.now() - PAST_DAYS * DAY_MS).toISOString();
      const query = { monitorId: id, startedFrom, size: INCIDENTS_MAX, sort: ['startedAt,desc'] };
      return client.incidents.list(query, { signal });
    },
  });

export const windowsQuery = (id: string) =>
  queryOptions({
    queryKey: ['maintenance_window', 'of', id],
    queryFn: async ({ signal }) => (await client.maintenanceWindows.list({ monitorId: id }, { signal })).data,
  });

/** Each time that maintenance is on the monitor, in a span: epoch milliseconds. */
export const monitorOccurrencesQuery = (monitorId: string, { fromMs, toMs }: Span) =>
  queryOptions({
    queryKey: ['maintenance_window', 'occurrences of', monitorId, fromMs, toMs],
    queryFn: async ({ signal }) => {
      const read = async ([from, to]: readonly [number, number]) => {
        const query = { monitorId, from: isoOf(from), to: isoOf(to) };
        return (await client.maintenanceWindows.occurrences.list(query, { signal })).data;
      };
      const parts = await Promise.all(partsOf(fromMs, toMs, CALENDAR_DAYS_MAX * DAY_MS).map(read));
      // What lasts over the end of a part is in the next one as well.
      return [...new Map(parts.flat().map((one) => [`${one.windowId} ${one.startsAt}`, one])).values()];
    },
    placeholderData: keepPreviousData,
  });

/** When somebody took the lock of deployments, the newest first. */
export const deploysQuery = ({ fromMs, toMs }: Span) =>
  queryOptions({
    queryKey: ['deploy_lock', 'past', fromMs, toMs],
    queryFn: async ({ signal }) => {
      const span = { from: isoOf(fromMs), to: isoOf(toMs) };
      const query = { action: 'deploy_lock.acquired', resourceType: 'deploy_lock', ...span, size: DEPLOYS_PAGE };
      const deploys: AuditEvent[] = [];
      for await (const page of client.auditLog.list(query, { signal }).pages()) {
        deploys.push(...page.data);
        if (deploys.length >= DEPLOYS_MAX) break;
      }
      return deploys;
    },
    placeholderData: keepPreviousData,
  });

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEYS.monitors, id, 'versions'],
    queryFn: async ({ signal }) => (await client.monitors.versions.list(id, { size: VERSIONS_MAX }, { signal })).data,
  });

/** Pages of what a job reported. Its key begins as that of looks does: a signal that came is a look. */
export const signalsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...looksKey(id), 'signals'],
    queryFn: async ({ signal, pageParam }) =>
      client.monitors.signals.list(
        id,
        { limit: SIGNALS_PAGE, ...(pageParam !== undefined && { cursor: Number(pageParam) }) },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export const extentQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEYS.monitors, id, 'extent'],
    queryFn: async ({ signal }) => client.monitors.history.get(id, { signal }),
  });

/** A span in parts of at most so much, in order. */
function partsOf(from: number, to: number, max: number): readonly (readonly [from: number, to: number])[] {
  const count = Math.ceil((to - from) / max);
  return Array.from({ length: count }, (_, at) => [from + at * max, Math.min(to, from + (at + 1) * max)] as const);
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
