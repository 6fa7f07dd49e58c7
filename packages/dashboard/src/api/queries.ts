/** What pages read, each with the key by which live events renew it. */
import type { Incident, ListIncidentsQuery, ListMonitorsQuery } from '@upwatch/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';
import { KEYS } from './keys.ts';

export { KEYS };

const RANKS: Readonly<Record<Incident['severity'], number>> = { DOWN: 0, DEGRADED: 1, MAINTENANCE: 2 };

/** Rows that one request brings. */
export const MONITORS_PAGE = 50;
const ALL_MAX = 200;
const LAST_DAY_MS = 60_000;
/** Pages of a long list that were scrolled past are forgotten after so long. */
const PASSED_MS = 30_000;

export const overviewQuery = queryOptions({
  queryKey: KEYS.overview,
  queryFn: async ({ signal }) => client.dashboard.overview({ signal }),
});

export const openIncidentsQuery = queryOptions({
  queryKey: [...KEYS.incidents, 'open'],
  queryFn: async ({ signal }) => {
    const open = await Promise.all(
      (['CONFIRMED', 'TRIGGERED'] as const).map(async (status) =>
        client.incidents.list({ status, size: 100, sort: ['startedAt,desc'] }, { signal }),
      ),
    );
    // The worst first, and of those the newest.
    return open.flatMap(({ data }) => data).sort((one, other) => RANKS[one.severity] - RANKS[other.severity]);
  },
});

/** A page of the list; the one before it stays in view until it has come. */
export const incidentsQuery = (query: ListIncidentsQuery) =>
  queryOptions({
    queryKey: [...KEYS.incidents, 'list', query],
    queryFn: async ({ signal }) => client.incidents.list(query, { signal }),
    placeholderData: keepPreviousData,
  });

export const incidentQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEYS.incidents, 'one', id],
    queryFn: async ({ signal }) => client.incidents.get(id, { signal }),
  });

/** What is still to be told may be told at any moment, of which no live event says anything. */
const WAITING_POLL_MS = 4000;

export const explanationQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEYS.incidents, 'explanation', id],
    queryFn: async ({ signal }) => client.incidents.explain(id, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.told.some(({ outcome }) => outcome === 'waiting') ? WAITING_POLL_MS : false,
  });

export const deliveryAttemptsQuery = (deliveryId: string) =>
  queryOptions({
    queryKey: [...KEYS.incidents, 'attempts', deliveryId],
    queryFn: async ({ signal }) => (await client.alertDeliveries.attempts.list(deliveryId, { signal })).data,
  });

export const groupsQuery = queryOptions({
  queryKey: KEYS.groups,
  queryFn: async ({ signal }) => (await client.resourceGroups.list({ size: ALL_MAX }, { signal })).data,
});

export const tagsQuery = queryOptions({
  queryKey: KEYS.tags,
  queryFn: async ({ signal }) => (await client.tags.list({ size: ALL_MAX, sort: ['name,asc'] }, { signal })).data,
});

export const channelsQuery = queryOptions({
  queryKey: KEYS.channels,
  queryFn: async ({ signal }) => (await client.alertChannels.list({ size: ALL_MAX }, { signal })).data,
});

export const workspacesQuery = queryOptions({
  queryKey: KEYS.workspaces,
  queryFn: async ({ signal }) => (await client.workspaces.list({}, { signal })).data,
});

export const monitorQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEYS.monitors, 'one', id],
    queryFn: async ({ signal }) => client.monitors.get(id, { signal }),
  });

/** The last day of monitors, asked for together; a new look comes as an event meanwhile. */
export const lastDaysQuery = (monitorIds: readonly string[]) =>
  queryOptions({
    queryKey: ['last-days', monitorIds],
    queryFn: async ({ signal }) => {
      const { data } = await client.dashboard.lastDays({ monitorIds: monitorIds.join() }, { signal });
      return new Map(data.map((day) => [day.monitorId, day]));
    },
    enabled: monitorIds.length > 0,
    gcTime: PASSED_MS,
    staleTime: LAST_DAY_MS,
    refetchInterval: LAST_DAY_MS,
    placeholderData: keepPreviousData,
  });

/** A page of the list; the one before it stays in view until it has come. */
export const monitorsQuery = (query: ListMonitorsQuery) =>
  queryOptions({
    queryKey: [...KEYS.monitors, 'list', query],
    queryFn: async ({ signal }) => client.monitors.list({ size: MONITORS_PAGE, ...query }, { signal }),
    placeholderData: keepPreviousData,
    gcTime: PASSED_MS,
  });
