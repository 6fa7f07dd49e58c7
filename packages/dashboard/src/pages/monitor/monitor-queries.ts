/** What the page of a monitor reads. Keys begin as live events name things, so they are read again when one changes. */
import type { GetMonitorResultSummaryQuery, ListMonitorResultsQuery } from '@upwatch/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client } from '../../api/client.ts';
import { KEYS } from '../../api/queries.ts';
import type { ChartWindow } from './monitor-search.ts';

const DAY_MS = 86_400_000;
/** The uptime bars go as far back. */
export const PAST_DAYS = 90;
const LOOKS_PAGE = 25;
const INCIDENTS_MAX = 100;
const VERSIONS_MAX = 50;
const DEPLOYS_MAX = 200;

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

/** When somebody took the lock of deployments. */
export const deploysQuery = queryOptions({
  queryKey: ['deploy_lock', 'past'],
  queryFn: async ({ signal }) => {
    const from = new Date(Date.now() - PAST_DAYS * DAY_MS).toISOString();
    const query = { action: 'deploy_lock.acquired', resourceType: 'deploy_lock', from, size: DEPLOYS_MAX };
    return (await client.auditLog.list(query, { signal })).data;
  },
});

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEYS.monitors, id, 'versions'],
    queryFn: async ({ signal }) => (await client.monitors.versions.list(id, { size: VERSIONS_MAX }, { signal })).data,
  });

export const extentQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEYS.monitors, id, 'extent'],
    queryFn: async ({ signal }) => client.monitors.history.get(id, { signal }),
  });
