/** What is set up: read by the pages that change it. Keys begin with the kind of thing as `change` events name it. */
import type { ListAuditLogQuery } from '@upwatch/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';
import { KEYS } from './queries.ts';

export const SETUP_KEYS = {
  integrations: ['integrations'],
  policies: ['notification_policy'],
  keys: ['api_key'],
  members: ['member'],
  invites: ['invite'],
  audit: ['audit'],
  self: ['self'],
  sessions: ['login_session'],
  secondFactors: ['second_factor'],
  maintenance: ['maintenance_window'],
  passkeys: ['passkey'],
  identities: ['identity'],
  signInRules: ['sign_in_rules'],
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

export const keysQuery = queryOptions({
  queryKey: SETUP_KEYS.keys,
  queryFn: async ({ signal }) => (await client.apiKeys.list({ signal })).data,
});

export const membersQuery = queryOptions({
  queryKey: SETUP_KEYS.members,
  queryFn: async ({ signal }) => (await client.members.list({ size: ALL_MAX }, { signal })).data,
});

export const invitesQuery = queryOptions({
  queryKey: SETUP_KEYS.invites,
  queryFn: async ({ signal }) => (await client.invites.list({ signal })).data,
});

export const auditQuery = (query: ListAuditLogQuery) =>
  queryOptions({
    queryKey: [...SETUP_KEYS.audit, query],
    queryFn: async ({ signal }) => client.auditLog.list(query, { signal }),
    placeholderData: keepPreviousData,
  });

/** How the server itself is changes by the second, and no event says so. */
const SELF_POLL_MS = 5000;

export const selfQuery = queryOptions({
  queryKey: SETUP_KEYS.self,
  queryFn: async ({ signal }) => client.server.self({ signal }),
  refetchInterval: SELF_POLL_MS,
});

export const sessionsQuery = queryOptions({
  queryKey: SETUP_KEYS.sessions,
  queryFn: async ({ signal }) => (await client.auth.sessions.list({ signal })).data,
});

export const passkeysQuery = queryOptions({
  queryKey: SETUP_KEYS.passkeys,
  queryFn: async ({ signal }) => (await client.auth.passkeys.list({ signal })).data,
});

export const identitiesQuery = queryOptions({
  queryKey: SETUP_KEYS.identities,
  queryFn: async ({ signal }) => (await client.auth.identities.list({ signal })).data,
});

export const secondFactorsQuery = queryOptions({
  queryKey: SETUP_KEYS.secondFactors,
  queryFn: async ({ signal }) => client.auth.secondFactors.get({ signal }),
});

export const windowsQuery = queryOptions({
  queryKey: SETUP_KEYS.maintenance,
  queryFn: async ({ signal }) => (await client.maintenanceWindows.list({}, { signal })).data,
});

/** When maintenance is, in a span: epoch milliseconds. */
export const occurrencesQuery = (from: number, to: number) =>
  queryOptions({
    queryKey: [...SETUP_KEYS.maintenance, 'occurrences', from, to],
    queryFn: async ({ signal }) => {
      const span = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
      return (await client.maintenanceWindows.occurrences.list(span, { signal })).data;
    },
    placeholderData: keepPreviousData,
  });

export const signInRulesQuery = queryOptions({
  queryKey: SETUP_KEYS.signInRules,
  queryFn: async ({ signal }) => client.organization.signInRules.get({ signal }),
});
