/**
 * The pages: one line each. What a page loads, it loads when it is opened; its address is served by the server because it
 * stands here. A page is a folder in `pages/` whose file exports a component `Page…`.
 */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { knownSearch } from './known-search.ts';
import { withWords } from './language/learn-pages.ts';
import { newChannelSearch } from './pages/channel/new-channel-search.ts';
import { auditSearch } from './pages/audit/audit-search.ts';
import { maintenanceSearch } from './pages/maintenance/maintenance-search.ts';
import { firstLookSearch } from './pages/first-look/first-look-search.ts';
import { incidentsSearch } from './pages/incidents/incidents-search.ts';
import { monitorFormSearch } from './pages/monitor-form/monitor-form-search.ts';
import { monitorSearch } from './pages/monitor/monitor-search.ts';
import { monitorsSearch } from './pages/monitors/monitors-search.ts';
import { newPageIncidentSearch } from './pages/page-incident/new-page-incident-search.ts';
import { signInSearch } from './pages/sign-in/sign-in-search.ts';
import { statusPageSearch } from './pages/status-page/status-page-search.ts';
import { rootRoute, shellRoute } from './shell/shell-route.ts';

export const routeTree = rootRoute.addChildren([
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/sign-in',
    validateSearch: knownSearch(signInSearch),
    component: lazyRouteComponent(() => import('./pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/invite/$token',
    component: lazyRouteComponent(() => import('./pages/invite/invite-page.tsx'), 'InvitePage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/reset/$token',
    component: lazyRouteComponent(() => import('./pages/reset/reset-page.tsx'), 'ResetPage'),
  }),
  shellRoute.addChildren([
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/',
      component: lazyRouteComponent(() => import('./pages/overview/overview-page.tsx'), 'OverviewPage'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/monitors',
      validateSearch: knownSearch(monitorsSearch),
      component: lazyRouteComponent(() => import('./pages/monitors/monitors-page.tsx'), 'MonitorsPage'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/monitors/new',
      staticData: { demands: 'work' },
      validateSearch: knownSearch(firstLookSearch),
      component: lazyRouteComponent(() => import('./pages/first-look/new-monitor-page.tsx'), 'NewMonitorPage'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/monitors/create',
      staticData: { demands: 'work' },
      validateSearch: knownSearch(monitorFormSearch),
      component: lazyRouteComponent(() => import('./pages/monitor-form/create-monitor-page.tsx'), 'CreateMonitorPage'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/monitors/$monitorId',
      validateSearch: knownSearch(monitorSearch),
      component: lazyRouteComponent(() => import('./pages/monitor/monitor-page.tsx'), 'MonitorPage'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/monitors/$monitorId/edit',
      staticData: { demands: 'work' },
      component: lazyRouteComponent(() => import('./pages/monitor-form/edit-monitor-page.tsx'), 'EditMonitorPage'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/incidents',
      validateSearch: knownSearch(incidentsSearch),
      component: lazyRouteComponent(() => import('./pages/incidents/incidents-page.tsx'), 'IncidentsPage'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/incidents/$incidentId',
      component: lazyRouteComponent(
        withWords(async () => import('./pages/incident/incident-page.tsx')),
        'IncidentPage',
      ),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/channels',
      component: lazyRouteComponent(() => import('./pages/channels/channels-page.tsx'), 'ChannelsPage'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/channels/new',
      staticData: { demands: 'work' },
      validateSearch: knownSearch(newChannelSearch),
      component: lazyRouteComponent(() => import('./pages/channel/new-channel-page.tsx'), 'NewChannelPage'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/channels/$channelId',
      component: lazyRouteComponent(() => import('./pages/channel/channel-page.tsx'), 'ChannelPage'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/policies',
      component: lazyRouteComponent(
        withWords(async () => import('./pages/policies/policies-page.tsx')),
        'PoliciesPage',
      ),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/policies/new',
      staticData: { demands: 'work' },
      component: lazyRouteComponent(
        withWords(async () => import('./pages/policy/new-policy-page.tsx')),
        'NewPolicyPage',
      ),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/policies/$policyId',
      component: lazyRouteComponent(
        withWords(async () => import('./pages/policy/policy-page.tsx')),
        'PolicyPage',
      ),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/groups',
      component: lazyRouteComponent(() => import('./pages/groups/groups-page.tsx'), 'GroupsPage'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/groups/new',
      staticData: { demands: 'work' },
      component: lazyRouteComponent(() => import('./pages/group/new-group-page.tsx'), 'NewGroupPage'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/groups/$groupId',
      component: lazyRouteComponent(() => import('./pages/group/group-page.tsx'), 'GroupPage'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/tags',
      component: lazyRouteComponent(() => import('./pages/tags/tags-page.tsx'), 'TagsPage'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/environments',
      staticData: { demands: 'see' },
      component: lazyRouteComponent(() => import('./pages/environments/environments-page.tsx'), 'EnvironmentsPage'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/environments/new',
      staticData: { demands: 'work' },
      component: lazyRouteComponent(
        withWords(async () => import('./pages/environment/new-environment-page.tsx')),
        'NewEnvironmentPage',
      ),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/environments/$slug',
      staticData: { demands: 'see' },
      component: lazyRouteComponent(
        withWords(async () => import('./pages/environment/environment-page.tsx')),
        'EnvironmentPage',
      ),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/secrets',
      staticData: { demands: 'see' },
      component: lazyRouteComponent(
        withWords(async () => import('./pages/secrets/secrets-page.tsx')),
        'SecretsPage',
      ),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/regions',
      component: lazyRouteComponent(() => import('./pages/regions/regions-page.tsx'), 'RegionsPage'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/status-pages',
      component: lazyRouteComponent(
        withWords(async () => import('./pages/status-pages/status-pages-page.tsx')),
        'StatusPagesPage',
      ),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/status-pages/new',
      staticData: { demands: 'work' },
      component: lazyRouteComponent(
        withWords(async () => import('./pages/status-page/new-status-page-page.tsx')),
        'NewStatusPagePage',
      ),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/status-pages/$statusPageId',
      validateSearch: knownSearch(statusPageSearch),
      component: lazyRouteComponent(
        withWords(async () => import('./pages/status-page/status-page-page.tsx')),
        'StatusPagePage',
      ),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/status-pages/$statusPageId/incidents/new',
      staticData: { demands: 'work' },
      validateSearch: knownSearch(newPageIncidentSearch),
      component: lazyRouteComponent(
        withWords(async () => import('./pages/page-incident/new-page-incident-page.tsx')),
        'NewPageIncidentPage',
      ),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/status-pages/$statusPageId/incidents/$pageIncidentId',
      component: lazyRouteComponent(
        withWords(async () => import('./pages/page-incident/page-incident-page.tsx')),
        'PageIncidentPage',
      ),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/settings',
      component: lazyRouteComponent(
        withWords(async () => import('./pages/settings/settings-page.tsx')),
        'SettingsPage',
      ),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/settings/account',
      component: lazyRouteComponent(() => import('./pages/settings/account-page.tsx'), 'AccountPage'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/settings/keys',
      staticData: { demands: 'administer' },
      component: lazyRouteComponent(() => import('./pages/settings/keys-page.tsx'), 'KeysPage'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/settings/members',
      staticData: { demands: 'see' },
      component: lazyRouteComponent(() => import('./pages/settings/members-page.tsx'), 'MembersPage'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/settings/audit',
      staticData: { demands: 'seeAll' },
      validateSearch: knownSearch(auditSearch),
      component: lazyRouteComponent(() => import('./pages/audit/audit-page.tsx'), 'AuditPage'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/settings/health',
      component: lazyRouteComponent(() => import('./pages/health/health-page.tsx'), 'HealthPage'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: '/maintenance',
      validateSearch: knownSearch(maintenanceSearch),
      component: lazyRouteComponent(
        withWords(async () => import('./pages/maintenance/maintenance-page.tsx')),
        'MaintenancePage',
      ),
    }),
  ]),
]);
