// Made by `npm run generate` out of the API's document; what is changed here is lost.
import type { ResourceTable } from '../operations/operation.ts';

/** Every resource of the API. */
export const RESOURCES: readonly ResourceTable[] = [
  {
    name: 'server',
    summary: 'how Upwatch itself is doing',
    load: async () => (await import('./server.ts')).OPERATIONS,
  },
  {
    name: 'heartbeats',
    summary: 'where jobs report by themselves, and what they reported',
    load: async () => (await import('./heartbeats.ts')).OPERATIONS,
  },
  {
    name: 'monitors',
    summary: 'what is watched, how often, and what must hold',
    load: async () => (await import('./monitors.ts')).OPERATIONS,
  },
  {
    name: 'incidents',
    summary: 'when something was down or degraded, and why',
    load: async () => (await import('./incidents.ts')).OPERATIONS,
  },
  {
    name: 'forensics',
    summary: 'how it was decided: rule by rule, look by look, by which policy',
    load: async () => (await import('./forensics.ts')).OPERATIONS,
  },
  {
    name: 'alertChannels',
    summary: 'where to tell: chat, mail, telephone, on-call services, tickets, webhooks',
    load: async () => (await import('./alert-channels.ts')).OPERATIONS,
  },
  {
    name: 'alertDeliveries',
    summary: 'what was told, attempt by attempt',
    load: async () => (await import('./alert-deliveries.ts')).OPERATIONS,
  },
  {
    name: 'notificationPolicies',
    summary: 'who is told of which incidents, step by step',
    load: async () => (await import('./notification-policies.ts')).OPERATIONS,
  },
  {
    name: 'notificationDispatches',
    summary: 'what policies have done about an incident',
    load: async () => (await import('./notification-dispatches.ts')).OPERATIONS,
  },
  {
    name: 'maintenanceWindows',
    summary: 'when nobody is to be told, or nothing is to be looked at',
    load: async () => (await import('./maintenance-windows.ts')).OPERATIONS,
  },
  {
    name: 'resourceGroups',
    summary: 'monitors that stand together: how many may be down before that is told once',
    load: async () => (await import('./resource-groups.ts')).OPERATIONS,
  },
  {
    name: 'webhooks',
    summary: 'events that are posted to programs of yours, signed',
    load: async () => (await import('./webhooks.ts')).OPERATIONS,
  },
  {
    name: 'deployLock',
    summary: 'one deployment at a time',
    load: async () => (await import('./deploy-lock.ts')).OPERATIONS,
  },
  {
    name: 'auditLog',
    summary: 'who changed what, when',
    load: async () => (await import('./audit-log.ts')).OPERATIONS,
  },
  {
    name: 'environments',
    summary: 'variables of monitors, by place: production, staging',
    load: async () => (await import('./environments.ts')).OPERATIONS,
  },
  {
    name: 'secrets',
    summary: 'values that monitors use and nobody sees again',
    load: async () => (await import('./secrets.ts')).OPERATIONS,
  },
  {
    name: 'vault',
    summary: 'the key that secrets are sealed with',
    load: async () => (await import('./vault.ts')).OPERATIONS,
  },
  {
    name: 'dashboard',
    summary: 'everything in a few numbers: monitors and incidents',
    load: async () => (await import('./dashboard.ts')).OPERATIONS,
  },
  {
    name: 'integrations',
    summary: 'where to tell: chat, mail, telephone, on-call services, tickets, webhooks',
    load: async () => (await import('./integrations.ts')).OPERATIONS,
  },
  {
    name: 'notifications',
    summary: 'what happened, for whoever looks into Upwatch itself',
    load: async () => (await import('./notifications.ts')).OPERATIONS,
  },
  {
    name: 'organization',
    summary: 'who runs this server',
    load: async () => (await import('./organization.ts')).OPERATIONS,
  },
  {
    name: 'workspaces',
    summary: 'where things are kept apart: there is one',
    load: async () => (await import('./workspaces.ts')).OPERATIONS,
  },
  {
    name: 'members',
    summary: 'who may use this server, and how far',
    load: async () => (await import('./members.ts')).OPERATIONS,
  },
  {
    name: 'invites',
    summary: 'who is asked to be a member',
    load: async () => (await import('./invites.ts')).OPERATIONS,
  },
  {
    name: 'statusPages',
    summary: 'what the public is told: components, incidents, announced work',
    load: async () => (await import('./status-pages.ts')).OPERATIONS,
  },
  { name: 'tags', summary: 'words to find monitors by', load: async () => (await import('./tags.ts')).OPERATIONS },
  {
    name: 'auth',
    summary: 'who asks, and how people sign in',
    load: async () => (await import('./auth.ts')).OPERATIONS,
  },
  { name: 'apiKeys', summary: 'who may ask, and what', load: async () => (await import('./api-keys.ts')).OPERATIONS },
  {
    name: 'events',
    summary: 'what is happening, as it happens',
    load: async () => (await import('./events.ts')).OPERATIONS,
  },
  {
    name: 'imports',
    summary: 'what was brought from elsewhere, so that it is known again',
    load: async () => (await import('./imports.ts')).OPERATIONS,
  },
  {
    name: 'dependencies',
    summary: 'what targets say that they need: how each dependency is, and how it was',
    load: async () => (await import('./dependencies.ts')).OPERATIONS,
  },
  {
    name: 'configuration',
    summary: 'all that is configured as one document: plan, apply, export',
    load: async () => (await import('./configuration.ts')).OPERATIONS,
  },
];
