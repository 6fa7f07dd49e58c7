/** What monitors share: groups, environments, secrets. Keys begin with the kind of thing as `change` events name it. */
import { queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';
import { KEYS } from './queries.ts';

export const PLACE_KEYS = {
  environments: ['environment'],
  secrets: ['secret'],
} as const;

const ALL_MAX = 200;
const INCIDENTS_MAX = 20;
/** How many of those that use a thing are named. */
const USERS_MAX = 20;

/** With what the last day of each member was. */
export const groupQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEYS.groups, 'one', id],
    queryFn: async ({ signal }) => client.resourceGroups.get(id, { includeMetrics: true }, { signal }),
  });

export const groupIncidentsQuery = (resourceGroupId: string) =>
  queryOptions({
    queryKey: [...KEYS.incidents, 'of-group', resourceGroupId],
    queryFn: async ({ signal }) =>
      (await client.incidents.list({ resourceGroupId, size: INCIDENTS_MAX, sort: ['startedAt,desc'] }, { signal }))
        .data,
  });

export const environmentsQuery = queryOptions({
  queryKey: [...PLACE_KEYS.environments, 'all'],
  queryFn: async ({ signal }) =>
    (await client.environments.list({ size: ALL_MAX, sort: ['name,asc'] }, { signal })).data,
});

export const environmentQuery = (slug: string) =>
  queryOptions({
    queryKey: [...PLACE_KEYS.environments, 'one', slug],
    queryFn: async ({ signal }) => client.environments.get(slug, { signal }),
  });

/** The first of the monitors that name an environment. */
export const environmentUsersQuery = (environmentId: string) =>
  queryOptions({
    queryKey: [...KEYS.monitors, 'in-environment', environmentId],
    queryFn: async ({ signal }) =>
      client.monitors.list({ environmentId, size: USERS_MAX, sort: ['name,asc'] }, { signal }),
  });

export const secretsQuery = queryOptions({
  queryKey: [...PLACE_KEYS.secrets, 'all'],
  queryFn: async ({ signal }) => (await client.secrets.list({ size: ALL_MAX, sort: ['key,asc'] }, { signal })).data,
});
