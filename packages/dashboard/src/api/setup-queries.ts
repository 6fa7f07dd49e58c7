/** What is set up: read by the pages that change it. Keys begin with the kind of thing as `change` events name it. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';
import { KEYS } from './queries.ts';

export const SETUP_KEYS = {
  integrations: ['integrations'],
  policies: ['notification_policy'],
} as const;

const ROWS = 20;
const ALL_MAX = 200;

/** The kinds of channels: the same for as long as the server runs. */
export const integrationsQuery = queryOptions({
  queryKey: SETUP_KEYS.integrations,
  queryFn: async ({ signal }) => (await client.integrations.list({ signal })).data,
  staleTime: Infinity,
});

export const channelQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEYS.channels, 'one', id],
    queryFn: async ({ signal }) => client.alertChannels.get(id, { signal }),
  });

export const channelDeliveriesQuery = (id: string, page: number) =>
  queryOptions({
    queryKey: [...KEYS.channels, 'deliveries', id, page],
    queryFn: async ({ signal }) => client.alertChannels.deliveries.list(id, { page, size: ROWS }, { signal }),
    placeholderData: keepPreviousData,
  });

export const policiesQuery = queryOptions({
  queryKey: SETUP_KEYS.policies,
  queryFn: async ({ signal }) => (await client.notificationPolicies.list({ signal })).data,
});

export const policyQuery = (id: string) =>
  queryOptions({
    queryKey: [...SETUP_KEYS.policies, 'one', id],
    queryFn: async ({ signal }) => client.notificationPolicies.get(id, { signal }),
  });

/** The names of all monitors, as far as a choice can show them. */
export const monitorNamesQuery = queryOptions({
  queryKey: [...KEYS.monitors, 'names'],
  queryFn: async ({ signal }) => {
    const { data } = await client.monitors.list({ size: ALL_MAX, sort: ['name,asc'] }, { signal });
    return data.map(({ id, name }) => [id, name] as const);
  },
});
